"""requests, as most integrations in Python use it."""

from io import BytesIO
from pathlib import Path

import pytest
import requests
from urllib3 import encode_multipart_formdata

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS
from harness.wire import Answer

TIMEOUT = 60


def answer(response: requests.Response) -> Answer:
    return Answer.of(response.status_code, response.headers.items(), response.content)


def post(account: Account, **options) -> Answer:
    headers = account.authorization | options.pop("headers", {})
    return answer(requests.post(account.server.upload_url, headers=headers, verify=account.server.verify,
                                timeout=TIMEOUT, **options))


def upload(account: Account, name: str, content: bytes) -> Answer:
    return post(account, files={"file": (name, BytesIO(content))})


def download(account: Account, file_id: int, url: str | None = None) -> Answer:
    url = url or account.server.download_urls(file_id)[0]
    return answer(requests.get(url, headers=account.authorization, verify=account.server.verify, timeout=TIMEOUT))


def test_goes_the_whole_way_round_by_every_download_address(anywhere: Account) -> None:
    server = anywhere.server
    receipt = post(anywhere, files={"file": ("my file.txt", b"file content")}).json()
    task = requests.post(f"{server.api_url}tasks/{server.task_id}/comments", json={"attachments": [receipt["guid"]]},
                         headers=anywhere.authorization, verify=server.verify, timeout=TIMEOUT).json()["task"]
    file_id = journey.check_file(anywhere, task["comments"][-1]["attachments"][0], "my file.txt", b"file content")
    for url in server.download_urls(file_id):
        journey.check_download(anywhere, download(anywhere, file_id, url), "my file.txt", b"file content")


@pytest.mark.parametrize("name", names.NAMES.values(), ids=names.NAMES)
def test_delivers_the_name(profiled: Account, name: str) -> None:
    journey.judge_name(profiled, upload, download, name, names.whatwg(name))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, content: bytes) -> None:
    journey.round_trip(account, upload, download, "content.bin", content)


def test_takes_the_part_name_for_the_file_name_of_bare_bytes(account: Account) -> None:
    guid = post(account, files={"file": b"hello"}).json()["guid"]
    assert account.attach(guid)[0]["name"] == "file"


def test_sends_a_generator_chunked(account: Account) -> None:
    body, content_type = encode_multipart_formdata({"file": ("chunked.bin", CONTENTS["64-kib-and-one"])})
    pieces = (body[start:start + 1000] for start in range(0, len(body), 1000))
    receipt = post(account, data=pieces, headers={"Content-Type": content_type}).json()
    journey.check_receipt("documented", receipt, CONTENTS["64-kib-and-one"])


@pytest.mark.parametrize("content_type", ["multipart/form-data", "application/json"])
def test_hand_set_content_type_without_boundary_is_refused(account: Account, content_type: str) -> None:
    refused = post(account, files={"file": ("a.txt", b"hello")}, headers={"Content-Type": content_type})
    assert refused.error == (400, "bad_multipart_content")


def test_empty_file_is_refused(account: Account) -> None:
    assert upload(account, "empty.bin", b"").error == (400, "empty_file")


def test_session_stays_usable_after_errors(account: Account) -> None:
    with requests.Session() as session:
        session.headers.update(account.authorization)
        for _ in range(3):
            refused = session.post(account.server.upload_url, files={"file": ("empty", b"")}, timeout=TIMEOUT)
            assert answer(refused).error == (400, "empty_file")
            unknown = session.get(account.server.download_urls(999999)[0], timeout=TIMEOUT)
            assert answer(unknown).error == (400, "unrecognized_attachment_id")
            assert session.post(account.server.upload_url, files={"file": ("a", b"x")}, timeout=TIMEOUT).ok


def test_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    with big_file.open("rb") as file:
        refused = requests.post(account.server.upload_url, headers={"Authorization": "Bearer nobody's"},
                                files={"file": file}, timeout=TIMEOUT)
    assert answer(refused).error == (401, "invalid_token")


def test_sees_the_refusal_of_a_too_large_file(serve, big_file: Path) -> None:
    account = Account.new(serve("--max-file-size", "1048576"))
    with big_file.open("rb") as file:
        assert post(account, files={"file": file}).error == (400, "too_large_request_length")
    assert upload(account, "limit.bin", bytes(1048576)).status == 200
    assert upload(account, "over.bin", bytes(1048577)).error == (400, "too_large_request_length")
