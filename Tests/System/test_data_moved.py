"""ERROR-04: a database that is moved away, replaced or deleted under the server. It is noticed before anything is
written, and no other file is touched."""

import shutil
import signal
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Process
from support.database import DATABASE, Database, eventually
from support.pattern import MIB
from support.witness import REFUSED, Witness


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def process(start: Callable[..., Process], data: Path) -> Process:
    return start("--data", str(data))


def assert_noticed(witness: Witness, process: Process) -> None:
    for size in (10, 3 * MIB):
        assert witness.send(size).error == REFUSED
    server = witness.server
    for path in ("clock/advance", "reset"):
        document = {"seconds": 90_000} if path == "clock/advance" else None
        assert server.call("POST", server.control_url + path, document=document).error == REFUSED
    assert server.control("GET", "health") == {"status": "ok"}
    assert "The database was moved away or replaced" in process.log


def assert_well_again(witness: Witness, data: Path, uploads: int) -> None:
    witness.assert_well()
    database = Database(data)
    eventually(lambda: not database.has_orphans(), "nothing half-stored is left")
    assert database.value("SELECT count(*) FROM upload") == uploads
    assert database.rows("PRAGMA integrity_check") == [("ok",)]


def test_the_folder_is_moved_and_put_back(process: Process, data: Path, tmp_path: Path) -> None:
    """What the server has in its hands can be read on."""
    witness = Witness(process.ready())
    data.rename(tmp_path / "away")
    assert_noticed(witness, process)
    witness.assert_served()
    assert not data.exists()
    (tmp_path / "away").rename(data)
    assert_well_again(witness, data, uploads=2)


def test_the_file_is_moved_and_put_back(process: Process, data: Path, tmp_path: Path) -> None:
    """With its journal left behind SQLite does not even read it."""
    witness = Witness(process.ready())
    (data / DATABASE).rename(tmp_path / "away")
    assert_noticed(witness, process)
    assert not (data / DATABASE).exists()
    (tmp_path / "away").rename(data / DATABASE)
    assert_well_again(witness, data, uploads=2)


def test_the_file_is_replaced(process: Process, data: Path, tmp_path: Path) -> None:
    """Even by a copy of itself, which is not written to."""
    witness = Witness(process.ready())
    own, copy = tmp_path / "own", tmp_path / "copy"
    shutil.copyfile(data / DATABASE, copy)
    (data / DATABASE).rename(own)
    copy.rename(data / DATABASE)
    assert_noticed(witness, process)
    witness.assert_served()
    assert (data / DATABASE).read_bytes() == own.read_bytes()
    own.rename(data / DATABASE)
    assert_well_again(witness, data, uploads=2)


def test_the_folder_is_deleted(process: Process, start: Callable[..., Process], data: Path) -> None:
    """It can't come back. The server says so, makes none by itself, ends well, and the next one begins anew."""
    witness = Witness(process.ready())
    shutil.rmtree(data)
    assert_noticed(witness, process)
    witness.assert_served()
    assert not data.exists()
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert not data.exists()
    Witness(start("--data", str(data)).ready()).assert_well()
