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
    #: Without timers.
    descriptors: int
    timers: int
    threads: int
    #: Of its own, in KiB: without the pages of its program's file, of which more or less lie in memory as the system likes.
    memory: int

    @classmethod
    def of(cls, pid: int) -> Self:
        process, kinds = Path(f"/proc/{pid}"), descriptors(pid)
        match = re.search(r"^RssAnon:\s+(\d+) kB$", (process / "status").read_text(), re.MULTILINE)
        assert match
        timers = kinds.count("anon_inode:[timerfd]")
        return cls(len(kinds) - timers, timers, len(list((process / "task").iterdir())), int(match[1]))

    def __str__(self) -> str:
        return (f"{self.descriptors} descriptors, {self.timers} timers, {self.threads} threads, "
                f"{self.memory / 1024:.1f} MiB")


def descriptors(pid: int) -> list[str]:
    """What each leads to."""
    kinds = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            kinds.append(os.readlink(entry))
    return sorted(kinds)


def resident(pid: int) -> int:
    """KiB in memory, with the pages of the program's file."""
    match = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert match
    return int(match[1])


#: The runtime makes a timer for each of the system's clocks, once it has waited by that.
CLOCKS = 3
#: What may be left of memory, in KiB: the allocator's own pieces between what is in use. The crowds have many times that.
SCATTERED = 24 * 1024
#: The runtime's threads come and go with the load by a few.
THREADS = 3


def returns(pid: int, before: Usage) -> Usage:
    """Waits until a process has no more than it had, and says what it has."""
    def is_back() -> bool:
        now = Usage.of(pid)
        return (now.descriptors <= before.descriptors and now.timers <= before.timers + CLOCKS
                and now.threads <= before.threads + THREADS and now.memory <= before.memory + SCATTERED)
    try:
        eventually(is_back, f"no more than {before}")
    except AssertionError as error:
        raise AssertionError(f"{error}, but {Usage.of(pid)}: {descriptors(pid)}") from None
    return Usage.of(pid)
