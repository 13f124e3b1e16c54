"""A TCP server of a test's own on the loopback: each connection is given to a function, on a thread of its own."""

import socket
import struct
import threading
from contextlib import suppress
from typing import Callable, Self

from harness.wire import TIMEOUT


class FarEnd:
    def __init__(self, handle: Callable[[socket.socket], None]) -> None:
        self._handle = handle
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.authority = f"127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept)]
        self._connections: list[socket.socket] = []
        #: What went wrong on the threads.
        self.errors: list[BaseException] = []

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(TIMEOUT)
            assert not thread.is_alive(), "a far end goes on"
        for connection in self._connections:
            connection.close()
        assert self.errors == []

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(TIMEOUT)
            self._connections.append(connection)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            self._handle(connection)
        except BaseException as error:
            self.errors.append(error)


def received(connection: socket.socket, count: int) -> bytes:
    """So many bytes, or what comes before the end."""
    data = b""
    while len(data) < count and (piece := connection.recv(count - len(data))):
        data += piece
    return data


def is_ended(connection: socket.socket) -> bool:
    """Whether the next thing that comes is the end, of whichever kind."""
    with suppress(ConnectionResetError):
        return connection.recv(1) == b""
    return True


def reset(connection: socket.socket) -> None:
    """Leaves without a goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
