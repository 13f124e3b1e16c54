"""Requests that schemathesis makes of the OpenAPI document, good and bad ones: every answer is one that it has.

What is made follows from SEED alone, so a run repeats the one before it. A failure comes with its request as a curl
command.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Server

SEED = 20261124
#: Requests of each operation made at random, after those at the bounds of its schemas.
EXAMPLES = 20
#: An end for a run that hangs, not a speed.
SECONDS = 300


def fuzz(server: Server, folder: Path, *options: str, **environment: str) -> None:
    config = folder / "schemathesis.toml"
    # A schema can't say what is there: a guid or an id that it allows may be unknown.
    config.write_text('[checks]\npositive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404"]\n')
    support = str(Path(__file__).parent / "support")
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run",
         server.control_url + "openapi.json", "--url", server.origin, "--phases", "examples,coverage,fuzzing",
         "--seed", str(SEED), "--generation-database", "none", "--max-examples", str(EXAMPLES),
         "--continue-on-failure", "--no-color", *options],
        env={**os.environ, "PYTHONPATH": support, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", **environment},
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0 or "Test cases:" not in done.stdout:
        pytest.fail(f"seed {SEED}\n{done.stdout}{done.stderr}", pytrace=False)


def test_the_imitated_api(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve("--rate-limit", "1000000/10m")
    # The file that the document's examples name.
    server.call("POST", server.control_url + "files?name=a.txt&id=7", body=b"hello")
    # Under /api/v4/ the same stands once more.
    fuzz(server, tmp_path, "--exclude-path-regex", "^/(api/v4|_control)/",
         "--header", f"Authorization: Bearer {server.access_token}")


def test_the_control_api(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve()
    fuzz(server, tmp_path, "--include-path-regex", "^/_control/", RESET_URL=server.control_url + "reset")
