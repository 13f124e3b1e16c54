"""A server that intercepts, byte by byte: heads in pieces and of every kind, tunnels to others, ends of all sorts."""

import hashlib
import json
import os
import signal
import socket
import threading
import time
from contextlib import ExitStack, suppress
from typing import Callable

import pytest

from harness.server import Process, Server
from harness.wire import TIMEOUT, Answer, Connection, request
from support import pattern
from support.database import eventually
from support.far_end import FarEnd, is_ended, received, reset
from support.journey import peak_memory
from support.tunnel import MemoryTLS, connect_head, secure_tunnel, to_proxy, tunnel

#: Of memory, in KiB, the same as for files of 2 GB.
BOUND = 64 * 1024
#: More than any buffer on the way holds.
MUCH = 50_000_000
#: Seconds that requests under way get at a stop. What is at rest must not take them.
GRACE = 10


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve("--intercept")


@pytest.fixture
def open_server(serve: Callable[..., Server]) -> Server:
    """One that lets all of the loopback through."""
    return serve("--intercept", "--allow-host", "127.0.0.1")


def get(host: str, target: str = "/v4/tasks/1") -> bytes:
    return request("GET", target, host, [("Authorization", "Bearer local-token"), ("Connection", "close")])


def ask(connection: Connection, host: str = "api.pyrus.com") -> Answer:
    connection.send(get(host))
    return connection.answer()


def is_the_task(answer: Answer) -> bool:
    return answer.status == 200 and answer.json()["task"]["id"] == 1


def serves_on(server: Server) -> bool:
    """And so whoever sent something before has been heard: several turns, each on another of the server's threads."""
    return all(server.control("GET", "health") == {"status": "ok"} for _ in range(8))


# MARK: Heads in pieces and together with what follows


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_a_head_may_be_split_anywhere(server: Server, version: str) -> None:
    """And so may what follows in the tunnel: the first bytes of TLS go here and there with it."""
    head = connect_head("api.pyrus.com:443", version, "Proxy-Connection: keep-alive")
    with ExitStack() as stack:
        halves = []
        for place in range(1, len(head) + 6):
            connection = stack.enter_context(to_proxy(server))
            tls = MemoryTLS("api.pyrus.com", server.ca_file)
            connection.send((head + tls.hello)[:place])
            halves.append((connection, tls, (head + tls.hello)[place:]))
        assert serves_on(server)
        for connection, tls, rest in halves:
            connection.send(rest)
            assert connection.head().status == 200
            tls.finish(connection)
        for connection, tls, _ in halves[::16]:
            assert tls.exchange(connection, get("api.pyrus.com")).startswith(b"HTTP/1.1 200 OK\r\n")


def test_it_may_come_byte_by_byte(server: Server) -> None:
    with to_proxy(server) as connection:
        for byte in connect_head("files.pyrus.com:443"):
            connection.send(bytes([byte]))
        assert connection.head().status == 200
        connection.secure("files.pyrus.com", server.ca_file)
        assert is_the_task(ask(connection, "files.pyrus.com"))


def test_nothing_is_said_before_the_head_is_whole(server: Server) -> None:
    """A client that gives up in between has asked for nothing."""
    head = connect_head("api.pyrus.com:443")
    with to_proxy(server) as connection:
        connection.send(head[:-1])
        assert serves_on(server)
        connection._socket.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection._socket.recv(1)


def test_the_head_and_the_hello_may_come_in_one_write(server: Server) -> None:
    tls = MemoryTLS("accounts.pyrus.com", server.ca_file)
    with to_proxy(server) as connection:
        connection.send(connect_head("accounts.pyrus.com:443") + tls.hello)
        assert connection.head().status == 200
        tls.finish(connection)
        assert tls.exchange(connection, get("accounts.pyrus.com")).startswith(b"HTTP/1.1 200 OK\r\n")


def test_plain_http_in_a_tunnel_is_answered_too(server: Server) -> None:
    """As of clients that ask for a tunnel whatever the scheme; the head and the request may come in one write."""
    with to_proxy(server) as connection:
        connection.send(connect_head("api.pyrus.com:80") + get("api.pyrus.com"))
        assert connection.head().status == 200
        assert is_the_task(connection.answer())


# MARK: What can be asked for


@pytest.mark.parametrize("head", [
    b"CONNECT api.pyrus.com:443 HTTP/1.0\r\n\r\n",
    b"CONNECT api.pyrus.com:443 HTTP/1.1\r\n\r\n",
    b"CONNECT api.pyrus.com:443 HTTP/1.1\nHost: api.pyrus.com:443\n\n",
    b"CONNECT api.pyrus.com:443 HTTP/1.1\r\nHost: example.com\r\nProxy-Authorization: Basic eDp5\r\n\r\n",
    b"CONNECT api.pyrus.com:443 HTTP/1.1\r\nHost: api.pyrus.com:443\r\nContent-Length: 0\r\n\r\n",
], ids=["http-1.0", "without-host", "line-feeds", "another-host", "content-length"])
def test_heads_of_every_kind_of_client_are_taken(server: Server, head: bytes) -> None:
    """Python's http.client sends HTTP/1.0 without Host. What counts is the target."""
    with to_proxy(server) as connection:
        connection.send(head)
        assert connection.head().status == 200
        connection.secure("api.pyrus.com", server.ca_file)
        assert is_the_task(ask(connection))


@pytest.mark.parametrize("authority", [
    "api.pyrus.com:443", "accounts.pyrus.com:443", "files.pyrus.com:443", "pyrus.com:443", "API.PYRUS.COM:443",
    "Api.Pyrus.Com:443", "api.pyrus.com.:443", "PYRUS.COM.:443", "api.pyrus.com:8443", "api.pyrus.com:80",
    "api.pyrus.com:65535",
])
def test_a_host_of_pyrus_is_answered_here_in_every_spelling_and_on_every_port(server: Server, authority: str) -> None:
    name = authority.split(":")[0].rstrip(".").lower()
    with tunnel(server, authority) as connection:
        connection.secure(name, server.ca_file)
        assert is_the_task(ask(connection, name))


@pytest.mark.parametrize("authority", [
    "example.com:443", "www.pyrus.com:443", "sync.pyrus.com:443", "evil-pyrus.com:443", "pyrus.com.example.com:443",
    "api.pyrus.com.example.com:443", "10.0.0.1:443", "127.0.0.1:1", "localhost:1", "[::1]:1", "0x7f.1:443", "pyrus:443",
])
def test_any_other_host_is_refused_and_told(start: Callable[..., Process], authority: str) -> None:
    process = start("--intercept")
    server = process.ready()
    host = authority.rsplit(":", 1)[0].strip("[]")
    with to_proxy(server) as connection:
        connection.send(connect_head(authority))
        answer = connection.answer()
        assert answer.status == 403 and f"--allow-host {host}" in answer.body.decode()
        assert connection.at_end()
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    [line] = [line for line in process.log.splitlines() if " warning " in line]
    assert f"--allow-host {host} " in line


@pytest.mark.parametrize("target", [
    b"api.pyrus.com", b"api.pyrus.com:", b":443", b"/", b"*", b"http://api.pyrus.com:443/", b"api.pyrus.com:99999",
    b"api.pyrus.com:-1", b"api.pyrus.com:443:443", b"api.pyrus.com:44x", b"user@api.pyrus.com:443", b"[::1:443",
    b"[]:443", b"\xff\xfe:443", b"api.pyrus.com:443\x00", b"api..pyrus.com:443/",
])
def test_what_is_no_host_and_port_is_a_bad_request(server: Server, target: bytes) -> None:
    with to_proxy(server) as connection:
        connection.send(b"CONNECT " + target + b" HTTP/1.1\r\nHost: api.pyrus.com\r\n\r\n")
        answer = connection.answer("CONNECT")
        assert answer.status == 400, answer
        assert connection.at_end()
    assert serves_on(server)


def test_a_target_without_a_port_is_told_so(server: Server) -> None:
    """Not that it came at the wrong time."""
    with to_proxy(server) as connection:
        connection.send(b"CONNECT api.pyrus.com HTTP/1.1\r\nHost: api.pyrus.com\r\n\r\n")
        assert "first" not in connection.answer("CONNECT").body.decode()


@pytest.mark.parametrize("line", [
    b"CONNECT api.pyrus.com:443 HTTP/2.0", b"CONNECT api.pyrus.com:443", b"CONNECT  api.pyrus.com:443 HTTP/1.1",
    b"connect api.pyrus.com:443 HTTP/1.1", b"CONNECT api.pyrus.com:443 HTTP/1.1 more", b"\x00\x01\x02", b"\x15\x03\x01",
])
def test_a_line_that_is_none_is_refused_and_makes_no_tunnel(server: Server, line: bytes) -> None:
    with to_proxy(server) as connection:
        connection.send(line + b"\r\nHost: api.pyrus.com:443\r\n\r\n")
        assert 400 <= connection.answer("CONNECT").status < 600
        assert connection.at_end()
    assert serves_on(server)


@pytest.mark.parametrize("begin, piece", [
    (b"CONNECT api.pyrus.com:443 HTTP/1.1\r\n", b"X-Padding: " + b"x" * 1_000 + b"\r\n"),
    (b"CONNECT api.pyrus.com:443 HTTP/1.1\r\nX-Padding: ", b"x" * 1_000),
    (b"CONNECT ", b"x" * 1_000), (b"GET http://api.pyrus.com/", b"x" * 1_000), (b"", b"x" * 1_000),
], ids=["fields", "one-field", "target", "absolute-target", "no-line"])
def test_a_head_without_end_is_refused(server: Server, begin: bytes, piece: bytes) -> None:
    """At 64 KiB, as any head (ERROR-02)."""
    before = peak_memory(server.pid)
    with to_proxy(server) as connection:
        with suppress(ConnectionError):
            connection.send(begin)
            for _ in range(40_000):
                connection.send(piece)
        with suppress(ConnectionError):
            assert 400 <= connection.answer("CONNECT").status < 500
    assert serves_on(server)
    assert peak_memory(server.pid) < before + 16 * 1024


@pytest.mark.parametrize("pieces", [[66_000], [65_000]])
def test_a_head_that_is_too_long_is_refused_also_where_it_ends(server: Server, pieces: list[int]) -> None:
    """Whatever of it is heard at once; 70,000 bytes in all."""
    rest = connect_head("api.pyrus.com:443", "1.1", "X-Padding: " + "x" * 70_000)
    with to_proxy(server) as connection:
        for piece in pieces:
            connection.send(rest[:piece])
            rest = rest[piece:]
            assert serves_on(server)
        connection.send(rest)
        assert connection.head().status in (400, 431)


def test_a_head_of_nearly_64_kib_is_taken(server: Server) -> None:
    with to_proxy(server) as connection:
        connection.send(connect_head("api.pyrus.com:443", "1.1", "X-Padding: " + "x" * 65_000))
        assert connection.head().status == 200


def test_a_tunnel_has_to_be_asked_for_first(server: Server) -> None:
    with to_proxy(server) as connection:
        connection.send(request("GET", "/v4/tasks/1", connection.host, [("Authorization", "Bearer local-token")]))
        assert is_the_task(connection.answer())
        connection.send(connect_head("api.pyrus.com:443"))
        assert connection.answer("CONNECT").status == 400
        assert connection.at_end()


@pytest.mark.parametrize("is_secure", [False, True], ids=["plain", "tls"])
def test_there_is_no_tunnel_in_a_tunnel(open_server: Server, is_secure: bool) -> None:
    with FarEnd(lambda _: pytest.fail("it was reached")) as far, tunnel(open_server, "api.pyrus.com:443") as connection:
        if is_secure:
            connection.secure("api.pyrus.com", open_server.ca_file)
        connection.send(connect_head(far.authority))
        assert connection.answer("CONNECT").status == 400
        assert connection.at_end()


# MARK: Tunnels to hosts that are let through


def echo(connection: socket.socket) -> None:
    while data := connection.recv(64 * 1024):
        connection.sendall(data)
    with suppress(OSError):  # Of somebody who has left already.
        connection.shutdown(socket.SHUT_WR)


def test_bytes_go_both_ways_as_they_are(open_server: Server) -> None:
    """All values, and those that came with the head too."""
    content = bytes(range(256)) * 3_000
    with FarEnd(echo) as far, to_proxy(open_server) as connection:
        connection.send(connect_head(far.authority) + content[:1000])
        assert connection.head().status == 200
        sending = threading.Thread(target=lambda: (connection.send(content[1000:]), connection.finish_sending()))
        sending.start()
        came = b"".join(iter(connection.read_some, b""))
        sending.join()
    assert came == content


def test_a_far_end_that_speaks_first_is_heard(open_server: Server) -> None:
    with FarEnd(lambda far: far.sendall(b"220 ready\r\n")) as far, tunnel(open_server, far.authority) as connection:
        assert connection.read(11) == b"220 ready\r\n"


def test_the_near_end_may_finish_first(open_server: Server) -> None:
    """The far end sees that, and what it sends afterwards arrives."""
    def answer_at_the_end(far: socket.socket) -> None:
        data = received(far, 1_000_000)
        far.sendall(hashlib.md5(data).hexdigest().encode())
        far.shutdown(socket.SHUT_WR)

    with FarEnd(answer_at_the_end) as far, tunnel(open_server, far.authority) as connection:
        connection.send(b"x" * 100_000)
        connection.finish_sending()
        assert connection.read(100) == hashlib.md5(b"x" * 100_000).hexdigest().encode()


def test_the_far_end_may_finish_first(open_server: Server) -> None:
    """What is sent to it afterwards arrives."""
    came: list[bytes] = []
    whole = threading.Event()

    def listen_on(far: socket.socket) -> None:
        far.sendall(b"all I have to say")
        far.shutdown(socket.SHUT_WR)
        came.append(received(far, 1_000_000))
        whole.set()

    with FarEnd(listen_on) as far, tunnel(open_server, far.authority) as connection:
        assert connection.read(1_000) == b"all I have to say"
        connection.send(b"y" * 100_000)
        connection.finish_sending()
        assert whole.wait(TIMEOUT)
    assert came == [b"y" * 100_000]


def test_a_slow_reader_at_either_end_makes_the_server_hold_nothing(open_server: Server) -> None:
    """50 MB each way: neither sender is done while its reader waits, and the server's memory has the bound of ever."""
    wakes, far_has_all = threading.Event(), threading.Event()
    sent = {"near": threading.Event(), "far": threading.Event()}
    digests: dict[str, str] = {}

    def send(end: str, connection: socket.socket) -> None:
        for piece in pattern.pieces(MUCH):
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        sent[end].set()

    def read(end: str, read_some: Callable[[], bytes]) -> None:
        digest = hashlib.md5()
        for data in iter(read_some, b""):
            digest.update(data)
        digests[end] = digest.hexdigest()

    def far_side(connection: socket.socket) -> None:
        sending = threading.Thread(target=send, args=("far", connection))
        sending.start()
        assert wakes.wait(TIMEOUT)
        read("far", lambda: connection.recv(16 * 1024))
        far_has_all.set()
        sending.join()

    with FarEnd(far_side) as far, tunnel(open_server, far.authority, narrow=True) as connection:
        sending = threading.Thread(target=send, args=("near", connection._socket))
        sending.start()
        # That nobody is done by now tells that somebody waits; later would tell no more.
        assert not sent["near"].wait(2) and not sent["far"].wait(0.1)
        wakes.set()
        read("near", connection.read_some)
        sending.join()
        # What leaves the far end's block while it still reads would cut it short.
        assert sent["far"].wait(TIMEOUT) and far_has_all.wait(TIMEOUT)
    assert peak_memory(open_server.pid) <= BOUND
    assert digests == {"near": pattern.md5(MUCH), "far": pattern.md5(MUCH)}


@pytest.mark.parametrize("first", ["near", "far"])
def test_all_that_is_on_its_way_arrives_before_the_end(open_server: Server, first: str) -> None:
    """One end has finished before the other sends: what waits in the server is not dropped with the last word.

    Whether much waits at that moment is chance, so it is tried several times.
    """
    size, times = 8 * pattern.MIB, 40
    missing: list[int] = []

    def send(connection: socket.socket) -> None:
        for piece in pattern.pieces(size):
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)

    def read(read_some: Callable[[], bytes]) -> None:
        missing.append(size - sum(len(data) for data in iter(read_some, b"")))

    def far_side(far: socket.socket) -> None:
        if first == "far":
            far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
            far.shutdown(socket.SHUT_WR)
            read(lambda: far.recv(16 * 1024))
        else:
            assert far.recv(1) == b""
            send(far)

    with FarEnd(far_side) as far:
        for number in range(1, times + 1):
            with tunnel(open_server, far.authority, narrow=True) as connection:
                if first == "far":
                    assert connection.read(1) == b""
                    send(connection._socket)
                    # Until the far end has gone, too, which it does once it has read.
                    eventually(lambda: len(missing) == number, "the far end has read to the end")
                else:
                    connection.finish_sending()
                    read(connection.read_some)
    assert not any(missing), f"bytes that never came, of each time: {missing}"


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def test_a_host_that_can_not_be_reached_is_a_bad_gateway_and_told(start: Callable[..., Process]) -> None:
    process = start("--intercept", "--allow-host", "127.0.0.1")
    server = process.ready()
    authority = f"127.0.0.1:{closed_port()}"
    for head in (connect_head(authority), request("GET", f"http://{authority}/", authority)):
        with to_proxy(server) as connection:
            connection.send(head)
            answer = connection.answer()
            assert answer.status == 502 and authority in answer.json()["Message"]
            assert connection.at_end()
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    lines = [line for line in process.log.splitlines() if " warning " in line]
    assert len(lines) == 2 and all(authority in line for line in lines), process.log


@pytest.mark.parametrize("leave", [reset, socket.socket.close], ids=["reset", "close"])
def test_a_far_end_that_vanishes_ends_the_tunnel(open_server: Server, leave) -> None:
    def vanish(far: socket.socket) -> None:
        assert received(far, 4) == b"ping"
        leave(far)

    with FarEnd(vanish) as far, tunnel(open_server, far.authority) as connection:
        connection.send(b"ping")
        assert is_ended(connection._socket)
    assert serves_on(open_server)


@pytest.mark.parametrize("leave", [reset, socket.socket.close], ids=["reset", "close"])
def test_a_near_end_that_vanishes_ends_the_tunnel(open_server: Server, leave) -> None:
    ended = threading.Event()

    def wait_for_the_end(far: socket.socket) -> None:
        far.sendall(b"ping")
        if is_ended(far):
            ended.set()

    with FarEnd(wait_for_the_end) as far, tunnel(open_server, far.authority) as connection:
        assert connection.read(4) == b"ping"
        connection._file.close()
        leave(connection._socket)
        assert ended.wait(TIMEOUT)


@pytest.mark.parametrize("allowed, reached, refused", [
    ("127.0.0.1:{port}", ["127.0.0.1:{port}"], ["127.0.0.1:1", "localhost:{port}"]),
    ("127.0.0.1", ["127.0.0.1:{port}"], ["127.0.0.2:{port}", "localhost:{port}", "[::1]:{port}"]),
    ("LOCALHOST.", ["localhost:{port}", "LocalHost.:{port}"], ["127.0.0.1:{port}", "x.localhost:{port}"]),
])
def test_what_is_let_through_is_one_name_and_perhaps_one_port(
    serve: Callable[..., Server], allowed: str, reached: list[str], refused: list[str],
) -> None:
    with FarEnd(echo) as far:
        server = serve("--intercept", "--allow-host", allowed.format(port=far.port))
        for expected, authorities in ((200, reached), (403, refused)):
            for authority in authorities:
                with to_proxy(server) as connection:
                    connection.send(connect_head(authority.format(port=far.port)))
                    assert connection.head().status == expected, authority


def test_an_ipv6_address_can_be_let_through(serve: Callable[..., Server]) -> None:
    """Nobody is there; what counts is that it was tried."""
    server = serve("--intercept", "--allow-host", "::1")
    with to_proxy(server) as connection:
        connection.send(connect_head(f"[::1]:{closed_port()}"))
        assert connection.answer().status == 502


# MARK: Ends


def test_a_stop_waits_for_no_tunnel_and_no_connection_at_rest(start: Callable[..., Process]) -> None:
    process = start("--intercept", "--allow-host", "127.0.0.1")
    server = process.ready()
    released = threading.Event()

    def stay(far: socket.socket) -> None:
        far.sendall(b"ping")
        released.wait(TIMEOUT)

    with ExitStack() as stack:
        far = stack.enter_context(FarEnd(stay))
        stack.callback(released.set)
        through = stack.enter_context(tunnel(server, far.authority))
        assert through.read(4) == b"ping"
        here = [to_proxy(server), tunnel(server, "api.pyrus.com:443"), secure_tunnel(server, "api.pyrus.com")]
        used = secure_tunnel(server, "files.pyrus.com")
        half = to_proxy(server)
        for connection in (*here, used, half):
            stack.enter_context(connection)
        half.send(connect_head("api.pyrus.com:443")[:20])
        used.send(request("GET", "/v4/tasks/1", used.host, [("Authorization", "Bearer local-token")]))
        assert is_the_task(used.answer())
        assert serves_on(server)
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        assert process.wait(GRACE - 1) == 0, process.log
        assert time.monotonic() - began < GRACE - 1
        assert is_ended(through._socket)


def test_a_stop_ends_a_tunnel_in_which_much_moves(start: Callable[..., Process]) -> None:
    process = start("--intercept", "--allow-host", "127.0.0.1")
    server = process.ready()

    def pour(far: socket.socket) -> None:
        with suppress(OSError):
            while True:
                far.sendall(bytes(64 * 1024))

    with FarEnd(pour) as far, tunnel(server, far.authority) as connection:
        assert len(connection.read(pattern.MIB)) == pattern.MIB
        process.signal(signal.SIGTERM)
        assert process.wait(GRACE - 1) == 0, process.log


def test_who_gets_nowhere_is_not_waited_for_for_ever(open_server: Server) -> None:
    """A head has 30 seconds, a connection at rest 60; each of these is at one or the other."""
    head, hello = connect_head("api.pyrus.com:443"), MemoryTLS("api.pyrus.com", open_server.ca_file).hello
    beginnings = {
        "nothing": b"", "half a head": head[:30], "a line": head[:head.index(b"\n") + 1], "a head": head,
        "half a hello": hello[:100], "a head and half a hello": head + hello[:100],
    }
    began = time.monotonic()
    with ExitStack() as stack:
        connections = {name: stack.enter_context(to_proxy(open_server)) for name in beginnings}
        for name, connection in connections.items():
            connection.send(beginnings[name])
        late = []
        for name, connection in connections.items():
            # Whatever it is told on the way: what counts is the end.
            connection._socket.settimeout(max(0.1, began + 75 - time.monotonic()))
            try:
                while connection._socket.recv(1_024):
                    pass
            except TimeoutError:
                late.append(name)
            except ConnectionResetError:
                pass
    assert late == []


def test_a_tunnel_is_in_the_log_and_not_in_the_journal(start: Callable[..., Process]) -> None:
    """What goes to another host is none of the imitated API's, nor is a head that asks for a tunnel."""
    process = start("--intercept", "--allow-host", "127.0.0.1", "--log-format", "json")
    server = process.ready()
    with FarEnd(echo) as far, tunnel(server, far.authority) as connection:
        connection.send(b"secret-of-the-tunnel")
        assert connection.read(20) == b"secret-of-the-tunnel"
    with secure_tunnel(server, "api.pyrus.com") as connection:
        assert is_the_task(ask(connection))
    requests = server.control("GET", "requests")["requests"]
    assert [(entry["method"], entry["path"]) for entry in requests] == [("GET", "/v4/tasks/1")]
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert far.authority in {json.loads(line).get("host") for line in process.log.splitlines()}
    assert "secret-of-the-tunnel" not in process.log


def test_what_is_over_leaves_no_descriptor_behind(open_server: Server) -> None:
    """However it ended, and whoever ended it."""
    def leave_at_once(far: socket.socket) -> None:
        reset(far)

    def descriptors() -> int:
        return len(os.listdir(f"/proc/{open_server.pid}/fd"))

    with FarEnd(echo) as far, FarEnd(leave_at_once) as gone:
        with tunnel(open_server, far.authority) as connection:
            connection.send(b"ping")
            assert connection.read(4) == b"ping"
        before = descriptors()
        for number in range(60):
            authority = [far.authority, gone.authority, f"127.0.0.1:{closed_port()}", "api.pyrus.com:443",
                         "example.com:443", "files.pyrus.com"][number % 6]
            with to_proxy(open_server) as connection:
                connection.send(connect_head(authority))
                if number % 4 == 0:
                    reset(connection._socket)
                else:
                    connection.head()
        eventually(lambda: descriptors() <= before + 2, "the descriptors are given back")
