"""Raw connections to a server as a proxy."""

import ssl
from typing import Iterator

from harness.server import Server
from harness.wire import Connection

PYRUS_HOSTS = ("api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com", "pyrus.com")


def to_proxy(server: Server, narrow: bool = False) -> Connection:
    assert server.proxy_url
    return Connection(server.proxy_url, narrow=narrow)


def connect_head(authority: str, version: str = "1.1", *fields: str) -> bytes:
    """What asks for a tunnel, as most clients write it."""
    return "\r\n".join([f"CONNECT {authority} HTTP/{version}", f"Host: {authority}", *fields, "", ""]).encode()


def tunnel(server: Server, authority: str, narrow: bool = False) -> Connection:
    """A connection whose next bytes are for this authority."""
    connection = to_proxy(server, narrow)
    connection.send(connect_head(authority))
    assert connection.head().status == 200
    return connection


def secure_tunnel(server: Server, host: str, port: int = 443) -> Connection:
    """The same with TLS, by a certificate of this name. What it takes for its host is the name alone."""
    connection = tunnel(server, f"{host}:{port}")
    connection.secure(host, server.ca_file)
    connection.host = host
    return connection


class MemoryTLS:
    """The client's end of TLS without a socket, for bytes that are sent together with others or in pieces."""

    def __init__(self, name: str, ca_file: str | None) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = ssl.create_default_context(cafile=ca_file)
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)
        self.is_done = False
        self._step()
        #: The first flight.
        self.hello = self._outgoing.read()

    def _step(self) -> None:
        try:
            self._tls.do_handshake()
            self.is_done = True
        except ssl.SSLWantReadError:
            pass

    def finish(self, connection: Connection, first: bytes = b"") -> None:
        """The rest of the handshake; `first` came already."""
        self._take(first)
        while not self.is_done:
            self._take(connection.read_some())
            connection.send(self._outgoing.read())

    def _take(self, data: bytes) -> None:
        if data:
            self._incoming.write(data)
        if not self.is_done:
            self._step()

    def exchange(self, connection: Connection, request: bytes) -> bytes:
        """Sends a request whose answer ends with the connection, and reads that."""
        self._tls.write(request)
        connection.send(self._outgoing.read())
        return b"".join(self._plain(connection))

    def _plain(self, connection: Connection) -> Iterator[bytes]:
        while True:
            try:
                data = self._tls.read(64 * 1024)
                if not data:
                    return
                yield data
            except ssl.SSLWantReadError:
                more = connection.read_some()
                if more:
                    self._incoming.write(more)
                else:
                    self._incoming.write_eof()
            except ssl.SSLEOFError:
                return
