"""`github-actions/`: what the workflow's steps run, run in clean folders as they would be laid there."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.server import running
from support import stand_ins
from support.example import EXAMPLES, Example, tracked

WORKFLOW = EXAMPLES / "github-actions" / "workflow.yml"


class Runner:
    """Runs a job's `run:` steps in their order, in one folder, until one fails."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self.jobs = yaml.safe_load(WORKFLOW.read_text())["jobs"]
        self.temporary = example.folder.parent / "runner"
        self.path = self.temporary / "path"
        self.stand_ins = self.temporary / "stand-ins"
        self.stand_ins.mkdir(parents=True)
        # The program is where the workflow puts it, and nowhere else.
        (example.folder.parent / "bin" / "pyrus-files").unlink()
        self.path.touch()

    def run(self, job: str, folder: Path, **settings: str) -> str:
        said = ""
        for step in self.jobs[job]["steps"]:
            if "run" not in step:
                continue
            assert "${{" not in step["run"], "an expression in a script is not quoted"
            environment = self.example.environment({"RUNNER_TEMP": str(self.temporary), "GITHUB_PATH": str(self.path)})
            path = [*self.path.read_text().split(), str(self.stand_ins), environment["PATH"]]
            environment |= {"PATH": ":".join(path)} | self.environment(job) | settings
            # In a container, steps have the shell that every image has.
            shell = "sh" if "container" in self.jobs[job] else "bash"
            done = subprocess.run([shell, "-e", "-c", step["run"]], cwd=folder, env=environment, timeout=60, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said += done.stdout
            if done.returncode != 0:
                raise subprocess.CalledProcessError(done.returncode, step["run"], said)
        return said

    def environment(self, job: str) -> dict[str, str]:
        return {name: str(value) for name, value in self.jobs[job].get("env", {}).items()}

    def step(self, job: str, action: str) -> dict[str, Any]:
        [step] = [step for step in self.jobs[job]["steps"] if step.get("uses", "").startswith(action + "@")]
        return step["with"]


@pytest.fixture
def runner(example) -> Runner:
    return Runner(example("github-actions"))


@pytest.fixture
def integration(tmp_path: Path) -> Path:
    """A repository into which the examples were copied as the header says."""
    folder = tmp_path / "integration"
    for name in ("pytest", "node"):
        for file in tracked(EXAMPLES / name):
            file.copy_to(tmp_path / "copied")
        shutil.copytree(tmp_path / "copied/Fixtures/examples" / name, folder / "tests" / name)
    return folder


@pytest.fixture
def artifact(runner: Runner, binary: Path) -> None:
    """The program as `download-artifact` leaves it, which keeps no modes."""
    folder = Path(runner.step("tests", "actions/download-artifact")["path"].replace(
        "${{ runner.temp }}", str(runner.temporary)))
    folder.mkdir()
    shutil.copyfile(binary, folder / "pyrus-files")
    stand_ins.put(runner.stand_ins, "pip", stand_ins.PIP)


def test_it_makes_the_program_that_it_hands_on_and_caches(
        runner: Runner, binary: Path, context: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(context, checkout)
    stand_ins.put(runner.stand_ins, "apt-get", stand_ins.APT_GET)
    stand_ins.put(runner.stand_ins, "swift", stand_ins.SWIFT.format(built=binary.parent))
    stand_ins.put(runner.stand_ins, "clang", stand_ins.CLANG)
    assert "not compiled here" in runner.run("program", checkout)
    handed_on = runner.step("program", "actions/upload-artifact")
    program = checkout / handed_on["path"]
    assert subprocess.run([program, "--version"], capture_output=True, timeout=60).returncode == 0
    assert program.parent == checkout / runner.step("program", "actions/cache")["path"]
    # A hidden file would not be handed on.
    assert not any(part.startswith(".") for part in Path(handed_on["path"]).parts)
    assert handed_on["name"] == runner.step("tests", "actions/download-artifact")["name"]


def test_its_tests_pass(runner: Runner, artifact: None, integration: Path) -> None:
    said = runner.run("tests", integration)
    assert "7 passed" in said and "# pass 5" in said, said


@pytest.mark.parametrize("spoiled", ["tests/pytest/invoices.py", "tests/node/invoices.test.mjs"])
def test_a_test_that_fails_fails_the_job(runner: Runner, artifact: None, integration: Path, spoiled: str) -> None:
    file = integration / spoiled
    file.write_text(file.read_text().replace("429", "430"))
    with pytest.raises(subprocess.CalledProcessError):
        runner.run("tests", integration)


def test_its_tests_pass_against_a_container(runner: Runner, binary: Path, integration: Path) -> None:
    [service] = runner.jobs["service"]["services"].values()
    assert service["ports"] == ["8080:8080"]
    token = service["env"]["PYRUS_FILES_CONTROL_TOKEN"]
    with running(str(binary), "--control-token", token) as server:
        settings = {name: value.replace("http://127.0.0.1:8080", server.origin)
                    for name, value in runner.environment("service").items()}
        said = runner.run("service", integration, **settings)
    assert "# pass 5" in said, said
