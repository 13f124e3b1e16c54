"""Hostile connections: others are served while they go on, and the server is as it was once they are gone.

With their full numbers, and with the speed of the others, `Tests/Endurance/hostile_connections.py` does it.
"""

from dataclasses import dataclass, replace
from typing import Callable, Iterator

import pytest

from harness.account import Account
from harness.server import Server, running
from support.crowd import Crowd, Kind, Target
from support.hostile import FLOODS, ONE_AFTER_THE_OTHER, RETURNING, STAYING, target_of
from support.journey import peak_memory
from support.others import Others
from support.usage import Usage, resident, returns

#: Requests of each of the others' works.
REQUESTS = 50
#: Memory that is there for requests that wait for their turn, in KiB: of each connection.
FLOOD_EACH = 1_280
#: A share of the million.
CONNECTIONS = 5_000


@dataclass(frozen=True)
class Stage:
    server: Server
    target: Target
    others: Others
    before: Usage


@pytest.fixture(scope="module")
def stage(binary: str) -> Iterator[Stage]:
    with running(binary, "--rate-limit", "off") as server:
        target, others = target_of(Account.new(server)), Others(Account.new(server))
        # What a server that works has of the system is more than what it has at its start.
        serve_others(others)
        yield Stage(server, target, others, Usage.of(server.pid))


def serve_others(others: Others) -> None:
    for work in others.works:
        others.rate(work, REQUESTS)


def name(kind: Kind) -> str:
    return kind.behaviour.__name__


@pytest.mark.parametrize("kind", STAYING, ids=name)
def test_others_are_served_beside_those_that_stay(stage: Stage, kind: Kind) -> None:
    kind = replace(kind, members=kind.members // 5)
    with Crowd(kind, stage.target):
        serve_others(stage.others)
        assert Usage.of(stage.server.pid).descriptors > kind.members, "they are not there"
    returns(stage.server.pid, stage.before)


@pytest.mark.parametrize("kind", RETURNING, ids=name)
def test_others_are_served_beside_those_that_come_again_and_again(stage: Stage, kind: Kind) -> None:
    with Crowd(replace(kind, pause=0.1), stage.target) as crowd:
        serve_others(stage.others)
        crowd.wait_for(3 * kind.members)
    returns(stage.server.pid, stage.before)


def test_a_flood_of_requests_is_not_taken_in_at_once(serve: Callable[..., Server]) -> None:
    """A read of 256 KiB would be some thousand requests, and those some megabytes, of each connection without a token."""
    server = serve()
    account = Account.new(server)
    before, others = resident(server.pid), Others(account)
    with Crowd(FLOODS, Target.of(account, "/nowhere")):
        serve_others(others)
        assert peak_memory(server.pid) <= before + FLOODS.members * FLOOD_EACH


def test_others_are_served_beside_thousands_one_after_the_other(stage: Stage) -> None:
    with Crowd(ONE_AFTER_THE_OTHER, stage.target) as crowd:
        serve_others(stage.others)
        crowd.wait_for(CONNECTIONS)
    returns(stage.server.pid, stage.before)
