#!/usr/bin/env python3
"""Adapters that break the protocol, each in one way; they need Python and curl alone.

`naughty_adapter.py WAY upload PATH`, `naughty_adapter.py WAY --lines`. `WAY@OPERATION` is naughty in that operation
only.
"""

import hashlib
import os
import signal
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import NoReturn

from naughty import Naughty, Right
from protocol import OPERATIONS, Message

LATE_SECONDS = 2
MEGABYTES = 8


class Hangs(Naughty):
    """Opens the pipe that `NAUGHTY_PIPE` names, where there is one, once it hangs."""

    def do(self, *_: object) -> NoReturn:
        if pipe := os.environ.get("NAUGHTY_PIPE"):
            Path(pipe).open("w").close()
        threading.Event().wait()


class Crashes(Naughty):
    def do(self, *_: object) -> NoReturn:
        raise RuntimeError("a bug of the adapter")


class IsKilled(Naughty):
    def do(self, *_: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)


class ExitsSilently(Naughty):
    """With the status of a reported error, and no line."""

    def do(self, *_: object) -> NoReturn:
        os._exit(1)


class IsLate(Naughty):
    def do(self, right: Right, *_: object) -> Message:
        time.sleep(LATE_SECONDS)
        return right()


class Lies(Naughty):
    """Says that all is done, and has done nothing."""

    def do(self, right: Right, operation: str, arguments: Message) -> Message:
        said: Message = {"id": 1} if operation == "roundtrip" else {}
        if "path" in OPERATIONS[operation]:
            digest = hashlib.md5(Path(arguments["path"]).read_bytes()).hexdigest()
            said |= {"guid": str(uuid.uuid4()), "md5_hash": digest}
        if "folder" in OPERATIONS[operation]:
            said |= {"path": os.path.join(arguments["folder"], "nothing")}
        return {"ok": said}


class ClaimsAnotherGuid(Naughty):
    def do(self, right: Right, *_: object) -> Message:
        said = right()
        if "guid" in said.get("ok", {}):
            said["ok"]["guid"] = str(uuid.uuid4())
        return said


class PrintsMegabytes(Naughty):
    """To standard output, and then answers."""

    def do(self, right: Right, *_: object) -> Message:
        print("chatter " * (MEGABYTES << 17), flush=True)
        return right()


class LogsMegabytes(Naughty):
    """To standard error, which it may."""

    def do(self, right: Right, *_: object) -> Message:
        print("chatter " * (MEGABYTES << 17), file=sys.stderr, flush=True)
        return right()


class ClosesOutput(Naughty):
    """In lines mode it lives on; as a command it ends as if all were well."""

    def do(self, *_: object) -> NoReturn:
        os.close(sys.stdout.fileno())
        if not self.is_in_lines:
            os._exit(0)
        threading.Event().wait()


class PrintsGarbage(Naughty):
    def tell(self, message: Message) -> None:
        print("}{ \x07 garbage", flush=True)


class SaysMore(Naughty):
    """The last line is not the answer."""

    def tell(self, message: Message) -> None:
        super().tell(message)
        print("Done.", flush=True)


class AnswersForNobody(Naughty):
    """In lines mode, with an id that was never asked."""

    def tell(self, message: Message) -> None:
        super().tell(message | {"id": "nobody's"} if self.is_in_lines else message)


class AnswersTwice(Naughty):
    def tell(self, message: Message) -> None:
        super().tell(message)
        super().tell(message)


class NeverSaysHello(Naughty):
    def say(self, message: Message) -> None:
        if "hello" not in message:
            super().say(message)


class SpeaksAnotherProtocol(Naughty):
    def hello(self) -> Message:
        return {"hello": super().hello()["hello"] | {"protocol": 999}}


#: `hangs`, `is-late`, `never-says-hello` and so on.
WAYS = {"".join("-" + letter.lower() if letter.isupper() else letter for letter in way.__name__)[1:]: way
        for way in Naughty.__subclasses__()}


if __name__ == "__main__":
    way, _, operation = sys.argv[1].partition("@")
    sys.exit(WAYS[way](operation).run(*sys.argv[2:]))
