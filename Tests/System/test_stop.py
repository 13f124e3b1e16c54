"""SIGTERM and SIGINT: what is under way ends well, within bounds; a second signal does not wait."""

import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Callable
from urllib.parse import urlsplit

import pytest

from harness.account import Account
from harness.multipart import body, part
from harness.server import Process, Server
from harness.wire import TIMEOUT, Connection, request
from support.database import Database, eventually
from support.pattern import MIB
from support.transfer import head, upload

#: Seconds that requests under way have to end.
GRACE = 10
#: Of downloads: more than the system's buffers hold, and in steps so small that of some the server still has a little
#: to send when it gives the last away.
SIZES = [4 * MIB + step * 18 * 1024 for step in range(32)]


def account_of(server: Server) -> Account:
    return Account(server, server.login, server.security_key, server.access_token)


def stop(process: Process, server: Server, number: int = signal.SIGTERM) -> float:
    """Sends the signal and returns once no new connection is taken: the time before the signal."""
    parts = urlsplit(server.origin)

    def is_refused() -> bool:
        # Bare TCP, over TLS too: a handshake could meet the server's end at any stage.
        try:
            socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT).close()
        except ConnectionRefusedError:
            return True
        except ConnectionResetError:
            pass  # It was still listening.
        return False

    began = time.monotonic()
    process.signal(number)
    eventually(is_refused, "new connections are refused")
    return began


def status_within_grace(process: Process, began: float) -> int:
    """The exit status. A server that sits out the grace is killed before it is over, and has another."""
    return process.wait(max(0, began + GRACE - time.monotonic()))


def half_an_upload(account: Account, connection: Connection) -> bytes:
    """Sends the first half and returns the second. The server has begun with the request: it has asked for the body."""
    form = body(part(b"half" * MIB, filename="slow.bin"))
    expect = ("Expect", "100-continue")
    connection.send(head(account, connection, ("Content-Length", str(len(form))), expect))
    assert connection.next_answer("POST").status == 100
    connection.send(form[:len(form) // 2])
    return form[len(form) // 2:]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_an_upload_under_way_ends_well(start: Callable[..., Process], tmp_path: Path, number: int) -> None:
    process = start("--data", str(tmp_path / "data"))
    server = process.ready()
    with server.connect() as connection:
        rest = half_an_upload(account_of(server), connection)
        began = stop(process, server, number)
        connection.send(rest)
        answer = connection.answer("POST")
        assert answer.status == 200
        assert answer.header("Connection") == "close"
        assert connection.at_end()
    assert status_within_grace(process, began) == 0
    [(guid, size)] = Database(tmp_path / "data").rows("SELECT guid, size FROM upload")
    assert (guid, size) == (answer.json()["guid"], 4 * MIB)


@pytest.mark.parametrize("options, sizes", [((), SIZES), (("--tls",), SIZES[::8])], ids=["plain", "tls"])
def test_downloads_under_way_end_well(
    start: Callable[..., Process], options: tuple[str, ...], sizes: list[int],
) -> None:
    """Their reader is slower than the server, and their sizes leave more or less to send when the server is done."""
    process = start(*options)
    server = process.ready()
    account = account_of(server)
    files = account.attach(*[upload(account, size).json()["guid"] for size in sizes])
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect(narrow=True)) for _ in files]
        for connection, file in zip(connections, files):
            target = server.target(server.download_urls(file["id"])[0])
            connection.send(request("GET", target, connection.host, account.authorization.items()))
            assert connection.head().status == 200
        began = stop(process, server)
        assert "/files/download/" not in process.log, "the server is done before anything is read"
        missing = [size - rest_of(connection) for connection, size in zip(connections, sizes)]
        assert not any(missing), f"bytes that never came, of each download: {missing}"
    assert status_within_grace(process, began) == 0
    assert process.log.count("/files/download/") == len(sizes)
    assert not Path(server.data).exists()


def rest_of(connection: Connection) -> int:
    """How many bytes come until the end, read in small pieces."""
    memory, size = memoryview(bytearray(MIB // 64)), 0
    while count := connection.read_into(memory):
        size += count
    return size


@pytest.mark.parametrize("options", [(), ("--tls",)], ids=["plain", "tls"])
def test_connections_at_rest_hold_nothing_up(start: Callable[..., Process], options: tuple[str, ...]) -> None:
    process = start(*options)
    server = process.ready()
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(8)]
        # The last as well, so that all those before it have been taken.
        for connection in connections[1::2]:
            connection.send(request("GET", "/v4/tasks/1", connection.host, account_of(server).authorization.items()))
            assert connection.answer().status == 200
        began = stop(process, server)
        assert status_within_grace(process, began) == 0
    assert not Path(server.data).exists() and not process.ready_file.exists()


def test_a_request_that_does_not_end_gets_ten_seconds(start: Callable[..., Process]) -> None:
    process = start()
    server = process.ready()
    with server.connect() as connection:
        half_an_upload(account_of(server), connection)
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        assert process.wait() == 0
        assert time.monotonic() - began > GRACE - 1
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
        process.signal(second)
        # At the end of the grace it would be 0.
        assert process.wait() == status


def test_a_stop_while_a_large_file_is_removed_ends_well(start: Callable[..., Process], tmp_path: Path) -> None:
    """The space of an upload that was refused is given back in the background, if need be after the next start."""
    data = tmp_path / "data"
    process = start("--data", str(data), "--max-file-size", str(400 * MIB))
    server = process.ready()
    assert upload(account_of(server), 400 * MIB + 1).status == 400
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    process = start("--data", str(data))
    process.ready()
    eventually(lambda: not Database(data).has_orphans(), "the rest is swept")
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
