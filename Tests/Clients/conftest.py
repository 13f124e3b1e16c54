"""Servers for the tests with real clients: `PYRUS_FILES_BIN=…/pyrus-files python -m pytest Tests/Clients -q`."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Iterator

import pytest

pytest.register_assert_rewrite("harness")

from harness import guard  # noqa: E402
from harness.account import Account  # noqa: E402
from harness.executed import executed  # noqa: E402
from harness.server import Server, running  # noqa: E402

guard.install()

BIG = 64 * 1024 * 1024


def pytest_sessionstart(session: pytest.Session) -> None:
    if not session.config.option.collectonly and not os.access(os.environ.get("PYRUS_FILES_BIN", ""), os.X_OK):
        raise pytest.UsageError("PYRUS_FILES_BIN must name the built pyrus-files")


@pytest.fixture(autouse=True)
def loopback_only() -> Iterator[None]:
    """Also catches a client that swallows the refusal."""
    guard.violations.clear()
    yield
    assert guard.violations == [], f"reached for {guard.violations}"


@pytest.fixture(scope="session")
def binary() -> str:
    return str(Path(os.environ["PYRUS_FILES_BIN"]).resolve())


@pytest.fixture(scope="session")
def documented(binary: str) -> Iterator[Server]:
    with running(binary) as server:
        yield server


@pytest.fixture(scope="session")
def observed(binary: str) -> Iterator[Server]:
    with running(binary, profile="observed") as server:
        yield server


@pytest.fixture(scope="session")
def cloudless(binary: str) -> Iterator[Server]:
    with running(binary, edition="cloudless") as server:
        yield server


@pytest.fixture(scope="session")
def tls(binary: str) -> Iterator[Server]:
    with running(binary, "--tls") as server:
        assert server.origin.startswith("https://") and server.ca_file
        yield server


@pytest.fixture(scope="session")
def given(binary: str) -> Iterator[Server]:
    """The server that `exec` gives to a command."""
    with executed(binary) as server:
        yield server


@pytest.fixture
def serve(binary: str) -> Iterator[Callable[..., Server]]:
    """Starts servers with options of the test's own; they end with the test."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(running(binary, *options))


@pytest.fixture
def account(documented: Server) -> Account:
    return Account.new(documented)


@pytest.fixture(params=["documented", "observed"])
def profiled(request: pytest.FixtureRequest) -> Account:
    """A new account on a server of either profile."""
    return Account.new(request.getfixturevalue(request.param))


@pytest.fixture(params=["documented", "observed", "cloudless", "tls"])
def anywhere(request: pytest.FixtureRequest) -> Account:
    """A new account on a server of either profile, either edition, and behind TLS."""
    return Account.new(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def big_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """64 MiB: more than any socket buffer holds, so a client is still sending when an early answer comes."""
    path = tmp_path_factory.mktemp("big") / "big.bin"
    with path.open("wb") as file:
        file.truncate(BIG)
    return path
