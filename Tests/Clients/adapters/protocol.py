"""The two ways by which `pyrus-files verify client` drives a client: a command for each operation, and `--lines`.

In lines mode a request is `{"id","op","environment"}` with the operation's own `path`, `file_id` and `folder`.
"""

import json
import os
import sys
import threading
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from client import Client, Environment, Reported

PROTOCOL = 1
#: The operations, and what each takes, in the order of the command's arguments.
OPERATIONS = {"upload": ("path",), "download": ("file_id", "folder"), "roundtrip": ("path", "folder")}
STATUSES = {"ok": 0, "error": 1, "unsupported": 2}

Message = dict[str, Any]


class Adapter:
    def __init__(self, client: type[Client]) -> None:
        self.client = client
        self.clients = Clients(client)
        self._speaking = threading.Lock()

    def run(self, *arguments: str) -> int:
        """The exit status. What no client has reported is an exception here: the adapter's own fault."""
        try:
            return self.lines() if arguments == ("--lines",) else self.command(*arguments)
        finally:
            self.clients.close()

    def command(self, operation: str, *arguments: str) -> int:
        if operation == "hello":
            self.say(self.hello())
            return 0
        outcome = self.outcome(operation, dict(zip(OPERATIONS.get(operation, ()), arguments)), environment())
        [(kind, said)] = outcome.items()
        self.say(outcome if kind == "unsupported" else said)
        return STATUSES[kind]

    def lines(self) -> int:
        """Each request has a thread of its own, so that a client that hangs holds up no other."""
        self.say(self.hello())
        with ThreadPoolExecutor(max_workers=1024) as threads:
            for line in sys.stdin:
                threads.submit(self.answer, json.loads(line)).add_done_callback(crash)
        return 0

    def hello(self) -> Message:
        return {"hello": {"protocol": PROTOCOL, "client": self.client.name, "version": self.client.version,
                          "operations": list(OPERATIONS)}}

    def answer(self, request: Message) -> None:
        outcome = self.outcome(request["op"], request, request.get("environment", environment()))
        self.say({"id": request["id"]} | outcome)

    def outcome(self, operation: str, arguments: Message, environment: Environment) -> Message:
        """`{"ok"}`, `{"error"}` or `{"unsupported"}`."""
        if operation not in OPERATIONS:
            return {"unsupported": True}
        taken = [arguments[name] for name in OPERATIONS[operation]]
        client = self.clients.of(environment)
        try:
            return {"ok": getattr(client, operation)(*taken)}
        except Exception as error:
            if not is_report(error):
                raise
            return {"error": report(error)}

    def say(self, message: Message) -> None:
        with self._speaking:
            print(json.dumps(message), flush=True)


class Clients:
    """The clients of the latest environments, kept so that their connections are reused."""

    #: More than a run has jobs, so that none is closed while it works.
    CAPACITY = 128

    def __init__(self, kind: type[Client]) -> None:
        self._kind = kind
        self._clients: dict[frozenset[tuple[str, str]], Client] = {}
        self._lock = threading.Lock()

    def of(self, environment: Environment) -> Client:
        key = frozenset(environment.items())
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._kind(environment)
            if len(self._clients) > self.CAPACITY:
                self._clients.pop(next(iter(self._clients))).close()
            return self._clients[key]

    def close(self) -> None:
        for client in self._clients.values():
            client.close()


def environment() -> Environment:
    return {name: value for name, value in os.environ.items() if name.startswith("PYRUS_")}


def is_report(error: Exception) -> bool:
    """Whatever is raised in a package below the adapter is the client's way to say that it failed, however odd."""
    paths = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    adapter = max(place for place, path in enumerate(paths) if path.parent == Path(__file__).parent)
    return isinstance(error, Reported) or any("site-packages" in path.parts for path in paths[adapter:])


def report(error: Exception) -> Message:
    text = str(error) if isinstance(error, Reported) else f"{type(error).__name__}: {error}"
    code = getattr(error, "error_code", None)
    return {"error": text} | ({"error_code": code} if code else {})


def crash(done: Future[None]) -> None:
    """Ends the process as an exception that nobody catches would, if it were not in a thread."""
    if error := done.exception():
        traceback.print_exception(error)
        os._exit(1)


def serve(client: type[Client]) -> None:
    sys.exit(Adapter(client).run(*sys.argv[1:]))
