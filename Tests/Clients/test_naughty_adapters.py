"""The adapters that break the protocol: each in its own way, and only in that (`adapters/naughty_adapter.py`)."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from harness.account import Account
from harness.adapter import Adapter, Ended, Lines
from harness.executed import environment
from harness.server import Server

MEGABYTE = 1 << 20


@pytest.fixture
def account(given: Server) -> Account:
    return Account.new(given)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"content")
    return path


@pytest.fixture
def upload(account: Account, source: Path):
    """Runs `WAY upload` as a command."""
    def run(way: str) -> Ended:
        return naughty(way).command(environment(account), "upload", source)
    return run


@pytest.fixture
def asked(account: Account, source: Path):
    """Asks `WAY --lines` for an upload, after its hello."""
    def begin(lines: Lines) -> Lines:
        assert list(lines.said()) == ["hello"]
        lines.send(id="1", op="upload", path=str(source), environment=environment(account))
        return lines
    return begin


def naughty(way: str) -> Adapter:
    return Adapter("naughty_adapter.py", (way,))


def guids(account: Account) -> list[str]:
    uploads = account.server.control("GET", f"uploads?organization={account.organization}")["uploads"]
    return [upload["guid"] for upload in uploads]


def is_receipt(line: str) -> bool:
    try:
        return list(json.loads(line)) == ["guid", "md5_hash"]
    except ValueError:
        return False


def test_is_right_in_all_but_its_own_operation(upload, asked, account: Account, source: Path) -> None:
    ended = upload("crashes@download")
    assert (ended.status, [ended.said["guid"]]) == (0, guids(account))
    assert naughty("crashes").command(environment(account), "frobnicate").said == {"unsupported": True}
    with naughty("crashes@download").lines({}) as lines:
        assert list(asked(lines).said()) == ["id", "ok"]
        lines.send(id="2", op="download", file_id=1, folder=str(source.parent), environment=environment(account))
        assert (lines.line(), lines.process.wait()) == ("", 1)


@pytest.mark.parametrize("way, status", [("crashes", 1), ("exits-silently", 1), ("is-killed", -signal.SIGKILL)])
def test_ends_without_an_answer(upload, asked, way: str, status: int) -> None:
    ended = upload(way)
    assert (ended.status, ended.stdout, "Traceback" in ended.stderr) == (status, "", way == "crashes")
    with naughty(way).lines({}) as lines:
        assert (asked(lines).line(), lines.process.wait()) == ("", status)


def test_hangs(account: Account, source: Path, asked) -> None:
    with naughty("hangs").lines({}) as lines:
        asked(lines)
        # A later request is answered, the first is not.
        assert lines.ask(op="frobnicate") == {"unsupported": True}
        lines.process.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            lines.process.wait(1)


def test_is_late(upload, asked) -> None:
    assert upload("is-late").status == 0
    with naughty("is-late").lines({}) as lines:
        asked(lines)
        lines.send(id="2", op="frobnicate")
        assert [lines.said()["id"] for _ in range(2)] == ["2", "1"]


@pytest.mark.parametrize("operation", ["upload", "download", "roundtrip"])
def test_lies(account: Account, source: Path, operation: str) -> None:
    arguments = {"upload": [source], "download": [1, source.parent], "roundtrip": [source, source.parent]}[operation]
    ended = naughty("lies").command(environment(account), operation, *arguments)
    keys = {"upload": {"guid", "md5_hash"}, "download": {"path"}, "roundtrip": {"guid", "md5_hash", "id", "path"}}
    assert (ended.status, ended.said.keys()) == (0, keys[operation])
    assert "path" not in ended.said or not Path(ended.said["path"]).exists()
    assert guids(account) == []


def test_claims_another_guid(upload, asked, account: Account) -> None:
    ended = upload("claims-another-guid")
    [guid] = guids(account)
    assert ended.status == 0 and ended.said["guid"] != guid
    with naughty("claims-another-guid").lines({}) as lines:
        assert asked(lines).said()["ok"]["guid"] not in guids(account)


@pytest.mark.parametrize("way, is_on_output", [("prints-megabytes", True), ("logs-megabytes", False)])
def test_is_talkative(upload, asked, way: str, is_on_output: bool) -> None:
    ended = upload(way)
    assert ended.status == 0 and is_receipt(ended.stdout.splitlines()[-1])
    assert (len(ended.stdout) > 8 * MEGABYTE, len(ended.stderr) > 8 * MEGABYTE) == (is_on_output, not is_on_output)
    with naughty(way).lines({}) as lines:
        if (asked(lines)) and is_on_output:
            assert len(lines.line()) > 8 * MEGABYTE
        assert "ok" in lines.said()


def test_closes_its_output(upload, asked) -> None:
    ended = upload("closes-output")
    assert (ended.status, ended.stdout) == (0, "")
    with naughty("closes-output").lines({}) as lines:
        assert asked(lines).line() == ""
        assert lines.process.poll() is None


def test_prints_garbage(upload, asked) -> None:
    ended = upload("prints-garbage")
    assert ended.status == 0 and ended.stdout == "}{ \x07 garbage\n"
    with naughty("prints-garbage").lines({}) as lines:
        assert asked(lines).line() == "}{ \x07 garbage\n"


def test_says_more_after_its_answer(upload, asked) -> None:
    ended = upload("says-more")
    answer, more = ended.stdout.splitlines()
    assert (ended.status, is_receipt(answer), more) == (0, True, "Done.")
    with naughty("says-more").lines({}) as lines:
        assert (asked(lines).said()["id"], lines.line()) == ("1", "Done.\n")


def test_answers_for_nobody(upload, asked) -> None:
    assert is_receipt(upload("answers-for-nobody").stdout)
    with naughty("answers-for-nobody").lines({}) as lines:
        assert asked(lines).said()["id"] == "nobody's"
        # That was all.
        assert lines.ask(op="frobnicate") == {"unsupported": True}


def test_answers_twice(upload, asked) -> None:
    first, second = upload("answers-twice").stdout.splitlines()
    assert is_receipt(first) and second == first
    with naughty("answers-twice").lines({}) as lines:
        assert asked(lines).said() == lines.said()


def test_never_says_hello(account: Account) -> None:
    ended = naughty("never-says-hello").command(environment(account), "hello")
    assert (ended.status, ended.stdout) == (0, "")
    with naughty("never-says-hello").lines({}) as lines:
        assert lines.ask(op="frobnicate") == {"unsupported": True}


def test_speaks_another_protocol(account: Account) -> None:
    way = naughty("speaks-another-protocol")
    assert way.command(environment(account), "hello").said["hello"]["protocol"] == 999
    with way.lines({}) as lines:
        assert lines.said()["hello"]["protocol"] == 999
