"""With `--data`, everything but the journal of a run survives its end."""

import hashlib
import signal
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server
from support.pattern import MIB
from support.transfer import download


@pytest.fixture
def run(start: Callable[..., Process], tmp_path: Path) -> Callable[..., Server]:
    """Ends the run before, if there is one, and starts the next with the same data."""
    runs: list[Process] = []

    def run(*options: str) -> Server:
        for process in runs[-1:]:
            process.signal(signal.SIGTERM)
            assert process.wait() == 0
        runs.append(start("--data", str(tmp_path / "data"), *options))
        return runs[-1].ready()

    return run


def again(account: Account, server: Server) -> Account:
    return Account(server, account.login, account.security_key, account.token)


def test_files_and_uploads(run: Callable[..., Server]) -> None:
    account, content = Account.new(run()), b"kept " * MIB
    attached, pending = (upload(account, part(content, filename=name)).json()["guid"] for name in ("a.bin", "b.bin"))
    [first] = account.attach(attached)
    account = again(account, run())
    came = download(account, first["id"])
    assert (came.head.status, came.size, came.md5) == (200, len(content), hashlib.md5(content).hexdigest())
    [second] = account.attach(pending)
    assert (second["name"], second["id"] > first["id"]) == ("b.bin", True)
    task = account.call("GET", "tasks/1").json()["task"]
    files = [file["id"] for comment in task["comments"] for file in comment["attachments"]]
    assert files == [first["id"], second["id"]]


def test_tokens_keys_and_blocks(run: Callable[..., Server]) -> None:
    server = run()
    account, revoked, expired, blocked = (Account.new(server) for _ in range(4))
    server.control("POST", "tokens/revoke", {"access_token": revoked.token})
    server.control("POST", "tokens/expire", {"access_token": expired.token})
    server.control("POST", "accounts/block", {"login": blocked.login, "blocked": True})
    before = [one.call("GET", "tasks/1") for one in (account, revoked, expired, blocked)]
    server = run()
    after = [again(one, server).call("GET", "tasks/1") for one in (account, revoked, expired, blocked)]
    for old, new in zip(before, after):
        assert (new.status, new.json().get("error_code")) == (old.status, old.json().get("error_code"))
    assert after[0].status == 200 and all(answer.status >= 400 for answer in after[1:])
    for key, is_right in ((account.security_key, True), ("another", False)):
        answer = server.call("POST", server.auth_url, document={"login": account.login, "security_key": key})
        assert (answer.status == 200) == is_right


def test_the_clock(run: Callable[..., Server]) -> None:
    server = run()
    set_to = server.control("PUT", "clock", {"now": "2031-01-02T03:04:05Z", "frozen": True})
    assert set_to.pop("expired") == []
    assert set_to == {"now": "2031-01-02T03:04:05Z", "frozen": True}
    server = run()
    assert server.control("GET", "clock") == set_to
    server.control("PUT", "clock", {"frozen": False})
    server.control("POST", "clock/advance", {"seconds": 86_400})
    clock = run().control("GET", "clock")
    assert clock["now"].startswith("2031-01-03T03:0") and clock["frozen"] is False


def test_the_start_token_can_change(run: Callable[..., Server]) -> None:
    """A new run's options are its own: its token is valid, and so is what the data has kept."""
    first = run("--access-token", "first-token")
    assert first.call("GET", "/v4/tasks/1", token="first-token").status == 200
    second = run("--access-token", "second-token")
    assert second.call("GET", "/v4/tasks/1", token="second-token").status == 200


def test_without_data_nothing_is_kept(serve: Callable[..., Server]) -> None:
    one, two = serve(), serve()
    assert one.data != two.data
    account = Account.new(one)
    assert again(account, two).call("GET", "tasks/1").status == 401
