"""Nothing in the server's memory grows with a file: its peak for 2 GB has the same bound as for 100 MB."""

import pytest

from support.journey import Journey

#: KiB, of VmHWM.
BOUND = 64 * 1024


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
