"""A client that sees how a connection ends: in order, by a reset, or, over TLS, without a goodbye."""

import socket
import ssl
from typing import Self
from urllib.parse import urlsplit

from harness.server import Server
from harness.wire import TIMEOUT

ORDERLY, RESET, ABRUPT = "orderly", "reset", "abrupt"
#: A TLS record's header, and its type where it carries data (RFC 8446, 5.1).
RECORD_HEADER, APPLICATION_DATA = 5, 23


class EndingConnection:
    """Python's own TLS sockets take a reset and a missing goodbye for an orderly end, so TLS is run in memory."""

    def __init__(self, server: Server) -> None:
        parts = urlsplit(server.origin)
        self.host = parts.netloc
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT)
        self._tls: ssl.SSLObject | None = None
        self.ciphertext = bytearray()
        if parts.scheme == "https":
            self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            context = ssl.create_default_context(cafile=server.ca_file)
            self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=parts.hostname)
            self._handshake()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _handshake(self) -> None:
        assert self._tls
        while True:
            try:
                self._tls.do_handshake()
                return self._flush()
            except ssl.SSLWantReadError:
                self._flush()
                data = self._socket.recv(65536)
                if not data:
                    raise ConnectionAbortedError("closed during the handshake") from None
                self._incoming.write(data)

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._socket.sendall(self._outgoing.read())

    def send(self, data: bytes) -> None:
        if not self._tls:
            return self._socket.sendall(data)
        self._tls.write(data)
        self._flush()

    def _receive(self) -> tuple[bytes, str | None]:
        """Some bytes; or none, and how the connection ended."""
        while True:
            if self._tls:
                try:
                    # Nothing, where TLS said goodbye.
                    if data := self._tls.read(65536):
                        return data, None
                    return b"", self._end_of_tcp(ORDERLY)
                except ssl.SSLZeroReturnError:
                    return b"", self._end_of_tcp(ORDERLY)
                except ssl.SSLWantReadError:
                    pass
            try:
                data = self._socket.recv(65536)
            except ConnectionResetError:
                return b"", RESET
            if not data:
                return b"", ABRUPT if self._tls else ORDERLY
            if not self._tls:
                return data, None
            self.ciphertext += data
            self._incoming.write(data)

    def _end_of_tcp(self, end: str) -> str:
        try:
            return end if self._socket.recv(1) == b"" else "more behind the goodbye"
        except ConnectionResetError:
            return RESET

    def receive(self, count: int) -> bytes:
        """At least so many bytes."""
        received = b""
        while len(received) < count:
            data, end = self._receive()
            assert end is None, f"{end} after {len(received)} bytes"
            received += data
        return received

    def receive_to_end(self) -> tuple[bytes, str]:
        received = b""
        while True:
            data, end = self._receive()
            received += data
            if end:
                return received, end

    def data_records(self) -> list[int]:
        """The lengths of the TLS records with data that have come."""
        lengths, position = [], 0
        while position + RECORD_HEADER <= len(self.ciphertext):
            length = int.from_bytes(self.ciphertext[position + 3:position + 5], "big")
            if self.ciphertext[position] == APPLICATION_DATA:
                lengths.append(length)
            position += RECORD_HEADER + length
        return lengths
