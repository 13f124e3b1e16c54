"""Many tests at once on one server, each with an organization of its own, and none sees another's."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

from harness import multipart
from harness.account import Account
from harness.server import Server

ORGANIZATIONS = 50
DAY = 86_400


class Tenant:
    """One test among many: its own data, clock, faults, journal and resets."""

    def __init__(self, server: Server, number: int) -> None:
        self.account = Account.new(server)
        self.number = number
        self.query = f"?organization={self.account.organization}"

    def control(self, method: str, path: str, document: object = None) -> dict:
        return self.account.server.control(method, path + self.query, document)

    def upload(self) -> str:
        content = f"of {self.number}".encode()
        answer = multipart.upload(self.account, multipart.part(content, filename=f"{self.number}.txt")).json()
        assert answer["md5_hash"] == hashlib.md5(content).hexdigest()
        return answer["guid"]

    def guids(self) -> set[str]:
        uploads = self.control("GET", "uploads")["uploads"]
        assert {upload["organization"] for upload in uploads} <= {self.account.organization}
        return {upload["guid"] for upload in uploads}

    def work(self, together: threading.Barrier) -> None:
        together.wait()
        now = f"20{30 + self.number}-01-01T00:00:00Z"
        self.control("PUT", "clock", {"now": now, "frozen": True})
        # What the clock makes of tokens: issue one on the new time.
        self.account = self.account.renewed()
        kept, lost = self.upload(), self.upload()
        assert self.guids() == {kept, lost}
        task = self.account.call("POST", "tasks/1/comments", document={"attachments": [kept]}).json()["task"]
        assert [comment["create_date"] for comment in task["comments"]] == [now]
        [file] = task["comments"][0]["attachments"]

        fault = {"operation": "download", "kind": "status", "status": 500 + self.number, "times": self.number % 3 + 1}
        self.control("PUT", "faults", {"faults": [fault]})
        path = f"files/download/{file['id']}"
        statuses = [self.account.call("GET", path).status for _ in range(5)]
        assert statuses == [500 + self.number] * fault["times"] + [200] * (5 - fault["times"])
        assert self.account.call("GET", path).body == f"of {self.number}".encode()

        together.wait()
        expired = self.control("POST", "clock/advance", {"seconds": DAY})["expired"]
        assert expired == [lost]
        assert self.guids() == {kept}

        together.wait()
        if self.number % 2:
            assert self.control("POST", "reset") == {"removed": 1}
            assert self.guids() == set()
            assert self.control("GET", "requests")["requests"] == []
            assert self.control("GET", "faults") == {"faults": []}
            assert not self.control("GET", "clock")["frozen"]
            assert self.account.call("GET", path).error == (401, "invalid_token")
        else:
            assert self.guids() == {kept}
            requests = self.control("GET", "requests")["requests"]
            assert {request["organization"] for request in requests} == {self.account.organization}
            assert [request["faults"] for request in requests if request["faults"]] == [["status"]] * fault["times"]
            assert self.control("GET", "faults")["faults"][0]["used"] == fault["times"]
            assert self.control("GET", "clock")["frozen"]
            assert self.account.call("GET", path).error == (401, "expired_token")


def test_fifty_organizations_work_side_by_side(serve) -> None:
    server: Server = serve()
    together = threading.Barrier(ORGANIZATIONS, timeout=120)
    tenants = [Tenant(server, number) for number in range(ORGANIZATIONS)]
    with ThreadPoolExecutor(ORGANIZATIONS) as pool:
        for work in [pool.submit(tenant.work, together) for tenant in tenants]:
            work.result()
    # What belongs to nobody's organization is as it was.
    assert not server.control("GET", "clock")["frozen"]
    assert server.call("GET", "/v4/tasks/1", token=server.access_token).status == 200
