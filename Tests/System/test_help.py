"""The help screens, as they are kept in Fixtures/help: `RENEW_GOLDENS=1` writes them anew, and fails, so that
nobody does so unawares: then read the difference.
"""

import os
from pathlib import Path

import pytest

from support.command import run

SCREENS = Path(__file__).parents[2] / "Fixtures/help"


@pytest.mark.parametrize("command", ["serve", "exec", "ca", "verify server", "verify client", "cases", "explain", "report"])
def test_a_help_screen_is_as_it_is_kept(binary: str, tmp_path: Path, command: str) -> None:
    ended = run(binary, *command.split(), "--help", home=tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    kept = SCREENS / f"{command.replace(' ', '-')}.txt"
    if os.environ.get("RENEW_GOLDENS") == "1":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(ended.stdout)
        pytest.fail(f"{kept.name} was written anew.")
    assert ended.stdout == kept.read_text()


def test_a_quick_end_takes_nothing_away_from_what_is_still_made_ready(binary: str, tmp_path: Path) -> None:
    """What is done beside reading the arguments is not waited for: libcrypto, taken down while it is set up, crashed 1 in 14."""
    assert {run(binary, "serve", "--port", "x", home=tmp_path).status for _ in range(100)} == {2}
