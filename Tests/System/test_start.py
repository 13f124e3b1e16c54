"""What a person and a script learn when the server is up: the announcement and the ready file."""

import json
import os
import re
import select
import signal
import subprocess
import time
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Process
from harness.wire import Connection

#: An end for a server that hangs, not a speed.
SECONDS = 60
MEMBERS = ["origin", "api_url", "files_url", "auth_url", "control_url", "access_token", "login", "security_key",
           "task_id", "data", "pid"]


def announcement(process: subprocess.Popen, until: str) -> str:
    """What comes through the pipe up to a text, read as it comes: a server that does not flush never says it."""
    assert process.stdout
    text, deadline = b"", time.monotonic() + SECONDS
    while until.encode() not in text or not text.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0, deadline - time.monotonic()))
        assert ready, f"nothing more within {SECONDS} s, so far: {text!r}"
        piece = os.read(process.stdout.fileno(), 65536)
        assert piece, f"the output ends: {text!r}"
        text += piece
    return text.decode()


@pytest.mark.parametrize("options", [
    (), ("--tls",), ("--edition", "cloudless"), ("--host", "localhost"), ("--host", "::1"),
], ids=["cloud", "tls", "cloudless", "localhost", "ipv6"])
def test_the_announcement_comes_through_a_pipe_and_its_curl_line_works(
    binary: str, tmp_path: Path, options: tuple[str, ...],
) -> None:
    ready_file = tmp_path / "ready.json"
    environment = os.environ | {"HOME": str(tmp_path), "CURL_HOME": str(tmp_path)}
    command = [binary, "serve", "--port", "0", "--ready-file", str(ready_file), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            text = announcement(process, until="files/upload")
            # Who has read the announcement may read the ready file.
            ready = json.loads(ready_file.read_text())
            [line] = [line.strip() for line in text.splitlines() if "curl" in line]
            done = subprocess.run(["sh", "-c", line], env=environment, cwd=tmp_path, capture_output=True,
                                  timeout=SECONDS)
            assert done.returncode == 0, done
            receipt = json.loads(done.stdout)
            assert receipt["md5_hash"] == "b9462d9c65836372eb8420b9c4078965"
            for member in MEMBERS[:4] + MEMBERS[5:8]:
                assert str(ready[member]) in text
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
        assert process.stdout and process.stdout.read() == b""


@pytest.mark.parametrize("options", [(), ("--tls",)], ids=["plain", "tls"])
def test_the_ready_file(start: Callable[..., Process], options: tuple[str, ...]) -> None:
    process = start(*options)
    server = process.ready()
    ready = json.loads(process.ready_file.read_text())
    assert list(ready)[:len(MEMBERS)] == MEMBERS
    scheme = "https" if options else "http"
    assert re.fullmatch(rf"{scheme}://127\.0\.0\.1:\d+", ready["origin"])
    assert ready["api_url"].endswith("/") and ready["files_url"].endswith("/")
    assert ready["control_url"].endswith("/_control/")
    assert (ready["pid"], ready["task_id"], ready["access_token"]) == (process.pid, 1, "local-token")
    assert ("ca_file" in ready) == bool(options)
    assert server.control("GET", "health") == {"status": "ok"}
    assert [path.name for path in process.ready_file.parent.glob("ready.json*")] == ["ready.json"]
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert not process.ready_file.exists() and not Path(server.data).exists()


def test_a_ready_file_is_whole_whenever_it_is_there(binary: str, tmp_path: Path) -> None:
    """Read again and again while servers start; and it is there only once its server answers."""
    path = tmp_path / "ready.json"
    for _ in range(5):
        path.write_text("stale")
        command = [binary, "serve", "--port", "0", "--ready-file", str(path)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                deadline, text = time.monotonic() + SECONDS, "stale"
                while text == "stale":
                    assert time.monotonic() < deadline and process.poll() is None
                    try:
                        text = path.read_text()
                    except FileNotFoundError:
                        text = "stale"
                ready = json.loads(text)
                Connection(ready["origin"]).__exit__()
                assert ready["pid"] == process.pid
            finally:
                process.terminate()
            assert process.wait(SECONDS) == 0
        assert not path.exists()


def test_an_address_that_others_reach_is_warned_of(start: Callable[..., Process]) -> None:
    process = start("--host", "0.0.0.0", "--log-level", "warning")
    process.ready()
    assert "Anyone" in process.log
    at_home = start("--log-level", "warning")
    at_home.ready()
    assert at_home.log == ""


def test_an_empty_variable_names_no_folder_for_temporary_data(start: Callable[..., Process]) -> None:
    process = start(twins={"TMPDIR": ""})
    data = Path(process.ready().data)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert data.parent == Path("/tmp") and not data.exists()


def test_the_folder_of_a_killed_server_goes_at_the_next_start(start: Callable[..., Process], tmp_path: Path) -> None:
    killed = start()
    folder = Path(killed.ready().data)
    killed.signal(signal.SIGKILL)
    killed.wait()
    assert folder.exists()
    # As if it were of a while ago.
    os.utime(folder / "lock", (0, 0))
    living = start(twins={"TMPDIR": str(folder.parent)})
    shared = Path(living.ready().data)
    assert shared.parent == folder.parent and shared.exists() and not folder.exists()
    os.utime(shared / "lock", (0, 0))
    start(twins={"TMPDIR": str(folder.parent)}).ready()
    assert shared.exists(), "its server still runs"
