"""Files that are there from the start (`--seed`)."""

import hashlib
import os
from pathlib import Path
from typing import Callable

from harness.account import Account
from harness.server import Process, Server


def seeds(folder: Path, **files: bytes) -> str:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return str(folder)


def test_every_organization_has_them_from_1000_on_in_task_1(serve: Callable[..., Server], tmp_path: Path) -> None:
    folder = seeds(tmp_path / "seeds", b=b"second", a=b"first", Z=b"before both", **{".hidden": b"no"})
    (tmp_path / "seeds" / "folder").mkdir()
    server = serve("--seed", folder, "--task", "7")
    for account in (Account.new(server), Account.new(server)):
        files = account.call("GET", "tasks/1").json()["task"]["attachments"]
        assert [(file["id"], file["name"]) for file in files] == [(1000, "Z"), (1001, "a"), (1002, "b")]
        download = account.call("GET", "files/download/1001")
        assert download.body == b"first" and files[1]["md5"] == hashlib.md5(b"first").hexdigest()
        assert account.call("GET", "tasks/7").status == 200


def test_ids_stay_with_the_data(start: Callable[..., Process], tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    for files, expected in (({"b": b"1"}, {"b": 1000}), ({"a": b"2"}, {"b": 1000, "a": 1001})):
        folder = seeds(tmp_path / "seeds", **files)
        process = start("--data", data, "--seed", folder)
        server = process.ready()
        task = server.call("GET", "/v4/tasks/1", token=server.access_token).json()["task"]
        assert {file["name"]: file["id"] for file in task["attachments"]} == expected
        process.signal(15)
        assert process.wait() == 0


def test_they_are_of_this_start_also_after_a_reset_and_another_state(
    start: Callable[..., Process], tmp_path: Path,
) -> None:
    without = start().ready()
    state = without.call("GET", "/_control/state").body
    data, folder = str(tmp_path / "data"), seeds(tmp_path / "seeds", a=b"1", b=b"2")
    first = start("--data", data, "--seed", folder)
    server = first.ready()
    names = lambda: [file["name"] for file in server.control("GET", "files")["files"]]
    assert names() == ["a", "b"]
    assert server.call("PUT", "/_control/state", body=state).status == 200
    assert names() == []
    server.control("POST", "reset")
    assert names() == ["a", "b"]
    first.signal(15)
    assert first.wait() == 0
    (tmp_path / "seeds" / "a").unlink()
    server = start("--data", data, "--seed", folder).ready()
    assert names() == ["a", "b"], "what an organization has it keeps"
    server.control("POST", "reset")
    assert names() == ["b"]


def test_one_that_can_be_no_file_refuses_to_start(start: Callable[..., Process], tmp_path: Path) -> None:
    for name, content, options, sentence in (
        ("empty", b"", (), "it is empty"), ("large", b"12345", ("--max-file-size", "4"), "--max-file-size"),
        ("long-name", b"1", ("--max-name-length", "3"), "longer than 3 characters"),
    ):
        folder = seeds(tmp_path / name, **{name: content})
        process = start("--seed", folder, *options)
        assert process.wait() == 1
        assert name in process.log and sentence in process.log
    process = start("--seed", str(tmp_path / "nowhere"))
    assert process.wait() == 1 and "nowhere" in process.log


def test_a_seed_has_its_name_in_the_folder_wherever_a_link_leads(serve: Callable[..., Server], tmp_path: Path) -> None:
    """Whoever fills the folder chooses what is served: a link is followed. Only regular files are read."""
    (tmp_path / "elsewhere").write_bytes(b"behind the link")
    folder = Path(seeds(tmp_path / "seeds", a=b"1"))
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "device").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    server = serve("--seed", str(folder))
    assert {file["name"]: file["size"] for file in server.control("GET", "files")["files"]} == {"a": 1, "link": 15}
