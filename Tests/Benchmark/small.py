"""Many small uploads over kept-alive connections, by a client that costs little: one thread, bytes made beforehand."""

import selectors
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from harness.multipart import CONTENT_TYPE, body, part
from harness.wire import request

SIZE = 10 * 1024
CONNECTIONS = 8
REQUESTS = 2000


@dataclass(frozen=True)
class Small:
    count: int
    seconds: float
    client_cpu: float


def small_uploads(url: str, token: str = "") -> Small:
    """The next request goes out on a connection once its answer is in."""
    parts = urlsplit(url)
    fields = [("Authorization", f"Bearer {token}"), CONTENT_TYPE]
    message = request("POST", parts.path, parts.netloc, fields, body(part(b"\xa5" * SIZE)))
    with selectors.DefaultSelector() as selector:
        connections = [socket.create_connection((parts.hostname, parts.port)) for _ in range(CONNECTIONS)]
        for connection in connections:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ)
        sent = done = 0
        began, cpu = time.perf_counter(), time.process_time()
        for connection in connections:
            connection.sendall(message)
            sent += 1
        while done < REQUESTS:
            ready = selector.select(timeout=30)
            assert ready, "no answer within 30 s"
            for key, _ in ready:
                connection = connections[connections.index(key.fileobj)]
                answer = connection.recv(65536)
                while not answer.endswith(b"}"):
                    assert (more := connection.recv(65536)), answer
                    answer += more
                assert answer.startswith(b"HTTP/1.1 200 "), answer
                done += 1
                if sent < REQUESTS:
                    connection.sendall(message)
                    sent += 1
        result = Small(done, time.perf_counter() - began, time.process_time() - cpu)
        for connection in connections:
            connection.close()
    return result
