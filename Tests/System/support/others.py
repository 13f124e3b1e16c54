"""Clients that do nothing wrong, beside those that do: each answer is looked at, and how many a second there are."""

import hashlib
import selectors
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part, upload
from harness.wire import request

SIZE = 10 * 1024
CONNECTIONS = 8
#: An end for a server that does not answer, not a speed.
SECONDS = 60


@dataclass(frozen=True)
class Work:
    """One request, sent again and again, and what every answer to it has to hold."""

    message: bytes
    proof: bytes
    #: Whether each is sent over a connection of its own.
    anew: bool = False


class Others:
    """Their works by name: the small uploads and downloads of an account, and downloads that connect anew."""

    def __init__(self, account: Account) -> None:
        server, content = account.server, bytes(index * 31 % 251 for index in range(SIZE))
        parts = urlsplit(server.origin)
        self._address = (parts.hostname, parts.port)
        authorization = list(account.authorization.items())
        [file] = account.attach(upload(account, part(content)).json()["guid"])
        get = request("GET", server.target(server.download_urls(file["id"])[0]), parts.netloc, authorization)
        post = request("POST", server.target(server.upload_url), parts.netloc, [*authorization, CONTENT_TYPE],
                       body(part(content)))
        self.works = {
            "uploads": Work(post, hashlib.md5(content).hexdigest().encode()),
            "downloads": Work(get, b"\r\n\r\n" + content),
            "connections": Work(get.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), b"\r\n\r\n" + content, True),
        }

    def rate(self, name: str, count: int) -> float:
        """Requests a second, of `count` over a few connections: on each the next goes out once the last is answered."""
        work, left = self.works[name], count
        began = time.perf_counter()
        with selectors.DefaultSelector() as selector:
            for _ in range(CONNECTIONS):
                selector.register(self._connect(work), selectors.EVENT_READ, bytearray())
                left -= 1
            while selector.get_map():
                ready = selector.select(SECONDS)
                assert ready, f"no answer within {SECONDS} s"
                for key, _ in ready:
                    if not self._is_answered(work, key):
                        continue
                    again = left > 0
                    left -= again
                    if again and not work.anew:
                        key.fileobj.sendall(work.message)
                        continue
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
                    if again:
                        selector.register(self._connect(work), selectors.EVENT_READ, bytearray())
        return count / (time.perf_counter() - began)

    def _connect(self, work: Work) -> socket.socket:
        connection = socket.create_connection(self._address, timeout=SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(work.message)
        return connection

    def _is_answered(self, work: Work, key: selectors.SelectorKey) -> bool:
        """Takes what has come; whether it is an answer, whole and right."""
        answer: bytearray = key.data
        piece = key.fileobj.recv(64 * 1024)
        assert piece, f"closed after {bytes(answer[:200])!r}"
        answer += piece
        head, end, rest = answer.partition(b"\r\n\r\n")
        if not end:
            return False
        [length] = [int(field[15:]) for field in head.lower().split(b"\r\n") if field.startswith(b"content-length:")]
        if len(rest) < length:
            return False
        assert answer.startswith(b"HTTP/1.1 200 ") and len(rest) == length and work.proof in answer, answer[:400]
        answer.clear()
        return True
