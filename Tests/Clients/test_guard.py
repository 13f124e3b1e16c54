"""The guard that keeps these tests on this machine can fail a test; without it the others would prove less."""

import asyncio
import socket

import httpx
import pytest
from aiopyrus import UserClient

from harness import guard
from harness.account import Account


@pytest.mark.parametrize("attempt", [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1), lambda: socket.getaddrinfo("files.pyrus.com", 443),
    lambda: socket.socket().connect(("192.0.2.1", 80)), lambda: socket.socket().connect_ex(("192.0.2.1", 80)),
], ids=["connection", "look-up", "connect", "connect_ex"])
def test_nothing_leaves_the_machine(attempt) -> None:
    with pytest.raises(guard.NotLoopback):
        attempt()
    assert guard.violations.pop() in ("192.0.2.1", "files.pyrus.com")


def test_catches_a_client_that_downloads_before_it_knows_its_files_host(account: Account) -> None:
    """aiopyrus takes the address of a download before it authorizes: without `auth()` first, the real host's."""
    async def download() -> None:
        options = {"login": account.login, "security_key": account.security_key}
        async with UserClient(**options, base_url=account.server.origin) as client:
            await client.download_file("1")

    with pytest.raises(httpx.ConnectError):
        asyncio.run(download())
    assert set(guard.violations) == {"files.pyrus.com"}
    guard.violations.clear()
