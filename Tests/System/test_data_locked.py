"""ERROR-04: a lock that another process has on the database, as a `sqlite3` shell in a transaction."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Callable, Iterator

import pytest

from harness.server import Process
from harness.wire import Answer
from support.command import run
from support.database import DATABASE, Database, eventually
from support.pattern import MIB
from support.witness import REFUSED, Witness

#: As many as would wait longer than a connection here does, if each waited for the lock by itself.
MANY = 32
#: Uploads among short locks.
SOME = 8


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def witness(start: Callable[..., Process], data: Path) -> Witness:
    return Witness(start("--data", str(data)).ready())


@contextmanager
def locked(data: Path, begin: str) -> Iterator[None]:
    with closing(sqlite3.connect(data / DATABASE, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute(begin)
        connection.execute("SELECT count(*) FROM upload").fetchall()
        yield
        connection.execute("ROLLBACK")


def test_until_it_ends(witness: Witness, data: Path) -> None:
    """Nobody waits longer than the first one, health does not ask the database, and the end of it is the end of it."""
    url = witness.server.download_urls(witness.files[0].file_id)[0]

    def ask(number: int) -> Answer:
        if number % 2:
            return witness.send(number % 8 * MIB // 2 + 1)
        return witness.account.call("GET", url)

    with locked(data, "BEGIN EXCLUSIVE"), ThreadPoolExecutor(MANY) as clients:
        answers = clients.map(ask, range(MANY))
        assert witness.server.control("GET", "health") == {"status": "ok"}
        assert [answer.error for answer in answers] == [REFUSED] * MANY
    # Whoever only reads lets others read.
    with locked(data, "BEGIN"):
        assert witness.send(3 * MIB).error == REFUSED
        witness.assert_served()
    witness.assert_well()
    assert_sound(data, uploads=2)


def test_for_moments(witness: Witness, data: Path) -> None:
    """Short locks, however many, are waited for."""
    is_over, locks = threading.Event(), 0

    def lock_on_and_on() -> None:
        nonlocal locks
        while not is_over.is_set():
            with locked(data, "BEGIN EXCLUSIVE"):
                locks += 1

    locker = threading.Thread(target=lock_on_and_on)
    locker.start()
    try:
        for _ in range(SOME):
            witness.store(MIB + 1)
            seen = locks
            eventually(lambda: locks > seen, "a lock comes between")
    finally:
        is_over.set()
        locker.join()
    witness.assert_well()
    assert_sound(data, uploads=SOME + 2)


def test_from_the_start(start: Callable[..., Process], binary: str, data: Path, tmp_path: Path) -> None:
    process = start("--data", str(data))
    witness = Witness(process.ready())
    process.signal(15)
    assert process.wait() == 0
    before = (data / DATABASE).read_bytes()
    with locked(data, "BEGIN EXCLUSIVE"):
        ended = run(binary, "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr and "locked" in ended.stderr
    assert (data / DATABASE).read_bytes() == before
    witness.at(start("--data", str(data)).ready()).assert_well()


def assert_sound(data: Path, uploads: int) -> None:
    database = Database(data)
    eventually(lambda: not database.has_orphans(), "nothing half-stored is left")
    assert database.value("SELECT count(*) FROM upload") == uploads
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
