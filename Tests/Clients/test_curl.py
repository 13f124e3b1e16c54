"""curl: the help page's commands, names, and what its many options put on the wire."""

import base64
from pathlib import Path

import pytest

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS
from harness.curl import Curl, word


@pytest.fixture
def curl(tmp_path: Path) -> Curl:
    return Curl(tmp_path)


def test_help_page_commands_work_as_printed(account: Account, curl: Curl) -> None:
    """Printed for cloud hosts: only scheme and host, token and file id differ."""
    name = r"C:\Path\To\File\filename.jpg"
    curl.file(name, b"\xff\xd8 not quite a picture")
    api = account.server.api_url.removesuffix("/")
    receipt = curl.shell(f"""curl -X POST \\
  {api}/files/upload \\
  -H 'Authorization: Bearer {account.token}' \\
  -F 'filename.jpg=@C:\\Path\\To\\File\\filename.jpg'""")
    [file] = account.attach(journey.check_receipt("documented", receipt.json(), b"\xff\xd8 not quite a picture"))
    assert file["name"] == "filename.jpg"
    downloaded = curl.shell(f"""curl -X GET \\
  {api}/files/download/{file['id']} \\
  -H 'Authorization: Bearer {account.token}' \\
  -H 'Content-Type: application/json'""")
    journey.check_download(account, downloaded, "filename.jpg", b"\xff\xd8 not quite a picture")


def test_goes_the_whole_way_round(anywhere: Account, curl: Curl) -> None:
    journey.round_trip(anywhere, curl.upload, curl.download, "my file.txt", b"file content")


@pytest.mark.parametrize("name", names.NAMES.values(), ids=names.NAMES)
def test_delivers_the_name(profiled: Account, curl: Curl, name: str) -> None:
    journey.judge_name(profiled, curl.upload, curl.download, name, names.whatwg(name))


ESCAPABLE = {key: name for key, name in names.NAMES.items() if "\r" not in name}


@pytest.mark.parametrize("name", ESCAPABLE.values(), ids=ESCAPABLE)
def test_delivers_the_name_with_form_escape(account: Account, curl: Curl, name: str) -> None:
    def upload(account: Account, name: str, content: bytes):
        return curl.upload(account, name, content, "--form-escape")

    journey.judge_name(account, upload, curl.download, name, names.backslashed(name))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, curl: Curl, content: bytes) -> None:
    journey.round_trip(account, curl.upload, curl.download, "content.bin", content)


@pytest.mark.parametrize("option", [
    ("-H", "Transfer-Encoding: chunked"), ("-H", "Content-Type: multipart/form-data"), ("-H", "Expect: 100-continue"),
    ("--http1.0",), ("--http2",), ("--no-keepalive",), ("-H", "Connection: close"), ("-H", "Accept-Encoding: gzip, br"),
], ids=lambda option: option[-1])
def test_uploads_with(account: Account, curl: Curl, option: tuple[str, ...]) -> None:
    journey.check_receipt("documented", curl.upload(account, "a.txt", b"hello", *option).json(), b"hello")


def test_uploads_standard_input(account: Account, curl: Curl) -> None:
    answer = curl.form(account, "file=@-;filename=stdin.txt", stdin=b"piped")
    [file] = account.attach(journey.check_receipt("documented", answer.json(), b"piped"))
    assert file["name"] == "stdin.txt"


def test_ordinary_fields_beside_the_file_are_ignored(account: Account, curl: Curl) -> None:
    curl.file("a.txt", b"hello")
    answer = curl.form(account, "before=1", "file=@a.txt;headers=\"X-A: b\"", "after=2")
    journey.check_receipt("documented", answer.json(), b"hello")


def test_encoder_is_not_undone(account: Account, curl: Curl) -> None:
    curl.file("a.txt", b"hello pyrus\n")
    answer = curl.form(account, "file=@a.txt;encoder=base64")
    journey.check_receipt("documented", answer.json(), base64.b64encode(b"hello pyrus\n"))


@pytest.mark.parametrize("forms, code", [
    pytest.param(["file=@a.txt", "file2=@b.txt"], "bad_multipart_content", id="two files"),
    pytest.param(["file=@a.txt", "file2=@empty"], "bad_multipart_content", id="a second file that is empty"),
    pytest.param(["file=<a.txt"], "no_file_in_request", id="content without a name"),
    # One part of type multipart/mixed, without a filename of its own: an ordinary field (M044).
    pytest.param(["file=@a.txt,b.txt"], "no_file_in_request", id="files nested in one part"),
    pytest.param(["file=@empty"], "empty_file", id="an empty file"),
    pytest.param(["text=hello"], "no_file_in_request", id="only a field"),
])
def test_refused_forms(account: Account, curl: Curl, forms: list[str], code: str) -> None:
    for name, content in (("a.txt", b"a"), ("b.txt", b"b"), ("empty", b"")):
        curl.file(name, content)
    assert curl.form(account, *forms).error == (400, code)


def test_bare_data_is_refused(account: Account, curl: Curl) -> None:
    curl.file("a.txt", b"hello")
    for options in (("--data-binary", "@a.txt"), ("-H", "Content-Type: image/jpeg", "--data-binary", "@a.txt")):
        answer = curl.run(account.server, account.token, account.server.upload_url, *options)
        assert answer.error == (400, "bad_multipart_content")


def test_name_that_is_too_long_is_refused(account: Account, curl: Curl) -> None:
    curl.file("a.txt", b"x")
    assert curl.form(account, f"file=@a.txt;filename={word('я' * 255)}").status == 200
    assert curl.form(account, f"file=@a.txt;filename={word('я' * 256)}").error == (400, "max_file_name_length_exceeded")
