"""Error answers, byte for byte where they were recorded: unknown ids, routes, methods, malformed requests."""

import json

import pytest

from harness import multipart
from harness.account import Account
from harness.server import Server
from harness.wire import Answer, request

#: Recorded from the real service (DOWNLOAD-03).
RECORDED = (b'{"error":"The attachment file ID is incorrect. No file with that ID has been uploaded, or this ID has '
            b'already been used. An ID can only be used once.","error_code":"unrecognized_attachment_id"}')
GUID = "08923d83-255b-4f18-b0eb-5c4d3b9bf1d2"
NO_IDS = ["999999", "0", "-1", "2147483647", "2147483648", "9" * 40, GUID, "abc", "12abc", "1.5", "%20", "%D0%BE"]


def check_form(answer: Answer) -> None:
    """ERROR-01: compact JSON of two keys in this order, UTF-8 unescaped."""
    document = answer.json()
    assert list(document) == ["error", "error_code"]
    assert document["error"] and document["error_code"]
    assert answer.body == json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def check_message(answer: Answer) -> None:
    """ERROR-02: what never reaches the API is answered in the form of an unknown route."""
    document = answer.json()
    assert list(document) == ["Message"] and document["Message"]
    assert answer.body == json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("prefix", ["/v4/", "/api/v4/", "/"])
@pytest.mark.parametrize("file_id", NO_IDS)
def test_unknown_id_gets_the_recorded_body(profiled: Account, prefix: str, file_id: str) -> None:
    answer = profiled.call("GET", f"{prefix}files/download/{file_id}")
    assert (answer.status, answer.body) == (400, RECORDED)
    assert len(RECORDED) == 193 and answer.header("Content-Length") == "193"


def test_unknown_id_under_the_ready_files_addresses(anywhere: Account) -> None:
    for url in (anywhere.server.files_url + "v4/files/download/999999", anywhere.server.download_urls(999999)[0]):
        answer = anywhere.call("GET", url)
        assert (answer.status, answer.body) == (400, RECORDED)


@pytest.mark.parametrize("query", ["Id=999999", "id=999999", f"Id={GUID}", "Id=abc"])
def test_unknown_id_of_an_attachment_is_missing(account: Account, query: str) -> None:
    answer = account.call("GET", f"/services/attachment?{query}")
    assert answer.error == (404, "file_is_missing")
    check_form(answer)


def test_guid_of_an_upload_downloads_nothing(account: Account) -> None:
    guid = multipart.upload(account).json()["guid"]
    assert account.call("GET", f"files/download/{guid}").body == RECORDED
    assert account.call("GET", f"/services/attachment?Id={guid}").error == (404, "file_is_missing")


def test_guid_is_used_once(account: Account) -> None:
    guid = multipart.upload(account).json()["guid"]
    account.attach(guid)
    for items in ([guid], [GUID], ["no guid"], [{"guid": guid}]):
        answer = account.call("POST", f"tasks/{account.server.task_id}/comments", document={"attachments": items})
        assert (answer.status, answer.body) == (400, RECORDED)


def test_file_of_another_organization_is_forbidden(account: Account) -> None:
    [file] = account.attach(multipart.upload(account).json()["guid"])
    stranger = Account.new(account.server)
    for url in account.server.download_urls(file["id"]):
        assert stranger.call("GET", url).error == (403, "access_denied_file")
    colleague = Account.new(account.server, account.organization)
    assert colleague.call("GET", f"files/download/{file['id']}").body == b"hello"


def test_unknown_task_is_denied(account: Account) -> None:
    for answer in (account.call("GET", "tasks/424242"), account.call("POST", "tasks/424242/comments", document={})):
        assert answer.error == (403, "access_denied")
        check_form(answer)


@pytest.mark.parametrize("path", ["/", "/v4/nonsense", "/api/v4/nonsense", "/v4/files", "/v5/files/download/1"])
def test_unknown_route_has_a_message_alone(account: Account, path: str) -> None:
    for token in (account.token, None):
        answer = account.server.call("GET", path, token=token)
        assert answer.status == 404
        assert list(answer.json()) == ["Message"] and answer.json()["Message"]


NOT_IMITATED = ["forms", "forms/1/register", "catalogs/1", "contacts", "members", "roles", "profile", "lists", "inbox",
                "announcements", "bots", "calls"]


@pytest.mark.parametrize("path", NOT_IMITATED)
@pytest.mark.parametrize("prefix", ["/v4/", "/api/v4/"])
def test_route_that_is_not_imitated_says_so(account: Account, prefix: str, path: str) -> None:
    answer = account.call("GET", prefix + path)
    assert answer.error == (501, "server_error")
    check_form(answer)


@pytest.mark.parametrize("method, path, allowed", [
    ("GET", "/v4/files/upload", "POST"), ("PUT", "/api/v4/files/upload", "POST"), ("GET", "/api/v4/auth", "POST"),
    ("DELETE", "/v4/files/download/1", "GET"), ("POST", "/v4/files/download/1", "GET"),
    ("POST", "/services/attachment?Id=1", "GET"), ("DELETE", "/v4/tasks/1", "GET"),
    ("GET", "/v4/tasks/1/comments", "POST"),
])
def test_wrong_method_names_the_right_ones(account: Account, method: str, path: str, allowed: str) -> None:
    answer = account.call(method, path)
    assert answer.status == 405
    assert allowed in [word.strip() for word in (answer.header("Allow") or "").split(",")]
    check_message(answer)


MALFORMED = {
    "negative length": [("Content-Length", "-1")],
    "signed length": [("Content-Length", "+5")],
    "two lengths": [("Content-Length", "5"), ("Content-Length", "6")],
    "length of 31 digits": [("Content-Length", "1" + "0" * 30)],
    "length and chunked": [("Content-Length", "5"), ("Transfer-Encoding", "chunked")],
    "unknown coding": [("Transfer-Encoding", "xchunked")],
}


@pytest.mark.parametrize("headers", MALFORMED.values(), ids=MALFORMED)
def test_malformed_request_is_refused_and_closed(account: Account, headers: list[tuple[str, str]]) -> None:
    fields = [multipart.CONTENT_TYPE, *account.authorization.items(), *headers]
    with account.server.connect() as connection:
        connection.send(request("POST", "/v4/files/upload", connection.host, fields) + b"hello")
        answer = connection.answer()
        assert answer.status == 400
        assert (answer.header("Connection") or "").lower() == "close"
        check_message(answer)
        connection.finish_sending()
        assert connection.at_end()


@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nHost: b\r\n"], ids=["none", "two"])
def test_host_is_needed_once(documented: Server, hosts: bytes) -> None:
    with documented.connect() as connection:
        connection.send(b"GET /v4/tasks/1 HTTP/1.1\r\n" + hosts + b"\r\n")
        assert connection.answer().status == 400


def test_unknown_expectation_fails(account: Account) -> None:
    answer = multipart.upload(account, headers=(multipart.CONTENT_TYPE, ("Expect", "something")))
    assert answer.status == 417
    check_message(answer)


def test_several_slashes_are_one(account: Account) -> None:
    answer = account.call("GET", "//v4///files//download/999999")
    assert (answer.status, answer.body) == (400, RECORDED)
