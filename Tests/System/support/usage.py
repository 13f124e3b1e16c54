"""What a process has of the system at a moment, as Linux tells."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from .database import eventually


@dataclass(frozen=True)
class Usage:
    descriptors: int
    threads: int
    #: Resident, in KiB.
    memory: int

    @classmethod
    def of(cls, pid: int) -> Self:
        process = Path(f"/proc/{pid}")
        match = re.search(r"^VmRSS:\s+(\d+) kB$", (process / "status").read_text(), re.MULTILINE)
        assert match
        return cls(_descriptors(process / "fd"), len(list((process / "task").iterdir())), int(match[1]))

    def __str__(self) -> str:
        return f"{self.descriptors} descriptors, {self.threads} threads, {self.memory / 1024:.1f} MiB"


#: The runtime has a timer for each of the system's clocks, once it has waited by that.
CLOCKS = 3


def _descriptors(folder: Path) -> int:
    """How many there are, without the runtime's own timers."""
    kinds = []
    for entry in folder.iterdir():
        with suppress(FileNotFoundError):
            kinds.append(os.readlink(entry))
    return len(kinds) - min(CLOCKS, kinds.count("anon_inode:[timerfd]"))


#: What may be left of memory, in KiB: the allocator's own pieces between what is in use. The crowds have many times that.
SCATTERED = 24 * 1024
#: The runtime's threads come and go with the load by a few.
THREADS = 3


def returns(pid: int, before: Usage) -> Usage:
    """Waits until a process has no more than it had, and says what it has."""
    def is_back() -> bool:
        now = Usage.of(pid)
        return (now.descriptors <= before.descriptors and now.threads <= before.threads + THREADS
                and now.memory <= before.memory + SCATTERED)
    try:
        eventually(is_back, f"no more than {before}")
    except AssertionError as error:
        raise AssertionError(f"{error}, but {Usage.of(pid)}") from None
    return Usage.of(pid)
