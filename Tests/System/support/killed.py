"""Uploads to a server that dies: what was sent, what was answered, and so what may and what must be there later."""

import hashlib
import random
import threading
from contextlib import suppress
from dataclasses import dataclass

from harness.account import Account
from harness.multipart import body, part
from harness.server import Server
from harness.wire import Answer, Connection

from .pattern import MIB
from .transfer import head

#: Not yet whole, and more than one of the store's chunks.
PARTIAL_SIZE = 6 * MIB
#: The largest of the files that are sent in full.
FULL_SIZE = 3 * MIB
PIECE = 16 * 1024
#: An end for a server that hangs, not a speed.
SECONDS = 60


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
        self._progress = threading.Condition()
        self._sent = self._sent_whole = 0
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
        assert self._has_answer.wait(SECONDS), self.failures

    def await_bytes(self, count: int, whole: bool) -> None:
        """Returns once so many more bytes of the files sent in full are on their way.

        With `whole`, only at the end of the file that they are of: its last chunk and its commit are due.
        """
        with self._progress:
            goal = self._sent + count
            assert self._progress.wait_for(
                lambda: (self._sent_whole if whole else self._sent) >= goal or self.failures, SECONDS
            ), "nothing more is sent"

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
            name, content = f"full-{source.getrandbits(64):016x}.bin", source.randbytes(source.randrange(1, FULL_SIZE))
            sent = self.ledger.sent[name] = Sent(len(content), hashlib.md5(content).hexdigest())
            try:
                answer = self._upload(body(part(content, filename=name)))
            except (OSError, AssertionError) as error:
                # An answer that is cut short is what a kill looks like, and nothing else may.
                if not self._is_killed.is_set():
                    self._fail(repr(error))
                return
            if answer.status != 200 or answer.json()["md5_hash"] != sent.md5:
                return self._fail(repr(answer))
            sent.guid = answer.json()["guid"]
            self._has_answer.set()

    def _upload(self, form: bytes) -> Answer:
        """Sends in small pieces and little ahead of the server, so that bytes sent say how far the server is."""
        with self.account.server.connect() as connection:
            connection.limit_unsent(4 * PIECE)
            connection.send(head(self.account, connection, ("Content-Length", str(len(form)))))
            for start in range(0, len(form), PIECE):
                connection.send(form[start:start + PIECE])
                with self._progress:
                    self._sent += len(form[start:start + PIECE])
                    self._progress.notify()
            with self._progress:
                self._sent_whole = self._sent
                self._progress.notify()
            return connection.answer("POST")

    def _fail(self, what: str) -> None:
        with self._progress:
            self.failures.append(what)
            self._progress.notify()
