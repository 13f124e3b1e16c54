"""httpx: it doubles backslashes and percent-encodes control characters in names."""

import asyncio
import ssl
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS
from harness.wire import Answer

TIMEOUT = 60


def options(account: Account) -> dict:
    verify = ssl.create_default_context(cafile=account.server.ca_file) if account.server.ca_file else True
    return {"headers": account.authorization, "verify": verify, "timeout": TIMEOUT}


def answer(response: httpx.Response) -> Answer:
    return Answer.of(response.status_code, response.headers.multi_items(), response.content)


def upload(account: Account, name: str, content: bytes) -> Answer:
    with httpx.Client(**options(account)) as client:
        return answer(client.post(account.server.upload_url, files={"file": (name, BytesIO(content))}))


def download(account: Account, file_id: int) -> Answer:
    with httpx.Client(**options(account)) as client:
        return answer(client.get(account.server.download_urls(file_id)[0]))


def test_goes_the_whole_way_round(anywhere: Account) -> None:
    journey.round_trip(anywhere, upload, download, "my file.txt", b"file content")


@pytest.mark.parametrize("name", names.NAMES.values(), ids=names.NAMES)
def test_delivers_the_name(profiled: Account, name: str) -> None:
    journey.judge_name(profiled, upload, download, name, names.httpx(name))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, content: bytes) -> None:
    journey.round_trip(account, upload, download, "content.bin", content)


def test_concurrent_uploads_over_one_client_get_their_own_receipts(account: Account) -> None:
    contents = [b"concurrent %d" % number for number in range(24)]

    async def send_all() -> list[httpx.Response]:
        async with httpx.AsyncClient(**options(account)) as client:
            return await asyncio.gather(*(
                client.post(account.server.upload_url, files={"file": ("c.txt", content)}) for content in contents))

    receipts = [response.json() for response in asyncio.run(send_all())]
    guids = {journey.check_receipt("documented", receipt, content) for receipt, content in zip(receipts, contents)}
    assert len(guids) == len(contents)


def test_asynchronous_generator_is_sent_chunked(account: Account) -> None:
    content = CONTENTS["boundary-lookalikes"]
    boundary = "a-b_c.d"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="g.bin"\r\n\r\n'.encode()

    async def pieces():
        for byte in head + content + f"\r\n--{boundary}--\r\n".encode():
            yield bytes([byte])

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(**options(account)) as client:
            return await client.post(account.server.upload_url, content=pieces(),
                                     headers={"Content-Type": f'multipart/form-data; boundary="{boundary}"'})

    response = asyncio.run(send())
    assert response.request.headers["Transfer-Encoding"] == "chunked"
    journey.check_receipt("documented", response.json(), content)


def test_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    with big_file.open("rb") as file:
        refused = httpx.post(account.server.upload_url, headers={"Authorization": "Bearer nobody's"},
                             files={"file": file}, timeout=TIMEOUT)
    assert answer(refused).error == (401, "invalid_token")


def test_asynchronous_client_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    async def send() -> httpx.Response:
        async with httpx.AsyncClient(timeout=TIMEOUT) as client:
            return await client.post(account.server.upload_url, headers={"Authorization": "Bearer nobody's"},
                                     files={"file": ("big.bin", big_file.read_bytes())})

    assert answer(asyncio.run(send())).error == (401, "invalid_token")
