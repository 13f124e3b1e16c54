"""One running `pyrus-files serve`: started on a free port, announced on standard output, ended by SIGTERM."""

import json
import os
import signal
import subprocess
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Iterator, Mapping, Sequence

from .wire import Answer, Connection, request

#: Ends for a server that hangs, not speeds: a busy machine must not reach them.
START_SECONDS = 60.0
STOP_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """The addresses that the ready file names, the options it runs with, and ways to talk to it without any client."""

    profile: str
    edition: str
    origin: str
    api_url: str
    files_url: str
    auth_url: str
    control_url: str
    access_token: str
    login: str
    security_key: str
    task_id: int
    data: str
    pid: int
    ca_file: str | None = None
    ca_bundle: str | None = None
    proxy_url: str | None = None
    ready: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def verify(self) -> str | bool:
        """What requests calls `verify`."""
        return self.ca_file or True

    @property
    def upload_url(self) -> str:
        return self.api_url + "files/upload"

    def download_urls(self, file_id: int) -> list[str]:
        """Every form in which a published client asks for a file; the help page's comes first."""
        return [
            f"{self.api_url}files/download/{file_id}",
            f"{self.files_url}v4/files/download/{file_id}",
            f"{self.files_url}services/attachment?Id={file_id}",
            f"{self.files_url}services/attachment?id={file_id}",
            f"{self.files_url}files/download/{file_id}",
        ]

    def target(self, url: str) -> str:
        """The path and query of one of this server's URLs; a path stays as it is."""
        return url.removeprefix(self.origin)

    def connect(self, narrow: bool = False) -> Connection:
        return Connection(self.origin, self.ca_file, narrow)

    def call(self, method: str, url: str, *headers: tuple[str, str], token: str | None = None,
             body: bytes | None = None, document: Any = None) -> Answer:
        """One request on a connection of its own. `document` is sent as JSON."""
        fields = list(headers)
        if token is not None:
            fields.append(("Authorization", f"Bearer {token}"))
        if document is not None:
            body = json.dumps(document, ensure_ascii=False).encode()
            fields.append(("Content-Type", "application/json"))
        with self.connect() as connection:
            connection.send(request(method, self.target(url), connection.host, fields, body))
            return connection.answer(method)

    def control(self, method: str, path: str, document: Any = None) -> dict[str, Any]:
        answer = self.call(method, self.control_url + path, document=document)
        assert answer.status == 200, f"control {method} {path}: {answer}"
        return answer.json()


class Process:
    """A server's process, in a folder of its own: `stdout`, `stderr` and the ready file lie there."""

    def __init__(self, binary: str, folder: Path, *options: str, twins: Mapping[str, str] | None = None) -> None:
        """`twins` are environment variables; the caller's PYRUS_* are left out, since they would be options."""
        self.ready_file, self.stdout, self.stderr = (Path(folder, name) for name in ("ready.json", "stdout", "stderr"))
        command = [binary, "serve", "--port", "0", "--ready-file", str(self.ready_file), *options]
        # A home of its own keeps a local CA out of the user's; what a killed server leaves goes with the folder.
        home = {"HOME": str(folder), "XDG_CACHE_HOME": str(Path(folder, "cache")), "TMPDIR": str(folder)}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYRUS_")} | home | dict(twins or {})
        with self.stderr.open("wb") as errors:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)
        self._has_spoken_or_ended = threading.Event()
        self._relay = threading.Thread(target=self._relay_output, args=(self._process.stdout,), daemon=True)
        self._relay.start()
        self._profile = _option(options, "--profile") or "documented"
        self._edition = _option(options, "--edition") or "cloud"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        return self.stderr.read_text(errors="replace")

    def ready(self) -> Server:
        """Waits for the announcement, which comes once the server answers and the ready file says where."""
        if self._has_spoken_or_ended.wait(START_SECONDS) and self.ready_file.exists():
            document = json.loads(self.ready_file.read_text())
            known = {k: document[k] for k in Server.__dataclass_fields__ if k in document}
            return Server(profile=self._profile, edition=self._edition, ready=document, **known)
        with suppress(subprocess.TimeoutExpired):
            # Its output ends a moment before it does.
            self._process.wait(1)
        raise AssertionError(f"not ready, exit status {self._process.poll()}:\n{self.log[-4000:]}")

    def _relay_output(self, output: IO[bytes]) -> None:
        """Copies standard output to its file, line by line as it comes."""
        with output, self.stdout.open("wb", buffering=0) as file:
            for line in output:
                file.write(line)
                self._has_spoken_or_ended.set()
        self._has_spoken_or_ended.set()

    def signal(self, number: int) -> None:
        if self._process.poll() is None:
            self._process.send_signal(number)

    def wait(self, seconds: float = STOP_SECONDS) -> int:
        """The exit status. One that takes too long is killed and has another. Then `stdout` is whole."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._relay.join()


@contextmanager
def running(binary: str, *options: str, profile: str = "documented", edition: str = "cloud") -> Iterator[Server]:
    """Starts the server, yields it once it answers, and asserts that SIGTERM ends it well and leaves nothing."""
    with tempfile.TemporaryDirectory(prefix="pyrus-clients-") as folder:
        process = Process(binary, Path(folder), "--profile", profile, "--edition", edition, *options)
        try:
            server = process.ready()
            yield server
        finally:
            process.signal(signal.SIGTERM)
            status = process.wait()
        assert status == 0, f"exit status {status} after SIGTERM:\n{process.log[-4000:]}"
        assert not process.ready_file.exists(), "the ready file is still there"
        kept = _option(options, "--data") is not None
        assert Path(server.data).exists() == kept, f"the data {server.data} is there: {not kept}"


def _option(options: Sequence[str], name: str) -> str | None:
    return dict(zip(options, options[1:])).get(name)
