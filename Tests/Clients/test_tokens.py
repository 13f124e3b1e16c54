"""Tokens: who gets one, what ends it, where it may stand, and what is answered before a body (AUTH, LIMIT-01)."""

import pytest

from harness import multipart
from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.server import Server
from harness.wire import request
from test_errors import check_form

ROUTES = [("POST", "/v4/files/upload"), ("GET", "/v4/files/download/1"), ("GET", "/services/attachment?Id=1"),
          ("GET", "/v4/tasks/1"), ("POST", "/v4/tasks/1/comments"), ("POST", "/api/v4/tasks")]
REFUSED = {
    "none": ([], "token_not_specified"),
    "empty": ([("Authorization", "")], "token_not_specified"),
    "blank": ([("Authorization", "  ")], "token_not_specified"),
    "unknown": ([("Authorization", "Bearer nobody's")], "invalid_token"),
    "basic": ([("Authorization", "Basic bG9jYWwtdG9rZW46")], "invalid_token"),
    "bare": ([("Authorization", "local-token")], "invalid_token"),
    "scheme alone": ([("Authorization", "Bearer")], "invalid_token"),
    "python object": ([("Authorization", "Bearer <coroutine object Authenticator.get at 0x7f>")], "invalid_token"),
    "two": ([("Authorization", "Bearer local-token"), ("Authorization", "Bearer local-token")], "invalid_token"),
}


@pytest.mark.parametrize("method, path", ROUTES)
@pytest.mark.parametrize("headers, code", REFUSED.values(), ids=REFUSED)
def test_refuses(documented: Server, method: str, path: str, headers: list[tuple[str, str]], code: str) -> None:
    answer = documented.call(method, path, *headers)
    assert answer.error == (401, code)
    check_form(answer)


def test_ready_token_is_good_and_its_scheme_in_any_case(anywhere: Account) -> None:
    server = anywhere.server
    for scheme in ("Bearer", "bearer", "BEARER"):
        header = ("Authorization", f"{scheme} {server.access_token}")
        assert server.call("GET", f"{server.api_url}tasks/{server.task_id}", header).status == 200


def test_token_elsewhere_is_not_looked_at(account: Account) -> None:
    """AUTH-09."""
    call, token = account.server.call, account.token
    for query in (f"access_token={token}", f"token={token}", f"Authorization=Bearer%20{token}"):
        assert call("GET", f"/v4/files/download/999999?{query}").error == (401, "token_not_specified")
        wrong = call("GET", f"/v4/files/download/999999?{query}", token="nobody's")
        assert wrong.error == (401, "invalid_token")
    field = part(token.encode(), name="access_token", filename=None)
    in_form = call("POST", "/v4/files/upload", CONTENT_TYPE, body=body(field, part(b"x")))
    assert in_form.error == (401, "token_not_specified")


@pytest.mark.parametrize("end, code", [("expire", "expired_token"), ("revoke", "revoked_token")])
def test_ended_token_says_why(account: Account, end: str, code: str) -> None:
    """AUTH-03, of one token and of all of a login."""
    control, other = account.server.control, Account.new(account.server, account.organization)
    second = control("POST", "tokens", {"login": account.login})["access_token"]
    control("POST", f"tokens/{end}", {"access_token": account.token})
    assert account.call("GET", "tasks/1").error == (401, code)
    assert account.server.call("GET", "/v4/tasks/1", token=second).status == 200
    control("POST", f"tokens/{end}", {"login": account.login})
    assert account.server.call("GET", "/v4/tasks/1", token=second).error == (401, code)
    assert other.call("GET", "tasks/1").status == 200


def test_blocked_account_is_refused_until_it_is_unblocked(account: Account) -> None:
    control, call = account.server.control, account.server.call
    credentials = {"login": account.login, "security_key": account.security_key}
    control("POST", "accounts/block", {"login": account.login, "blocked": True})
    assert account.call("GET", "tasks/1").error == (401, "account_blocked")
    assert multipart.upload(account).error == (401, "account_blocked")
    assert call("POST", account.server.auth_url, document=credentials).error == (401, "account_blocked")
    control("POST", "accounts/block", {"login": account.login, "blocked": False})
    token = call("POST", account.server.auth_url, document=credentials).json()["access_token"]
    assert call("GET", "/v4/tasks/1", token=token).status == 200


def test_token_expires_when_the_clock_reads_its_end(account: Account) -> None:
    """24 hours by default, on the organization's own clock (EXPIRY-05)."""
    control, clock = account.server.control, f"?organization={account.organization}"
    control("PUT", f"clock{clock}", {"frozen": True})
    token = control("POST", "tokens", {"login": account.login})["access_token"]
    control("POST", f"clock/advance{clock}", {"seconds": 24 * 3600 - 1})
    assert account.server.call("GET", "/v4/tasks/1", token=token).status == 200
    control("POST", f"clock/advance{clock}", {"seconds": 1})
    assert account.server.call("GET", "/v4/tasks/1", token=token).error == (401, "expired_token")


def test_newest_token_beyond_the_maximum_revokes_the_oldest(serve) -> None:
    """AUTH-07."""
    server: Server = serve("--max-tokens", "2")
    account = Account.new(server)
    tokens = [account.token] + [server.control("POST", "tokens", {"login": account.login})["access_token"]
                                for _ in range(2)]
    answers = [server.call("GET", "/v4/tasks/1", token=token) for token in tokens]
    assert [answer.status for answer in answers] == [401, 200, 200]
    assert answers[0].error == (401, "revoked_token")
    assert server.call("GET", "/v4/tasks/1", token=server.access_token).status == 200


def test_refusal_comes_before_the_body_and_the_connection_ends_orderly(documented: Server) -> None:
    """AUTH-06, UPLOAD-15."""
    fields = [("Authorization", "Bearer nobody's"), CONTENT_TYPE, ("Content-Length", "10485760")]
    for extra in ([], [("Expect", "100-continue")]):
        with documented.connect() as connection:
            connection.send(request("POST", "/v4/files/upload", connection.host, fields + extra) + b"--")
            answer = connection.answer()
            assert answer.error == (401, "invalid_token") and answer.interim == ()
            connection.finish_sending()
            assert connection.at_end()


RATE_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def test_every_answer_carries_the_rate_limit(account: Account) -> None:
    """LIMIT-01: whole seconds, one less with each request of the user, full where there is no user."""
    answers = [account.call("GET", "tasks/1"), account.call("GET", "files/download/999999"), multipart.upload(account)]
    without_user = [account.server.call("GET", "/v4/tasks/1"), account.server.call("GET", "/v4/nonsense")]
    for answer in answers + without_user:
        limit, remaining, reset = (int(answer.header(name) or "") for name in RATE_HEADERS)
        assert limit == 5000 and 0 <= remaining <= limit and 0 <= reset <= 600
    first, second, third = (int(answer.header("X-RateLimit-Remaining") or "") for answer in answers)
    assert (second, third) == (first - 1, first - 2)
    assert {answer.header("X-RateLimit-Remaining") for answer in without_user} == {"5000"}


def test_too_many_requests(serve) -> None:
    account = Account.new(serve("--rate-limit", "5/10m"))
    answers = [account.call("GET", "tasks/1") for _ in range(7)]
    refused = answers[-1]
    assert answers[0].status == 200 and refused.error == (429, "too_many_requests")
    assert refused.header("X-RateLimit-Remaining") == "0"
    check_form(refused)
    assert Account.new(account.server).call("GET", "tasks/1").status == 200
