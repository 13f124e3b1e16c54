"""One running `pyrus-files serve`: started on a free port, known by its ready file, ended by SIGTERM."""

import json
import os
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

from .wire import Answer, Connection, request

START_SECONDS = 30.0
STOP_SECONDS = 20.0


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

    def connect(self) -> Connection:
        return Connection(self.origin, self.ca_file)

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


@contextmanager
def running(binary: str, *options: str, profile: str = "documented", edition: str = "cloud") -> Iterator[Server]:
    """Starts the server, yields it once it answers, and asserts that SIGTERM ends it well and leaves nothing."""
    with tempfile.TemporaryDirectory(prefix="pyrus-clients-") as folder:
        ready_file, log = Path(folder, "ready.json"), Path(folder, "log")
        command = [binary, "serve", "--port", "0", "--ready-file", str(ready_file),
                   "--profile", profile, "--edition", edition, *options]
        # The caller's PYRUS_FILES_* would be options; a home of its own keeps a local CA out of the user's.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYRUS_")} | {"HOME": folder}
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            document = _wait(process, ready_file, log)
            known = {k: document[k] for k in Server.__dataclass_fields__ if k in document}
            server = Server(profile=profile, edition=edition, ready=document, **known)
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                status = process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                status = process.wait()
        assert status == 0, f"exit status {status} after SIGTERM:\n{log.read_text(errors='replace')[-4000:]}"
        assert not ready_file.exists(), "the ready file is still there"
        assert not Path(server.data).exists(), f"the temporary data {server.data} is still there"


def _wait(process: subprocess.Popen[bytes], ready_file: Path, log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if ready_file.exists():
            return json.loads(ready_file.read_text())
        time.sleep(0.01)
    raise AssertionError(f"not ready, exit status {process.poll()}:\n{log.read_text(errors='replace')[-4000:]}")
