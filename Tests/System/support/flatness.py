"""Whether what a server has stays as it is: samples over a time, of which the first third is compared with the last."""

import statistics
from dataclasses import dataclass, field

#: The share of all samples before which the server is still getting warm.
WARM_UP = 0.1
#: How much more the median of the last third may be than that of the first: a share of it, and so many beside. What
#: leaks by the request is far above that within minutes; what merely varies with the load is not.
ALLOWED = {"memory, MiB": (0.05, 8), "descriptors": (0, 10), "threads": (0, 3), "database, MiB": (0.05, 8)}


@dataclass
class Series:
    """The samples of one figure."""

    name: str
    values: list[float] = field(default_factory=list)

    def _third(self, index: int) -> list[float]:
        warm = self.values[int(len(self.values) * WARM_UP):]
        return warm[index * len(warm) // 3:(index + 1) * len(warm) // 3]

    @property
    def medians(self) -> list[float]:
        """Those of each third."""
        return [statistics.median(self._third(index)) for index in range(3)]

    @property
    def is_flat(self) -> bool:
        first, _, last = self.medians
        share, more = ALLOWED[self.name]
        return last <= first * (1 + share) + more

    def __str__(self) -> str:
        figures = "".join(f"{median:>10.1f}" for median in self.medians)
        return f"{self.name:<16}{figures}{max(self.values):>10.1f}   {'flat' if self.is_flat else 'GROWS'}"


class Record:
    def __init__(self) -> None:
        self.series = [Series(name) for name in ALLOWED]

    def add(self, *values: float) -> None:
        for series, value in zip(self.series, values, strict=True):
            series.values.append(value)

    @property
    def is_flat(self) -> bool:
        return all(series.is_flat for series in self.series)

    def __str__(self) -> str:
        head = f"{'':<16}{'1st third':>10}{'2nd':>10}{'3rd':>10}{'highest':>10}"
        return "\n".join([head, *map(str, self.series)])
