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
    #: Of its own, in KiB: without the pages of its program's file, of which more or less lie in memory as the system likes.
    memory: int

    @classmethod
    def of(cls, pid: int) -> Self:
        process = Path(f"/proc/{pid}")
        match = re.search(r"^RssAnon:\s+(\d+) kB$", (process / "status").read_text(), re.MULTILINE)
        assert match
        return cls(len(_kinds(process)), len(list((process / "task").iterdir())), int(match[1]))

    def __str__(self) -> str:
        return f"{self.descriptors} descriptors, {self.threads} threads, {self.memory / 1024:.1f} MiB"


#: An event loop has one from its start, beside descriptors that are counted; the runtime makes one for each of the system's
#: clocks, once it has waited by that. A server that left loops behind would be seen by the others.
TIMER = "anon_inode:[timerfd]"


def _kinds(process: Path) -> list[str]:
    """What its descriptors lead to, without timers."""
    kinds = []
    for entry in (process / "fd").iterdir():
        with suppress(FileNotFoundError):
            kinds.append(os.readlink(entry))
    return sorted(kind for kind in kinds if kind != TIMER)


#: What may be left of memory, in KiB: the allocator's own pieces between what is in use. The crowds have a multiple of that.
SCATTERED = 32 * 1024
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
        raise AssertionError(f"{error}, but {Usage.of(pid)}: {_kinds(Path(f'/proc/{pid}'))}") from None
    return Usage.of(pid)
