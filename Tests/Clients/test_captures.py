"""Replays every recorded request byte for byte, with the running server's token, guid, task and file id in place."""

import pytest

from harness import journey, multipart
from harness.account import Account
from harness.captures import FOLDER, Replay, replays
from harness.server import Server
from harness.wire import Answer
from test_errors import RECORDED, check_form

REPLAYS = replays()


def of(*operations: str):
    chosen = [replay for replay in REPLAYS if replay.entry["operation"] in operations]
    return pytest.mark.parametrize("replay", chosen, ids=lambda replay: replay.name)


def send(server: Server, request: bytes) -> Answer:
    with server.connect() as connection:
        connection.send(request)
        return connection.answer()


def fresh(account: Account, name: str = "fresh.txt") -> str:
    return multipart.upload(account, multipart.part(b"fresh", filename=name)).json()["guid"]


def test_every_recording_has_an_expectation() -> None:
    assert {replay.entry["file"] for replay in REPLAYS} == {path.name for path in FOLDER.glob("*.http")}
    operations = {"auth", "upload", "create-task", "comment", "task", "download"}
    assert {replay.entry["operation"] for replay in REPLAYS} == operations


@of("auth")
def test_auth(documented: Server, cloudless: Server, replay: Replay) -> None:
    answer = send(documented, replay.request())
    assert answer.status == replay.entry["status"]
    document = answer.json()
    assert list(document) == replay.entry["keys"]
    # PATH-04: the addresses follow the Host of the request, here the recorded one.
    assert document["api_url"] == f"http://{replay.host}/v4/" and document["files_url"] == f"http://{replay.host}/"
    assert documented.call("GET", "/v4/tasks/1", token=document["access_token"]).status == 200
    assert list(send(cloudless, replay.request()).json()) == ["access_token"]


@of("upload")
def test_upload(profiled: Account, replay: Replay) -> None:
    expected = replay.entry
    if expected.get("token") == "expired":
        profiled.server.control("POST", "tokens/expire", {"access_token": profiled.token})
    answer = send(profiled.server, replay.request(token=profiled.token))
    if expected["status"] != 200:
        assert answer.error == (expected["status"], expected["error_code"])
        check_form(answer)
        return
    assert answer.status == 200, answer
    [file] = profiled.attach(answer.json()["guid"])
    assert (file["name"], file["size"]) == (expected["name"], expected["size"])
    digest = expected["md5"].upper() if profiled.server.profile == "observed" else expected["md5"]
    assert (answer.json()["md5_hash"], file["md5"]) == (digest, digest)
    download = profiled.call("GET", f"files/download/{file['id']}")
    assert len(download.body) == expected["size"] and journey.md5(download.body, "documented") == expected["md5"]


@of("create-task")
def test_create_task(profiled: Account, replay: Replay) -> None:
    guid = fresh(profiled)
    answer = send(profiled.server, replay.request(token=profiled.token, guids=(guid,)))
    assert answer.status == replay.entry["status"], answer
    task = answer.json()["task"]
    assert task["text"] == "t"
    [file] = task["attachments"]
    assert (file["name"], file["version"], "root_id" in file) == ("fresh.txt", 1, False)
    assert file["url"] == f"http://{replay.host}/services/attachment?Id={file['id']}"
    assert profiled.call("GET", f"files/download/{file['id']}").body == b"fresh"
    again = send(profiled.server, replay.request(token=profiled.token, guids=(guid,)))
    assert (again.status, again.body) == (400, RECORDED)


@of("comment")
def test_comment(profiled: Account, replay: Replay) -> None:
    expected, task = replay.entry, profiled.server.task_id
    [root] = profiled.attach(fresh(profiled, "root.txt"))
    guids = tuple(fresh(profiled) for _ in range(expected["guids"]))
    answer = send(profiled.server, replay.request(token=profiled.token, task=task, root=root["id"], guids=guids))
    assert answer.status == expected["status"], answer
    if expected["status"] != 200:
        assert answer.body == RECORDED
        comments = profiled.call("GET", f"tasks/{task}").json()["task"]["comments"]
        assert [comment["attachments"] for comment in comments] == [[root]], "the refused comment left something"
        assert len(profiled.attach(guids[0])) == 1, "the refused comment used the guid up"
        return
    comment = answer.json()["task"]["comments"][-1]
    assert comment["text"] == "c"
    found = [(file["version"], file.get("root_id")) for file in comment["attachments"]]
    assert found == [(item["version"], root["id"] if item.get("root") else None) for item in expected["attachments"]]


@of("task")
def test_read_task(profiled: Account, replay: Replay) -> None:
    [file] = profiled.attach(fresh(profiled))
    answer = send(profiled.server, replay.request(token=profiled.token, task=profiled.server.task_id))
    assert answer.status == replay.entry["status"]
    task = answer.json()["task"]
    assert task["id"] == profiled.server.task_id
    attached = task["comments"][-1]["attachments"][0]
    # The address in the answer is that of the request's Host; the rest is the same file.
    assert {**attached, "url": ""} == {**file, "url": ""}
    assert attached["url"].startswith(f"http://{replay.host}/")


@of("download")
def test_download(profiled: Account, replay: Replay) -> None:
    [file] = profiled.attach(fresh(profiled, "отчёт за март.txt"))
    answer = send(profiled.server, replay.request(token=profiled.token, file=file["id"]))
    assert answer.status == replay.entry["status"]
    journey.check_download(profiled, answer, "отчёт за март.txt", b"fresh")
