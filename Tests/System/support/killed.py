"""A load on a server until it dies: many who send requests at the same time, each one after another."""

import random
import threading
from contextlib import suppress
from typing import Callable

from harness.account import Account
from harness.multipart import body, part
from harness.server import Server
from harness.wire import Answer, Connection

from .ledger import Ledger
from .pattern import MIB
from .transfer import head

#: Not yet whole, and more than one of the store's chunks.
PARTIAL_SIZE = 6 * MIB
#: The largest of the files that are sent in full.
FULL_SIZE = 3 * MIB
PIECE = 16 * 1024
#: An end for a server that hangs, not a speed.
SECONDS = 60
#: Whose the large files are that are sent on and on.
STREAM = "stream.test"

#: What the death of a server looks like to who talks to it: no answer, or one that is cut short.
CUT = (OSError, AssertionError, ValueError)


class Wrong(Exception):
    """An answer that no server may give, dying or not."""


def check(holds: bool, what: object) -> None:
    if not holds:
        raise Wrong(what)


class Progress:
    """How far all have come together, what went wrong, and whether the server's end has come."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self.is_over = threading.Event()
        self._steps = self._sent_whole = 0
        self._changed = threading.Condition()

    def step(self) -> None:
        with self._changed:
            self._steps += 1
            self._changed.notify()

    def has_sent_whole(self) -> None:
        """A file's last byte is on its way: its last chunk and its commit are due."""
        with self._changed:
            self._sent_whole = self._steps
            self._changed.notify()

    def fail(self, what: str) -> None:
        with self._changed:
            self.failures.append(what)
            self._changed.notify()

    def await_steps(self, count: int, whole: bool) -> None:
        """Returns once so many more steps are done; with `whole`, once a file has been sent whole after them."""
        with self._changed:
            goal = self._steps + count
            assert self._changed.wait_for(
                lambda: (self._sent_whole if whole else self._steps) >= goal or self.failures, SECONDS
            ), "nothing more is done"


class Actor:
    """Does a thing on and on. It has a source of chance of its own, whoever is faster."""

    organization: str

    def __init__(self, server: Server, ledger: Ledger, progress: Progress) -> None:
        self.server, self.ledger, self.progress = server, ledger, progress
        self.random = random.Random(ledger.random.getrandbits(64))
        self.thread = threading.Thread(target=self._act_on_and_on)

    def begin(self) -> None:
        raise NotImplementedError

    def act(self) -> None:
        raise NotImplementedError

    def _act_on_and_on(self) -> None:
        try:
            self.begin()
            while not self.progress.is_over.is_set():
                self.act()
                self.progress.step()
        except CUT as error:
            if not self.progress.is_over.is_set():
                self.progress.fail(f"{type(self).__name__}: {error!r}")
        except Wrong as error:
            self.progress.fail(f"{type(self).__name__}: {error}")


class Stream(Actor):
    """Large files in small pieces, little ahead of the server, so that what is sent says how far the server is."""

    organization = STREAM

    def __init__(self, server: Server, ledger: Ledger, progress: Progress) -> None:
        super().__init__(server, ledger, progress)
        self.has_answer = threading.Event()

    def begin(self) -> None:
        self.account = Account.new(self.server, STREAM)

    def act(self) -> None:
        content = self.random.randbytes(self.random.randrange(1, FULL_SIZE))
        name = self.ledger.add(STREAM, content, self.random)
        answer = self._upload(body(part(content, filename=name)))
        check(answer.status == 200 and answer.json()["md5_hash"] == self.ledger.sent[name].md5, answer)
        self.ledger.sent[name].guid = answer.json()["guid"]
        self.has_answer.set()

    def _upload(self, form: bytes) -> Answer:
        with self.server.connect() as connection:
            connection.limit_unsent(4 * PIECE)
            connection.send(head(self.account, connection, ("Content-Length", str(len(form)))))
            for start in range(0, len(form), PIECE):
                connection.send(form[start:start + PIECE])
                self.progress.step()
            self.progress.has_sent_whole()
            return connection.answer("POST")


class Round:
    """The load on one server until it is killed, and beside it some uploads that are held in the middle."""

    def __init__(self, server: Server, ledger: Ledger, *actors: type[Actor]) -> None:
        self.server, self.ledger, self.progress = server, ledger, Progress()
        self._stream = Stream(server, ledger, self.progress)
        self._actors = [self._stream, *(actor(server, ledger, self.progress) for actor in actors)]
        self._held: list[Connection] = []

    def begin(self, held: int) -> None:
        """Returns once a large file has been answered, the held ones have sent what they send, and more is under way."""
        account, chance = Account.new(self.server), self.ledger.random
        for actor in self._actors:
            actor.thread.start()
        for _ in range(held):
            connection = self.server.connect()
            self._held.append(connection)
            form = body(part(chance.randbytes(PARTIAL_SIZE), filename="held.bin"))
            connection.send(head(account, connection, ("Content-Length", str(len(form)))))
            connection.send(form[:chance.randrange(MIB + MIB // 4, PARTIAL_SIZE)])
        assert self._stream.has_answer.wait(SECONDS), self.progress.failures

    def end(self, kill: Callable[[], None]) -> None:
        self.progress.is_over.set()
        kill()
        for actor in self._actors:
            actor.thread.join()
        for connection in self._held:
            with suppress(OSError):
                connection.__exit__()
        assert self.progress.failures == []
