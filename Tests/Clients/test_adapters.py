"""The adapters by which the conformance kit drives real clients, each by both ways, against the server of `exec`."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from harness.account import Account
from harness.adapter import Adapter
from harness.executed import environment
from harness.relay import Relay
from harness.server import Server

CLIENTS = {"curl": "curl_adapter.py", "requests": "requests_adapter.py", "httpx": "httpx_adapter.py",
           "aiohttp": "aiohttp_adapter.py", "Node fetch": "fetch_adapter.mjs", "pyrus-api": "pyrus_api_adapter.py",
           "aiopyrus": "aiopyrus_adapter.py"}
#: Those that get a token themselves.
AUTHORIZING = ("pyrus-api", "aiopyrus")
#: What a client makes of the name `my file.txt`, where it makes anything of it: curl by its choice of a path.
NAMING = ("curl", "aiohttp", "pyrus-api")
OPERATIONS = ["upload", "download", "roundtrip"]
CONTENT = b"file\r\n content\0" * 1000

#: `ask(account, operation, **arguments)` gives `{"ok"}`, `{"error"}` or `{"unsupported"}`.
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def account(given: Server) -> Account:
    return Account.new(given)


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def adapter(client: str) -> Adapter:
    return Adapter(CLIENTS[client])


def by_command(adapter: Adapter) -> Ask:
    def ask(account: Account, operation: str, **arguments: object) -> dict[str, Any]:
        ended = adapter.command(environment(account), operation, *arguments.values())
        kind = {0: "ok", 1: "error", 2: "unsupported"}[ended.status]
        return ended.said if kind == "unsupported" else {kind: ended.said}
    return ask


@pytest.fixture(params=["command", "lines"])
def ask(request: pytest.FixtureRequest, adapter: Adapter) -> Iterator[Ask]:
    if request.param == "command":
        yield by_command(adapter)
        return
    # Nothing of its own environment helps it: each request brings one.
    with adapter.lines({}) as lines:
        assert list(lines.said()) == ["hello"]
        yield lambda account, operation, **arguments: lines.ask(
            op=operation, environment=environment(account), **arguments)
        assert lines.end() == 0


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "my file.txt"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def stored(account: Account, name: str = "a.txt", content: bytes = CONTENT) -> int:
    """A file to download."""
    url = f"{account.server.control_url}files?name={name}&organization={account.organization}"
    answer = account.server.call("POST", url, body=content)
    assert answer.status == 200, answer
    return answer.json()["id"]


def fail(account: Account, **fault: object) -> None:
    account.server.control("PUT", f"faults?organization={account.organization}", {"faults": [fault]})


def check_hello(hello: dict[str, Any], client: str) -> None:
    [(key, said)] = hello.items()
    assert (key, said["client"], said["protocol"], said["operations"]) == ("hello", client, 1, OPERATIONS)
    assert said["version"]


def test_says_hello(adapter: Adapter, client: str, account: Account) -> None:
    ended = adapter.command(environment(account), "hello")
    assert ended.status == 0
    check_hello(ended.said, client)
    with adapter.lines(environment(account)) as lines:
        check_hello(lines.said(), client)
        assert lines.end() == 0


def test_uploads(ask: Ask, client: str, account: Account, source: Path) -> None:
    receipt = ask(account, "upload", path=str(source))["ok"]
    assert receipt == {"guid": receipt["guid"], "md5_hash": hashlib.md5(CONTENT).hexdigest()}
    [file] = account.attach(receipt["guid"])
    # aiohttp percent-encodes a name in a plain `filename`, which nobody undoes.
    name = "my%20file.txt" if client == "aiohttp" else "my file.txt"
    assert (file["name"], file["size"]) == (name, len(CONTENT))


def test_downloads(ask: Ask, client: str, account: Account, folder: Path) -> None:
    said = ask(account, "download", file_id=stored(account, "my%20file.txt"), folder=str(folder))["ok"]
    path = Path(said["path"])
    assert (path.parent, path.read_bytes()) == (folder, CONTENT)
    assert list(folder.iterdir()) == [path]
    name = path.name if client == "curl" else said.get("name")
    assert name == ("my file.txt" if client in NAMING else None)


def test_goes_the_whole_way_round(ask: Ask, account: Account, source: Path, folder: Path) -> None:
    said = ask(account, "roundtrip", path=str(source), folder=str(folder))["ok"]
    assert said["md5_hash"] == hashlib.md5(CONTENT).hexdigest()
    [attached] = account.call("GET", "tasks/1").json()["task"]["comments"][-1]["attachments"]
    assert said["id"] == attached["id"]
    assert Path(said["path"]).read_bytes() == CONTENT
    uploads = account.server.control("GET", f"uploads?organization={account.organization}")["uploads"]
    assert [upload["guid"] for upload in uploads] == [said["guid"]]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_reports_a_refused_token_or_key(ask: Ask, client: str, account: Account, source: Path, folder: Path,
                                        operation: str) -> None:
    wrong = replace(account, token="nobody's", security_key="wrong")
    arguments = {"path": str(source), "file_id": stored(account), "folder": str(folder)}
    taken = {"upload": ["path"], "download": ["file_id", "folder"], "roundtrip": ["path", "folder"]}[operation]
    error = ask(wrong, operation, **{name: arguments[name] for name in taken})["error"]
    assert error["error"]
    if client == "curl" and operation == "download":
        # It is told not to save an error, so it does not show it.
        assert "error_code" not in error
    elif client == "pyrus-api" and operation == "download":
        # It takes the refusal to authorize for the answer to the download, and trips over it.
        assert error == {"error": "AttributeError: 'dict' object has no attribute 'status_code'"}
    else:
        assert error["error_code"] == ("invalid_credentials" if client in AUTHORIZING else "invalid_token")
    assert list(folder.iterdir()) == []


def test_knows_no_other_operation(ask: Ask, account: Account) -> None:
    assert ask(account, "frobnicate") == {"unsupported": True}


def test_reports_an_answer_that_cannot_be_read(ask: Ask, account: Account, source: Path) -> None:
    fail(account, operation="upload", kind="malformed", what="json")
    error = ask(account, "upload", path=str(source))["error"]
    assert error["error"] and "error_code" not in error


def test_reports_a_download_that_is_cut_short(ask: Ask, client: str, account: Account, folder: Path) -> None:
    fail(account, operation="download", kind="truncate", after=100, times=0)
    assert ask(account, "download", file_id=stored(account), folder=str(folder))["error"]["error"]
    # curl keeps what it has.
    assert [path.stat().st_size for path in folder.iterdir()] == ([100] if client == "curl" else [])


def test_a_fault_of_its_own_is_no_report(adapter: Adapter, account: Account, tmp_path: Path) -> None:
    """As where a download has no place to go."""
    file_id, nowhere = stored(account), str(tmp_path / "nowhere")
    ended = adapter.command(environment(account), "download", file_id, nowhere)
    assert (ended.status, ended.stdout) == (1, "")
    with adapter.lines(environment(account)) as lines:
        lines.said()
        lines.send(id="1", op="download", file_id=file_id, folder=nowhere)
        assert (lines.line(), lines.process.wait()) == ("", 1)


def test_each_request_has_its_own_environment(adapter: Adapter, given: Server, source: Path) -> None:
    accounts = {str(number): Account.new(given) for number in range(5)}
    with adapter.lines({}) as lines:
        lines.said()
        for number, account in accounts.items():
            lines.send(id=number, op="upload", path=str(source), environment=environment(account))
        for answer in [lines.said() for _ in accounts]:
            [upload] = given.control("GET", f"uploads?organization={accounts[answer['id']].organization}")["uploads"]
            assert upload["guid"] == answer["ok"]["guid"]


@pytest.mark.parametrize("client", CLIENTS, indirect=True)
def test_keeps_its_connection(adapter: Adapter, client: str, account: Account, source: Path) -> None:
    with Relay(account.server.origin) as relay, adapter.lines({}) as lines:
        lines.said()
        around = {name: value.replace(account.server.origin, relay.origin)
                  for name, value in environment(account).items()}
        for _ in range(3):
            assert "ok" in lines.ask(op="upload", path=str(source), environment=around)
        # curl is a process for each request; pyrus-api has no session, and authorizes first.
        assert relay.connections == {"curl": 3, "pyrus-api": 4}.get(client, 1)


def test_a_client_that_hangs_holds_up_no_other(adapter: Adapter, client: str, given: Server, source: Path) -> None:
    stalled, account = Account.new(given), Account.new(given)
    fail(stalled, operation="upload", kind="stall", side="read", after=0)
    with adapter.lines({}) as lines:
        lines.said()
        lines.send(id="stalled", op="upload", path=str(source), environment=environment(stalled))
        assert "ok" in lines.ask(op="upload", path=str(source), environment=environment(account))
