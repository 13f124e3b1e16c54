"""What a person and a script learn when the server is up: the announcement and the ready file."""

import json
import os
import re
import select
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Process
from harness.wire import Connection
from support.database import eventually

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
    (folder / "another" / "lock").mkdir(parents=True)
    # As if it were of a while ago.
    os.utime(folder / "lock", (0, 0))
    living = start(twins={"TMPDIR": str(folder.parent)})
    shared = Path(living.ready().data)
    assert shared.parent == folder.parent
    eventually(lambda: not folder.exists(), "the folder of the killed one is swept")
    os.utime(shared / "lock", (0, 0))
    other = start(twins={"TMPDIR": str(folder.parent)})
    other.ready()
    other.signal(signal.SIGTERM)
    assert other.wait() == 0
    assert shared.exists(), "its server still runs"


def test_a_start_that_fails_sweeps_too(start: Callable[..., Process]) -> None:
    killed = start()
    running = killed.ready()
    killed.signal(signal.SIGKILL)
    killed.wait()
    folder = Path(running.data)
    os.utime(folder / "lock", (0, 0))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        failing = start("--port", str(taken.getsockname()[1]), twins={"TMPDIR": str(folder.parent)})
        assert failing.wait() == 1
    assert not list(folder.parent.glob("pyrus-files-*"))


def test_data_is_for_its_owner_alone_whatever_folder_it_lies_in(start: Callable[..., Process], tmp_path: Path) -> None:
    """It holds keys and files; and what the process may give away at most is not what it does."""
    mask = os.umask(0)
    try:
        (tmp_path / "shared").mkdir(mode=0o777)
        processes = [start(), start("--data", str(tmp_path / "new")), start("--data", str(tmp_path / "shared"))]
        folders = [Path(process.ready().data) for process in processes]
    finally:
        os.umask(mask)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700, 0o777]
    for process, folder in zip(processes, folders):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [*folder.iterdir(), process.ready_file]}
        assert {"lock", "pyrus-files.sqlite", "pyrus-files.sqlite-journal", "ready.json"} <= modes.keys()
        assert set(modes.values()) == {0o600}, modes


@pytest.mark.parametrize("kind", [
    "link",
    pytest.param("another user's", marks=pytest.mark.skipif(os.getuid() != 0, reason="root alone gives folders away")),
])
def test_what_others_put_among_temporary_folders_is_left_alone(
    start: Callable[..., Process], tmp_path: Path, kind: str,
) -> None:
    """A folder that looks like one of a killed server, and is, or leads to, one that must not be removed."""
    temporary, precious = tmp_path / "temporary", tmp_path / "precious"
    temporary.mkdir()
    if kind == "link":
        precious.mkdir()
        (temporary / "pyrus-files-abcdef").symlink_to(precious)
    else:
        precious = temporary / "pyrus-files-abcdef"
        precious.mkdir()
        os.chown(precious, 65_534, 65_534)
    for name in ("lock", "pyrus-files.sqlite"):
        (precious / name).touch()
    os.utime(precious / "lock", (0, 0))
    process = start(twins={"TMPDIR": str(temporary)})
    process.ready()
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert sorted(path.name for path in precious.iterdir()) == ["lock", "pyrus-files.sqlite"]
