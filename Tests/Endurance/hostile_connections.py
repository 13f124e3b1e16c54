"""How far hostile connections slow others down: `python3 Tests/Endurance/hostile_connections.py --server PROGRAM`.

The speed of others is measured without a crowd and beside it, in turns of one run. It fails where others keep less than
half of it, get a wrong answer, or where the server does not come back to what it had. About a quarter of an hour.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "Clients"), str(TESTS / "System")]

from harness import guard  # noqa: E402
from harness.account import Account  # noqa: E402
from harness.server import Server, running  # noqa: E402
from support.crowd import Crowd, Kind, Target  # noqa: E402
from support.hostile import HALF_OPEN, ONE_AFTER_THE_OTHER, RETURNING, STAYING, target_of  # noqa: E402
from support.others import Others  # noqa: E402
from support.usage import Usage, returns  # noqa: E402

#: What others keep of their speed.
LEAST = 0.5
#: How often others are measured beside a crowd that has come: what it costs to let it in shows in the lowest figure.
ROUNDS = 3
#: Requests of each of the others' works, each time.
REQUESTS = 500
#: An end for a crowd that does not get on, not a speed.
SECONDS = 600
COLUMNS = "{:22} {:>7}  {:>18} {:>18} {:>18}  {:>26}  {:>26}"


@dataclass
class Trial:
    """Others, beside one kind of crowd after the other, of one server."""

    server: Server
    target: Target
    others: Others
    turns: int
    before: Usage = field(init=False)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rates()
        self.before = Usage.of(self.server.pid)
        print(f"at the beginning: {self.before}; of {self.turns} turns, the median (the lowest)\n")
        print(COLUMNS.format("crowd", "members", *self.others.works, "descriptors, threads, MiB", "and when they are gone"))

    def _rates(self) -> dict[str, float]:
        return {work: self.others.rate(work, REQUESTS) for work in self.others.works}

    def beside(self, kind: Kind, rounds: int = 0) -> None:
        """Tries one kind. `rounds` is what its members do at least, of all turns together."""
        ratios: dict[str, list[float]] = {work: [] for work in self.others.works}
        there = self.before
        for _ in range(self.turns):
            alone = self._rates()
            with Crowd(kind, self.target) as crowd:
                for rates in [self._rates() for _ in range(ROUNDS)]:
                    for work, rate in rates.items():
                        ratios[work].append(rate / alone[work])
                there = max(there, Usage.of(self.server.pid), key=lambda usage: usage.memory)
                crowd.wait_for(rounds // self.turns, SECONDS)
        name = kind.behaviour.__name__.replace("_", " ")
        after = self._gone(name)
        medians = {work: statistics.median(values) for work, values in ratios.items()}
        print(COLUMNS.format(
            name, kind.members, *(f"{medians[work]:.2f} ({min(values):.2f})" for work, values in ratios.items()),
            _figures(there), _figures(after)), flush=True)
        self.failures += [f"{name}: {work} keep {median:.2f} of their speed" for work, median in medians.items()
                          if median < LEAST]

    def _gone(self, name: str) -> Usage:
        try:
            return returns(self.server.pid, self.before)
        except AssertionError as error:
            self.failures.append(f"{name}: {error}")
            return Usage.of(self.server.pid)


def _figures(usage: Usage) -> str:
    return f"{usage.descriptors}, {usage.threads}, {usage.memory / 1024:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures others beside hostile connections.")
    parser.add_argument("--server", required=True, help="the built program, a release build")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--connections", type=int, default=1_000_000, help="so many one after the other")
    arguments = parser.parse_args()
    guard.environment()
    with running(str(Path(arguments.server).resolve()), "--rate-limit", "off") as server:
        trial = Trial(server, target_of(Account.new(server)), Others(Account.new(server)), arguments.turns)
        for kind in [*STAYING, *RETURNING, HALF_OPEN]:
            trial.beside(kind)
        began = time.monotonic()
        trial.beside(ONE_AFTER_THE_OTHER, arguments.connections)
        seconds = time.monotonic() - began
        print(f"\n{arguments.connections:,} connections one after the other in {seconds:.0f} s")
    print("\n".join(trial.failures) or f"Others keep at least {LEAST} of their speed, and nothing is left behind.")
    return 1 if trial.failures else 0


if __name__ == "__main__":
    sys.exit(main())
