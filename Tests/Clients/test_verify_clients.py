"""The conformance kit on real clients, as they are: what each is known to fail, and why, stands in Fixtures/reports/clients."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ADAPTERS = Path(__file__).parent / "adapters"
KNOWN = Path(__file__).parents[2] / "Fixtures/reports/clients"
#: An end for what hangs, not a speed.
SECONDS = 900
CLIENTS = {
    "pyrus-api": "pyrus_api_adapter.py", "aiopyrus": "aiopyrus_adapter.py", "requests": "requests_adapter.py",
    "httpx": "httpx_adapter.py", "aiohttp": "aiohttp_adapter.py", "curl": "curl_adapter.py",
    "node-fetch": "fetch_adapter.mjs",
}


def verify(binary: str, client: str, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYRUS_")}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    adapter = [str(ADAPTERS / CLIENTS[client])] + ["--lines"] * ("--lines" in options)
    command = [binary, "verify", "client", *options, "--", *adapter]
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, text=True)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_fails_what_it_is_known_to_fail(binary: str, client: str) -> None:
    ended = verify(binary, client, "--jobs", "4", "--expected-failures", str(KNOWN / f"{client}.txt"))
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("client", ["requests", "node-fetch"])
def test_the_same_in_lines(binary: str, client: str) -> None:
    """On connections that are kept from one operation to the next."""
    ended = verify(
        binary, client, "--lines", "--run", "client/upload/connection/*", "--run", "client/download/content/*",
        "--skip", "*/10-mib")
    assert ended.returncode == 0, ended.stdout + ended.stderr
