"""An example, copied to a clean folder and run as whoever copied it would."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "Fixtures" / "examples"

#: An end for what hangs, not a speed.
SECONDS = 60

#: Where what is installed beside the tests has its commands: Python's own, and the linters.
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Tracked:
    """A file that git keeps, or would with the next commit, by its path in the repository."""

    path: str

    def copy_to(self, folder: Path) -> None:
        copy = folder / self.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / self.path, copy)


def tracked(under: Path = ROOT) -> Iterator[Tracked]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", str(under)]
    for path in subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        if path and (ROOT / path).exists():
            yield Tracked(path)


def header_command(file: Path, number: int = 0) -> str:
    """What the header of an example says to run: its indented lines."""
    header = re.match(r'(?:#!.*\n)?("""(?:.|\n)*?"""|(?:(?:#|//).*\n)+)', file.read_text())
    assert header, f"{file} has no header"
    commands = re.findall(r"^(?:#|//)?(?: {4}| {5})(\S.*)$", header[1], re.M)
    assert len(commands) > number, f"the header of {file} does not say what to run"
    return commands[number]


@dataclass(frozen=True)
class Ended:
    status: int
    said: str


class Example:
    def __init__(self, name: str, binary: Path, folder: Path) -> None:
        self.folder, self._bin, self._temporary = folder / name, folder / "bin", folder / "temporary"
        for file in tracked(EXAMPLES / name):
            file.copy_to(folder / "repository")
        (folder / "repository" / EXAMPLES.relative_to(ROOT) / name).rename(self.folder)
        self._bin.mkdir()
        self._temporary.mkdir()
        (self._bin / "pyrus-files").symlink_to(binary)

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Nothing of the caller's but what every shell has, and the program on the PATH."""
        kept = {name: os.environ[name] for name in ("LANG", "NO_PROXY", "no_proxy") if name in os.environ}
        path = os.pathsep.join([str(self._bin), str(SCRIPTS), os.environ["PATH"]])
        folders = {"HOME": str(self._temporary), "TMPDIR": str(self._temporary)}
        # Of pytest's plugins the example's author has none; they would take seconds to load.
        python = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        return kept | folders | python | {"PATH": path} | settings

    def run(self, command: str, **settings: str) -> Ended:
        done = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, env=self.environment(settings), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS)
        return Ended(done.returncode, done.stdout)

    @property
    def left(self) -> list[str]:
        """What is in the temporary folder still, but for pytest's own."""
        return sorted(name for name in os.listdir(self._temporary) if not name.startswith("pytest-of-"))
