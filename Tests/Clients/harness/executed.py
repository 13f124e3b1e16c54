"""A server as `pyrus-files exec` gives it to a command, for as long as a test needs it."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from typing import Iterator

from .account import Account
from .server import STOP_SECONDS, Server

#: Hands its environment on and waits until nobody needs it any more.
COMMAND = "import json, os, sys; print(json.dumps(dict(os.environ)), flush=True); sys.stdin.read()"


@contextmanager
def executed(binary: str, *options: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="pyrus-exec-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYRUS_")}
        command = [binary, "exec", *options, "--", sys.executable, "-c", COMMAND]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              env=kept | {"HOME": folder, "TMPDIR": folder}) as process:
            given = json.loads(process.stdout.readline())
            names = ("origin", "api_url", "files_url", "auth_url", "control_url", "access_token", "login",
                     "security_key")
            yield Server(profile="documented", edition="cloud", task_id=int(given["PYRUS_TASK_ID"]), data="",
                         pid=process.pid, **{name: given[f"PYRUS_{name.upper()}"] for name in names})
            process.stdin.close()
            assert process.wait(STOP_SECONDS) == 0


def environment(account: Account) -> dict[str, str]:
    """The variables of `exec`, for this account of the server."""
    server = account.server
    return {"PYRUS_ORIGIN": server.origin, "PYRUS_API_URL": server.api_url, "PYRUS_FILES_URL": server.files_url,
            "PYRUS_AUTH_URL": server.auth_url, "PYRUS_CONTROL_URL": server.control_url,
            "PYRUS_ACCESS_TOKEN": account.token, "PYRUS_LOGIN": account.login,
            "PYRUS_SECURITY_KEY": account.security_key, "PYRUS_TASK_ID": str(server.task_id)}
