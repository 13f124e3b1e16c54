"""The examples of `Fixtures/examples`, each copied to a clean folder and run as its header says:
`PYRUS_FILES_BIN=…/pyrus-files python -m pytest Tests/Examples -q`.

What an example needs beside the program is what its header names; linters come from `requirements.txt`.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Clients"))
pytest.register_assert_rewrite("harness", "support")

from harness import guard  # noqa: E402
from support.container import Container  # noqa: E402
from support.dockerfile import Dockerfile  # noqa: E402
from support.example import EXAMPLES, Example, tracked  # noqa: E402
from support.image import build  # noqa: E402
from support.layers import NAMESPACES  # noqa: E402
from support.packages import Packages  # noqa: E402

guard.install()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not session.config.option.collectonly and not os.access(os.environ.get("PYRUS_FILES_BIN", ""), os.X_OK):
        raise pytest.UsageError("PYRUS_FILES_BIN must name the built pyrus-files")


@pytest.fixture(scope="session")
def binary() -> Path:
    return Path(os.environ["PYRUS_FILES_BIN"]).resolve()


@pytest.fixture
def example(binary: Path, tmp_path: Path) -> Callable[[str], Example]:
    return lambda name: Example(name, binary, tmp_path)


@pytest.fixture(scope="session")
def dockerfile() -> Dockerfile:
    return Dockerfile(EXAMPLES / "docker" / "Dockerfile")


@pytest.fixture(scope="session")
def context(dockerfile: Dockerfile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean folder with what the build is sent: all that git keeps, but what the .dockerignore names."""
    folder = tmp_path_factory.mktemp("context")
    for path in filter(dockerfile.is_sent, tracked()):
        path.copy_to(folder)
    return folder


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root that the last stage begins with."""
    if os.geteuid() != 0 or subprocess.run([*NAMESPACES, "true"], capture_output=True, timeout=60).returncode != 0:
        pytest.skip("The steps of a Dockerfile need root, and namespaces (unshare).")
    folder = tmp_path_factory.mktemp("base")
    Packages().make_base(folder / "root", folder / "archive.tar")
    return folder / "root"


@pytest.fixture(scope="session")
def image(
        binary: Path, dockerfile: Dockerfile, context: Path, base: Path,
        tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root that the Dockerfile's steps come to."""
    return build(dockerfile, context, binary, base, tmp_path_factory.mktemp("image"))


@pytest.fixture
def container(dockerfile: Dockerfile, image: Path) -> Iterator[Callable[..., Container]]:
    """Starts containers of the image, with a command and an environment. What the test does not end is killed."""
    started: list[Container] = []

    def start(*command: str, **environment: str) -> Container:
        started.append(Container(image, dockerfile.stages[-1], command, environment))
        return started[-1]

    yield start
    for each in started:
        each.kill()
