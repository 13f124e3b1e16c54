"""The data can be read with the `sqlite3` shell: tables and columns have plain names, and hold what the API tells."""

import hashlib
import json
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process
from support.database import DATABASE
from support.pattern import BLOCK

#: More than one of the store's chunks.
CONTENT = bytes(BLOCK) + b"and a second chunk"
NAME = "отчёт за март.txt"
UPLOADS = "SELECT guid, name, size, md5 FROM upload"
FILES = """
    SELECT file.id, upload.name, file.version, task.id AS task FROM file JOIN upload ON upload.id = file.upload_id
    JOIN attachment ON attachment.file_row = file.row JOIN task ON task.row = attachment.task_row"""
CHUNKS = """
    SELECT position, hex(bytes) AS bytes FROM chunk_of_content JOIN chunk ON chunk.id = chunk_id
    JOIN upload USING (content_id) ORDER BY position"""


class Shell:
    """The real command, which opens the database for reading alone."""

    def __init__(self, data: Path) -> None:
        if shutil.which("sqlite3") is None:
            pytest.fail("There is no sqlite3 command: install it, as Tests/run does.", pytrace=False)
        self.path = data / DATABASE

    def run(self, *commands: str) -> str:
        # Without -init it would read the settings of whoever runs the tests; it waits while the server writes.
        arguments = ["-init", "/dev/null", "-batch", "-readonly", "-cmd", ".timeout 60000"]
        done = subprocess.run(["sqlite3", *arguments, str(self.path), *commands], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def rows(self, query: str) -> list[dict[str, Any]]:
        return json.loads(self.run(".mode json", query) or "[]")


def judge(shell: Shell, guid: str, file: dict[str, Any]) -> None:
    tables = set(shell.run(".tables").split())
    assert {"account", "token", "upload", "content", "chunk", "file", "task", "comment", "attachment"} <= tables
    schema = shell.run(".schema")
    assert all(f"CREATE TABLE {name} (" in schema for name in ("upload", "file", "attachment")), schema
    digest = hashlib.md5(CONTENT).hexdigest()
    assert shell.rows(UPLOADS) == [{"guid": guid, "name": NAME, "size": len(CONTENT), "md5": digest}]
    assert shell.rows(FILES) == [{"id": file["id"], "name": NAME, "version": 1, "task": 1}]
    chunks = shell.rows(CHUNKS)
    assert [chunk["position"] for chunk in chunks] == [0, 1]
    assert b"".join(bytes.fromhex(chunk["bytes"]) for chunk in chunks) == CONTENT


def test_the_data_can_be_read_with_the_sqlite3_shell(start: Callable[..., Process], tmp_path: Path) -> None:
    """While the server runs, and after it."""
    data = tmp_path / "data"
    process = start("--data", str(data))
    account, shell = Account.new(process.ready()), Shell(data)
    guid = upload(account, part(CONTENT, filename=NAME)).json()["guid"]
    [file] = account.attach(guid)
    judge(shell, guid, file)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    judge(shell, guid, file)
    assert shell.run("PRAGMA integrity_check", "PRAGMA foreign_key_check") == "ok\n"
