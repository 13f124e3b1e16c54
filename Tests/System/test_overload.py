"""Overload: past its limits the server refuses in order, goes on for everybody else, and takes more again at once.

With its full numbers and its figures, `Tests/Endurance/overload.py` does it. The cap of connections: `test_caps.py`.
"""

from typing import Callable

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.server import Server
from support import pattern
from support.journey import peak_memory
from support.surge import HUNDRED, Burst, uploads_at_once

LIMIT = 200
BURST = 10_000
UPLOAD_SIZE = 10 * pattern.MIB


def advance(account: Account, seconds: int) -> None:
    account.server.control("POST", f"clock/advance?organization={account.organization}", {"seconds": seconds})


def test_a_burst_past_the_rate_limit_is_refused_in_order(serve: Callable[..., Server]) -> None:
    server = serve("--rate-limit", f"{LIMIT}/10m")
    account, other = Account.new(server), Account.new(server)
    burst = Burst(account, LIMIT)
    burst.send(BURST, connections=8)
    assert burst.statuses == {200: LIMIT, 429: BURST - LIMIT}
    assert other.call("GET", "tasks/1").status == 200, "another user has a limit of their own"
    advance(account, 600)
    assert account.call("GET", "tasks/1").status == 200, "the next window begins at once"


def test_uploads_past_the_rate_limit_leave_nothing(serve: Callable[..., Server]) -> None:
    server = serve("--rate-limit", "1/10m")
    account = Account.new(server)
    assert account.call("GET", "tasks/1").status == 200
    form = body(part(b"x" * 10_000))
    for _ in range(100):
        Burst(account, 1).assert_refused(account.call("POST", "files/upload", CONTENT_TYPE, body=form))
    assert server.control("GET", f"uploads?organization={account.organization}") == {"uploads": []}
    advance(account, 600)
    assert account.call("POST", "files/upload", CONTENT_TYPE, body=form).status == 200


def test_a_hundred_uploads_at_once_all_succeed_in_bounded_memory(serve: Callable[..., Server]) -> None:
    server = serve()
    uploads_at_once(Account.new(server), 100, UPLOAD_SIZE)
    assert peak_memory(server.pid) <= HUNDRED
