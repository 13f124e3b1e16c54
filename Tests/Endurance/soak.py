"""A server under mixed load and faults for half an hour: `python3 Tests/Endurance/soak.py --server PROGRAM [--minutes 30]`.

Organizations live and end, with every kind of fault; clients break off, vanish and reset; others work meanwhile. It fails
where an answer is wrong, or where memory, descriptors, threads or the database grow from the first third to the last.
"""

import argparse
import os
import random
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Callable

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "Clients"), str(TESTS / "System")]

from harness import guard  # noqa: E402
from harness.account import Account  # noqa: E402
from harness.server import Server, running  # noqa: E402
from support.crowd import Crowd  # noqa: E402
from support.database import DATABASE  # noqa: E402
from support.flatness import Record  # noqa: E402
from support.hostile import RETURNING, target_of  # noqa: E402
from support.life import LONG, Life, assert_every_kind_is_met  # noqa: E402
from support.others import Others  # noqa: E402
from support.usage import Usage, returns  # noqa: E402

#: Organizations that live at the same time.
LIVES = 6
#: Of each kind of those that break off, so many times fewer than where others are measured beside them.
FEWER = 10
#: Samples in all.
SAMPLES = 600
MIB = 1 << 20


class Workers:
    """Threads that do something again and again. The first thing that goes wrong is thrown on at the end of the block."""

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self._errors: list[BaseException] = []
        self._threads: list[threading.Thread] = []

    def start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._repeat, args=(work,))
        self._threads.append(thread)
        thread.start()

    def _repeat(self, work: Callable[[], None]) -> None:
        try:
            while not self.is_over.is_set():
                work()
        except BaseException as error:
            self._errors.append(error)
            self.is_over.set()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]


def others_work(server: Server) -> None:
    """What clients do that nothing goes wrong with, in an organization that ends with it."""
    account = Account.new(server)
    others = Others(account)
    for work in others.works:
        others.rate(work, 100)
    server.control("POST", f"reset?organization={account.organization}")


def soak(server: Server, seconds: float, seed: int) -> tuple[Record, int]:
    """What the server had meanwhile, and how many organizations lived."""
    record, lives = Record(), [Life(server, seed + index) for index in range(LIVES)]
    # Its token outlives every leap of the clock.
    breaking = Account(server, server.login, server.security_key, server.access_token)
    target = target_of(breaking)
    with Workers() as workers, ExitStack() as crowds:
        for kind in RETURNING:
            crowds.enter_context(Crowd(replace(kind, members=max(1, kind.members // FEWER)), target))
        for life in lives:
            workers.start(life.live)
        workers.start(lambda: others_work(server))
        end = time.monotonic() + seconds
        while not workers.is_over.wait(seconds / SAMPLES) and time.monotonic() < end:
            usage = Usage.of(server.pid)
            size = os.stat(Path(server.data, DATABASE)).st_size
            record.add(usage.memory / 1024, usage.descriptors, usage.threads, size / MIB)
            # What clients that broke off have stored after all, falls due.
            server.control("POST", f"clock/advance?organization={breaking.organization}", {"seconds": LONG})
    return record, sum(life.count for life in lives)


def main() -> int:
    parser = argparse.ArgumentParser(description="Keeps a server under mixed load and faults.")
    parser.add_argument("--server", required=True, help="the built program, a release build")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    guard.environment()
    with running(str(Path(arguments.server).resolve()), "--max-connections", "1000") as server:
        assert_every_kind_is_met(server)
        others_work(server)
        before = Usage.of(server.pid)
        record, lives = soak(server, arguments.minutes * 60, arguments.seed)
        print(f"{lives} organizations lived and ended within {arguments.minutes:g} minutes\n{record}")
        server.control("POST", "reset")
        after = returns(server.pid, before)
        size = os.stat(Path(server.data, DATABASE)).st_size
        print(f"before {before}\nafter  {after}, and a database of {size / MIB:.1f} MiB")
    print("Nothing grows." if record.is_flat else "It grows.")
    return 0 if record.is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
