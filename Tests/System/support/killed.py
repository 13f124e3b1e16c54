"""Uploads to a server that dies: what was sent, what was answered, and so what may and what must be there later."""

import hashlib
import random
import threading
from contextlib import suppress
from dataclasses import dataclass

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.server import Server
from harness.wire import Connection

from .pattern import MIB
from .transfer import head

#: Not yet whole, and more than one of the store's chunks.
PARTIAL_SIZE = 6 * MIB


@dataclass
class Sent:
    """A file whose every byte was sent. With a guid it was also answered; without, it may be there or not."""

    size: int
    md5: str
    guid: str | None = None
    file_id: int | None = None


class Ledger:
    """The files of all rounds by their names, each of which is given once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sent: dict[str, Sent] = {}

    def content(self, size: int) -> tuple[str, bytes]:
        return f"file-{self.random.getrandbits(64):016x}.bin", self.random.randbytes(size)

    def answered(self) -> dict[str, Sent]:
        return {name: sent for name, sent in self.sent.items() if sent.guid}


class Round:
    """The uploads to one server until it is killed: some that are held in the middle, and one after another in full."""

    def __init__(self, server: Server, ledger: Ledger) -> None:
        self.account = Account(server, server.login, server.security_key, server.access_token)
        self.ledger = ledger
        self.failures: list[str] = []
        # The stream has a source of its own, so that a seed gives the same files whoever is faster.
        self._source = random.Random(ledger.random.getrandbits(64))
        self._held: list[Connection] = []
        self._is_killed = threading.Event()
        self._has_answer = threading.Event()
        self._stream = threading.Thread(target=self._send_on_and_on)

    def begin(self, held: int) -> None:
        """Returns once one upload has been answered, the held ones have sent what they send, and more is under way."""
        self._stream.start()
        for _ in range(held):
            connection = self.account.server.connect()
            self._held.append(connection)
            name, content = self.ledger.content(PARTIAL_SIZE)
            form = body(part(content, filename=name))
            connection.send(head(self.account, connection, ("Content-Length", str(len(form)))))
            connection.send(form[:self.ledger.random.randrange(MIB + MIB // 4, PARTIAL_SIZE)])
        assert self._has_answer.wait(20), self.failures

    def end(self, kill) -> None:
        self._is_killed.set()
        kill()
        self._stream.join()
        for connection in self._held:
            with suppress(OSError):
                connection.__exit__()

    def _send_on_and_on(self) -> None:
        source = self._source
        while not self._is_killed.is_set():
            name, content = f"full-{source.getrandbits(64):016x}.bin", source.randbytes(source.randrange(1, 3 * MIB))
            sent = self.ledger.sent[name] = Sent(len(content), hashlib.md5(content).hexdigest())
            try:
                form = body(part(content, filename=name))
                answer = self.account.call("POST", "files/upload", CONTENT_TYPE, body=form)
            except (OSError, AssertionError) as error:
                # An answer that is cut short is what a kill looks like, and nothing else may.
                if not self._is_killed.is_set():
                    self.failures.append(repr(error))
                return
            if answer.status != 200 or answer.json()["md5_hash"] != sent.md5:
                self.failures.append(repr(answer))
                return
            sent.guid = answer.json()["guid"]
            self._has_answer.set()
