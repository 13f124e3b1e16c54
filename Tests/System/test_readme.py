"""What the README says works when pasted, in its order, against one server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"

#: Sections whose commands talk to a server that runs, or start one, and what that comes to. The first two of all build
#: it and test it.
SECTIONS = {
    "Try it": "the same",
    "Around one command": '"md5_hash"',
    "A program whose addresses can't be changed": '"md5_hash"',
    "Letting time pass": '"expired":["',
    "Any state, and many tests at once": '{"status":"ok"}',
    "Making it misbehave": "try later",
    "Asking what a client sent": "part-encoded",
    "Judging a server": "server/upload/success/md5",
    "Judging a client": "client/upload/lost/reset-in-answer",
}


def commands(section: str) -> str:
    text = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", README.read_text(), re.M | re.S)
    assert text, f"the README has no section {section}"
    blocks = re.findall(r"^```sh\n(.*?)^```$", text[1], re.M | re.S)
    assert blocks, f"{section} has no commands"
    return "".join(blocks)


@pytest.mark.parametrize("section", SECTIONS)
def test_commands_work_when_pasted(binary: str, serve, tmp_path: Path, section: str) -> None:
    server = serve()
    shutil.copy(README, tmp_path)
    script = commands(section).replace("http://127.0.0.1:8080", server.origin)
    script = script.replace("curl ", "curl --no-progress-meter ")
    environment = os.environ | {"PATH": f"{Path(binary).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-eux"], input=script, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    said = done.stdout + done.stderr
    for mistake in ('"Message"', '"error":"The ', '"error":"There is no', '"invalid_', "HTTP/1.1 4"):
        assert mistake not in said, said
    assert SECTIONS[section] in said, said
