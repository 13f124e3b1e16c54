"""Caps that a user sets: connections, and all stored bytes together."""

import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Callable
from urllib.parse import urlsplit

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server
from harness.wire import Answer
from support.database import eventually


def is_closed_at_once(server: Server) -> bool:
    """Whether a new connection ends without having been sent a byte. One that stays is closed again."""
    parts = urlsplit(server.origin)
    with socket.create_connection((parts.hostname, parts.port), timeout=0.5) as connection:
        with suppress(ConnectionResetError, TimeoutError):
            assert connection.recv(1) == b""
            return True
        try:
            connection.send(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.recv(1) == b""
        except (ConnectionError, TimeoutError):
            return True


def test_a_connection_beyond_the_cap_is_closed_at_once(serve: Callable[..., Server]) -> None:
    server = serve("--max-connections", "3")
    # The one that asked whether the server is up may still be on its way out.
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(3)]
        for connection in connections:
            connection.send(b"GET /_control/health HTTP/1.1\r\nHost: " + connection.host.encode() + b"\r\n\r\n")
            assert connection.answer().status == 200
        assert is_closed_at_once(server) and is_closed_at_once(server)
        connections[0].send(b"GET /_control/health HTTP/1.1\r\nHost: " + connections[0].host.encode() + b"\r\n\r\n")
        assert connections[0].answer().status == 200, "those within the cap go on"
        connections[1].__exit__()
        eventually(lambda: not is_closed_at_once(server), "a place that is free again is given away")


def send(account: Account, size: int) -> Answer:
    return upload(account, part(b"x" * size))


def test_all_files_together_have_a_bound(start: Callable[..., Process], tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "data"), "--max-total-size", "3000000")
    process = start(*options)
    account = Account.new(process.ready())
    assert send(account, 2_500_000).status == 200
    for size in (500_001, 2_000_000):
        answer = send(account, size)
        assert answer.error == (500, "server_error")
        assert "--max-total-size" in answer.json()["error"]
    assert send(account, 400_000).status == 200, "what was refused does not count"
    process.signal(15)
    assert process.wait() == 0
    server = start(*options).ready()
    account = Account(server, account.login, account.security_key, account.token)
    assert send(account, 100_001).error == (500, "server_error")
    assert send(account, 100_000).status == 200
    assert Account.new(server) and send(Account.new(server), 1).status == 500, "the bound is that of all together"
