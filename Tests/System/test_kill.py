"""ERROR-04, UPLOAD-17: a server that is killed at any moment loses nothing that it answered and shows nothing half-stored.

`TEST_KILLS=300 PYRUS_FILES_BIN=… python -m pytest -q Tests/System/test_kill.py` is the long run, which takes minutes. A
run's files follow from its seed, which it prints and `TEST_SEED` gives it; its moments are as random as the machine.
"""

import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.server import Process, Server
from harness.wire import request
from support.actors import Keeping, Resetting, Saving, Sweeping, reset
from support.database import BEGUN, DATABASE, Database, eventually
from support.killed import CUT, FULL_SIZE, PIECE, SECONDS, STREAM, Round
from support.ledger import Ledger, Sent
from support.pattern import MIB
from support.transfer import download

#: Kills that have to fall between an upload's first stored byte and its commit.
BETWEEN = 20
#: Kills in all, at least; and at most, an end: about every second one falls there.
KILLS = int(os.environ.get("TEST_KILLS", BETWEEN))
MOST_KILLS = max(KILLS, 10 * BETWEEN)

#: Kills of a first start, at moments all over it.
FIRST_STARTS = 40

#: Clocks are moved, and nobody's token is to end by that.
OPTIONS = ("--token-lifetime", "never", "--rate-limit", "off", "--log-level", "warning")
#: What the stream's files may come to before they are removed, so that the data stays of a size to look through.
MOST_BYTES = 24 * MIB


@pytest.mark.timeout(600 + 10 * KILLS)
def test_kills_lose_nothing_and_leave_nothing_half_stored(
    start: Callable[..., Process], tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    seed = int(os.environ.get("TEST_SEED") or random.SystemRandom().getrandbits(32))
    print(f"TEST_SEED={seed}")
    began, ledger, data = time.monotonic(), Ledger(seed), tmp_path / "data"
    chance, database = ledger.random, Database(data)
    kills = between = hot = early = restoring = 0
    known: set[int] = set()

    def serve() -> Process:
        return start("--data", str(data), *OPTIONS)

    process = serve()
    while kills < KILLS or between < BETWEEN:
        assert kills < MOST_KILLS, f"{between} of {kills} kills fell in between"
        server = process.ready()
        if sum(sent.size for sent in ledger.there(STREAM)) > MOST_BYTES:
            reset(server, ledger, STREAM)
        if kills % 10 == 9:
            restoring += 1
            restore_until_killed(server, tmp_path / "state", chance, lambda: process.signal(signal.SIGKILL))
        else:
            load = Round(server, ledger, Keeping, Sweeping, Resetting, *([Saving] if kills % 10 == 4 else []))
            load.begin(held=chance.randrange(3))
            # Kills are to fall at all kinds of moments.
            load.progress.await_steps(chance.randrange(2 * FULL_SIZE // PIECE), whole=chance.random() < 0.5)
            if chance.random() < 0.3:
                await_transaction(database)
            load.end(lambda: process.signal(signal.SIGKILL))
        assert process.wait() == -signal.SIGKILL
        kills += 1
        hot += database.has_hot_journal
        copy = database.recovered_copy(tmp_path / "copy")
        between += copy.value(BEGUN) > 0
        if chance.random() < 0.2:
            # While it rolls back, or sweeps. One that is ready by then is killed, too.
            early += serve().wait(seconds=chance.random() * 0.1) == -signal.SIGKILL

        process = serve()
        server = process.ready()
        assert server.control("GET", "health") == {"status": "ok"}
        eventually(lambda: not database.has_orphans(), "what was half-stored is swept")
        ledger.settle(copy)
        ledger.settle(database)
        new = [sent for sent in ledger.attached if id(sent) not in known]
        judge_downloads(server, new)
        known |= {id(sent) for sent in new}

    judge_downloads(server, ledger.attached)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    ledger.settle(database)
    size, needed = judge_end(database, tmp_path / "vacuumed")
    with capsys.disabled():
        print(f"\n{kills} kills, {between} of them between an upload's first stored byte and its commit, {hot} within a "
              f"transaction, {restoring} while a state was restored, and {early} while it started; {len(ledger.sent)} "
              f"files sent, {len(known)} attached and looked at; {size / MIB:.1f} MiB of data, {needed / MIB:.1f} at "
              f"the least; {time.monotonic() - began:.0f} s (TEST_SEED={seed})")


@pytest.mark.parametrize("seeds", [0, 16], ids=lambda seeds: f"{seeds}_MiB_of_seeds")
def test_a_first_start_that_is_killed_leaves_a_folder_that_the_next_one_takes(
    start: Callable[..., Process], tmp_path: Path, seeds: int,
) -> None:
    """Seeds are more than SQLite has room for in memory, so that the file is written before it is whole."""
    seed = int(os.environ.get("TEST_SEED") or random.SystemRandom().getrandbits(32))
    print(f"TEST_SEED={seed}")
    chance = random.Random(seed)
    options: list[str] = []
    if seeds:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "one").write_bytes(chance.randbytes(seeds * MIB))
        options = ["--seed", str(tmp_path / "seeds")]
    began = time.monotonic()
    first = start("--data", str(tmp_path / "data"), *options)
    first.ready()
    took = time.monotonic() - began
    killed = 0
    for number in range(FIRST_STARTS):
        data = tmp_path / f"data-{number}"
        killed += start("--data", str(data), *options).wait(seconds=chance.random() * took) == -signal.SIGKILL
        next_one = start("--data", str(data), *options)
        assert next_one.ready().control("GET", "health") == {"status": "ok"}
        next_one.signal(signal.SIGTERM)
        assert next_one.wait() == 0
        database = Database(data)
        made = [database.value(f"PRAGMA {name}") for name in ("auto_vacuum", "page_size", "integrity_check")]
        assert made == [2, 16_384, "ok"], "it is as if nothing had come between"
    assert killed == FIRST_STARTS


def await_transaction(database: Database) -> None:
    """Without a pause between two looks: it is over in a millisecond."""
    deadline = time.monotonic() + SECONDS
    while not database.has_hot_journal:
        assert time.monotonic() < deadline, "no transaction begins"


def restore_until_killed(server: Server, path: Path, chance: random.Random, kill: Callable[[], None]) -> None:
    """Brings the state back that is there, so that it has to be the same before and after. The kill comes meanwhile."""
    began = time.monotonic()
    state = server.call("GET", server.control_url + "state").body
    killer = threading.Timer(chance.random() * 3 * (time.monotonic() - began), kill)
    killer.start()
    try:
        target = server.target(server.control_url + "state")
        with server.connect() as connection:
            connection.send(request("PUT", target, connection.host, body=state))
            assert connection.answer("PUT").status == 200
    except CUT:
        pass
    killer.join()


def judge_downloads(server: Server, files: list[Sent]) -> None:
    accounts: dict[str, Account] = {}
    for sent in files:
        assert sent.file_id
        account = accounts.get(sent.organization) or Account.new(server, sent.organization)
        came = download(accounts.setdefault(sent.organization, account), sent.file_id)
        assert (came.head.status, came.size, came.md5) == (200, sent.size, sent.md5)


def judge_end(database: Database, vacuumed: Path) -> tuple[int, int]:
    """Nothing is left of all that was removed. Returns the database's size, and what SQLite would make of it anew."""
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
    assert database.rows("PRAGMA foreign_key_check") == []
    assert not database.has_orphans()
    assert database.value("PRAGMA freelist_count") == 0, "the space is given back"
    assert {path.name for path in database.path.parent.iterdir()} <= {"lock", DATABASE, DATABASE + "-journal"}
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("VACUUM INTO ?", [str(vacuumed)])
    size, needed = database.path.stat().st_size, vacuumed.stat().st_size
    assert size < 1.5 * needed + MIB, f"{size} bytes for what needs {needed}"
    return size, needed
