"""The vendor's Python client (pyrus-api), unmodified; only its host names are set, as its users do for on-premise."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyrus import client
from pyrus.models import entities, requests as models

from harness import disposition, journey, names
from harness.account import Account
from harness.contents import CONTENTS


def connect(account: Account, **overrides) -> client.PyrusAPI:
    """A client of the account's server. It looks up the hosts as attributes of its class."""
    parts = urlsplit(account.server.origin)
    cloud = account.server.edition == "cloud"
    addresses = {"_protocol": parts.scheme, "_host": parts.netloc, "_files_host": parts.netloc}
    if cloud:
        addresses["_auth_host"] = parts.netloc + "/api"
    local = type("Local", (client.PyrusAPI,), addresses)
    return local(**{"login": account.login, "security_key": account.security_key} | overrides)


@pytest.fixture(autouse=True)
def trust(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "anywhere" in request.fixturenames and (ca_file := request.getfixturevalue("anywhere").server.ca_file):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", ca_file)


def write(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_goes_the_whole_way_round(anywhere: Account, tmp_path: Path) -> None:
    pyrus, server = connect(anywhere), anywhere.server
    assert pyrus.auth().success
    first = pyrus.upload_file(write(tmp_path, "my file.txt", b"file content"))
    journey.check_receipt(server.profile, first.original_response, b"file content")

    created = pyrus.create_task(models.CreateTaskRequest(text="t", attachments=[first.guid])).task
    [attached] = created.attachments
    assert (attached.name, attached.size, attached.version, attached.root_id) == ("my file.txt", 12, 1, None)

    second = pyrus.upload_file(write(tmp_path, "my file.txt", b"newer content"))
    version = entities.NewFile(guid=second.guid, root_id=attached.id)
    pyrus.comment_task(created.id, models.TaskCommentRequest(text="c", attachments=[version]))
    read = pyrus.get_task(created.id).task
    newer = read.comments[-1].attachments[-1]
    assert (newer.version, newer.root_id) == (2, attached.id) and newer.id != attached.id

    for file, content in ((attached, b"file content"), (newer, b"newer content")):
        downloaded = pyrus.download_file(file.id)
        assert downloaded.raw_file == content
        plain = disposition.parameters(disposition.expected("my file.txt", server.profile))["filename"]
        assert downloaded.filename == plain


@pytest.mark.parametrize("name", names.FILE_NAMES.values(), ids=names.FILE_NAMES)
def test_delivers_the_name(profiled: Account, tmp_path: Path, name: str) -> None:
    pyrus, stored = connect(profiled), names.stored(names.whatwg(name))
    uploaded = pyrus.upload_file(write(tmp_path, name, b"named"))
    if stored is None:
        assert uploaded.error_code == "no_file_in_request"
        return
    request = models.TaskCommentRequest(attachments=[uploaded.guid])
    task = pyrus.comment_task(profiled.server.task_id, request).task
    file = task.comments[-1].attachments[-1]
    assert (file.name, file.md5) == (stored, journey.md5(b"named", profiled.server.profile))
    # This client prefers the plain parameter to `filename*` and undoes no percent-encoding.
    downloaded = pyrus.download_file(file.id)
    expected = disposition.parameters(disposition.expected(stored, profiled.server.profile))["filename"]
    assert (downloaded.filename, downloaded.raw_file) == (expected, b"named")


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, tmp_path: Path, content: bytes) -> None:
    pyrus = connect(account)
    uploaded = pyrus.upload_file(write(tmp_path, "content.bin", content))
    journey.check_receipt("documented", uploaded.original_response, content)
    [file] = account.attach(uploaded.guid)
    assert pyrus.download_file(file["id"]).raw_file == content


def test_authorizes_anew_when_its_token_ends(account: Account, tmp_path: Path) -> None:
    pyrus, path = connect(account, access_token=account.token), write(tmp_path, "a.txt", b"hello")
    guid = pyrus.upload_file(path).guid
    [file] = account.attach(guid)
    for end, use in (("tokens/expire", lambda: pyrus.upload_file(path).guid),
                     ("tokens/expire", lambda: pyrus.download_file(file["id"]).raw_file),
                     ("tokens/revoke", lambda: pyrus.get_task(account.server.task_id).task)):
        ended = pyrus.access_token
        account.server.control("POST", end, {"access_token": ended})
        assert use()
        assert pyrus.access_token != ended


def test_reports_wrong_credentials(account: Account, tmp_path: Path) -> None:
    pyrus = connect(account, security_key="wrong")
    refused = pyrus.auth()
    assert not refused.success and refused.error_code == "invalid_credentials"
    assert pyrus.upload_file(write(tmp_path, "a.txt", b"x")).error_code == "invalid_credentials"


def test_reports_refusals(account: Account, tmp_path: Path) -> None:
    pyrus = connect(account)
    assert pyrus.upload_file(write(tmp_path, "empty", b"")).error_code == "empty_file"
    unknown = models.TaskCommentRequest(attachments=["08923d83-255b-4f18-b0eb-5c4d3b9bf1d2"])
    refused = pyrus.comment_task(account.server.task_id, unknown)
    assert refused.error_code == "unrecognized_attachment_id"
    assert pyrus.get_forms().error_code == "server_error"
    # Of a failed download it shows what it makes of the status: 404 and 403 both read so.
    assert pyrus.download_file(999999).error_code == "access_denied_file"
    other = Account.new(account.server)
    assert connect(other).download_file(file_of(account)).error_code == "access_denied_file"


def file_of(account: Account) -> int:
    receipt = account.call("POST", "files/upload", ("Content-Type", "multipart/form-data; boundary=X"), body=(
        b'--X\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--X--')).json()
    return account.attach(receipt["guid"])[0]["id"]


def test_sees_the_401_while_it_still_uploads(account: Account, big_file: Path) -> None:
    stranger = connect(account, access_token="nobody's", security_key="wrong")
    assert stranger.upload_file(str(big_file)).error_code == "invalid_credentials"
    pyrus = connect(account, access_token="nobody's")
    assert pyrus.upload_file(str(big_file)).guid
    assert pyrus.access_token not in (None, "nobody's")


def test_sees_the_refusal_of_a_too_large_file(serve, big_file: Path) -> None:
    account = Account.new(serve("--max-file-size", "1048576"))
    assert connect(account).upload_file(str(big_file)).error_code == "too_large_request_length"
