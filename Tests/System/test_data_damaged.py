"""ERROR-04: a damaged database. A damaged page of a tree is noticed where it is met, and the rest goes on. What lies
within a file's bytes is no page that SQLite could know: whoever downloads it can tell by the file's MD5 alone."""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Callable

import pytest

from harness.multipart import body, part, upload
from harness.server import Process, running
from support.command import run
from support.database import BEGUN, DATABASE, Database, eventually
from support.pattern import MIB
from support.transfer import head
from support.witness import REFUSED, Witness

PAGE = 16 * 1024


@pytest.fixture(scope="module")
def stopped(binary: str, tmp_path_factory: pytest.TempPathFactory) -> Witness:
    """One at a server that has stopped: three files of several chunks, of which no page is in a server's memory."""
    data = tmp_path_factory.mktemp("stopped")
    with running(binary, "--data", str(data)) as server:
        witness = Witness(server, 3 * MIB)
        for _ in range(2):
            witness.store(3 * MIB)
    return witness


@pytest.fixture
def data(stopped: Witness, tmp_path: Path) -> Path:
    """What that server has left."""
    return Path(shutil.copytree(stopped.server.data, tmp_path / "data"))


@pytest.fixture
def start_here(start: Callable[..., Process], data: Path) -> Callable[[], Process]:
    return lambda: start("--data", str(data))


def root(data: Path, name: str) -> int:
    """Where a table's or an index's first page lies."""
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name])
    return (page - 1) * PAGE


def page(data: Path, content: bytes, offset: int) -> int:
    """Where the page lies that holds a byte of a long row, and nothing else but the number of the next page."""
    database = (data / DATABASE).read_bytes()
    for start in range(0, len(database), PAGE):
        first = content.find(database[start + 4:start + PAGE])
        if first >= 0 and first <= offset < first + PAGE - 4:
            return start
    raise AssertionError("there is no such page")


def write(data: Path, offset: int, content: bytes) -> None:
    with (data / DATABASE).open("r+b") as database:
        database.seek(offset)
        database.write(content)


def break_chain(data: Path, content: bytes, offset: int) -> None:
    """A long row is a chain of pages, each of which begins with the number of the next. There is no such page now."""
    write(data, page(data, content, offset), b"\xff\xff\xff\xf0")


def lose_rest(data: Path, content: bytes) -> None:
    """The beginning of a long row lies in its table, with the number of the first of its pages behind. That is broken.

    The table may have moved it, so that a copy is left that nobody reads.
    """
    database = (data / DATABASE).read_bytes()
    begin = database.find(content[:64])
    assert begin >= 0
    while begin >= 0:
        end = begin + 64
        while database[end] == content[end - begin]:
            end += 1
        write(data, end, b"\xff\xff\xff")
        begin = database.find(content[:64], end)


@pytest.mark.parametrize("name", ["clock", "account", "token", "sqlite_autoindex_token_1", "content", "upload", "task"])
def test_at_the_start(binary: str, data: Path, tmp_path: Path, name: str) -> None:
    """Of what a start reads. It is told in one sentence, and the database stays as it is, byte by byte."""
    write(data, root(data, name), b"\xa5" * PAGE)
    before = (data / DATABASE).read_bytes()
    ended = run(binary, "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr and "damaged" in ended.stderr
    assert (data / DATABASE).read_bytes() == before


@pytest.mark.parametrize("name", ["file", "sqlite_autoindex_file_2", "attachment", "sqlite_autoindex_upload_1"])
def test_where_it_is_met(start_here: Callable[[], Process], stopped: Witness, data: Path, name: str) -> None:
    """Of what a start does not read: what needs that page is refused, and the rest is not."""
    good = (data / DATABASE).read_bytes()[root(data, name):][:PAGE]
    write(data, root(data, name), b"\xa5" * PAGE)
    process = start_here()
    witness = stopped.at(process.ready())
    answer = witness.send(10)
    if answer.status == 200:
        document = {"attachments": [answer.json()["guid"]]}
        answer = witness.account.call("POST", "tasks/1/comments", document=document)
    assert answer.error == REFUSED
    assert witness.server.control("GET", "health") == {"status": "ok"}
    assert witness.account.renewed().call("GET", "tasks/1").status in (200, 500)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    write(data, root(data, name), good)
    witness.at(start_here().ready()).assert_served()


def test_in_a_file_that_is_sent(start_here: Callable[[], Process], stopped: Witness, data: Path) -> None:
    """The head is out: its download ends short of its length, there and then. All others go on."""
    witness = stopped.at(start_here().ready())
    broken = witness.files.pop(1)
    break_chain(data, broken.content, 2 * MIB + MIB // 2)
    came = witness.download(broken)
    assert came.head.status == 200 and came.head.header("Content-Length") == str(len(broken.content))
    assert 2 * MIB <= came.size < len(broken.content)
    assert came.md5 == hashlib.md5(broken.content[:came.size]).hexdigest(), "what came is right"
    witness.assert_well()


def test_in_a_file_that_goes(start_here: Callable[[], Process], stopped: Witness, data: Path) -> None:
    """It can't be removed, which keeps no other from it, neither now nor after a start."""
    process = start_here()
    witness, database = stopped.at(process.ready()), Database(data)
    contents = [random.randbytes(2 * MIB) for _ in range(3)]
    guids = [upload(witness.account, part(content)).json()["guid"] for content in contents]
    broken = database.value(f"SELECT content_id FROM upload WHERE guid = '{guids[1]}'")
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    lose_rest(data, contents[1])

    def assert_others_are_removed() -> None:
        unnamed = "SELECT id FROM content WHERE id NOT IN (SELECT content_id FROM upload)"
        eventually(lambda: database.rows(unnamed) == [(broken,)], "the others are removed")

    process = start_here()
    witness = witness.at(process.ready())
    for guid in guids:
        assert witness.server.control("DELETE", f"uploads/{guid}") == {"removed": 1}
    assert_others_are_removed()
    witness.assert_well()
    with witness.server.connect() as connection:
        form = body(part(contents[2]))
        connection.send(head(witness.account, connection, ("Content-Length", str(len(form)))))
        connection.send(form[:MIB + MIB // 2])
        eventually(lambda: database.value(BEGUN) == 2, "another content has no name, either")
        process.signal(signal.SIGKILL)
    process.wait()
    witness.at(start_here().ready()).assert_well()
    assert_others_are_removed()


def test_cut_off_while_it_runs(start_here: Callable[[], Process], stopped: Witness, data: Path) -> None:
    """All that asks the database is refused, nothing is written, and it goes on once the file is whole again."""
    witness = stopped.at(start_here().ready())
    whole = (data / DATABASE).read_bytes()
    os.truncate(data / DATABASE, len(whole) // 2 // PAGE * PAGE)
    for _ in range(3):
        assert witness.send(10).error == REFUSED
        assert witness.server.control("GET", "health") == {"status": "ok"}
    assert (data / DATABASE).read_bytes() == whole[:len(whole) // 2 // PAGE * PAGE]
    write(data, 0, whole)
    witness.assert_well()


def test_within_a_files_bytes_it_is_not_noticed(
    start_here: Callable[[], Process], stopped: Witness, data: Path,
) -> None:
    """SQLite has no checksums of pages: the MD5 that the file object tells is all there is to know it by."""
    witness = stopped.at(start_here().ready())
    changed = witness.files.pop(1)
    write(data, page(data, changed.content, 2 * MIB + MIB // 2) + 100, bytes(32))
    came = witness.download(changed)
    assert (came.head.status, came.size) == (200, len(changed.content))
    assert came.md5 != hashlib.md5(changed.content).hexdigest()
    witness.assert_well()
