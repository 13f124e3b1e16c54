"""More than the server is to take, all at once: requests past a rate, and uploads side by side."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

from harness.account import Account
from harness.wire import Answer, Connection, request

from . import pattern
from .transfer import TAIL, head, opening

#: An end for uploads that hang, not a speed.
SECONDS = 300
#: What a server has at its most, in KiB, of a hundred uploads at once: they share what they are filled into.
HUNDRED = 96 * 1024


@dataclass
class Burst:
    """Requests of one user, sent ahead of every answer over a few connections, and how they were answered."""

    account: Account
    limit: int
    statuses: Counter[int] = field(default_factory=Counter)

    def send(self, count: int, connections: int) -> None:
        """Every answer is whole and in its place: what a user has left falls, and from its end on all is refused."""
        with ExitStack() as stack:
            lines = [stack.enter_context(self.account.server.connect()) for _ in range(connections)]
            target = self.account.server.target(self.account.server.api_url) + "tasks/1"
            for line in lines:
                line.send(request("GET", target, line.host, self.account.authorization.items()) * (count // connections))
            for line in lines:
                self._receive(line, count // connections)

    def _receive(self, line: Connection, count: int) -> None:
        left = self.limit
        for _ in range(count):
            answer = line.answer()
            remaining = int(answer.header("X-RateLimit-Remaining") or -1)
            if answer.status == 200:
                assert remaining < left, f"{remaining} left after {left}"
                left = remaining
            else:
                left = 0
                self.assert_refused(answer)
            self.statuses[answer.status] += 1

    def assert_refused(self, answer: Answer) -> None:
        assert answer.error == (429, "too_many_requests")
        standing = [answer.header(f"X-RateLimit-{name}") for name in ("Limit", "Remaining")]
        assert standing == [str(self.limit), "0"] and int(answer.header("X-RateLimit-Reset") or 0) > 0


def uploads_at_once(account: Account, count: int, size: int) -> None:
    """Each is in its middle before any goes on; each is answered with its own MD5."""
    middle = threading.Barrier(count)

    def one(number: int) -> Answer:
        first, pieces = opening(f"{number}.bin"), list(pattern.pieces(size))
        with account.server.connect() as connection:
            connection.send(head(account, connection, ("Content-Length", str(len(first) + size + len(TAIL)))) + first)
            for index, piece in enumerate(pieces):
                if index == len(pieces) // 2:
                    middle.wait(SECONDS)
                connection.send(piece)
            connection.send(TAIL)
            return connection.answer("POST")

    with ThreadPoolExecutor(count) as pool:
        for answer in pool.map(one, range(count)):
            assert answer.status == 200 and answer.json()["md5_hash"] == pattern.md5(size), answer
