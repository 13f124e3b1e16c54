"""The soak: its script runs, for seconds here and for half an hour by hand, and what grows is seen."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.flatness import ALLOWED, Record

SCRIPT = Path(__file__).resolve().parents[1] / "Endurance" / "soak.py"


def test_a_short_soak_ends_well(binary: str) -> None:
    command = [sys.executable, str(SCRIPT), "--server", binary, "--minutes", "0.15"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and done.stdout.endswith("Nothing grows.\n"), done


@pytest.mark.parametrize("grows", range(len(ALLOWED)))
def test_a_record_tells_growth_from_noise(grows: int) -> None:
    flat, growing = Record(), Record()
    for index in range(100):
        noisy = [100.0 + index % 5 for _ in ALLOWED]
        flat.add(*noisy)
        noisy[grows] += index
        growing.add(*noisy)
    assert flat.is_flat and not growing.is_flat
    assert [series.is_flat for series in growing.series].index(False) == grows
