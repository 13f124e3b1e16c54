"""`pyrus-files exec`: a server for the life of one command, of which nothing is left."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.execution import SECONDS

#: Says where it runs, then waits to be ended.
WAITER = "import os, sys, signal; {setup}; os.write(1, b'%d\\n' % os.getpid()); signal.pause()"


def waiter(setup: str = "pass") -> list[str]:
    return [sys.executable, "-c", WAITER.format(setup=setup)]


def eventually(is_so) -> bool:
    end = time.monotonic() + SECONDS
    while not is_so():
        if time.monotonic() > end:
            return False
    return True


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_command_finds_the_server_in_its_environment(execute) -> None:
    script = r"""
import json, os, urllib.request
url = os.environ["PYRUS_API_URL"] + "tasks/" + os.environ["PYRUS_TASK_ID"]
request = urllib.request.Request(url, headers={"Authorization": "Bearer " + os.environ["PYRUS_ACCESS_TOKEN"]})
task = json.load(urllib.request.urlopen(request))
auth = json.dumps({"login": os.environ["PYRUS_LOGIN"], "security_key": os.environ["PYRUS_SECURITY_KEY"]}).encode()
answer = json.load(urllib.request.urlopen(os.environ["PYRUS_AUTH_URL"], auth))
health = json.load(urllib.request.urlopen(os.environ["PYRUS_CONTROL_URL"] + "health"))
print(json.dumps([task["task"]["id"], answer["api_url"] == os.environ["PYRUS_API_URL"],
    answer["files_url"] == os.environ["PYRUS_FILES_URL"], health,
    os.environ["PYRUS_API_URL"].startswith(os.environ["PYRUS_ORIGIN"] + "/")]))
"""
    execution = execute([sys.executable, "-c", script], "--task", "17", "--task", "18")
    status, out, errors = execution.end()
    assert (status, errors) == (0, "")
    assert json.loads(out) == [17, True, True, {"status": "ok"}, True]
    assert execution.left == []


@pytest.mark.parametrize("command, expected", [
    (["true"], 0), (["sh", "-c", "exit 7"], 7), (["sh", "-c", "exit 64"], 64), (["sh", "-c", "kill -TERM $$"], 143), (["sh", "-c", "kill -9 $$"], 137),
    (["no-such-command"], 127), (["/"], 126), (["/etc/hostname"], 126),
])
def test_the_status_is_the_commands(execute, command: list[str], expected: int) -> None:
    execution = execute(command)
    status, out, errors = execution.end()
    assert (status, out) == (expected, "")
    assert bool(errors) == (expected in (126, 127)) and len(errors.splitlines()) <= 1
    assert execution.left == []


@pytest.mark.parametrize("options, status, name", [
    (["--host", "203.0.113.1"], 125, "203.0.113.1"), (["--seed", "/no/such/folder"], 125, "/no/such/folder"),
    (["--port", "80"], 2, "--port"), (["--port=80"], 2, "--port"), (["--data", "/tmp/x"], 2, "--data"),
    (["--no-such-option"], 2, "--no-such-option"),
])
def test_what_can_not_be_is_told(execute, options: list[str], status: int, name: str) -> None:
    execution = execute(["echo", "ran"], *options)
    ended = execution.end()
    assert ended[:2] == (status, "") and name in ended[2]
    assert execution.left == []


def test_without_a_command_it_says_so(binary: str) -> None:
    for arguments in (["exec"], ["exec", "--"], ["exec", "true"]):
        ended = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=SECONDS)
        assert ended.returncode == 2 and ended.stderr.startswith("pyrus-files: ")


def test_twins_count_but_those_of_port_and_data(execute) -> None:
    twins = {"PYRUS_FILES_PORT": "bad", "PYRUS_FILES_DATA": "/no/where", "PYRUS_FILES_ACCESS_TOKEN": "by-twin"}
    status, out, _ = execute(["sh", "-c", "echo $PYRUS_ACCESS_TOKEN $0 --port", "--data"], twins=twins).end()
    assert (status, out) == (0, "by-twin --data --port\n")


def test_the_command_has_its_own_input_and_output_and_no_descriptor_of_the_server(execute) -> None:
    execution = execute(["sh", "-c", "cat; ls /proc/self/fd | tr '\\n' ' '"], stdin=subprocess.PIPE)
    out, errors = execution.process.communicate(b"through the pipe\n", timeout=SECONDS)
    # The last one is of the listing itself.
    assert out.decode().split("\n") == ["through the pipe", "0 1 2 3 "] and errors == b""


def test_a_descriptor_that_the_caller_passes_on_gets_there(execute) -> None:
    reader, writer = os.pipe()
    execution = execute(["sh", "-c", f"echo passed > /dev/fd/{writer}"], pass_fds=[writer])
    os.close(writer)
    assert execution.end()[0] == 0
    assert os.read(reader, 100) == b"passed\n"
    os.close(reader)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_signals_are_passed_on(execute, number: signal.Signals) -> None:
    execution = execute(waiter(f"signal.signal({int(number)}, lambda *_: sys.exit(42))"))
    assert execution.first_line()
    execution.process.send_signal(number)
    assert execution.end()[0] == 42
    assert execution.left == []


def test_one_that_is_ignored_from_the_start_stays_so(execute) -> None:
    """As under `nohup`."""
    execution = execute(
        waiter("assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN"),
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    assert execution.first_line()
    execution.process.send_signal(signal.SIGHUP)
    execution.process.send_signal(signal.SIGTERM)
    assert execution.end()[0] == 128 + signal.SIGTERM


def test_a_command_that_has_not_asked_for_them_dies_of_them(execute) -> None:
    execution = execute(waiter())
    assert execution.first_line()
    execution.process.send_signal(signal.SIGTERM)
    assert execution.end()[0] == 128 + signal.SIGTERM


def test_a_command_that_ignores_its_end_is_ended(execute) -> None:
    execution = execute(waiter("signal.signal(signal.SIGTERM, signal.SIG_IGN)"))
    child = int(execution.first_line())
    execution.process.send_signal(signal.SIGTERM)
    assert execution.end()[0] == 128 + signal.SIGKILL
    assert is_gone(child) and execution.left == []


def test_what_the_command_left_running_ends_with_it(execute) -> None:
    left = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {!r}]); print(p.pid, flush=True)"
    stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"
    execution = execute([sys.executable, "-c", left.format(stubborn)])
    grandchild = int(execution.first_line())
    assert execution.end()[0] == 0
    assert eventually(lambda: is_gone(grandchild)) and execution.left == []


def test_killed_itself_it_takes_the_command_and_its_folder_with_it(execute) -> None:
    execution = execute(waiter("os.fork()"))
    children = [int(execution.first_line()), int(execution.first_line())]
    assert execution.left
    execution.process.kill()
    assert all(eventually(lambda: is_gone(child)) for child in children)
    assert eventually(lambda: execution.left == [])


def test_a_killed_command_is_told_by_the_status(execute) -> None:
    execution = execute(waiter())
    os.kill(int(execution.first_line()), signal.SIGKILL)
    assert execution.end()[0] == 128 + signal.SIGKILL
    assert execution.left == []


def test_in_a_pipe_whose_reader_left_the_command_dies_of_it_as_alone(execute) -> None:
    execution = execute([sys.executable, "-c", "import signal; assert signal.getsignal(13) == signal.SIG_IGN"])
    assert execution.end()[0] == 0, "Python itself ignores it; what counts is what it was given:"
    execution = execute(["sh", "-c", "while :; do echo y; done"])
    assert execution.process.stdout and execution.first_line() == "y"
    execution.process.stdout.close()
    assert execution.process.wait(SECONDS) == 128 + signal.SIGPIPE


def test_in_a_terminal_what_is_typed_is_the_commands(binary: str, tmp_path: Path) -> None:
    """Ctrl-C ends the command alone, which says so by its status."""
    child = "import signal; signal.signal(signal.SIGINT, lambda *_: exit(9)); print(input(), flush=True); signal.pause()"
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TMPDIR"] = str(tmp_path)
        os.execv(binary, [binary, "exec", "--", sys.executable, "-c", child])
    said = b""

    def hear(word: bytes) -> None:
        nonlocal said
        while word not in said:
            assert select.select([terminal], [], [], SECONDS)[0], said
            said += os.read(terminal, 1024)

    os.write(terminal, b"typed\n")
    hear(b"typed\r\ntyped")
    os.write(terminal, b"\x03")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 9
    assert os.listdir(tmp_path) == []
