"""UPLOAD-09 at its real size: 2,147,483,647 bytes go in and come out, one byte more does not."""

import os
from pathlib import Path

import pytest

from support import pattern
from support.database import DATABASE, eventually
from support.journey import Journey
from support.transfer import head, opening, upload

#: One process has the files of 2 GB, and all that ask for them.
pytestmark = pytest.mark.xdist_group("journey")
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


def test_the_largest_file_goes_both_ways_in_chunks_and_over_tls(tls: Journey) -> None:
    assert tls.chunked
    assert tls.large.uploaded.json()["md5_hash"] == pattern.md5(pattern.LIMIT)
    assert tls.large.downloaded.md5 == pattern.md5(pattern.LIMIT)


def test_one_byte_more_is_refused_with_a_declared_length(plain: Journey) -> None:
    assert upload(plain.account, pattern.LIMIT + 1).error == REFUSED


def test_one_byte_more_is_refused_in_chunks_before_the_body_ends(plain: Journey) -> None:
    assert upload(plain.account, pattern.LIMIT + 1, chunked=True, whole=False).error == REFUSED


def test_the_space_of_what_was_refused_is_given_back(plain: Journey) -> None:
    """UPLOAD-17. After the tests above the database holds the two files that were taken, and little else."""
    database = Path(plain.server.data, DATABASE)
    bound = plain.small.size + plain.large.size + 64 * pattern.MIB
    eventually(lambda: os.stat(database).st_size <= bound, "the space is given back", seconds=300)


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
