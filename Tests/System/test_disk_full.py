"""ERROR-04: a disk that is full. What can't be stored is refused and leaves nothing, all else goes on, and once there
is room again it is as if nothing had been."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable

from harness.multipart import body, part
from harness.server import Process
from support.command import run
from support.database import DATABASE, eventually
from support.disk import SIZE, Disk
from support.pattern import MIB
from support.transfer import head
from support.witness import REFUSED, Witness


def assert_sound(disk: Disk, uploads: int) -> None:
    eventually(lambda: not disk.database.has_orphans(), "nothing half-stored is left")
    assert disk.database.value("SELECT count(*) FROM upload") == uploads
    assert disk.database.rows("PRAGMA integrity_check") == [("ok",)]


def descriptors(process: Process) -> int:
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def test_in_the_middle_of_an_upload(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """The space comes back at once, while the disk is still as small."""
    witness = Witness(start_on_disk().ready())
    room = disk.room
    assert witness.send(SIZE + MIB).error == REFUSED
    eventually(lambda: disk.room >= room, "its space is given back")
    witness.assert_well()
    assert_sound(disk, uploads=2)


def test_at_the_commit(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    witness = Witness(start_on_disk().ready())
    form = body(part(bytes(MIB + MIB // 2), filename="late.bin"))
    with witness.server.connect() as connection:
        connection.send(head(witness.account, connection, ("Content-Length", str(len(form)))))
        # The first chunk is stored; the second would be with the commit.
        connection.send(form[:MIB + MIB // 4])
        eventually(lambda: disk.database.value("SELECT count(*) FROM chunk") == 2, "the first chunk is stored")
        disk.fill()
        connection.send(form[MIB + MIB // 4:])
        assert connection.answer("POST").error == REFUSED
    witness.assert_served()
    disk.free()
    witness.assert_well()
    assert_sound(disk, uploads=2)


def test_to_the_last_byte(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """What was answered before is there after a kill and a start, for both of which there is no room either."""
    process = start_on_disk()
    witness = Witness(process.ready())
    before = descriptors(process)
    disk.fill()
    while (answer := witness.send(50_000)).status == 200:
        disk.fill()
    assert answer.error == REFUSED
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(witness.send, [300_000] * 8))
    assert [answer.error for answer in answers] == [REFUSED] * 8
    witness.assert_served()
    eventually(lambda: descriptors(process) <= before, "no descriptor is left over")
    count = disk.database.value("SELECT count(*) FROM upload")
    process.signal(signal.SIGKILL)
    process.wait()
    witness = witness.at(start_on_disk().ready())
    witness.assert_served()
    assert witness.send(300_000).error == REFUSED
    assert_sound(disk, count)
    disk.free()
    witness.assert_well()
    assert_sound(disk, count + 1)


def test_in_a_sweep(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """On a disk without a free byte, what is removed gives its space back: that is the way out."""
    witness = Witness(start_on_disk("--token-lifetime", "never").ready())
    guids = [witness.send(2 * MIB).json()["guid"] for _ in range(4)]
    deleted = witness.send(2 * MIB).json()["guid"]
    disk.fill()
    assert witness.server.control("DELETE", f"uploads/{deleted}") == {"removed": 1}
    eventually(lambda: disk.room > MIB, "the deleted one's space is given back")
    disk.fill()
    path = f"clock/advance?organization={witness.account.organization}"
    assert sorted(witness.server.control("POST", path, {"seconds": 90_000})["expired"]) == sorted(guids)
    eventually(lambda: disk.room > 7 * MIB, "the swept ones' space is given back")
    witness.assert_well()
    assert_sound(disk, uploads=2)


def test_what_failed_does_not_count(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """--max-total-size: exactly what is left of it can be stored after failures of all kinds."""
    bound = 12 * MIB
    witness = Witness(start_on_disk("--max-total-size", str(bound)).ready())
    state = witness.server.call("GET", witness.server.control_url + "state").body
    disk.fill()
    for size in (50_000, 900_000, 3 * MIB, 5 * MIB):
        while witness.send(size).status == 200:
            disk.fill()
    assert witness.server.call("GET", witness.server.control_url + "state").error == REFUSED
    assert witness.server.call("PUT", witness.server.control_url + "state", body=state).error == REFUSED
    disk.free()
    left = bound - disk.database.value("SELECT sum(size) FROM upload")
    assert witness.send(left + 1).error == REFUSED
    eventually(lambda: not disk.database.has_orphans(), "there is room again")
    assert witness.send(left).status == 200
    assert witness.send(1).error == REFUSED
    assert_sound(disk, disk.database.value("SELECT count(*) FROM upload"))
    names = {path.name for path in disk.seen(disk.data).iterdir()}
    assert names == {"lock", DATABASE, DATABASE + "-journal"}


def test_when_a_state_is_brought_back(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    witness = Witness(start_on_disk().ready())
    for _ in range(6):
        witness.store(2 * MIB)
    size = disk.room
    state = witness.server.call("GET", witness.server.control_url + "state")
    assert state.error == REFUSED, "there is no room for a second copy"
    assert disk.room == size
    assert witness.server.call("PUT", witness.server.control_url + "state", body=bytes(SIZE)).error == REFUSED
    witness.assert_served()
    assert_sound(disk, uploads=7)


def test_at_the_start(disk: Disk, start_on_disk: Callable[..., Process], binary: str, tmp_path: Path) -> None:
    """No data can be made there: one sentence. Once there is room, the same command works."""
    disk.fill()
    data = disk.data
    ended = run(disk.program(binary), "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr
    disk.free()
    Witness(start_on_disk().ready()).assert_well()


def test_under_the_log(disk: Disk, start_on_disk: Callable[..., Process]) -> None:
    """Its lines are lost, and nothing else."""
    log = disk.path / "log"
    witness = Witness(start_on_disk("--log-file", str(log)).ready())
    disk.fill()
    before = disk.seen(log).stat().st_size
    for _ in range(100):
        witness.assert_served()
    disk.free()
    witness.assert_well()
    assert disk.seen(log).stat().st_size > before
