"""`pytest/`: a fixture around the ready file, and a test suite on it."""

import pytest

from support.example import header_command


@pytest.fixture
def suite(example):
    return example("pytest")


def test_its_tests_pass_and_leave_nothing(suite) -> None:
    ended = suite.run(header_command(suite.folder / "conftest.py") + " -p no:cacheprovider")
    assert ended.status == 0 and "7 passed" in ended.said, ended.said
    assert suite.left == []


def test_a_server_that_keeps_what_should_expire_fails_the_test_of_that_and_no_other(suite) -> None:
    ended = suite.run(header_command(suite.folder / "conftest.py"), PYRUS_FILES_UNREFERENCED_LIFETIME="never")
    assert ended.status == 1 and "1 failed, 6 passed" in ended.said, ended.said
    assert "FAILED test_invoices.py::test_an_upload_that_nothing_refers_to_is_gone_after_a_day" in ended.said


def test_what_failed_comes_with_the_servers_log(suite) -> None:
    ended = suite.run("python -m pytest -k comes_back", PYRUS_FILES_MAX_FILE_SIZE="1000")
    assert ended.status == 1, ended.said
    _, said = ended.said.split("pyrus-files said:")
    assert "path=/v4/files/upload status=400" in said, ended.said


def test_without_the_program_one_sentence_says_what_to_do(suite) -> None:
    ended = suite.run("python -m pytest", PYRUS_FILES="pyrus-files-elsewhere")
    assert ended.status == 3, ended.said
    assert "There is no pyrus-files: put it on the PATH, or name it in PYRUS_FILES." in ended.said


def test_a_server_that_does_not_start_says_why(suite) -> None:
    ended = suite.run("python -m pytest", PYRUS_FILES_SEED="/no/such/folder")
    assert ended.status == 3, ended.said
    assert "pyrus-files does not start:" in ended.said and "/no/such/folder" in ended.said


def test_another_program_is_found_by_its_name(suite) -> None:
    program = suite.folder / "another"
    program.write_text("#!/bin/sh\necho 'it is another' >&2\n")
    program.chmod(0o755)
    ended = suite.run("python -m pytest", PYRUS_FILES="./another")
    assert ended.status == 3 and "it is another" in ended.said, ended.said
