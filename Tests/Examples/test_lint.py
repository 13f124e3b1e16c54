"""What linters say of the examples, which is nothing; and that each of them would say something."""

import subprocess
from pathlib import Path

import pytest
import yaml

from support.example import EXAMPLES, SCRIPTS, SECONDS

CONFIGURATION = Path(__file__).parent
DOCKERFILE = EXAMPLES / "docker" / "Dockerfile"
COMPOSE = EXAMPLES / "docker" / "compose.yaml"
WORKFLOW = EXAMPLES / "github-actions" / "workflow.yml"

LINTERS = {
    "hadolint": ["hadolint", "--no-color"],
    "shellcheck": ["shellcheck"],
    "workflow": ["check-jsonschema", "--no-cache", "--builtin-schema", "vendor.github-workflows"],
    "timeout": ["check-jsonschema", "--no-cache", "--builtin-schema", "custom.github-workflows-require-timeout"],
    "compose": ["check-jsonschema", "--no-cache", "--builtin-schema", "vendor.compose-spec"],
    "yamllint": ["yamllint", "--strict", "--config-file", str(CONFIGURATION / "yamllint.yml")],
    "zizmor": ["zizmor", "--offline", "--no-progress", "--persona", "pedantic", "--config",
               str(CONFIGURATION / "zizmor.yml")],
}


def lint(linter: str, file: Path) -> subprocess.CompletedProcess:
    command, *options = LINTERS[linter]
    return subprocess.run([SCRIPTS / command, *options, file], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=SECONDS)


def judged() -> list[tuple[str, Path]]:
    scripts = sorted(EXAMPLES.rglob("*.sh"))
    return [
        ("hadolint", DOCKERFILE), *(("shellcheck", script) for script in scripts), ("workflow", WORKFLOW),
        ("timeout", WORKFLOW), ("zizmor", WORKFLOW), ("compose", COMPOSE),
        ("yamllint", WORKFLOW), ("yamllint", COMPOSE),
    ]


@pytest.mark.parametrize("linter, file", judged(), ids=lambda value: getattr(value, "name", value))
def test_it_finds_nothing(linter: str, file: Path) -> None:
    done = lint(linter, file)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("step", [
    pytest.param(step["run"], id=step["name"])
    for job in yaml.safe_load(WORKFLOW.read_text())["jobs"].values() for step in job["steps"] if "run" in step
])
def test_shellcheck_finds_nothing_in_a_step_of_the_workflow(tmp_path: Path, step: str) -> None:
    script = tmp_path / "step.sh"
    script.write_text(f"#!/bin/bash\nset -e\n{step}\n")
    done = lint("shellcheck", script)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("linter, file, right, wrong, finding", [
    ("hadolint", DOCKERFILE, "USER 10001:10001", "USER root", "DL3002"),
    ("hadolint", DOCKERFILE, "swift:6.3-bookworm", "swift", "DL3006"),
    ("hadolint", DOCKERFILE, "&& rm -rf /var/lib/apt/lists/*", "&& true", "DL3009"),
    ("shellcheck", EXAMPLES / "shell" / "invoice.sh", '"$folder/half"', "$folder/half", "SC2086"),
    ("shellcheck", EXAMPLES / "docker" / "healthy.sh", "_ status _", "_ other _", "SC2154"),
    ("workflow", WORKFLOW, "runs-on", "run-on", "runs-on"),
    ("timeout", WORKFLOW, "    timeout-minutes: 60\n", "", "timeout-minutes"),
    ("zizmor", WORKFLOW, "pip install pytest", "pip install ${{ github.head_ref }}", "template-injection"),
    ("zizmor", WORKFLOW, "actions/cache@v4", "someone/cache@v4", "unpinned-uses"),
    ("compose", COMPOSE, "condition: service_healthy", "condition: healthy", "condition"),
    ("yamllint", COMPOSE, "  tests:\n", "  pyrus-files:\n", "duplication of key"),
])
def test_it_would_find_something(
        tmp_path: Path, linter: str, file: Path, right: str, wrong: str, finding: str) -> None:
    text = file.read_text()
    assert right in text
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    spoiled = folder / file.name
    spoiled.write_text(text.replace(right, wrong))
    done = lint(linter, spoiled)
    assert done.returncode != 0 and finding in done.stdout, done.stdout
