"""aiohttp: by default it percent-encodes the whole name inside a plain `filename`; nobody may undo that (UPLOAD-12)."""

import asyncio
import ssl
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS
from harness.wire import Answer

TIMEOUT = aiohttp.ClientTimeout(total=60)


def send(account: Account, method: str, url: str, **options) -> Answer:
    async def exchange() -> Answer:
        context = ssl.create_default_context(cafile=account.server.ca_file) if account.server.ca_file else True
        headers = account.authorization | options.pop("headers", {})
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            async with session.request(method, url, headers=headers, ssl=context, **options) as response:
                return Answer.of(response.status, response.headers.items(), await response.read())
    return asyncio.run(exchange())


def form(name: str, content: bytes, **options) -> aiohttp.FormData:
    data = aiohttp.FormData(**options)
    data.add_field("file", BytesIO(content), filename=name)
    return data


def upload(account: Account, name: str, content: bytes) -> Answer:
    return send(account, "POST", account.server.upload_url, data=form(name, content))


def upload_unquoted(account: Account, name: str, content: bytes) -> Answer:
    return send(account, "POST", account.server.upload_url, data=form(name, content, quote_fields=False))


def download(account: Account, file_id: int) -> Answer:
    return send(account, "GET", account.server.download_urls(file_id)[0])


def test_goes_the_whole_way_round(anywhere: Account) -> None:
    journey.round_trip(anywhere, upload_unquoted, download, "my file.txt", b"file content")


SENDABLE = {key: name for key, name in names.NAMES.items() if "\r" not in name}


@pytest.mark.parametrize("name", SENDABLE.values(), ids=SENDABLE)
def test_delivers_the_name_percent_encoded_as_it_is(profiled: Account, name: str) -> None:
    journey.judge_name(profiled, upload, download, name, names.aiohttp(name))


def test_percent_encoding_of_a_long_name_passes_the_limit(account: Account) -> None:
    name = "я" * 50
    assert upload(account, name, b"x").error == (400, "max_file_name_length_exceeded")
    assert upload_unquoted(account, name, b"x").status == 200


@pytest.mark.parametrize("name", SENDABLE.values(), ids=SENDABLE)
def test_delivers_the_name_when_told_not_to_encode_it(profiled: Account, name: str) -> None:
    journey.judge_name(profiled, upload_unquoted, download, name, names.backslashed(name))


def test_never_sends_a_name_with_a_line_break(account: Account) -> None:
    with pytest.raises(ValueError):
        upload(account, names.NAMES["line-break"], b"x")


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, content: bytes) -> None:
    journey.round_trip(account, upload, download, "content.bin", content)


def test_asynchronous_generator_is_sent_chunked(account: Account) -> None:
    content = CONTENTS["64-kib-and-one"]

    async def pieces():
        for start in range(0, len(content), 4096):
            yield content[start:start + 4096]

    data = aiohttp.FormData()
    data.add_field("file", pieces(), filename="stream.bin", content_type="application/octet-stream")
    receipt = send(account, "POST", account.server.upload_url, data=data).json()
    journey.check_receipt("documented", receipt, content)


def test_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    with big_file.open("rb") as file:
        data = aiohttp.FormData()
        data.add_field("file", file, filename="big.bin")
        refused = send(account, "POST", account.server.upload_url, data=data,
                       headers={"Authorization": "Bearer nobody's"})
    assert refused.error == (401, "invalid_token")
