"""A web site of a test's own, which has nothing to do with Pyrus."""

import ssl
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Self

from .authority import Signed

CONTENT = b"from a site of its own"


@dataclass(frozen=True)
class Visit:
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


class Site(ThreadingTCPServer):
    """It notes who came. Not of `http.server` as a whole, which looks its own name up."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: str, signed: Signed | None = None, stays: bool = False) -> None:
        """With a certificate it has HTTPS; one that `stays` ignores that the client asks it to close."""
        self.visits: list[Visit] = []
        self.stays = stays
        super().__init__((address, 0), _Handler)
        if signed:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(signed.certificate, signed.key)
            # The handshake is done on the connection's own thread.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.host = address
        self.authority = f"{address}:{self.server_address[1]}"
        self.origin = f"{'https' if signed else 'http'}://{self.authority}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request, client_address) -> None:
        """A client that does not trust it leaves in the handshake."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def answer(self) -> None:
        body = self._body()
        self.server.visits.append(Visit(self.command, self.path, tuple(self.headers.items()), body))
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)
        if self.server.stays:
            self.close_connection = False

    do_GET = do_POST = do_PUT = answer

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_: object) -> None:
        pass
