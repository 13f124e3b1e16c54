"""curl above one MiB, where it asks first (`Expect: 100-continue`), and answers that come before the body is sent."""

from pathlib import Path

import pytest

from harness import journey
from harness.account import Account
from harness.curl import Curl

WAITED = "Done waiting for 100-continue"


@pytest.fixture
def curl(tmp_path: Path) -> Curl:
    return Curl(tmp_path)


@pytest.mark.parametrize("option", [(), ("-H", "Transfer-Encoding: chunked")], ids=["length", "chunked"])
def test_gets_100_continue_at_once(account: Account, curl: Curl, option: tuple[str, ...]) -> None:
    content = bytes(2 * 1024 * 1024)
    answer = curl.upload(account, "two-mib.bin", content, "-H", "Expect: 100-continue", *option)
    journey.check_receipt("documented", answer.json(), content)
    assert 100 in answer.interim
    assert WAITED not in curl.trace


def test_asks_by_itself_above_one_mib(account: Account, curl: Curl) -> None:
    answer = curl.upload(account, "big.bin", bytes(1024 * 1024 + 1))
    assert "> Expect: 100-continue" in curl.trace and "< HTTP/1.1 100" in curl.trace
    assert answer.status == 200 and WAITED not in curl.trace


def test_refused_token_never_invites_the_body(account: Account, curl: Curl, big_file: Path) -> None:
    refused = curl.run(account.server, "nobody's", account.server.upload_url, "-F", f"file=@{big_file}")
    assert refused.error == (401, "invalid_token")
    assert refused.interim == () and WAITED not in curl.trace
    assert curl.sent == 0


def test_too_large_file_never_invites_the_body(serve, curl: Curl, big_file: Path) -> None:
    account = Account.new(serve("--max-file-size", "1048576"))
    refused = curl.form(account, f"file=@{big_file}")
    assert refused.error == (400, "too_large_request_length")
    assert refused.interim == () and curl.sent == 0


def test_sees_the_401_while_it_still_uploads(account: Account, curl: Curl, big_file: Path) -> None:
    for options in (("-H", "Expect:"), ("-H", "Expect:", "-H", "Transfer-Encoding: chunked")):
        refused = curl.run(account.server, "nobody's", account.server.upload_url, "-F", f"file=@{big_file}", *options)
        assert refused.error == (401, "invalid_token")


def test_sees_the_refusal_of_a_chunked_file_that_grows_too_large(serve, curl: Curl, big_file: Path) -> None:
    account = Account.new(serve("--max-file-size", "1048576"))
    refused = curl.form(account, f"file=@{big_file}", "-H", "Expect:", "-H", "Transfer-Encoding: chunked")
    assert refused.error == (400, "too_large_request_length")


def test_range_and_head_of_a_download(account: Account, curl: Curl) -> None:
    file_id = journey.round_trip(account, curl.upload, curl.download, "a.txt", b"file content")
    url = account.server.download_urls(file_id)[0]
    ranged = curl.run(account.server, account.token, url, "--range", "0-3")
    journey.check_download(account, ranged, "a.txt", b"file content")
    assert ranged.header("Accept-Ranges") is None
    head = curl.run(account.server, account.token, url, "--head")
    assert (head.status, head.header("Content-Length")) == (200, "12")
    assert head.header("Content-Disposition") == "attachment; filename=a.txt"


def test_unknown_id_fails_with_status(account: Account, curl: Curl) -> None:
    unknown = curl.run(account.server, account.token, account.server.download_urls(999999)[0])
    assert unknown.error == (400, "unrecognized_attachment_id")
