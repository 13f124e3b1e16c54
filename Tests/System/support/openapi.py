"""The server's OpenAPI document, as the tests read it."""

from dataclasses import dataclass
from typing import Any, Iterator

from jsonschema import Draft202012Validator

from harness.server import Server
from harness.wire import Answer

METHODS = ("get", "put", "post", "delete")


@dataclass(frozen=True)
class Operation:
    document: "Document"
    method: str
    path: str
    node: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def is_control(self) -> bool:
        return self.path.startswith("/_control/")

    @property
    def parameters(self) -> list[dict[str, Any]]:
        shared = self.document.root["paths"][self.path].get("parameters", [])
        return [self.document.resolved(parameter) for parameter in [*shared, *self.node.get("parameters", [])]]

    @property
    def bodies(self) -> Iterator[tuple[str | None, Any]]:
        """The media type and the value of every example of a body; once nothing for an operation without any."""
        content = self.document.resolved(self.node.get("requestBody", {})).get("content", {})
        for media_type, media in content.items() or [(None, {})]:
            for value in [example["value"] for example in media.get("examples", {}).values()] or [None]:
                yield media_type, value

    def assert_documented(self, answer: Answer) -> None:
        """The answer is one of those that the operation has: its status, its type, its form and its headers."""
        assert str(answer.status) in self.node["responses"], f"{self}: {answer}"
        response = self.document.resolved(self.node["responses"][str(answer.status)])
        media_type = (answer.header("Content-Type") or "").split(";")[0]
        assert media_type in response["content"], f"{self}: {answer}"
        if "schema" in response["content"][media_type]:
            value = answer.json() if media_type == "application/json" else answer.body.decode()
            self.document.validate(value, response["content"][media_type]["schema"])
        for name, header in response.get("headers", {}).items():
            header, value = self.document.resolved(header), answer.header(name)
            assert value is not None, f"{self} has no {name}"
            is_integer = header["schema"]["type"] == "integer"
            self.document.validate(int(value) if is_integer else value, header["schema"])


class Document:
    def __init__(self, server: Server) -> None:
        self.root = server.control("GET", "openapi.json")

    def operations(self) -> Iterator[Operation]:
        for path, item in self.root["paths"].items():
            for method in METHODS:
                if method in item:
                    yield Operation(self, method, path, item[method])

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """The node, or what it refers to."""
        if "$ref" not in node:
            return node
        target = self.root
        for name in node["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        return target

    def examples(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Every example, and the schema that it stands beside."""
        nodes = [self.root]
        while nodes:
            node = nodes.pop()
            nodes += [child for child in (node.values() if isinstance(node, dict) else node)
                      if isinstance(child, (dict, list))]
            if isinstance(node, dict) and isinstance(node.get("schema"), dict):
                if "example" in node:
                    yield node["example"], node["schema"]
                for example in node.get("examples", {}).values():
                    yield example["value"], node["schema"]

    def validate(self, value: Any, schema: dict[str, Any]) -> None:
        checker = Draft202012Validator.FORMAT_CHECKER
        Draft202012Validator({**schema, "components": self.root["components"]}, format_checker=checker).validate(value)
