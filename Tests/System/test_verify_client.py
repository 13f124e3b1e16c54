"""`pyrus-files verify client`: the three ways to plug a client in, what an adapter's own failures come to, and how a run ends."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from support.command import Ended, run
from support.execution import clean_environment, obey_signals
from test_verify import KINDS, asked_for, read

ADAPTERS = Path(__file__).parents[1] / "Clients/adapters"
UPLOAD, DOWNLOAD = "client/upload/content/one-byte", "client/download/content/one-byte"
#: Of cases that are done in a moment.
QUICK = ["--run", UPLOAD, "--run", DOWNLOAD]
#: An end for what hangs, not a speed.
SECONDS = 120


def adapter(name: str, *arguments: str) -> list[str]:
    """The interpreter is this one, which has the clients."""
    return [sys.executable, str(ADAPTERS / name), *arguments]


def verify(binary: str, home: Path, *options: str, client: list[str]) -> tuple[Ended, dict[str, Any]]:
    report = home / "report.json"
    ended = run(binary, "verify", "client", *options, "--report", f"json={report}", "--", *client, home=home)
    return ended, read(report)


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {case["id"]: case["outcome"] for case in report["cases"]}


def test_every_report_is_well_formed_and_replays(binary: str, tmp_path: Path) -> None:
    options = [*QUICK, "--run", "client/upload/answer/wrong-md5"]
    ended = run(binary, "verify", "client", *options, *asked_for(tmp_path), "--", *adapter("requests_adapter.py"),
                home=tmp_path)
    assert ended.status == 0, ended
    report = read(tmp_path / "json")
    assert report["peer"].startswith("requests ") and not report["whole"]
    assert outcomes(report) == {
        UPLOAD: "passed", DOWNLOAD: "passed", "client/upload/answer/wrong-md5": "warned"}
    assert all((tmp_path / kind).exists() for kind in KINDS if kind != "badge")
    [case] = [case for case in report["cases"] if case["outcome"] == "warned"]
    sent = "".join(event.get("text", "") for event in case["transcript"] if event["event"] == "sent")
    assert "POST /v4/files/upload HTTP/1.1" in sent and "file content" in sent
    assert "Bearer kit-" not in (tmp_path / "json").read_text()
    program, *words = shlex.split(case["replay"])
    assert program == "pyrus-files"
    again = run(binary, *words, home=tmp_path)
    assert "warned client/upload/answer/wrong-md5" in again.stdout, again


@pytest.mark.parametrize("way", ["command", "lines"])
@pytest.mark.parametrize("operation, judged", [("upload", UPLOAD), ("download", DOWNLOAD)])
@pytest.mark.parametrize("naughty, outcome, words", [
    ("hangs", "error", {"command": "did not end within 8", "lines": "did not answer within 8"}),
    ("crashes", "error", "a bug of the adapter"),
    ("is-killed", "error", "by signal 9"),
    ("exits-silently", "error", "with status 1"),
    ("closes-output", "error", {"command": "no JSON", "lines": ""}),
    ("prints-garbage", "error", "garbage"),
    # In lines, what comes behind an answer is no part of it.
    ("says-more", {"command": "error", "lines": "passed"}, {"command": "Done.", "lines": ""}),
    ("lies", "failed", ""),
    ("is-late", "passed", ""),
    ("answers-twice", "passed", ""),
    ("logs-megabytes", "passed", ""),
])
def test_a_naughty_adapter_costs_its_cases(
    binary: str, tmp_path: Path, way: str, operation: str, judged: str, naughty: str,
    outcome: str | dict[str, str], words: str | dict[str, str],
) -> None:
    """In one operation it is naughty and in the other it is not; before the run it shows that it can do it right."""
    if operation == "upload":
        # The trial before the run uploads, too: so what is naughty there comes with the whole way round.
        operation, judged = "roundtrip", "client/roundtrip/whole"
    options = ["--run", judged, "--run", UPLOAD, "--timeout", "8"] + (["--lines"] if way == "lines" else [])
    client = adapter("naughty_adapter.py", f"{naughty}@{operation}", *options[6:])
    ended, report = verify(binary, tmp_path, *options, client=client)
    [case] = [case for case in report["cases"] if case["id"] == judged]
    outcome = outcome if isinstance(outcome, str) else outcome[way]
    if outcome == "failed" and judged.startswith("client/roundtrip"):
        outcome = "warned"
    assert case["outcome"] == outcome, case
    assert (words if isinstance(words, str) else words[way]) in (case["reason"] or "")
    assert outcomes(report)[UPLOAD] == "passed"
    assert ended.status == {"error": 3, "failed": 1, "warned": 0, "passed": 0}[outcome], ended


def test_who_claims_another_guid_is_caught(binary: str, tmp_path: Path) -> None:
    ended, report = verify(binary, tmp_path, *QUICK, client=adapter("naughty_adapter.py", "claims-another-guid@upload"))
    assert ended.status == 1 and outcomes(report)[UPLOAD] == "failed"
    [case] = [case for case in report["cases"] if case["id"] == UPLOAD]
    assert case["expected"].startswith("guid to be")


@pytest.mark.parametrize("client, words", [
    (adapter("naughty_adapter.py", "lies"), "refused with 401"),
    (adapter("naughty_adapter.py", "crashes"), "an upload that works"),
    (adapter("naughty_adapter.py", "speaks-another-protocol"), "protocol 999"),
    (["/no/such/command"], "can't be run"),
    (["false"], "hello"),
])
def test_an_adapter_that_cannot_tell_is_not_judged_by(
    binary: str, tmp_path: Path, client: list[str], words: str,
) -> None:
    ended, report = verify(binary, tmp_path, *QUICK, client=client)
    assert ended.status == 3 and set(outcomes(report).values()) == {"not-run"}, ended
    assert all(words in case["reason"] for case in report["cases"]), report["cases"][0]["reason"]


def test_what_never_says_hello_in_lines_is_not_waited_for(binary: str, tmp_path: Path) -> None:
    ended, report = verify(
        binary, tmp_path, *QUICK, "--lines", "--timeout", "2",
        client=adapter("naughty_adapter.py", "never-says-hello", "--lines"))
    assert ended.status == 3 and "did not answer within 2" in report["cases"][0]["reason"]


def test_a_client_has_the_name_it_is_given(binary: str, tmp_path: Path) -> None:
    _, report = verify(binary, tmp_path, *QUICK, "--client", "mine 1.0", client=adapter("curl_adapter.py"))
    assert report["peer"] == "mine 1.0"


@pytest.mark.parametrize("options", [["--tls"], ["--intercept"], ["--edition", "cloudless"], ["--profile", "observed"]])
def test_options_of_the_server_hold(binary: str, tmp_path: Path, options: list[str]) -> None:
    client = adapter("curl_adapter.py")
    if options == ["--tls"]:
        # Whom to trust is told by no variable of exec's: the client is told another way.
        authority = run(binary, "ca", "--path", home=tmp_path).stdout.strip()
        client = ["/usr/bin/env", f"CURL_CA_BUNDLE={authority}", *client]
    ended, report = verify(binary, tmp_path, *QUICK, *options, client=client)
    assert ended.status == 0 and outcomes(report) == {UPLOAD: "passed", DOWNLOAD: "passed"}, ended


def test_whatever_comes_is_observed(binary: str, tmp_path: Path) -> None:
    upload = "curl -sS -H \"Authorization: Bearer $PYRUS_ACCESS_TOKEN\" -F file=@$0 -o /dev/null"
    source = tmp_path / "a.txt"
    source.write_text("content")
    right = ["sh", "-c", f"{upload} ${{PYRUS_API_URL}}files/upload", str(source)]
    ended, report = verify(binary, tmp_path, "--observe", client=right)
    judged = {name: outcome for name, outcome in outcomes(report).items() if outcome != "not-run"}
    # Nothing was downloaded: the token of a download is not seen.
    assert ended.status == 0 and judged == {
        f"client/upload/{name}": "passed" for name in (
            "token/bearer", "token/nowhere-else", "name/header-injection", "form/well-formed", "form/one-file",
            "form/bytes-as-they-are")}, (ended, judged)
    wrong = ["sh", "-c", f"{upload} \"${{PYRUS_API_URL}}files/upload?access_token=$PYRUS_ACCESS_TOKEN\"", str(source)]
    ended, report = verify(binary, tmp_path, "--observe", client=wrong)
    assert ended.status == 1 and outcomes(report)["client/upload/token/nowhere-else"] == "failed"
    reasons = {case["reason"] for case in report["cases"] if case["outcome"] == "not-run"}
    assert any("driven" in reason for reason in reasons)


def test_observing_ends_by_a_signal(binary: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [binary, "verify", "client", "--observe", "--port", "0", "--report", f"json={tmp_path / 'json'}"],
        env=clean_environment() | {"TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=obey_signals)
    try:
        assert process.stderr
        curl = next(line.strip() for line in process.stderr if "curl " in line)
        subprocess.run(["sh", "-c", curl], check=True, capture_output=True, timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert outcomes(read(tmp_path / "json"))["client/upload/form/one-file"] == "passed"


def hanging(folder: Path, *words: str) -> tuple[list[str], Path]:
    """An adapter that hangs in downloads, and a pipe that ends once it does."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    return ["env", f"NAUGHTY_PIPE={pipe}", *adapter("naughty_adapter.py", "hangs@download"), *words], pipe


def await_end(pipe: Path) -> None:
    subprocess.run(["cat", str(pipe)], check=True, timeout=SECONDS)


@pytest.mark.parametrize("mode", [[], ["--lines"]])
def test_what_it_had_is_told_when_it_is_stopped(binary: str, tmp_path: Path, mode: list[str]) -> None:
    """The first case passes and the second hangs, in which the run is stopped."""
    client, pipe = hanging(tmp_path, *mode)
    process = subprocess.Popen(
        [binary, "verify", "client", *mode, *QUICK, "--report", f"json={tmp_path / 'json'}", "--", *client],
        env=clean_environment() | {"TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=obey_signals)
    try:
        await_end(pipe)
        process.send_signal(signal.SIGTERM)
        stdout, _ = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 128 + signal.SIGTERM
    assert outcomes(read(tmp_path / "json")) == {UPLOAD: "passed", DOWNLOAD: "not-run"}
    assert "stopped before its end" in stdout


@pytest.mark.parametrize("options, words", [
    (["--lines", "--observe", "--", "true"], "do not go together"),
    (["--port", "1", "--", "true"], "--port only with --observe"),
    (["--data", "x", "--", "true"], "--data"),
    (["--control-token", "x", "--", "true"], "--control-token"),
    ([], "client is missing"),
    (["--run", "client/nothing", "--", "true"], "client/nothing"),
    (["--run", "server/auth/*", "--", "true"], "server/auth/*"),
    (["--observe", "--repeat", "2"], "--repeat"),
])
def test_a_wrong_use_is_named(binary: str, tmp_path: Path, options: list[str], words: str) -> None:
    ended = run(binary, "verify", "client", *options, home=tmp_path)
    ended.assert_one_sentence(2)
    assert words in ended.stderr


def test_expected_failures(binary: str, tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.write_text(f"{UPLOAD}: it claims another guid\n")
    naughty = adapter("naughty_adapter.py", "claims-another-guid@upload")
    ended, report = verify(binary, tmp_path, *QUICK, "--expected-failures", str(known), client=naughty)
    assert ended.status == 0 and outcomes(report)[UPLOAD] == "expected-failure"
    ended, report = verify(binary, tmp_path, *QUICK, "--expected-failures", str(known), client=adapter("curl_adapter.py"))
    assert ended.status == 1 and outcomes(report)[UPLOAD] == "unexpected-pass"


def wait_until_gone(*words: str) -> None:
    """Its adapter ends with it."""
    end = time.monotonic() + SECONDS
    while any(all(word in line for word in words) for line in processes()):
        assert time.monotonic() < end, "the adapter goes on"


def processes() -> list[str]:
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return lines


def test_what_a_killed_run_leaves_goes_with_the_next(binary: str, tmp_path: Path) -> None:
    """Its folder, and the files of the case in it."""
    client, pipe = hanging(tmp_path)
    process = subprocess.Popen(
        [binary, "verify", "client", *QUICK, "--", *client], env=clean_environment() | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=obey_signals)
    await_end(pipe)
    process.kill()
    process.wait()
    wait_until_gone("naughty_adapter.py hangs@download download", str(tmp_path))
    [left] = tmp_path.glob("pyrus-files-*")
    assert any(left.glob("case/**/*"))
    # What was made just now may belong to a server that is starting.
    os.utime(left / "lock", (0, 0))
    run(binary, "exec", "--", "true", home=tmp_path)
    assert not left.exists()


def test_what_an_adapter_calls_itself_cannot_steer_the_terminal(binary: str, tmp_path: Path) -> None:
    name = "a\x1b]0;title\x07\x9b31mb"
    ended, report = verify(binary, tmp_path, *QUICK, "--client", name, client=adapter("curl_adapter.py"))
    assert report["peer"] == name
    assert "a\ufffd]0;title\ufffd\ufffd31mb" in ended.stdout and "\x1b" not in ended.stdout


@pytest.mark.parametrize("named", ["$3/pipe", "/dev/zero", "/dev/stdin", "/", "$3", "$3/../../../../../../etc/passwd", ""])
def test_what_an_adapter_says_it_wrote_is_read_as_a_file_alone(binary: str, tmp_path: Path, named: str) -> None:
    """What would never end, or never begin, costs the case and holds nothing up."""
    client = ["sh", "-c", f"""
        [ "$1" = download ] || exec {shlex.join(adapter("curl_adapter.py"))} "$@"
        mkfifo "$3/pipe" && echo "{{\\"path\\": \\"{named}\\"}}"
    """, "sh"]
    ended, report = verify(binary, tmp_path, *QUICK, "--timeout", "20", client=client)
    assert outcomes(report) == {UPLOAD: "passed", DOWNLOAD: "failed"} and ended.status == 1, report
