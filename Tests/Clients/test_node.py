"""Node's fetch, FormData, File and Blob (`node_fetch.mjs`)."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import journey, names
from harness.account import Account
from harness.contents import CONTENTS
from harness.wire import Answer

NODE = shutil.which("node")
SCRIPT = Path(__file__).with_name("node_fetch.mjs")


class Node:
    """Each job is a process of its own, in the test's folder."""

    def __init__(self, folder: Path) -> None:
        self.input, self.output = folder / "input", folder / "output"

    def run(self, account: Account, **job: str) -> Answer:
        job = {"token": account.token, "field": "file", "output": str(self.output), "path": str(self.input)} | job
        environment = dict(os.environ)
        if account.server.ca_file:
            environment["NODE_EXTRA_CA_CERTS"] = account.server.ca_file
        done = subprocess.run([NODE, SCRIPT], input=json.dumps(job).encode(), capture_output=True, env=environment)
        assert done.returncode == 0, done.stderr.decode()
        result = json.loads(done.stdout)
        headers = tuple((name, value) for name, value in result["headers"])
        return Answer(result["status"], headers, self.output.read_bytes())

    def upload(self, account: Account, name: str, content: bytes, **job: str) -> Answer:
        self.input.write_bytes(content)
        return self.run(account, operation="upload", url=account.server.upload_url, name=name, **job)

    def download(self, account: Account, file_id: int) -> Answer:
        return self.run(account, operation="download", url=account.server.download_urls(file_id)[0])


@pytest.fixture
def node(tmp_path: Path) -> Node:
    if NODE is None:
        pytest.fail("There is no node command: install Node.js 20 or newer, as Tests/run does.", pytrace=False)
    return Node(tmp_path)


def test_goes_the_whole_way_round(anywhere: Account, node: Node) -> None:
    journey.round_trip(anywhere, node.upload, node.download, "my file.txt", b"file content")


@pytest.mark.parametrize("name", names.NAMES.values(), ids=names.NAMES)
def test_delivers_the_name(profiled: Account, node: Node, name: str) -> None:
    journey.judge_name(profiled, node.upload, node.download, name, names.whatwg(name))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_delivers_the_bytes(account: Account, node: Node, content: bytes) -> None:
    journey.round_trip(account, node.upload, node.download, "content.bin", content)


@pytest.mark.parametrize("source, stored", [("file", "отчёт.txt"), ("stream", "отчёт.txt"), ("unnamed", "blob")])
def test_uploads_from(account: Account, node: Node, source: str, stored: str) -> None:
    content = CONTENTS["64-kib-and-one"]
    receipt = node.upload(account, "отчёт.txt", content, source=source).json()
    [file] = account.attach(journey.check_receipt("documented", receipt, content))
    assert file["name"] == stored


def test_streams_a_large_file(account: Account, node: Node) -> None:
    receipt = node.upload(account, "large.bin", CONTENTS["10-mib"], source="stream").json()
    journey.check_receipt("documented", receipt, CONTENTS["10-mib"])


def test_part_may_be_called_after_the_file(account: Account, node: Node) -> None:
    """So the vendor's TypeScript client calls it."""
    name = 'отчёт "q" за март.txt'
    receipt = node.upload(account, name, b"hello", field=name).json()
    assert account.attach(receipt["guid"])[0]["name"] == name


def test_empty_file_is_refused(account: Account, node: Node) -> None:
    assert node.upload(account, "empty", b"").error == (400, "empty_file")


@pytest.mark.parametrize("source", ["blob", "stream"])
def test_sees_the_401_while_it_still_uploads(account: Account, node: Node, big_file: Path, source: str) -> None:
    refused = node.run(account, operation="upload", url=account.server.upload_url, name="big.bin", source=source,
                       path=str(big_file), token="nobody's")
    assert refused.error == (401, "invalid_token")


def test_unknown_id_is_an_error(account: Account, node: Node) -> None:
    assert node.download(account, 999999).error == (400, "unrecognized_attachment_id")
