"""The program run to its end, for what it refuses to do."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping

#: An end for one that does not refuse, not a speed.
SECONDS = 60


@dataclass(frozen=True)
class Ended:
    status: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        return self.stderr.splitlines()

    def assert_one_sentence(self, status: int) -> None:
        """A failure is told in one sentence on stderr, and nothing was announced."""
        assert (self.status, self.stdout) == (status, ""), self
        assert len(self.lines) == 1, self.stderr
        [sentence] = self.lines
        assert sentence.startswith("pyrus-files: ") and sentence.endswith("."), sentence


def run(binary: str, *arguments: str, home: Path, twins: Mapping[str, str] | None = None,
        seconds: float = SECONDS) -> Ended:
    """One that serves although it should not is killed, which raises."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYRUS_")}
    environment |= {"HOME": str(home), "TMPDIR": str(home)}
    done = subprocess.run([binary, *arguments], env=environment | dict(twins or {}), stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=seconds, text=True)
    return Ended(done.returncode, done.stdout, done.stderr)
