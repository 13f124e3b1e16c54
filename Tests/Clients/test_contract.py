"""The contract's bodies over raw HTTP: auth answers, JSON faults, receipts and refusals, the documented download."""

import re

import pytest

from harness import disposition, journey, multipart
from harness.account import Account
from harness.multipart import BOUNDARY, CONTENT_TYPE, part
from harness.server import Server
from harness.wire import Answer, request
from test_errors import check_form

CREDENTIALS = b'{"login":"a@auth.test","security_key":"k"}'


@pytest.mark.parametrize("path", ["/api/v4/auth", "/api/v4/auth/", "/v4/auth", "/v4/auth/"])
def test_auth_answers_with_the_editions_addresses(documented: Server, cloudless: Server, path: str) -> None:
    """AUTH-04, PATH-01, PATH-02."""
    cloud = documented.call("POST", path, body=CREDENTIALS).json()
    assert list(cloud) == ["access_token", "api_url", "files_url"]
    assert (cloud["api_url"], cloud["files_url"]) == (documented.origin + "/v4/", documented.origin + "/")
    assert list(cloudless.call("POST", path, body=CREDENTIALS).json()) == ["access_token"]


@pytest.mark.parametrize("body, code", [
    (b"", "empty_body"), (b"{", "invalid_json"), (b"\xff\xfe{}", "invalid_json"),
    (b'{"login":"a@b"}', "required_parameter_missing"), (b'{"security_key":"k"}', "required_parameter_missing"),
    (b'{"login":5,"security_key":"k"}', "invalid_value_format"),
])
def test_auth_names_the_fault_of_its_body(documented: Server, body: bytes, code: str) -> None:
    answer = documented.call("POST", documented.auth_url, body=body)
    assert answer.error == (400, code)
    check_form(answer)
    if code == "required_parameter_missing":
        missing = "login" if b"login" not in body else "security_key"
        assert missing in answer.json()["error"]


def test_wrong_key_is_refused(account: Account) -> None:
    """AUTH-05: the key that a login came with first is its key."""
    wrong = {"login": account.login, "security_key": "another"}
    answer = account.server.call("POST", account.server.auth_url, document=wrong)
    assert answer.error == (401, "invalid_credentials")
    check_form(answer)


@pytest.mark.parametrize("path, body, code", [
    ("tasks/1/comments", b"", "empty_body"), ("tasks/1/comments", b'{"text":', "invalid_json"),
    ("tasks/1/comments", b'{"text":5}', "invalid_value_format"),
    ("tasks/1/comments", b'{"attachments":"x"}', "invalid_value_format"),
    ("tasks/1/comments", b'{"attachments":[5]}', "invalid_value_format"),
    ("tasks/1/comments", b'{"attachments":[{}]}', "invalid_value_format"),
    ("tasks/1/comments", b'{"attachments":[{"guid":"a","url":"b"}]}', "invalid_value_format"),
    ("tasks", b"{}", "required_parameter_missing"), ("tasks", b"", "empty_body"), ("tasks", b"text", "invalid_json"),
])
def test_task_methods_name_the_fault_of_their_body(account: Account, path: str, body: bytes, code: str) -> None:
    """ERROR-03, ATTACH-03."""
    answer = account.call("POST", path, body=body)
    assert answer.error == (400, code)
    check_form(answer)


@pytest.mark.parametrize("path", ["/v4/files/upload", "/api/v4/files/upload"])
def test_receipt_is_exactly_two_keys(profiled: Account, path: str) -> None:
    """UPLOAD-01 to UPLOAD-03, byte for byte."""
    answer = profiled.call("POST", path, CONTENT_TYPE, body=multipart.body(part(b"file content")))
    guid = answer.json()["guid"]
    digest = journey.md5(b"file content", profiled.server.profile)
    assert answer.body == f'{{"guid":"{guid}","md5_hash":"{digest}"}}'.encode()
    assert re.fullmatch("[0-9A-F]{32}" if profiled.server.profile == "observed" else "[0-9a-f]{32}", digest)


def test_documented_download(account: Account) -> None:
    """The help page's own example, header by header."""
    [file] = account.attach(multipart.upload(account, part(b"file content", filename="test.txt")).json()["guid"])
    answer = account.call("GET", f"files/download/{file['id']}", ("Content-Type", "application/json"))
    assert answer.header("Content-Disposition") == "attachment; filename=test.txt"
    assert answer.header("Content-Length") == "12"
    assert answer.header("Content-Type") == "application/octet-stream"
    assert answer.body == b"file content"
    for extra in ({"body": b"{}\n"}, {}):
        again = account.call("GET", f"files/download/{file['id']}?download=True", **extra)
        journey.check_download(account, again, "test.txt", b"file content")


REFUSED = {
    "no part": ([], "no_file_in_request"),
    "empty filename": ([part(b"x", filename="")], "no_file_in_request"),
    "no filename": ([part(b"x", filename=None)], "no_file_in_request"),
    "only folders in the name": ([part(b"x", filename="C:\\folder\\")], "no_file_in_request"),
    "empty file": ([part(b"")], "empty_file"),
    "two files": ([part(b"a"), part(b"b")], "bad_multipart_content"),
    "256 characters": ([part(b"x", filename="я" * 256)], "max_file_name_length_exceeded"),
    "64 KiB of fields": ([part(b"x" * 65536, filename=None), part(b"x")], "bad_multipart_content"),
}


@pytest.mark.parametrize("parts, code", REFUSED.values(), ids=REFUSED)
def test_upload_refuses(account: Account, parts: list[bytes], code: str) -> None:
    answer = account.call("POST", "files/upload", CONTENT_TYPE, body=multipart.body(*parts))
    assert answer.error == (400, code)
    check_form(answer)


@pytest.mark.parametrize("content_type", [
    None, "multipart/form-data", "multipart/form-data; boundary=", f"multipart/mixed; boundary={BOUNDARY}",
    "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=" + "b" * 71, "application/json",
])
def test_upload_refuses_the_content_type(account: Account, content_type: str | None) -> None:
    headers = (("Content-Type", content_type),) if content_type else ()
    assert multipart.upload(account, headers=headers).error == (400, "bad_multipart_content")


def test_literal_sample_of_the_help_page_is_no_upload(account: Account) -> None:
    """It lacks the empty line between the part's headers and the file."""
    sample = (b'--8d2f42366b41441\r\nContent-Disposition: form-data; name="file"; filename="filename.jpg"\r\n'
              b"Content-Type: application/octet-stream\r\n//file body\r\n--8d2f42366b41441--\r\n")
    content_type = ("Content-type", "multipart/form-data; boundary=8d2f42366b41441")
    assert account.call("POST", "files/upload", content_type, body=sample).error == (400, "bad_multipart_content")


@pytest.mark.parametrize("raw, stored", [
    (("я" * 255).encode(), "я" * 255), (("🎉" * 255).encode(), "🎉" * 255), (b'a\\"b.txt', 'a"b.txt'),
    (b"caf\xe9.txt", "caf\ufffd.txt"), (b"a%22b\\\\c.txt", "c.txt"), (b"..", ".."), (b"%2e%2e%2fetc", "%2e%2e%2fetc"),
], ids=["255 letters", "255 emoji", "escaped quote", "not UTF-8", "escaped backslash", "dots", "encoded path"])
def test_odd_name_is_kept_and_given_back(account: Account, raw: bytes, stored: str) -> None:
    """UPLOAD-12, UPLOAD-13."""
    answer = multipart.upload(account, part(b"x", filename=raw))
    [file] = account.attach(answer.json()["guid"])
    download = account.call("GET", f"files/download/{file['id']}")
    assert (file["name"], disposition.name_of(download.header("Content-Disposition") or "")) == (stored, stored)


def test_declared_length_that_cannot_fit_is_refused_at_once(account: Account) -> None:
    """UPLOAD-09: 2,147,483,647 bytes of file and 64 KiB of framing may be declared, one byte more may not."""
    def declare(length: int) -> Answer:
        fields = [CONTENT_TYPE, *account.authorization.items(), ("Content-Length", str(length)),
                  ("Expect", "100-continue")]
        with account.server.connect() as connection:
            connection.send(request("POST", "/v4/files/upload", connection.host, fields))
            return connection.next_answer()

    most = 2**31 - 1 + 64 * 1024
    assert declare(most).status == 100
    for length in (most + 1, 2**32, 2**63 - 1):
        assert declare(length).error == (400, "too_large_request_length")
