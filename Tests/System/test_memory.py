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
from support.usage import Usage

#: One process has the files of 2 GB, and all that ask for them.
pytestmark = pytest.mark.xdist_group("journey")
#: KiB, of VmHWM.
BOUND = 64 * 1024
#: The same, of downloads that nobody reads: all of them, each of a file that no buffer of the system holds.
UNREAD, UNREAD_BOUND = 200, 128 * 1024
#: KiB that 10,000 changes of the clock may leave.
ALARMS = 2 * 1024


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


def test_alarms_that_are_set_anew_are_not_remembered(serve: Callable[..., Server]) -> None:
    """An upload that nothing refers to falls due in a day; each change of the clock sets the alarm for it anew."""
    server = serve("--rate-limit", "off")
    account = Account.new(server)
    assert upload(account, 1).status == 200
    path = server.target(server.control_url + f"clock/advance?organization={account.organization}")
    fields = [("Content-Type", "application/json")]
    with server.connect() as connection:
        advance = request("POST", path, connection.host, fields, b'{"seconds":1}')

        def change_the_clock(times: int) -> int:
            for _ in range(times):
                connection.send(advance)
                assert connection.answer().status == 200
            return Usage.of(server.pid).memory

        before = change_the_clock(1_000)
        assert change_the_clock(10_000) <= before + ALARMS
