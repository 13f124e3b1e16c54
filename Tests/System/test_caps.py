"""Caps that a user sets: connections, and all stored bytes together."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Callable

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server
from harness.wire import Answer, Connection, request
from support.database import eventually


HEALTH = "/_control/health"


def health(connection: Connection) -> Answer:
    connection.send(request("GET", HEALTH, connection.host))
    return connection.answer()


def is_closed_unasked(server: Server) -> bool:
    """Whether a new connection that sends nothing ends. One that is let in gets an answer: its head is late (408)."""
    with server.connect() as connection:
        return connection.at_end()


def is_let_in(server: Server) -> bool:
    """Whether a new connection gets an answer; it ends with it."""
    with server.connect() as connection, suppress(ConnectionError):
        connection.send(request("GET", HEALTH, connection.host, [("Connection", "close")]))
        return not connection.at_end()
    return False


def test_a_connection_beyond_the_cap_is_closed_at_once(serve: Callable[..., Server]) -> None:
    server = serve("--max-connections", "3")
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(3)]
        assert [health(connection).status for connection in connections] == [200] * 3
        assert is_closed_unasked(server) and is_closed_unasked(server)
        assert not is_let_in(server)
        assert health(connections[0]).status == 200, "those within the cap go on"
        connections[1].__exit__()
        eventually(lambda: is_let_in(server), "a place that is free again is given away")


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
