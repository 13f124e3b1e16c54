"""ERROR-04: data that can't be written, from the start or while a server runs."""

from pathlib import Path
from typing import Callable

import pytest

from harness.multipart import body, part
from harness.server import Process
from support.command import run
from support.database import DATABASE, eventually
from support.disk import Disk
from support.pattern import MIB
from support.transfer import head
from support.witness import REFUSED, Witness


def test_while_it_runs(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """What changes nothing goes on; the rest is refused, and works again at once."""
    witness = Witness(start_on_disk().ready())
    clock = witness.server.control("PUT", "clock", {"frozen": True})
    form = body(part(bytes(2 * MIB), filename="cut.bin"))
    with witness.server.connect() as connection:
        connection.send(head(witness.account, connection, ("Content-Length", str(len(form)))))
        connection.send(form[:MIB + MIB // 4])
        eventually(lambda: disk.database.value("SELECT count(*) FROM chunk") == 2, "the first chunk is stored")
        disk.forbid_writing(disk.data)
        connection.send(form[MIB + MIB // 4:])
        assert connection.answer("POST").error == REFUSED
    for size in (10, 3 * MIB):
        assert witness.send(size).error == REFUSED
    guid, server = witness.files[0].guid, witness.server
    assert witness.account.call("POST", "tasks", document={"text": "a task"}).error == REFUSED
    for method, path, document in (
        ("POST", "clock/advance", {"seconds": 90_000}), ("POST", "reset", None), ("GET", "state", None),
        ("POST", "accounts/block", {"login": witness.account.login, "blocked": True}),
    ):
        assert server.call(method, server.control_url + path, document=document).error == REFUSED
    assert server.control("GET", "clock") == {"now": clock["now"], "frozen": True}, "nothing is changed by half"
    assert server.control("GET", f"uploads/{guid}")["references"], "what only reads goes on"
    witness.assert_served()

    disk.allow_writing(disk.data)
    witness.assert_well()
    eventually(lambda: not disk.database.has_orphans(), "what had been begun is removed, although nobody asks")
    assert disk.database.value("SELECT count(*) FROM upload") == 2
    assert disk.database.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("what", ["folder", DATABASE, DATABASE + "-journal"])
def test_from_the_start(
    disk: Disk, start_on_disk: Callable[..., Process], binary: str, tmp_path: Path, what: str,
) -> None:
    process = start_on_disk()
    witness = Witness(process.ready())
    process.signal(15)
    assert process.wait() == 0
    path = disk.data if what == "folder" else disk.data / what
    before = {path.name: path.read_bytes() for path in disk.seen(disk.data).iterdir()}
    disk.forbid_writing(path)
    ended = run(disk.program(binary), "serve", "--port", "0", "--data", str(disk.data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(disk.data) in ended.stderr
    disk.allow_writing(path)
    assert {path.name: path.read_bytes() for path in disk.seen(disk.data).iterdir()} == before
    witness.at(start_on_disk().ready()).assert_well()
