"""`pyrus-files verify server` run to its end, and its reports."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from jsonschema import Draft202012Validator

from support.command import Ended, run

PEERS = Path(__file__).parents[2] / "Peers"
REPORTS = Path(__file__).parents[3] / "Fixtures/reports"
SCHEMA = json.loads((REPORTS / "report.schema.json").read_text())
KINDS = ["json", "junit", "tap", "markdown", "html", "badge"]
#: An end for a judgement that hangs: of all cases, with a sanitizer, one takes more than a minute.
SECONDS = 300
#: Of cases that are done in a moment.
QUICK = ["--run", "server/auth/*"]


def verify(binary: str, home: Path, *options: str, execution: tuple[str, ...] = ()) -> Ended:
    """Judges this project's own server; `execution` are options of `exec`."""
    command = [binary, "verify", "server", *options]
    return run(binary, "exec", "--log-level", "critical", *execution, "--", *command, home=home, seconds=SECONDS)


def asked_for(folder: Path) -> list[str]:
    return [option for kind in KINDS for option in ("--report", f"{kind}={folder / kind}")]


def read(path: Path) -> dict[str, Any]:
    report = json.loads(path.read_text())
    Draft202012Validator(SCHEMA).validate(report)
    assert sum(report["summary"].values()) == len(report["cases"])
    return report


@contextmanager
def help_page_server() -> Iterator[str]:
    """The address of the API of a server that somebody wrote from the help page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([sys.executable, str(PEERS / "help_page_server.py"), str(port)], stderr=subprocess.PIPE,
                          stdout=subprocess.DEVNULL) as process:
        try:
            assert process.stderr
            # Whatever it says first, it says once it listens.
            while b"Running on" not in (line := process.stderr.readline()):
                assert line, "the peer ended"
            process.stderr.close()
            yield f"http://127.0.0.1:{port}/v4/"
        finally:
            process.kill()
