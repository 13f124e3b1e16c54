"""SIGTERM and SIGINT: what is under way ends well, within bounds; a second signal does not wait."""

import signal
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.multipart import body, part
from harness.server import Process, Server
from harness.wire import Connection, request
from support.database import Database, eventually
from support.pattern import MIB
from support.transfer import head, upload


def account_of(server: Server) -> Account:
    return Account(server, server.login, server.security_key, server.access_token)


def stop(process: Process, server: Server, number: int = signal.SIGTERM) -> None:
    """Sends the signal and returns once no new connection is taken."""
    def is_refused() -> bool:
        with suppress(ConnectionResetError):
            try:
                Connection(server.origin, server.ca_file).__exit__()
            except ConnectionRefusedError:
                return True
        return False

    process.signal(number)
    eventually(is_refused, "new connections are refused", seconds=5)


def half_an_upload(account: Account, connection: Connection) -> bytes:
    """Sends the first half and returns the second."""
    form = body(part(b"half" * MIB, filename="slow.bin"))
    connection.send(head(account, connection, ("Content-Length", str(len(form)))))
    connection.send(form[:len(form) // 2])
    return form[len(form) // 2:]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_an_upload_under_way_ends_well(start: Callable[..., Process], tmp_path: Path, number: int) -> None:
    process = start("--data", str(tmp_path / "data"))
    server = process.ready()
    with server.connect() as connection:
        rest = half_an_upload(account_of(server), connection)
        stop(process, server, number)
        connection.send(rest)
        answer = connection.answer("POST")
        assert answer.status == 200
        assert answer.header("Connection") == "close"
        assert connection.at_end()
    assert process.wait(5) == 0
    [(guid, size)] = Database(tmp_path / "data").rows("SELECT guid, size FROM upload")
    assert (guid, size) == (answer.json()["guid"], 4 * MIB)


@pytest.mark.parametrize("options", [(), ("--tls",)], ids=["plain", "tls"])
def test_a_download_under_way_ends_well(start: Callable[..., Process], options: tuple[str, ...]) -> None:
    """Its reader is slower than the server, so that the last bytes are still to be sent when the answer is done."""
    process = start(*options)
    server = process.ready()
    account = account_of(server)
    [file] = account.attach(upload(account, 32 * MIB).json()["guid"])
    with server.connect() as connection:
        target = server.target(server.download_urls(file["id"])[0])
        connection.send(request("GET", target, connection.host, account.authorization.items()))
        assert connection.head().status == 200
        stop(process, server)
        memory, size = memoryview(bytearray(MIB // 64)), 0
        while count := connection.read_into(memory):
            size += count
            time.sleep(0.0005)
        assert size == 32 * MIB
    assert process.wait(5) == 0
    assert not Path(server.data).exists()


@pytest.mark.parametrize("options", [(), ("--tls",)], ids=["plain", "tls"])
def test_connections_at_rest_hold_nothing_up(start: Callable[..., Process], options: tuple[str, ...]) -> None:
    process = start(*options)
    server = process.ready()
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(8)]
        for connection in connections[::2]:
            connection.send(request("GET", "/v4/tasks/1", connection.host, account_of(server).authorization.items()))
            assert connection.answer().status == 200
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert time.monotonic() - began < 3
    assert not Path(server.data).exists() and not process.ready_file.exists()


def test_a_request_that_does_not_end_gets_ten_seconds(start: Callable[..., Process]) -> None:
    process = start()
    server = process.ready()
    with server.connect() as connection:
        half_an_upload(account_of(server), connection)
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert 9 < time.monotonic() - began < 13
    assert not Path(server.data).exists() and not process.ready_file.exists()


@pytest.mark.parametrize("first, second, status", [
    (signal.SIGTERM, signal.SIGTERM, 143), (signal.SIGINT, signal.SIGINT, 130), (signal.SIGTERM, signal.SIGINT, 130),
], ids=["term-term", "int-int", "term-int"])
def test_a_second_signal_ends_it_at_once(start: Callable[..., Process], first: int, second: int, status: int) -> None:
    process = start()
    server = process.ready()
    with server.connect() as connection:
        half_an_upload(account_of(server), connection)
        stop(process, server, first)
        began = time.monotonic()
        process.signal(second)
        assert process.wait(5) == status
        assert time.monotonic() - began < 1


def test_a_stop_does_not_wait_until_a_large_file_is_removed(start: Callable[..., Process], tmp_path: Path) -> None:
    """The space of an upload that was refused is given back in the background, if need be after the next start."""
    data = tmp_path / "data"
    process = start("--data", str(data), "--max-file-size", str(400 * MIB))
    server = process.ready()
    assert upload(account_of(server), 400 * MIB + 1).status == 400
    process.signal(signal.SIGTERM)
    assert process.wait(10) == 0
    process = start("--data", str(data))
    process.ready()
    eventually(lambda: not Database(data).has_orphans(), "the rest is swept")
    process.signal(signal.SIGTERM)
    assert process.wait(10) == 0
