"""Readers of forms: this server, and two of Python's. Each says what files it finds, or that it refuses."""

import email
import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from multipart import MultipartError, MultipartParser

from harness.account import Account
from harness.wire import Answer, Connection, request

from .forms import CONTENT_TYPE


@dataclass(frozen=True)
class File:
    name: str
    size: int
    md5: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "File":
        return cls(name, len(content), hashlib.md5(content).hexdigest())


class Refused(Exception):
    """The form is none for this reader."""


class Stored:
    """What the server has stored of a form, asked over one connection."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._connection: Connection | None = None

    def __enter__(self) -> "Stored":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection:
            self._connection.__exit__()

    def files(self, body: bytes) -> list[File]:
        server = self._account.server
        headers = [*self._account.authorization.items(), ("Content-Type", CONTENT_TYPE)]
        answer = self._ask("POST", server.target(server.upload_url), headers, body)
        if answer.status != 200:
            assert answer.status == 400, answer
            raise Refused(answer.json()["error_code"])
        stored: Any = self._ask("GET", server.target(f"{server.control_url}uploads/{answer.json()['guid']}")).json()
        return [File(stored["name"], stored["size"], stored["md5"])]

    def _ask(self, method: str, target: str, headers: list[tuple[str, str]] = [], body: bytes | None = None) -> Answer:
        connection = self._connection or self._account.server.connect()
        connection.send(request(method, target, connection.host, headers, body))
        answer = connection.answer(method)
        self._connection = connection
        if answer.header("Connection") == "close":
            connection.__exit__()
            self._connection = None
        return answer


def defnull(body: bytes) -> list[File]:
    """By `multipart`, whose author is called so."""
    try:
        parts = MultipartParser(BytesIO(body), "X").parts()
        return [File.of(part.filename, part.raw) for part in parts if part.filename]
    except MultipartError as error:
        raise Refused(str(error)) from None


def library(body: bytes) -> list[File]:
    """By `email` of the standard library, which follows the rules of mail."""
    message = email.message_from_bytes(f"Content-Type: {CONTENT_TYPE}\r\n\r\n".encode() + body)
    parts = message.get_payload()
    if isinstance(parts, str) or message.defects or any(part.defects for part in parts):
        raise Refused("it has defects")
    try:
        return [File.of(name, part.get_payload(decode=True)) for part in parts if (name := part.get_filename())]
    except (TypeError, ValueError, LookupError) as error:
        # Parameters in sections, and charsets that there are not.
        raise Refused(str(error)) from None
