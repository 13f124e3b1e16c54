"""Recorded requests with random changes, over a socket: each gets an end in time, and nothing of it stays.

`TEST_MUTATIONS` says how many (a million takes a quarter of an hour), and `TEST_SEED` brings the same ones again.
"""

import os
import random
import re
import signal
import socket
import threading
import time
from contextlib import suppress
from typing import Callable
from urllib.parse import urlsplit

import pytest

from harness import multipart
from harness.account import Account
from harness.captures import replays
from harness.server import Process, Server
from support import mutation
from support.database import eventually
from support.usage import descriptors, resident

COUNT = int(os.environ.get("TEST_MUTATIONS", "8000"))
#: A busy machine may take longer once; what hangs does so each time.
SECONDS, ATTEMPTS = 2, 5
THREADS = 4
#: KiB that the second half may add to the resident memory.
GROWTH = 16 * 1024

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


def recorded(server: Server) -> list[bytes]:
    """Every recorded request, as it would work on this server."""
    account = Account.new(server)
    guid = multipart.upload(account).json()["guid"]
    [file] = account.attach(guid)
    fills = {"token": account.token, "task": server.task_id, "file": file["id"], "root": file["id"], "guids": (guid,)}
    return [replay.request(**fills) for replay in replays()]


def conversation(address: tuple[str, int], data: bytes, cut: int) -> bytes:
    """What comes for bytes that are sent in two pieces, up to the end of the connection."""
    end = time.monotonic() + SECONDS
    with socket.create_connection(address, timeout=SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answer = b""
        try:
            connection.sendall(data[:cut])
            connection.sendall(data[cut:])
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            # It was refused before it was whole.
            pass
        try:
            while piece := connection.recv(65536):
                answer += piece
                connection.settimeout(max(0.001, end - time.monotonic()))
        except ConnectionResetError:
            # Bytes that nobody reads any more make a close a reset.
            pass
        return answer


def check(data: bytes, answer: bytes) -> None:
    statuses = [int(status) for status in STATUS.findall(answer)]
    assert statuses or not answer, f"no answer of HTTP: {answer!r}"
    # Without --intercept a tunnel is what the server does not do, and says so.
    allowed = {501} if b"CONNECT " in data else set()
    assert all(100 <= status < 500 or status in allowed for status in statuses), f"{statuses}: {answer!r}"


class Attack:
    """All of the mutations, on some threads."""

    def __init__(self, server: Server, seed: int) -> None:
        parts = urlsplit(server.origin)
        assert parts.hostname and parts.port
        self._address = parts.hostname, parts.port
        self._requests = recorded(server)
        self._seed = seed
        self._lock = threading.Lock()
        self.failures: list[str] = []
        self.answered = 0

    def run(self, numbers: range) -> None:
        threads = [threading.Thread(target=self._some, args=(numbers[first::THREADS],)) for first in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not self.failures, self.failures[0]

    def _some(self, numbers: range) -> None:
        answered = 0
        for number in numbers:
            if self.failures:
                break
            chance = random.Random(self._seed << 32 | number)
            data = mutation.mutated(chance.choice(self._requests), self._requests, chance)
            try:
                answer = self._converse(data, chance.randint(0, len(data)))
                check(data, answer)
                answered += answer != b""
            except (AssertionError, OSError) as error:
                self.failures.append(f"mutation {number} of TEST_SEED={self._seed}: {error!r}\n{data!r}")
        with self._lock:
            self.answered += answered

    def _converse(self, data: bytes, cut: int) -> bytes:
        for _ in range(ATTEMPTS - 1):
            with suppress(TimeoutError):
                return conversation(self._address, data, cut)
        return conversation(self._address, data, cut)


def sockets(pid: int) -> int:
    return sum(kind.startswith("socket:") for kind in descriptors(pid))


@pytest.mark.timeout(max(600, COUNT // 100))
def test_mutations_of_recorded_requests(
    start: Callable[..., Process], capsys: pytest.CaptureFixture[str],
) -> None:
    seed = mutation.seed()
    with capsys.disabled():
        print(f"\n{COUNT} mutations of TEST_SEED={seed}")
    process = start("--rate-limit", "off")
    server = process.ready()
    listening = sockets(server.pid)
    attack = Attack(server, seed)
    attack.run(range(COUNT // 2))
    memory = resident(server.pid)
    attack.run(range(COUNT // 2, COUNT))
    growth = resident(server.pid) - memory
    with capsys.disabled():
        print(f"{attack.answered} were answered; {memory / 1024:.1f} MiB resident half way, {growth:+} KiB then")
    assert growth <= GROWTH
    assert attack.answered > COUNT // 2
    eventually(lambda: sockets(server.pid) == listening, "all connections closed")
    assert multipart.upload(Account.new(server)).status == 200
    assert "The server failed" not in process.log
    process.signal(signal.SIGTERM)
    assert process.wait() == 0, process.log[-4000:]
