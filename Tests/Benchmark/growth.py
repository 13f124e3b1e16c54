"""Whether what one file costs depends on how many are stored: the same calls beside 100 files and beside a million.

The files are put into the database by its own tables while no server runs; nothing else would be done today.
"""

import sqlite3
import statistics
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Callable, Iterator

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.server import Server, running
from harness.wire import Answer
from support.database import DATABASE

COUNTS = (100, 1_000_000)
#: The calls, in the order in which each has what it needs, and how often.
REPETITIONS = {"upload": 300, "attach": 300, "download": 300, "sweep": 10}
SWEPT = 20
FORM = body(part(b"0123456789"))
#: So many hang at one task.
FILES_A_TASK = 1_000

FILL = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) INSERT INTO {} FROM n;"""
#: Attached files of ten bytes of the first organization. `:base` is past every id that is there.
TABLES = (
    "content (id) SELECT :base + i",
    "chunk (id, bytes) SELECT (:base + i) << 20, randomblob(10)",
    """upload (id, guid, organization_id, content_id, name, size, md5, created_at)
       SELECT :base + i, printf('%08x-0000-4000-8000-%012x', i, i), 1, :base + i, 'file ' || i, 10,
       lower(hex(randomblob(16))), 0""",
    "file (row, id, organization_id, upload_id, version) SELECT :base + i, 5000000 + i, 1, :base + i, 1",
)
TASKS = """task (row, id, organization_id, created_at, modified_at) SELECT :base + i, 5000000 + i, 1, 0, 0"""
ATTACHMENTS = f"attachment (task_row, file_row) SELECT :base + 1 + i / {FILES_A_TASK}, :base + i"


def fill(folder: Path, count: int) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA synchronous = OFF")
        values = {"base": 1_000, "count": count}
        for table in TABLES:
            database.execute(FILL.format(table), values)
        database.execute(FILL.format(TASKS), values | {"count": count // FILES_A_TASK + 1})
        database.execute(FILL.format(ATTACHMENTS), values)
        database.commit()


class Calls:
    """What one client does over one connection. Each call says what it took, in seconds."""

    def __init__(self, server: Server, count: int) -> None:
        self.server, self.count = server, count
        self.account = Account(server, server.login, server.security_key, server.access_token)
        self.guids: list[str] = []

    def upload(self) -> float:
        taken, answer = timed(self.account.call, "POST", "files/upload", CONTENT_TYPE, body=FORM)
        assert answer.status == 200, answer
        self.guids.append(answer.json()["guid"])
        return taken

    def attach(self) -> float:
        document = {"text": "a", "attachments": [self.guids.pop()]}
        taken, answer = timed(self.account.call, "POST", "tasks", document=document)
        assert answer.status == 200, answer
        return taken

    def download(self) -> float:
        taken, answer = timed(self.account.call, "GET", f"files/download/{5_000_000 + self.count // 2}")
        assert answer.status == 200 and len(answer.body) == 10, answer
        return taken

    def sweep(self) -> float:
        for _ in range(SWEPT):
            self.upload()
        url = self.server.control_url + "clock/advance"
        taken, answer = timed(self.server.call, "POST", url, document={"seconds": 90_000})
        assert answer.status == 200 and len(answer.json()["expired"]) == SWEPT, answer
        return taken


def timed(call: Callable[..., Answer], *arguments: object, **options: object) -> tuple[float, Answer]:
    began = time.perf_counter()
    answer = call(*arguments, **options)
    return time.perf_counter() - began, answer


@contextmanager
def stocked(binary: str, count: int) -> Iterator[Calls]:
    """The calls to a server that has so many files."""
    with tempfile.TemporaryDirectory(prefix="pyrus-growth-") as folder:
        data = Path(folder, "data")
        with running(binary, "--data", str(data)):
            pass
        fill(data, count)
        with running(binary, "--data", str(data), "--rate-limit", "off") as server:
            yield Calls(server, count)


def growth(binary: str) -> Iterator[str]:
    """A line a call: its time beside the few and beside the many, measured in turns."""
    with stocked(binary, COUNTS[0]) as few, stocked(binary, COUNTS[1]) as many:
        for name, count in REPETITIONS.items():
            turns = [(getattr(few, name)(), getattr(many, name)()) for _ in range(count)]
            beside_few, beside_many = map(statistics.median, zip(*turns))
            yield (f"{name} beside {COUNTS[1]:,} files: {beside_many / beside_few:.2f} of its time beside {COUNTS[0]} "
                   f"({beside_many * 1e3:.2f} and {beside_few * 1e3:.2f} ms)")
