"""The way every client goes: upload, attach, download; and the judgement of each answer by the contract."""

import hashlib
import re
from typing import Any, Callable

from . import disposition, names
from .account import Account
from .wire import Answer

#: `upload(account, name, content)` and `download(account, file_id)`, done by the client under test.
Upload = Callable[[Account, str, bytes], Answer]
Download = Callable[[Account, int], Answer]

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def md5(content: bytes, profile: str) -> str:
    """UPLOAD-03: lower case as documented, upper case as recorded."""
    digest = hashlib.md5(content).hexdigest()
    return digest.upper() if profile == "observed" else digest


def check_receipt(profile: str, receipt: dict[str, Any], content: bytes) -> str:
    """UPLOAD-01 to UPLOAD-03. Returns the guid."""
    assert list(receipt) == ["guid", "md5_hash"]
    assert GUID.fullmatch(receipt["guid"])
    assert receipt["md5_hash"] == md5(content, profile)
    return receipt["guid"]


def check_file(account: Account, file: dict[str, Any], name: str, content: bytes) -> int:
    """ATTACH-04, for the first version of a file. Returns the file id."""
    assert list(file) == ["id", "name", "size", "version", "md5", "url"]
    assert isinstance(file["id"], int) and 0 < file["id"] < 2**31
    assert file == {
        "id": file["id"], "name": name, "size": len(content), "version": 1,
        "md5": md5(content, account.server.profile),
        "url": f"{account.server.files_url}services/attachment?Id={file['id']}"}
    return file["id"]


def check_download(account: Account, answer: Answer, name: str, content: bytes) -> None:
    """DOWNLOAD-01, DOWNLOAD-02, DOWNLOAD-08."""
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/octet-stream"
    assert answer.header("Content-Length") == str(len(content))
    assert answer.body == content, f"{len(answer.body)} bytes for {len(content)}, or others"
    header = answer.header("Content-Disposition")
    assert header is not None
    assert header == disposition.expected(name, account.server.profile)
    assert disposition.name_of(header) == name


def round_trip(account: Account, upload: Upload, download: Download, name: str, content: bytes) -> int:
    """A file whose name needs no escaping, all the way round. Returns the file id."""
    answer = upload(account, name, content)
    assert answer.status == 200, answer
    guid = check_receipt(account.server.profile, answer.json(), content)
    [file] = account.attach(guid)
    file_id = check_file(account, file, name, content)
    check_download(account, download(account, file_id), name, content)
    return file_id


def judge_name(account: Account, upload: Upload, download: Download, name: str, wire: str) -> None:
    """A name as the client writes it on the wire: stored by UPLOAD-12, or refused by UPLOAD-07 or UPLOAD-13."""
    content, stored = b"named " + name.encode(), names.stored(wire)
    answer = upload(account, name, content)
    if stored is None:
        assert answer.error == (400, "no_file_in_request")
    elif len(stored) > names.MAX_NAME_LENGTH:
        assert answer.error == (400, "max_file_name_length_exceeded")
    else:
        assert answer.status == 200, answer
        [file] = account.attach(check_receipt(account.server.profile, answer.json(), content))
        check_download(account, download(account, check_file(account, file, stored, content)), stored, content)
