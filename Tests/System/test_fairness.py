"""Large uploads, which keep two processors busy by themselves, leave others their turn."""

import os
import subprocess
import time
from pathlib import Path
from typing import Callable

from harness.account import Account
from harness.server import Server
from support import pattern
from support.transfer import download, upload

LARGE, SMALL = 512 * pattern.MIB, 3 * pattern.MIB
#: An end for an upload that hangs, not a speed.
SECONDS = 120


def test_a_download_does_not_wait_for_the_end_of_large_uploads(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve("--rate-limit", "off")
    account = Account.new(server)
    [file] = account.attach(upload(account, SMALL).json()["guid"])
    large = tmp_path / "large.bin"
    large.touch()
    os.truncate(large, LARGE)
    curl = ("curl", "--disable", "--silent", "--fail", "--max-time", str(SECONDS), "--output", os.devnull, "-H", "Expect:",
            "-H", f"Authorization: Bearer {account.token}", "-F", f"file=@{large}", server.upload_url)
    waits = []
    began = time.perf_counter()
    uploads = [subprocess.Popen(curl) for _ in range(2)]
    while None in [process.poll() for process in uploads]:
        asked = time.perf_counter()
        assert download(account, file["id"]).md5 == pattern.md5(SMALL)
        waits.append(time.perf_counter() - asked)
    uploading = time.perf_counter() - began
    assert [process.returncode for process in uploads] == [0, 0]
    assert max(waits) < uploading / 4, f"of {uploading:.2f} s: {sorted(waits)[-5:]}"
