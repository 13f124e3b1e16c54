"""Counts the connections that a client makes, on their way to a server."""

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class Relay:
    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self._server = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.connections = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone would not wake the one that accepts.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self.connections += 1
                far = socket.create_connection(self._server)
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=ends, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(64 * 1024):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
