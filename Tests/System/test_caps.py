"""Caps that a user sets: connections, and all stored bytes together."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Callable

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server, running
from harness.wire import Answer, Connection, request
from support.database import eventually


HEALTH = "/_control/health"
#: A cap, and how many want in beyond it.
ROOM, STORM = 50, 1_000


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


def test_a_storm_past_the_cap_is_refused_and_over_at_once(serve: Callable[..., Server]) -> None:
    server = serve("--max-connections", str(ROOM))
    with ExitStack() as stack:
        within = [stack.enter_context(server.connect()) for _ in range(ROOM)]
        assert [health(connection).status for connection in within] == [200] * ROOM
        for _ in range(STORM):
            assert is_closed_unasked(server)
        assert [health(connection).status for connection in within] == [200] * ROOM, "those within the cap go on"

    def has_room() -> bool:
        with ExitStack() as stack, suppress(ConnectionError, AssertionError):
            within = [stack.enter_context(server.connect()) for _ in range(ROOM)]
            return [health(connection).status for connection in within] == [200] * ROOM
        return False
    eventually(has_room, "all places are free again")


def test_there_is_no_more_than_the_system_lets_be_open(binary: str, tmp_path: Path) -> None:
    """Out of descriptors, the server could not open its journal: those who were let in would be answered 500."""
    limited = tmp_path / "limited"
    limited.write_text(f'#!/bin/sh\nulimit -Sn 100\nulimit -Hn 200\nexec "{binary}" "$@"\n')
    limited.chmod(0o700)
    with running(str(limited)) as server, ExitStack() as stack:
        account = Account.new(server)
        connections = [stack.enter_context(server.connect()) for _ in range(300)]
        answers = [answer for connection in connections if (answer := asked(account, connection))]
        # It takes the 200 that it can have, and keeps some for itself.
        assert 100 < len(answers) < 200
        assert {answer.status for answer in answers} == {200}
        assert is_closed_unasked(server)


def asked(account: Account, connection: Connection) -> Answer | None:
    """The answer to a request that needs the database; `None` on a connection that was not let in."""
    target = account.server.target(account.server.api_url) + "tasks/1"
    with suppress(ConnectionError, AssertionError):
        connection.send(request("GET", target, connection.host, account.authorization.items()))
        return connection.answer()
    return None


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
