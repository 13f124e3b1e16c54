"""A Pyrus for the tests of an integration: one server for the run, an organization for each test.

    python -m pytest

needs pytest and requests, and pyrus-files on the PATH (or named by PYRUS_FILES). Copy this file beside your own tests.
"""

import json
import os
import shutil
import subprocess
import time
import uuid

import pytest
import requests


@pytest.fixture(scope="session")
def pyrus_files(tmp_path_factory):
    """The addresses of a server that runs as long as the tests: what its ready file says, and where its log is."""
    program = shutil.which(os.environ.get("PYRUS_FILES", "pyrus-files"))
    if program is None:
        pytest.exit("There is no pyrus-files: put it on the PATH, or name it in PYRUS_FILES.", returncode=3)
    folder = tmp_path_factory.mktemp("pyrus-files")
    ready, log = folder / "ready.json", folder / "log.txt"
    command = [program, "serve", "--port", "0", "--ready-file", ready]
    with log.open("w") as errors, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) as server:
        try:
            end = time.monotonic() + 30
            while not ready.exists():
                if server.poll() is not None or time.monotonic() > end:
                    pytest.exit(f"pyrus-files does not start:\n{log.read_text()}", returncode=3)
                time.sleep(0.02)
            yield json.loads(ready.read_text()) | {"log": log}
        finally:
            server.terminate()


@pytest.fixture
def pyrus(pyrus_files):
    """An organization of the test's own, so that tests can share the server and run side by side."""
    said_before = pyrus_files["log"].stat().st_size
    yield Organization(pyrus_files)
    # What is printed here is shown for a test that failed.
    print(f"pyrus-files said:\n{pyrus_files['log'].read_bytes()[said_before:].decode()}")


class Organization:
    """The users of one domain, their files and tasks; and what makes the server play along with a test."""

    def __init__(self, addresses):
        self.name = f"{uuid.uuid4().hex}.test"
        self.api_url, self.task_id = addresses["api_url"], addresses["task_id"]
        self._auth_url, self._control_url = addresses["auth_url"], addresses["control_url"]

    def log_in(self):
        """A token that is valid for a day; any login is accepted, and its domain says which organization it is of."""
        credentials = {"login": f"bot@{self.name}", "security_key": "key"}
        answer = requests.post(self._auth_url, json=credentials, timeout=30)
        answer.raise_for_status()
        return answer.json()["access_token"]

    def control(self, method, path, document=None):
        """A call of the control API, for this organization alone."""
        narrowed = {"organization": self.name}
        answer = requests.request(method, self._control_url + path, params=narrowed, json=document, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def inject(self, **fault):
        """Makes the server misbehave, once unless `times` says how often."""
        self.control("PUT", "faults", {"faults": [fault]})
