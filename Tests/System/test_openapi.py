"""The OpenAPI document: valid, and true. What its examples ask for is asked, what is answered is compared with it.

That it has every route and nothing else, the Swift tests show.
"""

import json
from typing import Any, Callable, Iterator
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from harness import multipart
from harness.account import Account
from harness.server import Server, running
from support.openapi import Document, Operation

#: Stand in the document for what a server gives out anew each time.
GUID, TOKEN = "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d", "9b0c"
LOGIN, KEY = "anna@example.com", "key"


@pytest.fixture(scope="module", params=["cloud", "cloudless"])
def server(request: pytest.FixtureRequest, binary: str) -> Iterator[Server]:
    with running(binary, edition=request.param) as server:
        yield server


@pytest.fixture(scope="module")
def document(server: Server) -> Document:
    return Document(server)


def test_it_is_valid_openapi(document: Document) -> None:
    assert document.root["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document.root).iter_errors()) == []


def test_every_example_is_what_its_schema_says(document: Document) -> None:
    examples = list(document.examples())
    assert len(examples) > 40
    for value, schema in examples:
        document.validate(value, schema)


def test_every_example_of_a_request_gets_a_documented_answer(server: Server, document: Document) -> None:
    for operation in document.operations():
        for media_type, value in operation.bodies:
            answer = Asking(server, operation).ask(media_type, value)
            operation.assert_documented(answer)
            # This server serves HTTP: it has no CA.
            assert answer.status == (404 if operation.path == "/_control/ca.pem" else 200), f"{operation}: {answer}"


class Asking:
    """A server on which everything is there that the examples of an operation name."""

    def __init__(self, server: Server, operation: Operation) -> None:
        self.server, self.operation = server, operation
        server.control("POST", "reset")
        token = server.call("POST", server.auth_url, document={"login": LOGIN, "security_key": KEY})
        self.account = Account(server, LOGIN, KEY, token.json()["access_token"])
        made = server.call("POST", "/_control/files?name=a.txt&id=7&organization=example.com", body=b"hello")
        assert made.status == 200, made
        self.guid = multipart.upload(self.account).json()["guid"]
        # An article's id is the server's to choose; for the others, nothing refers to the upload.
        self.ids: dict[str, str] = {}
        if "knowledge base" in operation.node["tags"]:
            article = {"title": "How to", "body": f"/services/kb?Id={self.guid}"}
            self.ids["id"] = str(self.account.call("POST", "knowledgebase", document=article).json()["id"])

    def ask(self, media_type: str | None, value: Any) -> Any:
        body, fields = self.body(media_type, value)
        send: Callable = self.server.call if self.operation.is_control else self.account.call
        return send(self.operation.method.upper(), self.target(), *fields, body=body)

    def target(self) -> str:
        path, query = self.operation.path, {}
        for parameter in self.operation.parameters:
            if "example" not in parameter:
                continue
            value = self.real(str(parameter["example"]))
            if parameter["in"] == "path":
                value = self.ids.get(parameter["name"], value)
                path = path.replace(f"{{{parameter['name']}}}", value)
            else:
                query[parameter["name"]] = value
        return path + (f"?{urlencode(query)}" if query else "")

    def body(self, media_type: str | None, value: Any) -> tuple[bytes | None, list[tuple[str, str]]]:
        match media_type:
            case None:
                return None, []
            case "application/json":
                return self.real(json.dumps(value)).encode(), [("Content-Type", media_type)]
            case "multipart/form-data":
                parts = [multipart.part(text.encode(), name) for name, text in value.items()]
                return multipart.body(*parts), [multipart.CONTENT_TYPE]
            case "application/vnd.sqlite3":
                return self.server.call("GET", "/_control/state").body, [("Content-Type", media_type)]
            case _:
                return b"hello", [("Content-Type", media_type)]

    def real(self, text: str) -> str:
        return text.replace(GUID, self.guid).replace(TOKEN, self.account.token)
