"""The page on security names a test for each of its claims; here each of them exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "Sources/PyrusFilesServer/PyrusFilesServer.docc/Security.md"
TOPICS = re.split(r"^### ", PAGE.read_text(), flags=re.M)[1:]
#: A path below `Tests`, and a function in it.
REFERENCE = re.compile(r"`([\w/.]+\.(?:py|swift))::(\w+)`")


def claims() -> list[str]:
    """The rows of the page's tables, without their heads."""
    topics = "".join(topic.split("\n## ")[0] for topic in TOPICS)
    rows = [line for line in topics.splitlines() if line.startswith("|")]
    return [row for row in rows if not re.match(r"\|[ |-]+$", row) and "what stops it" not in row]


def functions(file: Path) -> set[str]:
    if file.suffix == ".py":
        return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}
    return set(re.findall(r"@Test\b(?:(?!@Test).)*?\bfunc (\w+)\(", file.read_text(), re.S))


@pytest.mark.parametrize("claim", claims())
def test_a_claim_has_its_tests(claim: str) -> None:
    references = REFERENCE.findall(claim.rsplit("|", 2)[1])
    assert references, "the last cell names no test"
    for path, name in references:
        file = ROOT / "Tests" / path
        assert file.is_file(), path
        assert name in functions(file), f"{path} has no test {name}"


def test_every_topic_has_claims() -> None:
    without = [topic.splitlines()[0] for topic in TOPICS if "what stops it" not in topic]
    assert len(TOPICS) >= 10 and without == []
