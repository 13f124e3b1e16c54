"""`shell/`: a script with curl, around which `exec` starts a server."""

import pytest

from support.example import Ended, Example, header_command

#: Makes the server misbehave, then runs the script.
FAULTY = """\
curl -sS --fail -o /dev/null -X PUT -d '{"faults":[FAULT]}' "${PYRUS_CONTROL_URL}faults" || exit 99
exec sh "$@"
"""


class Script:
    def __init__(self, example: Example) -> None:
        self.example = example
        self.command = header_command(example.folder / "invoice.sh")
        (example.folder / "Invoice 17.pdf").write_bytes(bytes(range(256)) * 1000)

    def run(self, file: str = "'Invoice 17.pdf'", **settings: str) -> Ended:
        return self.example.run(self.command.replace("FILE", file), **settings)


@pytest.fixture
def script(example) -> Script:
    return Script(example("shell"))


def test_a_file_goes_all_the_way_and_nothing_is_left(script: Script) -> None:
    ended = script.run()
    assert (ended.status, ended.said) == (0, "Invoice 17.pdf went to Pyrus and came back as file 1000000\n")
    assert script.example.left == []


def test_an_answer_that_is_an_error_is_shown_and_is_its_status(script: Script) -> None:
    ended = script.run(PYRUS_FILES_MAX_FILE_SIZE="1000")
    assert ended.status == 22 and '"error_code":"too_large_request_length"' in ended.said, ended.said
    assert script.example.left == []


@pytest.mark.parametrize("fault, sentence", [
    ('{"kind":"wrong-md5"}', "did not arrive as it was sent"),
    ('{"operation":"download","kind":"corrupt","after":100}', "what came back is not what was sent"),
    ('{"operation":"download","kind":"truncate","after":100}', "the download failed"),
])
def test_a_server_that_misbehaves_is_noticed(script: Script, fault: str, sentence: str) -> None:
    (script.example.folder / "faulty.sh").write_text(FAULTY.replace("FAULT", fault))
    script.command = script.command.replace("-- sh", "-- sh faulty.sh")
    ended = script.run()
    assert ended.status == 1 and ended.said.splitlines()[-1].endswith(sentence), ended.said
    assert script.example.left == []


def test_a_download_that_does_not_break_off_where_it_should_is_noticed(script: Script) -> None:
    (script.example.folder / "byte").write_bytes(b"1")
    ended = script.run("byte")
    assert ended.status == 1 and "status 0 instead of 18" in ended.said, ended.said


@pytest.mark.parametrize("command, sentence", [
    ("sh invoice.sh 'Invoice 17.pdf'", "run this as: pyrus-files exec -- sh invoice.sh FILE"),
    ("pyrus-files exec -- sh invoice.sh", "which file?"),
])
def test_what_is_missing_is_told(script: Script, command: str, sentence: str) -> None:
    ended = script.example.run(command)
    assert ended.status != 0 and ended.said.endswith(f"{sentence}\n"), ended.said
