"""Tests of the built program as a whole: `PYRUS_FILES_BIN=…/pyrus-files python -m pytest Tests/System -q`.

Servers and raw HTTP come from the harness of `Tests/Clients`. The program has to be a release build: a debug build is
too slow for files of 2 GB.
"""

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Clients"))
pytest.register_assert_rewrite("harness", "support")

from harness import guard  # noqa: E402
from harness.server import Process, running  # noqa: E402
from support.disk import Disk  # noqa: E402
from support.execution import Execution  # noqa: E402
from support.journey import Journey  # noqa: E402

guard.install()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not session.config.option.collectonly and not os.access(os.environ.get("PYRUS_FILES_BIN", ""), os.X_OK):
        raise pytest.UsageError("PYRUS_FILES_BIN must name the built pyrus-files")


@pytest.fixture(scope="session")
def binary() -> str:
    return str(Path(os.environ["PYRUS_FILES_BIN"]).resolve())


@pytest.fixture
def start(binary: str, tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts servers with options of the test's own. What the test does not end is killed."""
    started: list[Process] = []

    def start(*options: str, program: str = binary, **settings: dict[str, str]) -> Process:
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        started.append(Process(program, folder, *options, **settings))
        return started[-1]

    yield start
    for process in started:
        process.signal(signal.SIGKILL)
        process.wait()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with Disk(tmp_path) as disk:
        yield disk


@pytest.fixture
def start_on_disk(start: Callable[..., Process], binary: str, disk: Disk) -> Callable[..., Process]:
    """Starts servers whose data lies on the disk."""
    program = disk.program(binary)
    return lambda *options: start("--data", str(disk.data), *options, program=program)


@pytest.fixture
def serve(binary: str) -> Iterator[Callable]:
    """Starts servers that have to end well with the test, see `running`."""
    with ExitStack() as stack:
        yield lambda *options, **settings: stack.enter_context(running(binary, *options, **settings))


@pytest.fixture
def execute(binary: str, tmp_path: Path) -> Iterator[Callable[..., Execution]]:
    """Runs commands by `exec`. What the test does not end is killed."""
    folder, cache = tmp_path / "temporary", tmp_path / "cache"
    folder.mkdir()
    executions: list[Execution] = []

    def execute(command: list[str], *options: str, **settings: object) -> Execution:
        executions.append(Execution(binary, folder, cache, command, *options, **settings))
        return executions[-1]

    yield execute
    for execution in executions:
        execution.kill()


@pytest.fixture(scope="session")
def plain(binary: str) -> Iterator[Journey]:
    """Files of 100 MB and of 2 GB, gone all the way over HTTP: made once, judged by several tests."""
    with running(binary) as server:
        yield Journey(server, chunked=False)


@pytest.fixture(scope="session")
def tls(binary: str) -> Iterator[Journey]:
    """The same over HTTPS, the uploads in chunks."""
    with running(binary, "--tls") as server:
        assert server.origin.startswith("https://") and server.ca_file
        yield Journey(server, chunked=True)
