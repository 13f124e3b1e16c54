"""Files of 100 MB and 2 GB that go into a server and come out, and the server's memory on the way."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from harness.account import Account
from harness.server import Server
from harness.wire import Answer

from . import pattern
from .transfer import Download, download, upload

SMALL = 100 * pattern.MIB


def peak_memory(pid: int) -> int:
    """The most memory that the process has had resident at any time, in KiB."""
    match = re.search(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert match
    return int(match[1])


@dataclass(frozen=True)
class Trip:
    """One file, uploaded, attached and downloaded; the server's peak after each way, in KiB."""

    size: int
    uploaded: Answer
    peak_uploaded: int
    downloaded: Download
    peak_downloaded: int


@dataclass
class Journey:
    """The trips of one server, each made when first asked for: the small file's first, since a peak never falls."""

    server: Server
    chunked: bool
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        server = self.server
        self.account = Account(server, server.login, server.security_key, server.access_token)

    @cached_property
    def small(self) -> Trip:
        return self._trip(SMALL)

    @cached_property
    def large(self) -> Trip:
        assert self.small
        return self._trip(pattern.LIMIT)

    def _trip(self, size: int) -> Trip:
        pattern.prepare_md5(size)
        uploaded = upload(self.account, size, chunked=self.chunked)
        peak_uploaded = peak_memory(self.server.pid)
        assert uploaded.status == 200, uploaded
        [file] = self.account.attach(uploaded.json()["guid"])
        downloaded = download(self.account, file["id"])
        return Trip(size, uploaded, peak_uploaded, downloaded, peak_memory(self.server.pid))
