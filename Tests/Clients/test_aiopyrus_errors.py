"""What aiopyrus makes of refusals: it authorizes anew for its JSON calls and uploads, never for a download."""

from pathlib import Path

import httpx
import pytest
from aiopyrus import UserClient
from aiopyrus.exceptions import PyrusAPIError, PyrusAuthError, PyrusPermissionError

from harness.account import Account
from test_aiopyrus import use


def token(client: UserClient) -> str:
    return client._session._auth_headers()["Authorization"].removeprefix("Bearer ")


def test_authorizes_anew_before_an_upload_when_its_token_expired(account: Account) -> None:
    async def work(client: UserClient) -> None:
        expired = token(client)
        account.server.control("POST", "tokens/expire", {"access_token": expired})
        assert (await client.upload_file(b"hello", filename="a.txt")).guid
        assert token(client) != expired

    use(account, work)


def test_download_with_an_expired_token_is_an_error(account: Account) -> None:
    async def work(client: UserClient) -> None:
        [file] = account.attach((await client.upload_file(b"hello", filename="a.txt")).guid)
        account.server.control("POST", "tokens/expire", {"access_token": token(client)})
        with pytest.raises(httpx.HTTPStatusError) as refused:
            await client.download_file(str(file["id"]))
        assert refused.value.response.status_code == 401
        assert refused.value.response.json()["error_code"] == "expired_token"

    use(account, work)


def test_gives_up_on_a_revoked_token(account: Account) -> None:
    async def work(client: UserClient) -> None:
        account.server.control("POST", "tokens/revoke", {"access_token": token(client)})
        with pytest.raises(PyrusAuthError) as refused:
            await client.upload_file(b"hello", filename="a.txt")
        assert (refused.value.status_code, refused.value.error_code) == (401, "revoked_token")

    use(account, work)


def test_gives_up_on_a_blocked_account(account: Account) -> None:
    async def work(client: UserClient) -> None:
        account.server.control("POST", "accounts/block", {"login": account.login, "blocked": True})
        with pytest.raises(PyrusAuthError) as refused:
            await client.upload_file(b"hello", filename="a.txt")
        assert (refused.value.status_code, refused.value.error_code) == (401, "account_blocked")

    use(account, work)


def test_reports_wrong_credentials(account: Account) -> None:
    async def work(_: UserClient) -> None:
        raise AssertionError("authorized with a wrong key")

    with pytest.raises(PyrusAuthError) as refused:
        use(account, work, security_key="wrong")
    assert (refused.value.status_code, refused.value.error_code) == (401, "invalid_credentials")


def test_reports_unknown_ids(account: Account) -> None:
    async def work(client: UserClient) -> None:
        with pytest.raises(httpx.HTTPStatusError) as refused:
            await client.download_file("999999")
        assert refused.value.response.status_code == 400
        assert refused.value.response.json()["error_code"] == "unrecognized_attachment_id"
        with pytest.raises(PyrusAPIError) as unknown:
            await client.comment_task(account.server.task_id, attachments=["08923d83-255b-4f18-b0eb-5c4d3b9bf1d2"])
        assert (unknown.value.status_code, unknown.value.error_code) == (400, "unrecognized_attachment_id")
        with pytest.raises(PyrusPermissionError) as foreign:
            await client.get_task(424242)
        assert foreign.value.error_code == "access_denied"
        with pytest.raises(PyrusAPIError) as empty:
            await client.upload_file(b"", filename="empty")
        assert empty.value.error_code == "empty_file"

    use(account, work)


def test_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    async def work(client: UserClient) -> None:
        # Without a login it cannot authorize anew, so it reports the first answer.
        client._session._login = ""
        client._session.set_token("nobody's")
        with pytest.raises(PyrusAuthError) as refused:
            await client.upload_file(big_file)
        assert (refused.value.status_code, refused.value.error_code) == (401, "invalid_token")

    use(account, work)
