"""ERROR-04, UPLOAD-17: a server that is killed in the middle of uploads leaves nothing half-stored."""

import random
import signal
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.server import Process, Server
from support.database import BEGUN, INCOMPLETE, Database, eventually
from support.killed import FULL_SIZE, Ledger, Round, Sent
from support.transfer import download

#: Kills that have to fall between an upload's first stored byte and its commit.
KILLS = 20
#: Kills in all until then, an end: about every second one falls there.
MOST_KILLS = 200


def test_twenty_kills_leave_nothing_half_stored(
    start: Callable[..., Process], tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    ledger, data = Ledger(seed), tmp_path / "data"
    database = Database(data)
    kills = between = hot = 0
    process = start("--data", str(data))
    while between < KILLS:
        assert kills < MOST_KILLS, f"{between} of {kills} kills fell in between"
        uploads = Round(process.ready(), ledger)
        uploads.begin(held=ledger.random.randrange(3))
        # Kills are to fall at all kinds of moments.
        uploads.await_bytes(ledger.random.randrange(2 * FULL_SIZE), whole=ledger.random.random() < 0.5)
        uploads.end(lambda: process.signal(signal.SIGKILL))
        assert process.wait() == -signal.SIGKILL
        assert uploads.failures == []
        kills += 1
        hot += database.has_hot_journal
        copy = database.recovered_copy(tmp_path / "copy")
        between += copy.value(BEGUN) > 0
        judge_uploads(copy, ledger)

        process = start("--data", str(data))
        server = process.ready()
        assert server.control("GET", "health") == {"status": "ok"}
        eventually(lambda: not database.has_orphans(), "what was half-stored is swept")
        judge_uploads(database, ledger)
        new = {name: sent for name, sent in ledger.answered().items() if sent.file_id is None}
        attach(server, new)
        judge_downloads(server, new)

    with capsys.disabled():
        print(f"\n{kills} kills, {between} of them between an upload's first stored byte and its commit, {hot} within "
              f"a transaction; {len(ledger.answered())} uploads answered, all there (seed {seed})")
    judge_downloads(server, ledger.answered())
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
    assert database.rows("PRAGMA foreign_key_check") == []
    assert not database.has_orphans()
    assert database.value("PRAGMA freelist_count") == 0, "the space is given back"


def judge_uploads(database: Database, ledger: Ledger) -> None:
    """Every answered upload is there; what is there besides was sent whole; all are complete."""
    rows = {name: Sent(size, md5, guid) for name, size, md5, guid in database.rows(
        "SELECT name, size, md5, guid FROM upload")}
    assert ledger.answered().keys() <= rows.keys()
    for name, row in rows.items():
        sent = ledger.sent[name]
        assert (row.size, row.md5) == (sent.size, sent.md5)
        assert sent.guid in (row.guid, None)
    assert database.value(INCOMPLETE) == 0


def attach(server: Server, uploads: dict[str, Sent]) -> None:
    account = Account(server, server.login, server.security_key, server.access_token)
    files = account.attach(*(sent.guid for sent in uploads.values()))
    assert {(f["name"], f["size"], f["md5"]) for f in files} == {(n, s.size, s.md5) for n, s in uploads.items()}
    for file in files:
        uploads[file["name"]].file_id = file["id"]


def judge_downloads(server: Server, uploads: dict[str, Sent]) -> None:
    account = Account(server, server.login, server.security_key, server.access_token)
    for sent in uploads.values():
        assert sent.file_id
        came = download(account, sent.file_id)
        assert (came.head.status, came.size, came.md5) == (200, sent.size, sent.md5)
