"""Nothing in the server's memory grows with a file: its peak for 2 GB has the same bound as for 100 MB."""

from contextlib import ExitStack
from typing import Callable

import pytest

from harness.account import Account
from harness.server import Server
from harness.wire import request
from support import pattern
from support.journey import Journey, peak_memory
from support.transfer import download, upload

#: One process has the files of 2 GB, and all that ask for them.
pytestmark = pytest.mark.xdist_group("journey")
#: KiB, of VmHWM.
BOUND = 64 * 1024
#: The same, of downloads that nobody reads: all of them, each of a file that no buffer of the system holds.
UNREAD, UNREAD_BOUND = 200, 96 * 1024


@pytest.mark.parametrize("size", ["small", "large"])
@pytest.mark.parametrize("scheme", ["plain", "tls"])
def test_peak_memory_is_bounded(
    scheme: str, size: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str],
) -> None:
    journey: Journey = request.getfixturevalue(scheme)
    trip = getattr(journey, size)
    with capsys.disabled():
        print(f"\nVmHWM, {scheme}, {trip.size:>13,} bytes: {trip.peak_uploaded / 1024:.1f} MiB after the upload, "
              f"{trip.peak_downloaded / 1024:.1f} MiB after the download")
    assert trip.peak_uploaded <= BOUND
    assert trip.peak_downloaded <= BOUND


def test_downloads_that_nobody_reads_hold_little(serve: Callable[..., Server]) -> None:
    server = serve("--rate-limit", "off")
    account = Account.new(server)
    [file] = account.attach(upload(account, 8 * pattern.MIB).json()["guid"])
    target = server.target(server.download_urls(file["id"])[0])
    with ExitStack() as stack:
        unread = [stack.enter_context(server.connect(narrow=True)) for _ in range(UNREAD)]
        for connection in unread:
            connection.send(request("GET", target, connection.host, [("Authorization", f"Bearer {account.token}")]))
        for connection in unread:
            assert connection.head().status == 200
        # Whoever reads has its file; and by then the others' pieces are there.
        assert download(account, file["id"]).md5 == pattern.md5(8 * pattern.MIB)
        assert peak_memory(server.pid) <= UNREAD_BOUND
