"""`docker/`: the Dockerfile's steps, run in a clean folder, and what the image of them does; without Docker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from support.container import ADDRESS
from support.dockerfile import Dockerfile
from support.example import EXAMPLES, ROOT, SECONDS, Tracked, header_command, tracked
from support.image import build

ORIGIN = f"http://{ADDRESS}:8080"


def curl(container, path: str, *options: str) -> tuple[str, str]:
    """Status and body of an answer, as somebody outside of the container gets it."""
    done = container.beside("curl", "-s", "-m", "30", "-w", "\n%{http_code}", *options, ORIGIN + path)
    body, _, status = done.stdout.rpartition("\n")
    return status, body


def test_the_build_is_sent_what_git_keeps_and_nothing_of_this_checkout(dockerfile: Dockerfile, context: Path) -> None:
    sent = {str(path.relative_to(context)) for path in context.rglob("*") if path.is_file()}
    assert sent == {file.path for file in tracked()}
    for left in (".git", ".git/HEAD", ".build/pyrus-files", ".build-asan/x", ".swiftpm/x", "Package.resolved",
                 "Tests/System/__pycache__/conftest.pyc", "__pycache__/x", "Fixtures/examples/node/node_modules/x/y"):
        assert not dockerfile.is_sent(Tracked(left)), left
    assert dockerfile.is_sent(Tracked(".gitignore")) and dockerfile.is_sent(Tracked("Sources/node_modules.swift"))


def test_what_is_sent_is_the_whole_package(context: Path, tmp_path: Path) -> None:
    """Where a target's folder is missing, no package can be made of it."""
    swift = shutil.which("swift")
    if swift is None:
        pytest.fail("There is no swift command.", pytrace=False)
    describe = [swift, "package", "--package-path", context, "--scratch-path", tmp_path, "describe", "--type", "json"]
    package = json.loads(subprocess.run(describe, check=True, capture_output=True, timeout=SECONDS).stdout)
    described = {f"{target['path']}/{source}" for target in package["targets"] for source in target["sources"]}
    assert {file.path for file in tracked(ROOT / "Sources") if file.path.endswith(".swift")} <= described


def test_the_build_installs_what_the_readme_says(dockerfile: Dockerfile) -> None:
    words = " ".join(dockerfile.stages[0].packages)
    assert f"apt-get install -y {words} && swift run" in (ROOT / "README.md").read_text()


def test_the_header_builds_this_file_and_publishes_the_port_that_is_exposed(dockerfile: Dockerfile) -> None:
    file = EXAMPLES / "docker" / "Dockerfile"
    assert str(file.relative_to(ROOT)) in header_command(file)
    [port] = dockerfile.stages[-1].last("EXPOSE").words
    assert f":{port}:{port} " in header_command(file, 1)
    assert dockerfile.stages[-1].environment["PYRUS_FILES_PORT"] == port


def test_the_steps_come_to_an_image_with_the_program_and_no_source(image: Path) -> None:
    transcript = (image.parent / "transcript").read_text()
    # Told by Tests/release.sh of what it stripped and saw work, and by what stands in for the compiler.
    assert "\nneeds:\n  libm.so.6\n  libgcc_s.so.1\n  libc.so.6\n" in transcript and "not compiled here" in transcript, transcript
    assert (image / "usr/local/bin/pyrus-files").stat().st_mode & 0o777 == 0o755
    assert (image / "usr/local/bin/healthy").stat().st_mode & 0o777 == 0o755
    assert sorted(path.name for path in (image / "usr/local/bin").iterdir()) == ["healthy", "pyrus-files"]
    assert not (image / "src").exists() and list((image / "var/lib/apt/lists").iterdir()) == []
    data = (image / "data").stat()
    assert (data.st_uid, data.st_gid) == (10001, 10001)


def test_it_serves_whoever_reaches_it_and_ends_as_it_is_told(container) -> None:
    running = container()
    running.wait_until_healthy()
    assert running.execute("id", "-u").stdout == "10001\n"
    token = "Authorization: Bearer local-token"
    status, body = curl(running, "/v4/files/upload", "-H", token, "-F", "file=@/etc/hostname")
    assert status == "200" and "guid" in json.loads(body), body
    assert running.execute("sh", "-c", "ls /data").stdout, "no data is in the volume"
    # The control API is the container's own.
    assert curl(running, "/_control/health")[0] == "403"
    assert running.stop() == 0, "it did not end in the time that Docker gives it"
    assert "Anyone who reaches this address can use the server." in running.output()


def test_a_control_token_opens_the_control_api_and_it_stays_healthy(container) -> None:
    running = container(PYRUS_FILES_CONTROL_TOKEN="control")
    running.wait_until_healthy()
    assert curl(running, "/_control/health")[0] == "403"
    assert curl(running, "/_control/health", "-H", "Authorization: Bearer control") == ("200", '{"status":"ok"}')
    assert running.stop() == 0


def test_one_that_does_not_serve_is_not_healthy(container) -> None:
    """Here something else runs: `exec` serves on another port, for its command alone."""
    running = container("exec", "--", "sh", "-c", 'echo "$PYRUS_API_URL"; exec sleep 60')
    assert running.first_line().endswith("/v4/")
    assert running.execute("true").returncode == 0 and not running.is_healthy()


def test_other_options_of_the_program_work_behind_its_name(container) -> None:
    running = container("serve", "--port", "8080", "--access-token", "another")
    running.wait_until_healthy()
    assert curl(running, "/v4/tasks/1", "-H", "Authorization: Bearer another")[0] == "200"
    assert curl(running, "/v4/tasks/1", "-H", "Authorization: Bearer local-token")[0] == "401"
    ended = container("no-such-command")
    assert ended.wait() == 2


@pytest.mark.parametrize("right, wrong, finding", [
    pytest.param("COPY --from=build /usr/local/bin/pyrus-files /usr/local/bin/", "", "failed to run command", id="program"),
    pytest.param(" libsqlite3-dev ", " no-such-dev ", "no-such-dev is not on this machine", id="package"),
    pytest.param("&& cp .build/pyrus-files /usr/local/bin/", "", "cannot stat .*/pyrus-files'", id="left-in-cache"),
])
def test_a_step_that_is_wrong_is_noticed(
        binary: Path, base: Path, context: Path, tmp_path: Path, right: str, wrong: str, finding: str) -> None:
    """So what an image has comes of its own steps, and not of the machine that they are run on."""
    for file in tracked(EXAMPLES / "docker"):
        file.copy_to(tmp_path)
    spoiled = tmp_path / "Fixtures" / "examples" / "docker" / "Dockerfile"
    text = spoiled.read_text()
    assert right in text
    spoiled.write_text(text.replace(right, wrong))
    with pytest.raises(AssertionError, match=finding):
        root = build(Dockerfile(spoiled), context, binary, base, tmp_path)
        run = ["chroot", root, "pyrus-files", "--version"]
        done = subprocess.run(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS)
        assert done.returncode == 0, done.stdout


def test_the_tests_of_the_compose_file_pass_against_its_server(container, example) -> None:
    services = yaml.safe_load((EXAMPLES / "docker" / "compose.yaml").read_text())["services"]
    server, tests = services["pyrus-files"], services["tests"]
    build = server["build"]
    assert (EXAMPLES / "docker" / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).samefile(EXAMPLES / "docker" / "Dockerfile")
    [volume] = tests["volumes"]
    assert (EXAMPLES / "docker" / volume.split(":")[0]).samefile(EXAMPLES / "node")

    running = container(**server["environment"])
    running.wait_until_healthy()
    folder = example("node").folder
    # The name of the other container is its address here.
    settings = {name: value.replace("//pyrus-files:", f"//{ADDRESS}:") for name, value in tests["environment"].items()}
    environment = [f"{name}={value}" for name, value in settings.items()]
    done = running.beside("env", *environment, *tests["command"], cwd=folder)
    assert done.returncode == 0 and "# pass 5" in done.stdout, done.stdout
    refused = running.beside("env", *environment, "PYRUS_CONTROL_TOKEN=wrong", *tests["command"], cwd=folder)
    assert refused.returncode == 1 and ": 403" in refused.stdout, refused.stdout
    assert running.stop() == 0
