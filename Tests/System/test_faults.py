"""Faults as a client sees them on the wire, over HTTP and over HTTPS: each at exactly the byte that it names."""

import signal
import socket
import time
from contextlib import ExitStack
from typing import Any, Callable, Iterator

import pytest

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part, upload
from harness.server import Process, Server, running
from harness.wire import request
from support.database import eventually
from support.ending import ORDERLY, RESET, EndingConnection

#: None of its bytes is like its neighbours.
CONTENT = bytes(index % 251 for index in range(1_000))
LARGE = CONTENT * 3_000


@pytest.fixture(scope="module", params=["http", "https"])
def server(request: pytest.FixtureRequest, binary: str) -> Iterator[Server]:
    with running(binary, *(["--tls"] if request.param == "https" else [])) as server:
        yield server


@pytest.fixture
def account(server: Server) -> Account:
    return Account.new(server)


def put(account: Account, **fault: Any) -> None:
    path = f"faults?organization={account.organization}"
    account.server.control("PUT", path, {"faults": [fault]})


def download_of(account: Account, content: bytes = CONTENT) -> str:
    """The target of a new file's download."""
    guid = upload(account, part(content)).json()["guid"]
    [file] = account.attach(guid)
    return account.server.target(account.server.download_urls(file["id"])[0])


def get(account: Account, connection: EndingConnection, target: str, *fields: tuple[str, str]) -> None:
    connection.send(request("GET", target, connection.host, [*account.authorization.items(), *fields]))


def answer_to_end(account: Account, target: str, *fields: tuple[str, str]) -> tuple[bytes, bytes, str]:
    """Head and body of an answer, and how the connection ends behind it."""
    with EndingConnection(account.server) as connection:
        get(account, connection, target, *fields)
        wire, end = connection.receive_to_end()
        head, _, rest = wire.partition(b"\r\n\r\n")
        return head, rest, end


def upload_head(account: Account, connection: EndingConnection, size: int) -> bytes:
    target = account.server.target(account.server.upload_url)
    fields = [*account.authorization.items(), CONTENT_TYPE, ("Content-Length", str(size))]
    return request("POST", target, connection.host, fields)


@pytest.mark.parametrize("after", [0, 1, 500, 999])
@pytest.mark.parametrize("kind, end", [("truncate", ORDERLY), ("reset", RESET), ("close", ORDERLY)])
def test_an_answer_ends_at_its_byte(account: Account, kind: str, end: str, after: int) -> None:
    target = download_of(account)
    put(account, kind=kind, operation="download", after=after, **({} if kind == "truncate" else {"at": "in-answer"}))
    head, rest, ended = answer_to_end(account, target)
    assert head.startswith(b"HTTP/1.1 200 ") and b"content-length: 1000" in head.lower()
    assert (rest, ended) == (CONTENT[:after], end)
    assert account.call("GET", target).body == CONTENT


@pytest.mark.parametrize("kind, end", [("truncate", ORDERLY), ("reset", RESET)])
def test_an_answer_ends_far_into_a_large_body(account: Account, kind: str, end: str) -> None:
    target = download_of(account, LARGE)
    after = 2_345_678
    put(account, kind=kind, after=after, **({} if kind == "truncate" else {"at": "in-answer"}))
    _, rest, ended = answer_to_end(account, target)
    assert (len(rest), ended) == (after, end) and rest == LARGE[:after]


@pytest.mark.parametrize("kind, end", [("reset", RESET), ("close", ORDERLY)])
@pytest.mark.parametrize("at, more", [
    ("before-body", {}), ("in-body", {"after": 50}), ("in-body", {"after": 5_000}), ("before-answer", {}),
    ("before-answer", {"commit": False}),
])
def test_a_connection_ends_without_an_answer(
    account: Account, kind: str, end: str, at: str, more: dict[str, Any],
) -> None:
    put(account, kind=kind, at=at, operation="upload", **more)
    form = body(part(CONTENT))
    with EndingConnection(account.server) as connection:
        connection.send(upload_head(account, connection, len(form)))
        if at != "before-body":
            connection.send(form[:50] if more.get("after") == 50 else form)
        assert connection.receive_to_end() == (b"", end)


def test_a_kept_connection_is_closed_in_order(account: Account) -> None:
    put(account, kind="close", at="after-answer")
    head, rest, end = answer_to_end(account, account.server.target(account.server.api_url) + "tasks/1")
    assert b"connection: close" not in head.lower() and rest.endswith(b"}") and end == ORDERLY


@pytest.mark.parametrize("after", [0, 999])
def test_a_byte_is_flipped(account: Account, after: int) -> None:
    target = download_of(account)
    put(account, kind="corrupt", after=after)
    wrong = bytearray(CONTENT)
    wrong[after] ^= 0xFF
    assert account.call("GET", target).body == wrong
    assert account.call("GET", target).body == CONTENT


def test_chunks_and_headers(account: Account) -> None:
    target = download_of(account)
    chunked = account.call("GET", target, ("X-Pyrus-Fault", "chunked"))
    assert (chunked.header("Transfer-Encoding"), chunked.header("Content-Length")) == ("chunked", None)
    assert chunked.body == CONTENT
    twice = account.call("GET", target, ("X-Pyrus-Fault", 'header; name=X-A; value="b; c"; twice=true'))
    assert twice.all("X-A") == ["b; c", "b; c"] and twice.body == CONTENT


@pytest.mark.parametrize("what, start", [("head", b"HTP/1,1 2OO"), ("chunk", b"HTTP/1.1 200 ")])
def test_malformed_answers_end_in_order(account: Account, what: str, start: bytes) -> None:
    target = download_of(account)
    head, rest, end = answer_to_end(account, target, ("X-Pyrus-Fault", f"malformed; what={what}"))
    assert head.startswith(start) and end == ORDERLY
    assert what == "head" or rest == b"3e9\r\n" + CONTENT + b"\r\n0\r\n\r\n"


def test_malformed_json_has_a_right_length(account: Account) -> None:
    put(account, kind="malformed", what="json")
    cut, whole = account.call("GET", "tasks/1"), account.call("GET", "tasks/1")
    assert cut.body == whole.body[:len(whole.body) // 2]


def test_an_early_answer_comes_after_its_bytes(account: Account) -> None:
    put(account, kind="early", after=100, error_code="too_large_request_length")
    with EndingConnection(account.server) as connection:
        connection.send(upload_head(account, connection, 10_000_000) + b"a" * 100)
        wire, end = connection.receive_to_end()
    assert wire.startswith(b"HTTP/1.1 400 ") and b"too_large_request_length" in wire and end == ORDERLY


@pytest.mark.parametrize("size", [1, 100])
def test_small_writes_are_records_of_their_own(account: Account, size: int) -> None:
    target = download_of(account)
    with EndingConnection(account.server) as connection:
        get(account, connection, target, ("X-Pyrus-Fault", f"dribble; size={size}"), ("Connection", "close"))
        wire, end = connection.receive_to_end()
        assert wire.endswith(b"\r\n\r\n" + CONTENT) and end == ORDERLY
        if account.server.ca_file:
            # A record is longer than its data by its type and its tag.
            assert connection.data_records().count(size + 17) >= len(CONTENT) // size


def test_a_rate_takes_its_time(account: Account) -> None:
    target = download_of(account)
    began = time.monotonic()
    answer = account.call("GET", target, ("X-Pyrus-Fault", "slow-write; rate=2500"))
    assert answer.body == CONTENT and time.monotonic() - began >= 0.3
    began = time.monotonic()
    answer = account.call("POST", "files/upload", CONTENT_TYPE, ("X-Pyrus-Fault", "slow-read; rate=2500"),
                          body=body(part(CONTENT)))
    assert answer.status == 200 and time.monotonic() - began >= 0.3


def test_an_upload_has_another_md5_or_a_late_answer(account: Account) -> None:
    wrong, right = (
        upload(account, headers=(CONTENT_TYPE, ("X-Pyrus-Fault", fault))).json()["md5_hash"]
        for fault in ("wrong-md5", "delay; ms=200"))
    assert right == "5d41402abc4b2a76b9719d911017c592"
    assert len(wrong) == 32 and all(one != other for one, other in zip(wrong, right))


@pytest.mark.parametrize("after", [0, 1, 999, 1_000])
def test_writing_stops_at_its_byte(account: Account, after: int) -> None:
    target = download_of(account)
    with EndingConnection(account.server) as connection:
        get(account, connection, target, ("X-Pyrus-Fault", f"stall; side=write; after={after}"))
        wire = connection.receive(1)
        while b"\r\n\r\n" not in wire or len(wire.partition(b"\r\n\r\n")[2]) < after:
            wire += connection.receive(1)
        # While others are served, nothing more comes.
        assert account.call("GET", target).body == CONTENT
        connection._socket.settimeout(0)
        with pytest.raises(BlockingIOError):
            connection.receive(1)
        assert wire.partition(b"\r\n\r\n")[2] == CONTENT[:after]


def meet(account: Account, connection: EndingConnection, target: str, fault: str) -> None:
    """Sends an upload, whole, where the fault is one of reading, else a download; returns once it is held."""
    if "read" in fault:
        form = body(part(CONTENT))
        head = upload_head(account, connection, len(form))
        connection.send(head.removesuffix(b"\r\n") + f"X-Pyrus-Fault: {fault}\r\n\r\n".encode() + form)
    else:
        get(account, connection, target, ("X-Pyrus-Fault", fault))
    if "write" in fault:
        connection.receive(1)


#: Connections that there can be.
ROOM = 8
HOLDS = ["delay; ms=86400000", "stall; side=write; after=5", "stall; side=read; after=3", "slow-write; rate=1",
         "slow-read; rate=1"]


@pytest.mark.parametrize("options", [[], ["--tls"]], ids=["http", "https"])
@pytest.mark.parametrize("fault", HOLDS)
def test_a_stop_waits_for_nothing_that_a_fault_holds(
    start: Callable[..., Process], options: list[str], fault: str,
) -> None:
    process = start(*options)
    server = process.ready()
    account = Account.new(server)
    target = download_of(account)
    with EndingConnection(server) as held:
        meet(account, held, target, fault)
        assert account.call("GET", target).body == CONTENT
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        assert process.wait() == 0
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("options", [[], ["--tls"]], ids=["http", "https"])
@pytest.mark.parametrize("fault", HOLDS)
def test_a_client_that_leaves_ends_what_holds_it(
    start: Callable[..., Process], options: list[str], fault: str,
) -> None:
    server = start("--max-connections", str(ROOM), *options).ready()
    account = Account.new(server)
    target = download_of(account)

    def has_room() -> bool:
        # A connection beyond the cap is closed at once.
        try:
            with ExitStack() as stack:
                for _ in range(ROOM):
                    connection = stack.enter_context(EndingConnection(server))
                    get(account, connection, target)
                    connection.receive(len(CONTENT))
            return True
        except (OSError, AssertionError):
            return False

    with ExitStack() as stack:
        for _ in range(ROOM // 2):
            meet(account, stack.enter_context(EndingConnection(server)), target, fault)
        assert not has_room()
    eventually(has_room, "there is room again")


def test_a_socket_is_told_apart() -> None:
    """The observer itself: a reset is not an orderly end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for options, end in ((None, ORDERLY), (b"\1\0\0\0\0\0\0\0", RESET)):
            connection = EndingConnection(type("Bare", (), {"origin": address})())  # type: ignore[arg-type]
            peer, _ = listener.accept()
            if options:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, options)
            peer.close()
            with connection:
                assert connection.receive_to_end() == (b"", end)
