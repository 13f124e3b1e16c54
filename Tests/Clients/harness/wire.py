"""HTTP/1.1 by hand: the harness must not depend on any client that it tests."""

import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Iterable, Self
from urllib.parse import urlsplit

#: An end for a server that hangs, not a speed.
TIMEOUT = 60.0


@dataclass(frozen=True)
class Answer:
    """One answer, whoever received it. `interim` holds the 1xx statuses that came before it (raw connections only)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    interim: tuple[int, ...] = ()

    @classmethod
    def of(cls, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Self:
        return cls(status, tuple(headers), body)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        values = self.all(name)
        assert len(values) <= 1, f"{name} came {len(values)} times: {values}"
        return values[0] if values else None

    def json(self) -> Any:
        assert (self.header("Content-Type") or "").startswith("application/json"), self
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str | None]:
        """Status and error code, to compare in one go."""
        return self.status, self.json().get("error_code")


def request(method: str, target: str, host: str, headers: Iterable[tuple[str, str]] = (), body: bytes | None = None,
            declare: bool = True) -> bytes:
    """The bytes of a request. With `declare` a body gets its Content-Length."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None and declare:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def _narrow(address: tuple[str, int]) -> socket.socket:
    """Segments as between machines: with those of the loopback the kernel would hold megabytes for the peer."""
    made = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
    made.settimeout(TIMEOUT)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1_400)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
    made.connect(address)
    return made


class Connection:
    """A socket to an origin, plain or TLS, that sends any bytes and reads answers one by one."""

    def __init__(self, origin: str, ca_file: str | None = None, narrow: bool = False) -> None:
        """A `narrow` one takes little before it is read, and so do the system's buffers at the other end."""
        parts = urlsplit(origin)
        self.host = parts.netloc
        assert parts.hostname and parts.port
        address = (parts.hostname, parts.port)
        self._socket: socket.socket = _narrow(address) if narrow else socket.create_connection(address, timeout=TIMEOUT)
        self._file = self._socket.makefile("rb")
        if parts.scheme == "https":
            self.secure(parts.hostname, ca_file)
        # What is sent in pieces is meant to arrive in pieces.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def secure(self, name: str, ca_file: str | None) -> None:
        """TLS from here on, with a peer that proves to be `name`."""
        self._file.close()
        context = ssl.create_default_context(cafile=ca_file)
        self._socket = context.wrap_socket(self._socket, server_hostname=name)
        self._file = self._socket.makefile("rb")

    def send(self, data: bytes | memoryview) -> None:
        self._socket.sendall(data)

    def limit_unsent(self, size: int) -> None:
        """From here on `send` waits while hardly more than this has not reached the peer."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)

    def finish_sending(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)

    def at_end(self) -> bool:
        """True once the peer has closed in an orderly way, with nothing more to read."""
        return self._file.read(1) == b""

    def answer(self, method: str = "GET") -> Answer:
        """The final answer; the 1xx before it are its `interim`."""
        interim: list[int] = []
        while (answer := self.next_answer(method)).status < 200:
            interim.append(answer.status)
        return Answer(answer.status, answer.headers, answer.body, tuple(interim))

    def head(self) -> Answer:
        """The head of the next answer alone; its body is left to `read_into`."""
        return Answer(*self._head(), b"")

    def read_into(self, memory: memoryview) -> int:
        """Fills the memory, or as much of it as comes before the end, and says how much that is."""
        return self._file.readinto(memory)

    def read(self, count: int) -> bytes:
        """So many bytes, or what comes before the end."""
        return self._file.read(count)

    def read_some(self) -> bytes:
        """What has come, as soon as that is anything; nothing at the end."""
        return self._file.read1(64 * 1024)

    def next_answer(self, method: str = "GET") -> Answer:
        """Whatever comes first, also a 1xx."""
        status, headers = self._head()
        if status < 200:
            return Answer(status, headers, b"")
        return Answer(status, headers, self._body(Answer(status, headers, b""), method))

    def _head(self) -> tuple[int, tuple[tuple[str, str], ...]]:
        line = self._file.readline()
        assert line.startswith(b"HTTP/1.1 ") and line.endswith(b"\r\n"), f"not a status line: {line!r}"
        headers = []
        while (field := self._file.readline()) != b"\r\n":
            assert field.endswith(b"\r\n"), f"the head ends early: {field!r}"
            name, _, value = field.decode("ascii").partition(":")
            headers.append((name, value.strip()))
        return int(line.split()[1]), tuple(headers)

    def _body(self, head: Answer, method: str) -> bytes:
        if method == "HEAD" or head.status in (204, 304):
            return b""
        if (head.header("Transfer-Encoding") or "").lower() == "chunked":
            return self._chunks()
        length = head.header("Content-Length")
        if length is None:
            return self._file.read()
        body = self._file.read(int(length))
        assert len(body) == int(length), f"{len(body)} bytes of {length}"
        return body

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._file.readline().split(b";")[0], 16):
            body += self._file.read(size)
            assert self._file.read(2) == b"\r\n"
        while self._file.readline() != b"\r\n":
            pass
        return body
