"""A user of a server. Every account lives in an organization of its own, so tests that share a server don't meet."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from .server import Server
from .wire import Answer


@dataclass(frozen=True)
class Account:
    server: Server
    login: str
    security_key: str
    token: str

    @classmethod
    def new(cls, server: Server, organization: str | None = None) -> "Account":
        """Logs a new user in. Without a given organization it is the only one of its domain."""
        unique = secrets.token_hex(6)
        login, key = f"user-{unique}@{organization or f'{unique}.test'}", f"key-{unique}"
        answer = server.call("POST", server.auth_url, document={"login": login, "security_key": key})
        assert answer.status == 200, answer
        return cls(server, login, key, answer.json()["access_token"])

    def renewed(self) -> "Account":
        """The same user with a new token."""
        credentials = {"login": self.login, "security_key": self.security_key}
        answer = self.server.call("POST", self.server.auth_url, document=credentials)
        assert answer.status == 200, answer
        return replace(self, token=answer.json()["access_token"])

    @property
    def organization(self) -> str:
        return self.login.split("@")[1]

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method: str, url: str, *headers: tuple[str, str], **options: Any) -> Answer:
        """A request with this account's token. A relative URL is one of the API's (`tasks/1`)."""
        absolute = url if url.startswith(("http", "/")) else self.server.api_url + url
        return self.server.call(method, absolute, *headers, token=self.token, **options)

    def attach(self, *items: Any) -> list[dict[str, Any]]:
        """Comments on the start task with these attachments and returns the file objects of that comment."""
        answer = self.call("POST", f"tasks/{self.server.task_id}/comments", document={"attachments": items})
        assert answer.status == 200, answer
        return answer.json()["task"]["comments"][-1]["attachments"]
