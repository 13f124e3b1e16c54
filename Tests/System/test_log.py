"""One line a request, on stderr or in a file; never a token, a key or a file's bytes."""

import json
import re
import signal
import socket
import struct
import time
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server

LEVELS = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
FIELDS = ["method", "path", "status", "bytes", "milliseconds", "organization"]
SECRETS = {"token": "given-at-start-4711", "content": "bytes-of-a-file-1234"}


def stopped(process: Process) -> None:
    process.signal(signal.SIGTERM)
    assert process.wait() == 0


def traffic(server: Server) -> list[str]:
    """Requests with every kind of secret in every place, and the secrets."""
    account = Account(server, server.login, server.security_key, SECRETS["token"])
    issued = Account.new(server)
    guid = upload(account, part(SECRETS["content"].encode())).json()["guid"]
    [file] = account.attach(guid)
    assert account.call("GET", f"files/download/{file['id']}?access_token={SECRETS['token']}").status == 200
    login = {"login": issued.login, "security_key": "wrong-key-9999"}
    assert server.call("POST", server.auth_url, document=login).status != 200
    assert server.call("POST", server.auth_url, body=b'{"security_key":"in-broken-json-31"').status == 400
    assert server.call("GET", "/v4/tasks/1", token="unknown-token-77").status == 401
    by_control = server.control("POST", "tokens", {"login": issued.login})["access_token"]
    server.control("POST", "tokens/revoke", {"access_token": by_control})
    with server.connect() as connection:
        connection.send(b"GET /v4/\x00 HTTP/9.9\r\nAuthorization: Bearer in-bad-request-55\r\n\r\n")
        assert connection.answer().status == 400
    return [*SECRETS.values(), issued.token, issued.security_key, "wrong-key-9999", "in-broken-json-31",
            "unknown-token-77", by_control, "in-bad-request-55"]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("level", LEVELS)
def test_no_level_tells_a_secret(start: Callable[..., Process], form: str, level: str) -> None:
    process = start("--log-level", level, "--log-format", form, "--access-token", SECRETS["token"])
    secrets = traffic(process.ready())
    stopped(process)
    for secret in secrets:
        assert secret not in process.log
    if form == "json":
        assert all({"time", "level", "message"} <= json.loads(line).keys() for line in process.log.splitlines())
    told = LEVELS.index(level) <= LEVELS.index("info")
    assert ("/v4/files/upload" in process.log) == told


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_tells_what_a_request_was(start: Callable[..., Process], form: str) -> None:
    process = start("--log-format", form)
    account = Account.new(process.ready())
    answer = upload(account, part(b"x" * 1000))
    assert answer.status == 200
    stopped(process)
    [line] = [line for line in process.log.splitlines() if "/v4/files/upload" in line]
    if form == "json":
        record = json.loads(line)
    else:
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info ", line), line
        record = dict(pair.split("=", 1) for pair in line.split() if "=" in pair)
    assert set(FIELDS) <= record.keys()
    assert (record["method"], record["path"], str(record["status"])) == ("POST", "/v4/files/upload", "200")
    assert record["organization"] == account.organization
    assert int(record["bytes"]) > 1000 and int(record["milliseconds"]) >= 0


def test_a_log_file_is_added_to(start: Callable[..., Process], tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    for run in (1, 2):
        process = start("--log-file", str(log), "--log-format", "json")
        assert process.ready().call("GET", f"/v4/tasks/{run}", token="local-token").status in (200, 400, 403, 404)
        stopped(process)
        assert process.log == ""
    assert [json.loads(line)["path"] for line in log.read_text().splitlines()] == ["/v4/tasks/1", "/v4/tasks/2"]


def test_a_login_that_comes_with_another_key_is_warned_of(start: Callable[..., Process]) -> None:
    """Whoever forgot which key was first finds the reason in the log."""
    process = start("--log-level", "warning")
    server = process.ready()
    account = Account.new(server)
    login = {"login": account.login, "security_key": "not-the-first-0815"}
    assert server.call("POST", server.auth_url, document=login).status != 200
    stopped(process)
    [line] = process.log.splitlines()
    assert " warning " in line and account.login in line and "not-the-first-0815" not in line


def test_a_request_that_could_not_be_read_has_a_line_too(start: Callable[..., Process]) -> None:
    process = start("--log-format", "json")
    with process.ready().connect() as connection:
        connection.send(b"GET /v4/broken?token=secret-88 HTTP/9.9\r\n\r\n")
        assert connection.answer().status == 400
    stopped(process)
    [record] = [json.loads(line) for line in process.log.splitlines() if "broken" in line]
    assert (record["message"], record["method"], record["path"]) == ("request", "GET", "/v4/broken")
    assert int(record["status"]) == 400 and "secret-88" not in process.log


@pytest.mark.parametrize("options", [(), ("--tls",)])
def test_a_client_that_leaves_in_an_upload_is_no_fault_of_the_server(
    start: Callable[..., Process], options: tuple[str, ...],
) -> None:
    process = start("--log-format", "json", *options)
    server = process.ready()
    account = Account.new(server)
    with server.connect() as connection:
        head = f"POST /v4/files/upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {account.token}\r\n"
        form = "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 100000\r\n\r\n--X\r\n"
        connection.send(head.encode() + form.encode())
        connection._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    journal = f"requests?organization={account.organization}"
    end = time.monotonic() + 60
    while not any("faults" in entry and "/upload" in entry["path"] and "milliseconds" not in entry
                  for entry in server.control("GET", journal)["requests"]):
        assert time.monotonic() < end, server.control("GET", journal)
    stopped(process)
    assert not [line for line in process.log.splitlines() if json.loads(line)["level"] in ("warning", "error")]


#: CSI in one byte of ISO 8859 and in two of ASCII, a title, the end of a line in Unicode, and a turn to the right.
STEERING = "\x9b31m\x1b]0;title\x07\x85\u2028\u202e\U000e0041\x7f"


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_client_names_cannot_steer_the_terminal_nor_add_a_line(start: Callable[..., Process], form: str) -> None:
    process = start("--log-format", form)
    server = process.ready()
    login = f"anna@a{STEERING}\n2026-01-01T00:00:00Z error forged.test"
    assert server.call("POST", server.auth_url, document={"login": login, "security_key": "k"}).status == 200
    with server.connect() as connection:
        connection.send(f"GET /v4/{STEERING[:1]} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert connection.answer().status == 400
    stopped(process)
    assert len(process.log.split("\n")) == 4, process.log
    harmful = [character for character in process.log if character != "\n" and not character.isprintable()]
    assert harmful == []
    assert "\\u009b31m" in process.log and "\\u202e\\udb40\\udc41" in process.log
    if form == "json":
        # A line is written once its answer is out: those of two connections come in either order.
        records = [json.loads(line) for line in process.log.splitlines()]
        assert login in [record.get("login") for record in records]
        assert "/v4/\x9b" in [record.get("path") for record in records]
