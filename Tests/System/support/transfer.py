"""Uploads and downloads of generated files, of which no more than a block is in memory."""

import hashlib
from dataclasses import dataclass

from harness.account import Account
from harness.multipart import BOUNDARY, CONTENT_TYPE, part
from harness.wire import Answer, Connection, request

from . import pattern

TAIL = b"\r\n--" + BOUNDARY.encode() + b"--\r\n"


def opening(name: str) -> bytes:
    """What stands before a file's bytes."""
    return part(b"", filename=name).removesuffix(b"\r\n")


def head(account: Account, connection: Connection, *headers: tuple[str, str]) -> bytes:
    """The head of an upload."""
    fields = [*account.authorization.items(), CONTENT_TYPE, *headers]
    return request("POST", account.server.target(account.server.upload_url), connection.host, fields)


def upload(
    account: Account, size: int, name: str = "generated.bin", chunked: bool = False, whole: bool = True,
) -> Answer:
    """Sends a file of `size` bytes. Without `whole`, everything but what ends the form; the answer is waited for."""
    first, last = opening(name), TAIL if whole else b""
    length = ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(first) + size + len(TAIL)))
    with account.server.connect() as connection:
        def send(piece: bytes | memoryview) -> None:
            if chunked:
                connection.send(b"%x\r\n" % len(piece))
            connection.send(piece)
            if chunked:
                connection.send(b"\r\n")

        connection.send(head(account, connection, length))
        send(first)
        for piece in pattern.pieces(size):
            send(piece)
        if last:
            send(last)
            if chunked:
                connection.send(b"0\r\n\r\n")
        return connection.answer("POST")


@dataclass(frozen=True)
class Download:
    """What came of a download whose bytes were looked at and let go."""

    head: Answer
    size: int
    md5: str


def download(account: Account, file_id: int) -> Download:
    server = account.server
    target = server.target(server.download_urls(file_id)[0])
    memory, digest, size = memoryview(bytearray(pattern.MIB)), hashlib.md5(), 0
    with server.connect() as connection:
        connection.send(request("GET", target, connection.host, account.authorization.items()))
        answer = connection.head()
        length = int(answer.header("Content-Length") or "0")
        while size < length and (count := connection.read_into(memory[:length - size])):
            digest.update(memory[:count])
            size += count
    return Download(answer, size, digest.hexdigest())
