"""`pyrus-files verify server` on servers that are not this project's, as they come: no crash, no hang, and reasons that are true.

The reasons below were checked by hand, with the bytes of each request over a socket.
"""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from support.command import run
from support.verification import help_page_server, read

#: Of the server that was written from the help page: what it does, in words that the reason has.
HELP_PAGE = {
    "server/auth/no-token": "401 invalid_token",
    "server/auth/scheme-in-any-case": "401 invalid_token",
    # Flask ends its JSON by a line end, which is not compact.
    "server/upload/success/receipt": '"}\\n',
    "server/upload/framing/no-close-delimiter": '200 {"guid":',
    # Of "abc--X" the MD5 of "abc": it splits in the middle of a line.
    "server/upload/framing/boundary-inside-line": "md5_hash 900150983cd24fb0d6963f7d28e17f72",
    "server/upload/sizes/empty-file": '"md5_hash":"d41d8cd98f00b204e9800998ecf8427e"',
    "server/upload/one-file/two-files": '"md5_hash":"d10b4c3ff123b26dc068d43a8bef2d23"',
    "server/upload/file-names/last-segment": 'the name "../../etc/passwd"',
    "server/upload/transfer/no-continue-without-token": "got 100 without a body",
    "server/upload/sizes/declared-too-large": "no answer in time",
    "server/attach/used-twice": '200 {"task":',
    "server/download/name/cyrillic": "attachment; filename=\" 1.txt\"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%201.txt",
    "server/malformed/no-host": "200",
}
#: Of `python -m http.server`.
FILE_SERVER = {
    "server/auth/no-token": "404 <!DOCTYPE HTML>",
    "server/upload/success/receipt": "501 <!DOCTYPE HTML>",
    "server/malformed/no-host": "404 <!DOCTYPE HTML>",
    "server/download/unknown-id": "404 <!DOCTYPE HTML>",
}
PASSES = ["server/auth/unknown-token", "server/auth/other-scheme", "server/upload/success/guid-form",
          "server/upload/success/md5", "server/upload/parts/any-name", "server/download/bytes", "server/attach/comment"]


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            yield f"http://127.0.0.1:{line.split(' port ')[1].split()[0]}/v4/"
        finally:
            process.kill()


def judge(binary: str, home: Path, api: str) -> tuple[dict[str, dict[str, Any]], dict[str, Any], str]:
    ended = run(binary, "verify", "server", "--api-url", api, "--access-token", "local-token", "--login", "a@b.test",
                "--security-key", "any-key", "--timeout", "2", "--report", f"json={home / 'json'}", home=home)
    report = read(home / "json")
    assert (ended.status, ended.stderr, report["summary"]["error"]) == (1, "", 0), ended
    assert all(case["reason"] for case in report["cases"] if case["outcome"] in ("failed", "warned"))
    return {case["id"]: case for case in report["cases"]}, report, ended.stdout


def assert_reasons(cases: dict[str, dict[str, Any]], reasons: dict[str, str]) -> None:
    for name, words in reasons.items():
        assert cases[name]["outcome"] == "failed" and words in cases[name]["reason"], cases[name]["reason"]


def test_a_server_that_was_written_from_the_help_page(binary: str, tmp_path: Path) -> None:
    with help_page_server() as api:
        cases, report, told = judge(binary, tmp_path, api)
    assert_reasons(cases, HELP_PAGE)
    assert [cases[name]["outcome"] for name in PASSES] == ["passed"] * len(PASSES)
    # It has nothing to remove an upload by, so that all that it took is there.
    remains = report["remains"]
    assert len(set(remains["uploads"])) == len(remains["uploads"]) > 100
    assert [comment["task"] for comment in remains["comments"]] == [1] and remains["comments"][0]["count"] > 50
    assert f"Left on the server: {len(remains['uploads'])} uploads, " in told


def test_a_file_server(binary: str, tmp_path: Path) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    with file_server(folder) as api:
        cases, report, told = judge(binary, tmp_path, api)
    assert_reasons(cases, FILE_SERVER)
    assert not any(report["remains"].values()) and "Left on the server" not in told
