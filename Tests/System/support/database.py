"""A look into the server's database with Python's own SQLite, never through the server."""

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Callable

DATABASE = "pyrus-files.sqlite"
#: An end for what does not come, not a speed.
SECONDS = 60
#: Contents that no upload names and that have bytes: an upload between its first stored byte and its commit.
BEGUN = """
    SELECT count(*) FROM content WHERE id NOT IN (SELECT content_id FROM upload)
    AND EXISTS (SELECT 1 FROM chunk WHERE chunk.id >= content.id << 20 AND chunk.id < (content.id + 1) << 20)"""
UNNAMED_CONTENTS = "SELECT count(*) FROM content WHERE id NOT IN (SELECT content_id FROM upload)"
UNOWNED_CHUNKS = "SELECT count(*) FROM chunk WHERE id >> 20 NOT IN (SELECT content_id FROM upload)"
#: Uploads whose chunks are not all there.
INCOMPLETE = """
    SELECT count(*) FROM upload WHERE size <> (SELECT ifnull(sum(length(bytes)), 0) FROM chunk
    WHERE chunk.id >= content_id << 20 AND chunk.id < (content_id + 1) << 20)"""


def eventually(condition: Callable[[], Any], what: str, seconds: float = 120) -> None:
    """Waits for what the server does in the background. `seconds` is an end for what never comes, not a speed.

    It asks again and again, since nothing announces such a state: there is no line, no answer and no signal to wait
    for. The pause leaves the processor to the server.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.01)


class Database:
    """Opened for each question and closed, so that no lock is held."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / DATABASE
        self.journal = folder / (DATABASE + "-journal")

    def rows(self, query: str) -> list[tuple]:
        """A transaction that begins between two of SQLite's looks is taken for one that was cut off, and nobody who only
        reads could undo that: it is looked at again."""
        deadline = time.monotonic() + SECONDS
        while True:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=SECONDS)) as connection:
                try:
                    return connection.execute(query).fetchall()
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK" or time.monotonic() > deadline:
                        raise

    def value(self, query: str) -> Any:
        [(value,)] = self.rows(query)
        return value

    @property
    def has_hot_journal(self) -> bool:
        """Whether a transaction is, or was, under way: a journal that is done with begins with zeros."""
        with suppress(FileNotFoundError), self.journal.open("rb", buffering=0) as journal:
            return any(journal.read(8))
        return False

    def recovered_copy(self, folder: Path) -> "Database":
        """A copy as it would be read after a crash: rolled back, while the original stays for the server to do it."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copy = Database(folder)
        for source, target in ((self.path, copy.path), (self.journal, copy.journal)):
            if source.exists():
                shutil.copyfile(source, target)
        with closing(sqlite3.connect(copy.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return copy

    def has_orphans(self) -> bool:
        return any(self.value(query) for query in (UNNAMED_CONTENTS, UNOWNED_CHUNKS, INCOMPLETE))
