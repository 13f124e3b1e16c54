"""Hostile clients by the hundred, in a process of their own: what they do slows nobody but the server down."""

import asyncio
import multiprocessing
import resource
import socket
import struct
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import Any, Awaitable, Callable, Iterator, Self
from urllib.parse import urlsplit

from harness.account import Account

from .database import eventually

#: Linux: a socket in repair goes without a word to its peer.
TCP_REPAIR = 19
#: Connections that one crowd has on their way at the same time: the server's backlog is for the others, too.
CONNECTING = 64
#: An end for a server that hangs, not a speed.
SECONDS = 120


@dataclass(frozen=True)
class Target:
    """What they know of a server: where it is, a token, and where a small file goes in and a large one comes out."""

    address: tuple[str, int]
    host: str
    token: str
    upload: str
    download: str

    @classmethod
    def of(cls, account: Account, download: str) -> Self:
        parts = urlsplit(account.server.origin)
        assert parts.hostname and parts.port
        upload = account.server.target(account.server.upload_url)
        return cls((parts.hostname, parts.port), parts.netloc, account.token, upload, download)

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [("Authorization", f"Bearer {self.token}")]


class Line:
    """A connection of one of them. It is not read unless it is asked to be."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._loop = asyncio.get_running_loop()

    async def send(self, data: bytes) -> None:
        await self._loop.sock_sendall(self._socket, data)

    async def receive(self, count: int = 64 * 1024) -> bytes:
        return await self._loop.sock_recv(self._socket, count)

    async def receive_to_end(self) -> bytes:
        received = b""
        while data := await self.receive():
            received += data
        return received

    def finish_sending(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def vanish(self) -> None:
        """Is gone without a word, as a machine is whose plug was pulled: the server's end stays half-open."""
        self._socket.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
        self._socket.close()


class Scene:
    """What one member is given: the server, and a way to say that it has done what it came for."""

    def __init__(self, target: Target, count: Any) -> None:
        self.target = target
        self._count = count
        self._connecting = asyncio.Semaphore(CONNECTING)

    def done(self) -> None:
        with self._count.get_lock():
            self._count.value += 1

    async def connect(self, made: socket.socket) -> Line:
        async with self._connecting:
            await asyncio.get_running_loop().sock_connect(made, self.target.address)
        return Line(made)


Behaviour = Callable[[Scene, Line], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """How the members of a crowd behave, and how many are a crowd."""

    behaviour: Behaviour
    members: int
    #: Whether the system takes little of an answer before it is read.
    narrow: bool = False
    #: Seconds between what a member does and the next time that it does it.
    pause: float = 1


class Crowd:
    """Members that behave in one way, and again when that has ended. They leave with the block."""

    def __init__(self, kind: Kind, target: Target) -> None:
        # Forked, it would have this process's threads' locks and connections.
        spawn = multiprocessing.get_context("spawn")
        self._members = kind.members
        self._count = spawn.Value("q", 0)
        ours, theirs = spawn.Pipe(duplex=False)
        self._leave, self._stays = theirs, ours
        self._process = spawn.Process(target=_run, args=(kind, target, self._count, ours), daemon=True)

    @property
    def count(self) -> int:
        """How often one of them has done what it came for."""
        return self._count.value

    def __enter__(self) -> Self:
        self._process.start()
        self._stays.close()
        try:
            self.wait_for(self._members)
        except BaseException:
            self._end()
            raise
        return self

    def wait_for(self, count: int, seconds: float = SECONDS) -> None:
        def is_reached() -> bool:
            assert self._process.is_alive(), "the crowd has failed, see above"
            return self.count >= count
        eventually(is_reached, f"{count} of the crowd have done what they came for", seconds)

    def __exit__(self, *_: object) -> None:
        self._end()
        assert self._process.exitcode == 0, f"the crowd ended with {self._process.exitcode}, see above"

    def _end(self) -> None:
        self._leave.close()
        self._process.join(SECONDS)
        self._process.kill()


def _run(kind: Kind, target: Target, count: Any, leave: Pipe) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_all(kind, Scene(target, count), leave))


async def _all(kind: Kind, scene: Scene, leave: Pipe) -> None:
    # The pipe ends when they are to leave, and when whoever started them is gone.
    is_over = asyncio.Event()
    asyncio.get_running_loop().add_reader(leave.fileno(), is_over.set)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_again_and_again(kind, scene)) for _ in range(kind.members)]
        await is_over.wait()
        for task in tasks:
            task.cancel()


async def _again_and_again(kind: Kind, scene: Scene) -> None:
    while True:
        # Whom the server throws out comes again; what is wrong with an answer is thrown on.
        with suppress(OSError), _socket(kind.narrow) as made:
            await kind.behaviour(scene, await scene.connect(made))
        await asyncio.sleep(kind.pause)


@contextmanager
def _socket(narrow: bool) -> Iterator[socket.socket]:
    with socket.socket() as made:
        made.setblocking(False)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if narrow:
            # As between machines: on the loopback the system would hold megabytes of an answer that is not read.
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1_400)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        yield made
