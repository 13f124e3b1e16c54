"""Names are kept as they come and lead nowhere: no file is called after one, and no head of an answer is changed by one."""

from pathlib import Path
from typing import Callable
from urllib.parse import quote

import pytest

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process

#: With a mark that no other file has.
NAMES = ["../../escaped", "/tmp/escaped", "..\\..\\escaped", "..", ".", "a/../../escaped", "%2e%2e%2fescaped",
         "escaped\0.txt", "escaped\r\nX-Escaped: 1\r\n\r\n<script>", "-escaped", "$(touch escaped)", "state-escaped",
         "lock", "pyrus-files.sqlite", "../pyrus-files.sqlite", "C:\\escaped", "\\\\host\\share\\escaped", "escaped "]
DATA = {"lock", "pyrus-files.sqlite", "pyrus-files.sqlite-journal"}


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("profile", ["documented", "observed"])
def test_no_name_becomes_a_path_or_a_header(start: Callable[..., Process], tmp_path: Path, profile: str) -> None:
    """By the form of an upload, by the control API, and by a state of another server."""
    outside = tmp_path / "outside"
    data = outside / "folder" / "data"
    server = start("--data", str(data), "--profile", profile).ready()
    account = Account.new(server)
    for name in NAMES:
        created = server.call("POST", f"{server.control_url}files?organization={account.organization}&name={quote(name)}",
                              body=b"content")
        assert created.status == 200 and created.json()["name"] == name, created
        answer = account.call("GET", f"files/download/{created.json()['id']}")
        assert (answer.status, answer.body) == (200, b"content")
        assert answer.header("X-Escaped") is None
        assert (answer.header("Content-Disposition") or "").startswith("attachment; filename=")
        escaped = name.replace("\\", "\\\\").replace("\r\n", "%0D%0A").replace("\0", "%00")
        receipt = upload(account, part(b"by form", filename=escaped))
        assert receipt.status == 200, receipt
    state = server.call("GET", server.control_url + "state").body
    other = start("--data", str(outside / "folder" / "other")).ready()
    assert other.call("PUT", other.control_url + "state", body=state).status == 200
    names = {file["name"] for file in other.control("GET", f"files?organization={account.organization}")["files"]}
    assert set(NAMES) <= names
    assert below(outside) == {f"folder/{folder}/{name}" for folder in ("data", "other") for name in DATA}
    assert not Path("/tmp/escaped").exists() and not Path("escaped").exists()


@pytest.mark.parametrize("path", [
    "/v4/files/download/..%2f..%2fpyrus-files.sqlite", "/v4/files/download/../../../etc/passwd",
    "/services/attachment?Id=../../etc/passwd", "/services/kb?Id=..%2f..%2fetc%2fpasswd", "/../../etc/passwd",
    "/v4/../_control/../../etc/passwd", "//etc/passwd", "/v4/files/download/1%00", "/_control/files/..%2f1",
])
def test_no_address_leads_to_a_file_of_the_machine(serve, path: str) -> None:
    server = serve()
    answer = server.call("GET", path, token=server.access_token)
    assert answer.status in (400, 403, 404) and set(answer.json()) <= {"Message", "error", "error_code"}
    assert b"root:" not in answer.body and b"SQLite format" not in answer.body
