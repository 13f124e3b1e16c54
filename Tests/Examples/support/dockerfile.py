"""A Dockerfile and its .dockerignore, read: stages with their instructions, and which files a build is sent."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from .example import Tracked


@dataclass(frozen=True)
class Instruction:
    keyword: str
    flags: dict[str, str]
    argument: str

    @property
    def words(self) -> list[str]:
        """The argument of one that takes a JSON array, or words."""
        return json.loads(self.argument) if self.argument.startswith("[") else self.argument.split()


@dataclass
class Stage:
    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def last(self, keyword: str) -> Instruction:
        return [each for each in self.instructions if each.keyword == keyword][-1]

    @property
    def environment(self) -> dict[str, str]:
        settings = [word for each in self.instructions if each.keyword == "ENV" for word in each.words]
        return dict(setting.split("=", 1) for setting in settings)

    @property
    def packages(self) -> list[str]:
        """What its RUN steps install."""
        text = " ".join(each.argument for each in self.instructions if each.keyword == "RUN")
        installs = re.findall(r"apt-get install ([^&|;]*)", text)
        return [word for install in installs for word in install.split() if not word.startswith("-")]

    @property
    def health_command(self) -> list[str]:
        return json.loads(self.last("HEALTHCHECK").argument.removeprefix("CMD "))


class Dockerfile:
    def __init__(self, path: Path) -> None:
        self.stages: list[Stage] = []
        lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
        for text in filter(None, re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()):
            keyword, rest = text.split(maxsplit=1)
            flags = {}
            while flag := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
                flags[flag[1]] = flag[2]
                rest = rest[flag.end():]
            if keyword == "FROM":
                base, _, name = rest.partition(" AS ")
                self.stages.append(Stage(base, name))
            else:
                self.stages[-1].instructions.append(Instruction(keyword, flags, rest))
        ignore = path.with_name(path.name + ".dockerignore").read_text().splitlines()
        self._ignored = [line for line in ignore if line and not line.startswith("#")]
        assert not any(line.startswith("!") for line in self._ignored), "exceptions are not read here"

    def is_sent(self, file: Tracked) -> bool:
        """Patterns begin at the context's root, and what they match goes with all that is below."""
        return not any(_pattern(line).match(file.path) for line in self._ignored)


def _pattern(line: str) -> re.Pattern:
    steps = re.split(r"(\*\*/|\*|\?)", line)
    known = {"**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(step, re.escape(step)) for step in steps) + r"(?:/|\Z)")
