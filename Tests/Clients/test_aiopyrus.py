"""aiopyrus, unmodified, in its on-premise layout (`base_url`) and in the cloud's (`auth_url` and `api_url`).

Its first call of all must be `auth()`: until the auth answer is there it would download from the real files host.
"""

import asyncio
from pathlib import Path
from typing import Any, Awaitable, Callable

import pytest
from aiopyrus import UserClient
from aiopyrus.api.session import PyrusSession
from aiopyrus.exceptions import PyrusAPIError

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS


def layouts(account: Account) -> dict[str, dict[str, str]]:
    server = account.server
    return {"base": {"base_url": server.origin}, "cloud": {"auth_url": server.auth_url, "api_url": server.api_url}}


def use(account: Account, work: Callable[[UserClient], Awaitable[Any]], layout: str = "cloud", **overrides) -> Any:
    """Runs the work with an authorized client."""
    async def session() -> Any:
        options = {"login": account.login, "security_key": account.security_key} | layouts(account)[layout] | overrides
        async with UserClient(**options) as client:
            await client.auth()
            return await work(client)
    return asyncio.run(session())


@pytest.fixture(autouse=True)
def trust(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "tls" in request.fixturenames:
        monkeypatch.setenv("SSL_CERT_FILE", request.getfixturevalue("tls").ca_file)


async def whole_way_round(client: UserClient, profile: str, path: Path) -> None:
    path.write_bytes(b"file content")
    first = await client.upload_file(path)
    assert first.md5_hash == journey.md5(b"file content", profile)
    created = await client.create_task(text="t", attachments=[first.guid])
    [attached] = created.attachments
    assert (attached.name, attached.size, attached.version, attached.root_id) == (path.name, 12, 1, None)
    second = await client.upload_file(b"newer content", filename=path.name)
    # Its `comment_task` takes guids alone; a new version goes through its session.
    version = {"guid": second.guid, "root_id": attached.id}
    await client._session.post(f"tasks/{created.id}/comments", json={"text": "c", "attachments": [version]})
    newer = (await client.get_task(created.id)).comments[-1].attachments[-1]
    assert (newer.version, newer.root_id) == (2, attached.id)
    assert await client.download_file(str(attached.id)) == b"file content"
    assert await client.download_file(str(newer.id)) == b"newer content"


@pytest.mark.parametrize("layout", ["base", "cloud"])
def test_goes_the_whole_way_round(profiled: Account, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "my file.txt"
    use(profiled, lambda client: whole_way_round(client, profiled.server.profile, path), layout)


def test_goes_the_whole_way_round_behind_tls(tls, tmp_path: Path) -> None:
    path = tmp_path / "my file.txt"
    use(Account.new(tls), lambda client: whole_way_round(client, "documented", path), "base")


def test_works_on_one_host_without_addresses_in_the_auth_answer(cloudless) -> None:
    """Only its session takes a files address, which the cloudless auth answer does not give."""
    account = Account.new(cloudless)

    async def work() -> bytes:
        options = {"base_url": cloudless.origin, "files_url": cloudless.files_url}
        async with PyrusSession(account.login, account.security_key, **options) as session:
            receipt = await session.post("files/upload", files={"file": ("a.txt", b"hello")})
            [file] = account.attach(journey.check_receipt("documented", receipt, b"hello"))
            return (await session.request_raw("GET", f"files/download/{file['id']}", use_files_url=True)).content

    assert asyncio.run(work()) == b"hello"


@pytest.mark.parametrize("name", names.NAMES.values(), ids=names.NAMES)
def test_delivers_the_name(account: Account, name: str) -> None:
    stored = names.stored(names.httpx(name))

    async def work(client: UserClient) -> None:
        if stored is None:
            with pytest.raises(PyrusAPIError) as refused:
                await client.upload_file(b"named", filename=name)
            assert refused.value.error_code == "no_file_in_request"
            return
        uploaded = await client.upload_file(b"named", filename=name)
        task = await client.comment_task(account.server.task_id, attachments=[uploaded.guid])
        file = task.comments[-1].attachments[-1]
        assert file.name == stored
        assert await client.download_file(str(file.id)) == b"named"

    use(account, work)


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "content.bin"
    path.write_bytes(content)

    async def work(client: UserClient) -> None:
        uploaded = await client.upload_file(path)
        assert uploaded.md5_hash == journey.md5(content, "documented")
        [file] = account.attach(uploaded.guid)
        assert await client.download_file(str(file["id"])) == content

    use(account, work)
