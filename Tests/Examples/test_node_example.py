"""`node/`: a test file of Node.js, around which `exec` starts a server."""

import re

import pytest

from support.example import Ended, header_command


@pytest.fixture
def tests(example):
    return example("node")


def count(ended: Ended, outcome: str) -> int:
    found = re.search(rf"^(?:#|ℹ) {outcome} (\d+)$", ended.said, re.M)
    assert found, ended.said
    return int(found[1])


def test_its_tests_pass_and_leave_nothing(tests) -> None:
    ended = tests.run(header_command(tests.folder / "invoices.test.mjs"))
    assert ended.status == 0 and (count(ended, "pass"), count(ended, "fail")) == (5, 0), ended.said
    assert tests.left == []


def test_a_server_that_keeps_what_should_expire_fails_the_test_of_that_and_no_other(tests) -> None:
    ended = tests.run(
        header_command(tests.folder / "invoices.test.mjs"), PYRUS_FILES_UNREFERENCED_LIFETIME="never")
    assert ended.status == 1 and (count(ended, "pass"), count(ended, "fail")) == (4, 1), ended.said
    assert re.findall(r"^not ok \d - (.*)$", ended.said, re.M) == [
        "an upload that nothing refers to is gone after a day"], ended.said


def test_without_exec_one_sentence_says_what_to_do(tests) -> None:
    ended = tests.run("node --test invoices.test.mjs")
    assert ended.status == 1 and count(ended, "pass") == 0, ended.said
    assert f"run this as {header_command(tests.folder / 'invoices.test.mjs')}" in ended.said
