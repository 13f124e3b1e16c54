"""UPLOAD-09 at its real size: 2,147,483,647 bytes go in and come out, one byte more does not."""

import os
from pathlib import Path

import pytest

from support import pattern
from support.database import DATABASE, eventually
from support.journey import Journey
from support.transfer import head, opening, upload

#: LIMIT-02: all of a body that is not the file's bytes.
OVERHEAD = 64 * 1024
REFUSED = (400, "too_large_request_length")


def test_the_largest_file_is_taken_with_a_declared_length(plain: Journey) -> None:
    assert plain.large.uploaded.json()["md5_hash"] == pattern.md5(pattern.LIMIT)


def test_the_largest_file_comes_out_as_it_went_in(plain: Journey) -> None:
    download = plain.large.downloaded
    assert download.head.status == 200
    assert download.size == pattern.LIMIT
    assert download.md5 == pattern.md5(pattern.LIMIT)


def test_the_largest_file_is_taken_in_chunks(plain: Journey) -> None:
    answer = upload(plain.account, pattern.LIMIT, chunked=True)
    assert answer.status == 200, answer
    assert answer.json()["md5_hash"] == pattern.md5(pattern.LIMIT)


@pytest.mark.parametrize("chunked, whole", [(False, True), (True, False)], ids=["declared", "chunked-without-end"])
def test_one_byte_more_is_refused_and_leaves_nothing(plain: Journey, chunked: bool, whole: bool) -> None:
    """With a declared length only the file's last byte tells; in chunks it needs no end of the body to tell."""
    database = Path(plain.server.data, DATABASE)
    before = os.stat(database).st_size
    answer = upload(plain.account, pattern.LIMIT + 1, chunked=chunked, whole=whole)
    assert answer.error == REFUSED
    eventually(lambda: os.stat(database).st_size <= before + pattern.MIB, "the space is given back", seconds=60)


@pytest.mark.parametrize("headers", [(), (("Expect", "100-continue"),)], ids=["plain", "expect"])
def test_a_declared_length_that_cannot_fit_is_refused_before_a_byte_of_body(plain: Journey, headers) -> None:
    with plain.server.connect() as connection:
        length = ("Content-Length", str(pattern.LIMIT + OVERHEAD + 1))
        connection.send(head(plain.account, connection, length, *headers))
        answer = connection.answer("POST")
        assert (answer.error, answer.interim) == (REFUSED, ())
        assert answer.header("Connection") == "close"


def test_a_declared_length_that_can_just_fit_is_invited(plain: Journey) -> None:
    with plain.server.connect() as connection:
        length = ("Content-Length", str(pattern.LIMIT + OVERHEAD))
        connection.send(head(plain.account, connection, length, ("Expect", "100-continue")))
        assert connection.next_answer("POST").status == 100
        connection.send(opening("never-ends.bin"))


def test_the_largest_file_goes_both_ways_over_tls(tls: Journey) -> None:
    assert tls.large.uploaded.json()["md5_hash"] == pattern.md5(pattern.LIMIT)
    assert tls.large.downloaded.md5 == pattern.md5(pattern.LIMIT)
