"""The HTML report of `pyrus-files verify`, as somebody reads it in a browser."""

from pathlib import Path

from support.browser import Browser
from support.command import run
from support.verification import help_page_server

VISIBLE = "[...document.querySelectorAll('.case')].filter(item => item.checkVisibility())"


def test_a_reader_filters_opens_a_case_and_sees_what_went_over_the_wire(binary: str, tmp_path: Path) -> None:
    page, case = tmp_path / "report.html", "document.getElementById('server/auth/no-token')"
    with help_page_server() as api:
        run(binary, "verify", "server", "--api-url", api, "--access-token", "local-token", "--run", "server/auth/*",
            "--run", "server/json/*", "--report", f"html={page}", home=tmp_path)
    with Browser(tmp_path) as browser:
        browser.open(page.as_uri())
        everything = browser.evaluate(f"{VISIBLE}.length")
        assert browser.evaluate("[...document.querySelectorAll('h2')].map(topic => topic.firstChild.data.trim())") == [
            "auth", "json"]
        browser.screenshot(tmp_path / "all.png")

        browser.evaluate("document.querySelector('button[data-filter=failed]').click()")
        outcomes = browser.evaluate(f"{VISIBLE}.map(item => item.dataset.outcome)")
        assert 0 < len(outcomes) < everything and set(outcomes) == {"failed"}

        assert not browser.evaluate(f"{case}.querySelector('.wire').checkVisibility()")
        browser.evaluate(f"{case}.querySelector('summary').click()")
        shown = browser.evaluate(f"{case}.innerText")
        for text in ["AUTH-01", "expected", "error_code token_not_specified", "actual", "401 invalid_token",
                     "→ sent", "GET /v4/tasks/1 HTTP/1.1\\r\\n", "← received", "HTTP/1.1 401 UNAUTHORIZED",
                     f"pyrus-files verify server --api-url '{api}' --run 'server/auth/no-token'"]:
            assert text in shown, shown
        browser.evaluate(f"{case}.querySelector('.received summary').click()")
        assert "48 54 54 50 2f 31 2e 31 20" in browser.evaluate(f"{case}.innerText")
        browser.evaluate(f"{case}.querySelector('.received summary').click()")
        browser.evaluate(f"{case}.scrollIntoView()")
        assert browser.screenshot(tmp_path / "open.png").startswith(b"\x89PNG")

        browser.evaluate("document.querySelector('button[data-filter=\"\"]').click()")
        assert browser.evaluate(f"{VISIBLE}.length") == everything
        # A link to a case opens it.
        browser.open(f"{page.as_uri()}#server/json/invalid")
        assert browser.evaluate("document.getElementById('server/json/invalid').open")
