"""An adapter of `Tests/Clients/adapters`, run as the conformance kit runs it: as a command, or by lines."""

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

FOLDER = Path(__file__).resolve().parents[1] / "adapters"
#: An end for an adapter that hangs, not a speed.
SECONDS = 60

Environment = dict[str, str]


@dataclass(frozen=True)
class Ended:
    status: int
    stdout: str
    stderr: str

    @property
    def said(self) -> Any:
        return json.loads(self.stdout.splitlines()[-1])


class Lines:
    """A conversation with a running adapter, as it speaks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._heard: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def send(self, **request: Any) -> None:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def line(self) -> str:
        """Empty where nothing comes any more."""
        return self._heard.get(timeout=SECONDS)

    def said(self) -> Any:
        return json.loads(self.line())

    def ask(self, **request: Any) -> Any:
        """The answer to one request, without its id."""
        self.send(id="1", **request)
        answer = self.said()
        assert answer.pop("id") == "1"
        return answer

    def end(self) -> int:
        """Nothing more is asked: the exit status, once it has said all."""
        self.process.stdin.close()
        return self.process.wait(SECONDS)

    def _listen(self) -> None:
        for line in self.process.stdout:
            self._heard.put(line)
        self._heard.put("")


@dataclass(frozen=True)
class Adapter:
    """One file, and arguments that come before those of the protocol."""

    file: str
    arguments: tuple[str, ...] = ()

    def command(self, environment: Environment, *arguments: object) -> Ended:
        done = subprocess.run([*self._words(), *map(str, arguments)], env=_around(environment), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
        return Ended(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def lines(self, environment: Environment) -> Iterator[Lines]:
        """Killed at the end, if it has not been ended before. Its hello has been left to the test."""
        with subprocess.Popen([*self._words(), "--lines"], env=_around(environment), text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            try:
                yield Lines(process)
            finally:
                process.kill()

    def _words(self) -> list[str]:
        return [str(FOLDER / self.file), *self.arguments]


def _around(environment: Environment) -> Environment:
    """With the Python that runs the tests as the first on the path: an adapter is started by its own first line."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {name: value for name, value in os.environ.items() if not name.startswith("PYRUS_")} | environment | {
        "PATH": path}
