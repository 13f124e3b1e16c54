"""`pyrus-files exec` with a command, in a temporary folder that has to be empty in the end."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Mapping

#: An end for what hangs, not a speed.
SECONDS = 60

PROXIES = [name for upper in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY") for name in (upper, upper.lower())]
TRUST = ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]


def clean_environment() -> dict[str, str]:
    """The caller's, without options of the program, and without what has others take a proxy or trust somebody."""
    left_out = {*PROXIES, *TRUST, "NODE_USE_ENV_PROXY", "NODE_OPTIONS"}
    return {name: value for name, value in os.environ.items()
            if not name.startswith("PYRUS_") and name not in left_out}


def obey_signals() -> None:
    """Whoever runs the tests may ignore some, as under `nohup`: that would be passed on."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Execution:
    """`twins` are variables of the environment, which else has neither proxies nor trust; `under` is what runs it all,
    as a tracer. A local CA lies in the cache folder, which several executions may share.
    """

    def __init__(
        self, binary: str, folder: Path, cache: Path, command: list[str], *options: str,
        twins: Mapping[str, str] | None = None, under: list[str] | None = None, **settings: object,
    ) -> None:
        self.folder = folder
        places = {"TMPDIR": str(folder), "XDG_CACHE_HOME": str(cache)}
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(
            [*(under or []), binary, "exec", *options, "--", *command],
            env=clean_environment() | places | dict(twins or {}),
            **({"preexec_fn": obey_signals} | streams | settings))

    def first_line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().decode().strip()

    def end(self) -> tuple[int, str, str]:
        out, errors = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out.decode(), errors.decode()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()

    @property
    def left(self) -> list[str]:
        return sorted(os.listdir(self.folder))
