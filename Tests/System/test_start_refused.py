"""A server that can't start says why in one sentence and damages nothing."""

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Process
from support.command import run
from support.database import DATABASE


def test_a_port_in_use(binary: str, tmp_path: Path) -> None:
    """The stale ready file goes before anything else, so that nobody takes it for this server's."""
    stale = tmp_path / "ready.json"
    stale.write_text("{}")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run(binary, "serve", "--port", str(port), "--ready-file", str(stale), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(port) in ended.stderr
    assert list(tmp_path.iterdir()) == [], "the stale ready file, or the temporary data, is still there"


def test_an_address_that_is_not_this_machines(binary: str, tmp_path: Path) -> None:
    ended = run(binary, "serve", "--port", "0", "--host", "192.0.2.1", "--log-level", "error", home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert "192.0.2.1" in ended.stderr


def unwritable_folder(tmp_path: Path) -> Path:
    if os.geteuid() == 0:
        return Path("/sys/kernel")
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    return folder


def below_a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("kept")
    return tmp_path / "file" / "data"


def a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("kept")
    return tmp_path / "file"


@pytest.mark.parametrize("folder", [unwritable_folder, below_a_file, a_file], ids=lambda f: f.__name__)
def test_a_folder_that_cannot_be_written(binary: str, tmp_path: Path, folder: Callable[[Path], Path]) -> None:
    data = folder(tmp_path)
    ended = run(binary, "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr
    assert not (tmp_path / "file").exists() or (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("option", ["--log-file", "--ready-file"])
def test_a_file_that_cannot_be_written(binary: str, tmp_path: Path, option: str) -> None:
    path = tmp_path / "no-folder" / "file"
    ended = run(binary, "serve", "--port", "0", option, str(path), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(path) in ended.stderr


def test_a_folder_that_another_server_holds(binary: str, start: Callable[..., Process], tmp_path: Path) -> None:
    data = tmp_path / "data"
    start("--data", str(data)).ready()
    ended = run(binary, "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr


def newer(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        [(version,)] = connection.execute("PRAGMA user_version")
        connection.execute(f"PRAGMA user_version = {version + 1}")


def text(database: Path) -> None:
    database.write_text("these are my notes\n" * 100)


def short_text(database: Path) -> None:
    database.write_text("notes")


def foreign(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(
            "CREATE TABLE note (text); INSERT INTO note VALUES ('mine'); PRAGMA application_id = 7")


def anonymous(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript("CREATE TABLE upload (id); CREATE TABLE content (id)")


def damaged(database: Path) -> None:
    """Ours by its first bytes, and noise behind them."""
    content = database.read_bytes()
    database.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))


def cut_off(database: Path) -> None:
    os.truncate(database, 20_000)


def a_folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


@pytest.mark.parametrize("change", [newer, text, short_text, foreign, anonymous, damaged, cut_off, a_folder],
                         ids=lambda change: change.__name__)
def test_a_database_that_is_not_this_versions(
    binary: str, start: Callable[..., Process], tmp_path: Path, change: Callable[[Path], None],
) -> None:
    data = tmp_path / "data"
    process = start("--data", str(data))
    process.ready()
    process.signal(15)
    assert process.wait() == 0
    change(data / DATABASE)
    before = contents(data)
    ended = run(binary, "serve", "--port", "0", "--data", str(data), home=tmp_path)
    ended.assert_one_sentence(status=1)
    assert str(data) in ended.stderr
    assert contents(data) == before


def contents(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}
