"""The ways in which a client can be a burden. Each is a member of a `Crowd`."""

import asyncio
import itertools

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.wire import request

from . import pattern
from .crowd import Kind, Line, Scene, Target
from .transfer import upload

#: Declared of bodies that never come whole.
NEVER = 1 << 30
#: More than the system and the server hold of an answer that is not read.
LARGE = 8 * pattern.MIB
#: Requests sent before the first answer is read.
PIPELINED = 100
SMALL = body(part(b"x" * 10_000))
_STAGES = ["before the head", "in the head", "in the body", "before the answer", "in the download"]
#: Members take the ways that there are in turn.
_ROUNDS = itertools.count()


def target_of(account: Account) -> Target:
    """A server as this account sees it, with a large file of its own."""
    [file] = account.attach(upload(account, LARGE, name="large.bin").json()["guid"])
    return Target.of(account, account.server.target(account.server.download_urls(file["id"])[0]))


def get(target: Target, path: str, *fields: tuple[str, str]) -> bytes:
    return request("GET", path, target.host, [*target.fields, *fields])


def upload_head(target: Target, size: int, *fields: tuple[str, str]) -> bytes:
    length = ("Content-Length", str(size))
    return request("POST", target.upload, target.host, [*target.fields, CONTENT_TYPE, length, *fields])


async def _trickle(line: Line) -> None:
    while True:
        await line.send(b"a")
        await asyncio.sleep(1)


async def idles(scene: Scene, line: Line) -> None:
    """Connects, and says nothing."""
    scene.done()
    await line.receive_to_end()


async def rests(scene: Scene, line: Line) -> None:
    """Asks once, and keeps the connection."""
    await line.send(get(scene.target, "/v4/tasks/1"))
    assert (await line.receive()).startswith(b"HTTP/1.1 200 ")
    scene.done()
    await line.receive_to_end()


async def trickles_in_the_head(scene: Scene, line: Line) -> None:
    """A byte a second of a head that does not end."""
    await line.send(get(scene.target, "/v4/tasks/1").removesuffix(b"\r\n") + b"X-Long: ")
    scene.done()
    await _trickle(line)


async def trickles_in_the_body(scene: Scene, line: Line) -> None:
    """A byte a second of an upload."""
    await line.send(upload_head(scene.target, NEVER) + SMALL[:200])
    scene.done()
    await _trickle(line)


async def trickles_after_much(scene: Scene, line: Line) -> None:
    """A byte a second of an upload of which the server holds almost a chunk already, and may not let go of it."""
    await line.send(upload_head(scene.target, NEVER) + SMALL[:200] + bytes(1_000_000))
    scene.done()
    await _trickle(line)


async def never_reads(scene: Scene, line: Line) -> None:
    """Asks for a large file, and takes its first byte alone. To be `narrow`."""
    await line.send(get(scene.target, scene.target.download))
    await line.receive(1)
    scene.done()
    await asyncio.Event().wait()


async def asks_and_never_reads(scene: Scene, line: Line) -> None:
    """Asks for a large file many times over, and reads nothing. To be `narrow`."""
    await line.send(get(scene.target, scene.target.download) * PIPELINED)
    await line.receive(1)
    scene.done()
    await asyncio.Event().wait()


async def floods_and_never_reads(scene: Scene, line: Line) -> None:
    """Sends requests by the thousand for as long as the server takes them, and reads nothing. To be `narrow`."""
    asked = request("GET", "/nowhere", scene.target.host) * 1_000
    await line.send(asked)
    scene.done()
    while True:
        await line.send(asked)


async def pipelines(scene: Scene, line: Line) -> None:
    """Many requests in one go, each another answer: all come, in order."""
    paths = [("/v4/tasks/1", 200), ("/v4/files/download/1", 400), ("/nowhere", 404), (scene.target.upload, 405)]
    asked = [paths[index % len(paths)] for index in range(PIPELINED)]
    form = upload_head(scene.target, len(SMALL)) + SMALL
    last = get(scene.target, "/v4/tasks/1", ("Connection", "close"))
    await line.send(b"".join(get(scene.target, path) for path, _ in asked) + form + last)
    answers = await line.receive_to_end()
    statuses = [int(piece[:3]) for piece in answers.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [status for _, status in asked] + [200, 200], statuses
    scene.done()


def _half(target: Target, index: int) -> tuple[bytes, bytes]:
    """What is sent before the sending side ends, and how the answer to it begins."""
    whole = get(target, "/v4/tasks/1")
    return [(b"", b""), (whole[:40], b"HTTP/1.1 400 "), (whole, b"HTTP/1.1 200 "),
            (upload_head(target, NEVER) + SMALL[:200], b"HTTP/1.1 400 ")][index % 4]


async def half_closes(scene: Scene, line: Line) -> None:
    """Ends its sending side alone: what was whole is answered, what was not is refused, and the connection ends."""
    sent, expected = _half(scene.target, next(_ROUNDS))
    await line.send(sent)
    line.finish_sending()
    answer = await line.receive_to_end()
    assert answer.startswith(expected) and bool(answer) == bool(expected), (sent, answer)
    scene.done()


async def vanishes(scene: Scene, line: Line) -> None:
    """Is gone without a word in the middle of a download: the server's end finds out when it sends."""
    await line.send(get(scene.target, scene.target.download))
    await line.receive(1)
    line.vanish()
    scene.done()


async def stays_half_open(scene: Scene, line: Line) -> None:
    """Is gone without a word where the server has nothing to send: a deadline alone ends the connection."""
    openings = [b"", b"GET /", upload_head(scene.target, NEVER) + SMALL[:200]]
    await line.send(openings[next(_ROUNDS) % len(openings)])
    line.vanish()
    scene.done()
    await asyncio.Event().wait()


async def resets(scene: Scene, line: Line) -> None:
    """Resets the connection, at each stage of a request in its turn."""
    turn, at = divmod(next(_ROUNDS), len(_STAGES))
    stage = _STAGES[at]
    if stage == "in the head":
        await line.send(upload_head(scene.target, len(SMALL))[:60])
    elif stage == "in the body":
        await line.send(upload_head(scene.target, len(SMALL), ("Expect", "100-continue")))
        assert (await line.receive()).startswith(b"HTTP/1.1 100 ")
        await line.send(SMALL[:5_000])
    elif stage == "before the answer":
        await line.send(upload_head(scene.target, len(SMALL)) + SMALL)
    elif stage == "in the download":
        await line.send(get(scene.target, scene.target.download))
        await line.receive(1)
    if turn % 2:
        # What was sent has most likely been read by then; without, it has not. Both are to be met.
        await asyncio.sleep(0.005)
    line.reset()
    scene.done()


async def passes(scene: Scene, line: Line) -> None:
    """Comes and goes: without a word, with a part of a head, or with a request; in order, or by a reset."""
    turn = next(_ROUNDS)
    sent = [b"", b"GET /v4/tas", request("GET", "/nowhere", scene.target.host)][turn % 3]
    if sent:
        await line.send(sent)
    if turn % 3 == 2:
        assert (await line.receive()).startswith(b"HTTP/1.1 404 ")
    if turn % 2:
        line.reset()
    scene.done()


FLOODS = Kind(floods_and_never_reads, 50, narrow=True)
#: Those that stay, each with what it needs of the server for as long as it is let.
STAYING = [
    Kind(idles, 2_000), Kind(rests, 2_000), Kind(trickles_in_the_head, 500), Kind(trickles_in_the_body, 500),
    Kind(trickles_after_much, 500), Kind(never_reads, 500, narrow=True), Kind(asks_and_never_reads, 500, narrow=True),
    FLOODS,
]
#: Those that go and come again.
RETURNING = [Kind(half_closes, 100), Kind(pipelines, 10), Kind(resets, 100), Kind(vanishes, 20, narrow=True)]
HALF_OPEN = Kind(stays_half_open, 500)
ONE_AFTER_THE_OTHER = Kind(passes, 1, pause=0)
