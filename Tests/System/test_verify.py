"""`pyrus-files verify server`: reports that others can read, true reasons, statuses, and what is left when it is stopped."""

import json
import re
import signal
import socket
import subprocess
import threading
import xml.etree.ElementTree as xml
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Callable, Iterator

import pytest
from jsonschema import Draft202012Validator

from support.command import run
from support.execution import clean_environment, obey_signals
from support.verification import KINDS, QUICK, REPORTS, SCHEMA, asked_for, read, verify

SECRETS = ["local-token", "local-key"]


def test_a_report_with_every_outcome_is_as_the_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert 0 not in read(REPORTS / "golden/report.json")["summary"].values()


@pytest.fixture
def other_server(tmp_path: Path) -> Iterator[str]:
    """One that is not this API at all."""
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v4/"
        server.shutdown()


@pytest.mark.parametrize("profile, edition", [("documented", "cloud"), ("observed", "cloudless")])
def test_this_server_passes_strictly_and_every_report_is_well_formed(
    binary: str, tmp_path: Path, profile: str, edition: str
) -> None:
    options = ("--profile", profile, "--edition", edition)
    ended = verify(binary, tmp_path, "--strict", "--shuffle", "7", *options, *asked_for(tmp_path), execution=options)
    assert (ended.status, ended.stderr) == (0, ""), ended
    report = read(tmp_path / "json")
    assert (report["whole"], report["seed"], report["profile"]) == (True, 7, profile)
    assert {case["outcome"] for case in report["cases"]} <= {"passed", "not-run"}
    assert {case["reason"] for case in report["cases"] if case["outcome"] == "not-run"} == {"It needs --large."}
    assert not any(report["remains"].values()) and "Left on" not in ended.stdout
    # As much as is wanted to see what was done; a summary of a CI job takes 1 MiB.
    assert [(tmp_path / kind).stat().st_size < size for kind, size in (("json", 2e6), ("html", 4e6))] == [True, True]
    count = len(report["cases"])

    suites = xml.parse(tmp_path / "junit").getroot()
    assert int(suites.attrib["tests"]) == len(list(suites.iter("testcase"))) == count
    assert suites.attrib["failures"] == suites.attrib["errors"] == "0"

    tap = (tmp_path / "tap").read_text().splitlines()
    assert tap[:2] == ["TAP version 14", f"1..{count}"]
    numbers = [int(line.split()[1]) for line in tap if re.match(r"ok \d+ - server/", line)]
    assert numbers == list(range(1, count + 1))

    assert xml.parse(tmp_path / "badge").getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert f"| {report['summary']['passed']} |" in (tmp_path / "markdown").read_text()
    page = (tmp_path / "html").read_text()
    assert page.startswith("<!DOCTYPE html>") and page.count('<details class="case"') == count
    assert not re.search(r"""(src|href)=|url\(|@import""", re.sub(r"(?s)<main>.*</main>", "", page))
    for kind in KINDS:
        text = (tmp_path / kind).read_text()
        assert not [secret for secret in SECRETS if secret in text or secret.encode().hex() in text]


@pytest.mark.parametrize("options", [[], ["--login", "a@b.test", "--security-key", "key-1"]])
def test_the_report_says_what_stays_on_a_server(
    binary: str, tmp_path: Path, serve: Callable, options: list[str]
) -> None:
    """With a control URL nothing; where a server takes known logins alone, as much as its control API lists."""
    server = serve(*options)
    seen = [server.control("GET", name)[name] for name in ("uploads", "tasks")]
    addresses = ["--api-url", server.api_url, "--auth-url", server.auth_url, "--control-url", server.control_url,
                 "--access-token", server.access_token]
    topics = [option for topic in ("success", "refusals") for option in ("--run", f"server/upload/{topic}/*")]
    topics += [option for topic in ("tasks", "articles") for option in ("--run", f"server/{topic}/*")]
    run(binary, "verify", "server", *addresses, *topics, "--report", f"json={tmp_path / 'json'}", home=tmp_path)
    uploads, tasks = [server.control("GET", name)[name] for name in ("uploads", "tasks")]
    report = read(tmp_path / "json")
    assert report["summary"]["passed"] > 30 and report["summary"]["failed"] == 0
    remains = report["remains"]
    assert sorted(remains["uploads"]) == sorted(upload["guid"] for upload in uploads)
    new = [task["id"] for task in tasks if task["id"] not in {old["id"] for old in seen[1]}]
    assert remains["tasks"] == sorted(new)
    comments = {task["id"]: len(task.get("comments", [])) for task in tasks}
    assert {each["task"]: each["count"] for each in remains["comments"]} == {
        task: count for task, count in comments.items() if count}
    assert remains["articles"] == [] and bool(options) == bool(remains["uploads"] and remains["tasks"])


def test_a_replay_line_runs_the_case_again_whose_server_exec_made(binary: str, tmp_path: Path) -> None:
    verify(binary, tmp_path, *QUICK, "--report", f"json={tmp_path / 'json'}", execution=("--edition", "cloud"))
    line = read(tmp_path / "json")["cases"][0]["replay"]
    assert line == ("pyrus-files exec --log-level critical --edition cloud -- "
                    "pyrus-files verify server --run 'server/auth/no-token'")
    (tmp_path / "pyrus-files").symlink_to(binary)
    again = subprocess.run(["sh", "-c", line], env=clean_environment() | {"PATH": f"{tmp_path}:/usr/bin:/bin"},
                           capture_output=True, text=True, timeout=60)
    assert again.returncode == 0 and again.stdout.startswith("The run was narrowed"), again
    assert "1 passed" in again.stdout


def test_a_replay_line_leaves_what_came_from_the_environment_there(
    binary: str, tmp_path: Path, other_server: str
) -> None:
    report = ("--report", f"json={tmp_path / 'json'}")
    # What is secret in the options of `exec` is in no line.
    verify(binary, tmp_path, *QUICK, *report, execution=("--access-token", "a-secret-token"))
    assert read(tmp_path / "json")["cases"][0]["replay"] == "pyrus-files verify server --run 'server/auth/no-token'"
    twins = {"PYRUS_API_URL": other_server, "PYRUS_ACCESS_TOKEN": "any-token"}
    run(binary, "verify", "server", *QUICK, *report, home=tmp_path, twins=twins)
    assert read(tmp_path / "json")["cases"][0]["replay"] == "pyrus-files verify server --run 'server/auth/no-token'"
    run(binary, "verify", "server", f"--api-url={other_server}", *QUICK, *report, home=tmp_path, twins=twins)
    assert f"--api-url '{other_server}'" in read(tmp_path / "json")["cases"][0]["replay"]


def test_another_server_fails_with_true_reasons(binary: str, tmp_path: Path, other_server: str) -> None:
    ended = run(binary, "verify", "server", "--api-url", other_server, "--access-token", "any-token", "--timeout", "2",
                *QUICK, *asked_for(tmp_path), home=tmp_path)
    assert ended.status == 1, ended
    report = read(tmp_path / "json")
    [case] = [case for case in report["cases"] if case["id"] == "server/auth/no-token"]
    assert (case["outcome"], report["whole"]) == ("failed", False)
    assert "token_not_specified" in case["reason"] and "404" in case["actual"]
    assert case["transcript"][1]["text"].startswith("GET /v4/tasks/1 HTTP/1.1")
    assert "any-token" not in (tmp_path / "json").read_text() + ended.stdout
    assert not (tmp_path / "badge").exists() and "no badge" in ended.stderr
    assert xml.parse(tmp_path / "junit").getroot().attrib["failures"] == str(report["summary"]["failed"])


@pytest.fixture
def falling_silent(tmp_path: Path) -> Iterator[tuple[str, threading.Event]]:
    """One that answers its first requests, and then none; an event tells when."""
    silence, end = threading.Event(), threading.Event()
    requests = iter(range(3))

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if next(requests, None) is None:
                silence.set()
                end.wait()
            super().do_GET()

        def log_message(self, *_: object) -> None: pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v4/", silence
        end.set()
        server.shutdown()


def test_what_it_had_is_told_when_it_is_stopped(
    binary: str, tmp_path: Path, falling_silent: tuple[str, threading.Event]
) -> None:
    address, silence = falling_silent
    process = subprocess.Popen(
        [binary, "verify", "server", "--api-url", address, "--access-token", "any-token", "--jobs", "1",
         *asked_for(tmp_path)],
        env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=obey_signals)
    try:
        assert silence.wait(30)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 128 + signal.SIGTERM
    report = read(tmp_path / "json")
    assert [case["outcome"] for case in report["cases"][:4]] == ["failed"] * 3 + ["not-run"]
    assert report["whole"] and report["summary"]["not-run"] == len(report["cases"]) - 3
    assert not (tmp_path / "badge").exists()
    for kind in ("html", "junit", "tap", "markdown"):
        assert "The run was stopped before" in (tmp_path / kind).read_text()


def test_an_error_of_the_set_up_is_no_failure_of_the_server(binary: str, tmp_path: Path, other_server: str) -> None:
    ended = run(binary, "verify", "server", "--api-url", other_server, "--login", "a@b.test", "--security-key", "key-1",
                *QUICK, "--report", f"json={tmp_path / 'json'}", home=tmp_path)
    assert ended.status == 3
    assert {case["outcome"] for case in read(tmp_path / "json")["cases"]} == {"error"}


def test_where_nobody_listens_no_server_fails(binary: str, tmp_path: Path) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unheard.getsockname()[1]}/v4/"
        ended = run(binary, "verify", "server", "--api-url", address, "--access-token", "any-token", home=tmp_path)
    assert ended.status == 3 and "There is no server at" in ended.stdout, ended


@pytest.mark.parametrize("path", ["/dev/full", "{home}/missing/report", "{home}"])
def test_a_report_that_cannot_be_written_is_told_in_one_sentence(binary: str, tmp_path: Path, path: str) -> None:
    ended = verify(binary, tmp_path, *QUICK, "--report", "json=" + path.format(home=tmp_path))
    assert ended.status == 3 and len(ended.lines) == 1, ended
    assert re.fullmatch(r"pyrus-files: The file \S+ can't be written: .+\.", ended.lines[0])
    assert not list(tmp_path.glob("**/*.[0-9]*"))


def test_expected_failures(binary: str, tmp_path: Path, other_server: str) -> None:
    known, peer = tmp_path / "known", ["--api-url", other_server, "--access-token", "any-token", *QUICK]
    again = [binary, "verify", "server", *peer, "--expected-failures", str(known)]
    assert run(*again, "--update-expected-failures", home=tmp_path).status == 3
    assert known.read_text().startswith("server/auth/no-token: Expected ")
    assert run(*again, home=tmp_path).status == 3
    assert verify(binary, tmp_path, *QUICK, "--expected-failures", str(known)).status == 1
    known.write_text("server/no/such: for ever\n")
    unknown = verify(binary, tmp_path, *QUICK, "--expected-failures", str(known))
    assert unknown.status == 1 and "server/no/such" in unknown.stdout


@pytest.mark.parametrize("options, name", [
    ([], "--api-url"), (["--api-url", "pyrus.com"], "--api-url"), (["--api-url", "http://h/"], "--access-token"),
    (["--api-url", "http://h/", "--login", "l"], "--security-key"), (["--run", "server/no/such"], "server/no/such"),
    (["--skip", "*"], "--skip"), (["--report", "pdf=x"], "--report"), (["--report", "json"], "--report"),
    (["--jobs", "0"], "--jobs"), (["--update-expected-failures"], "--expected-failures"), (["--nonsense"], "--nonsense"),
])
def test_a_wrong_use_is_named(binary: str, tmp_path: Path, options: list[str], name: str) -> None:
    ended = run(binary, "verify", "server", *options, home=tmp_path)
    assert (ended.status, ended.stdout, len(ended.lines)) == (2, "", 1), ended
    assert name in ended.stderr


def test_a_bad_twin_is_named(binary: str, tmp_path: Path) -> None:
    for variable, value in [("PYRUS_API_URL", "pyrus.com"), ("PYRUS_FILES_JOBS", "x"), ("PYRUS_FILES_STRICT", "yes")]:
        ended = run(binary, "verify", "server", home=tmp_path, twins={variable: value})
        assert ended.status == 2 and variable in ended.lines[0], ended


def test_cases_are_listed_and_explained(binary: str, tmp_path: Path) -> None:
    listed = json.loads(run(binary, "cases", "--json", home=tmp_path).stdout)
    ids = [case["id"] for case in listed["cases"]]
    assert run(binary, "cases", home=tmp_path).stdout.splitlines()[0].split()[0] == ids[0]
    assert all(missing["reason"] for missing in listed["untestable"])
    chosen = run(binary, "verify", "server", "--list", *QUICK, home=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in chosen] == [name for name in ids if name.startswith("server/auth/")]
    explained = run(binary, "explain", "server/auth/no-token", home=tmp_path)
    assert explained.status == 0 and "AUTH-01" in explained.stdout and "| GET /v4/tasks/1 HTTP/1.1" in explained.stdout
    run(binary, "explain", "server/no/such", home=tmp_path).assert_one_sentence(status=2)


def test_reports_side_by_side(binary: str, tmp_path: Path, other_server: str) -> None:
    verify(binary, tmp_path, *QUICK, "--report", f"json={tmp_path / 'a.json'}")
    run(binary, "verify", "server", "--api-url", other_server, "--access-token", "any-token", *QUICK,
        "--report", f"json={tmp_path / 'b.json'}", home=tmp_path)
    files = [str(tmp_path / name) for name in ("a.json", "b.json")]
    assert run(binary, "report", *files, "--html", str(tmp_path / "matrix.html"), home=tmp_path).status == 0
    row = re.search(r"<tr>.*server/auth/no-token.*</tr>", (tmp_path / "matrix.html").read_text())
    assert row and re.findall(r"(passed|failed)</td>", row[0]) == ["passed", "failed"]
    (tmp_path / "b.json").write_text("{}")
    run(binary, "report", *files, home=tmp_path).assert_one_sentence(status=2)


def test_it_works_over_tls(binary: str, tmp_path: Path) -> None:
    """Whom to trust is told as to any program; who is not trusted is not judged."""
    authority = run(binary, "ca", "--path", home=tmp_path).stdout.strip()
    command = [binary, "verify", "server", *QUICK, "--report", f"json={tmp_path / 'json'}"]
    for trusted, status, outcome in [([f"SSL_CERT_FILE={authority}"], 0, "passed"), ([], 3, "error")]:
        ended = run(binary, "exec", "--tls", "--log-level", "critical", "--", "env", *trusted, *command, home=tmp_path)
        assert ended.status == status, ended
        assert {case["outcome"] for case in read(tmp_path / "json")["cases"]} == {outcome}
    assert "may not be trusted" in read(tmp_path / "json")["cases"][0]["reason"]
