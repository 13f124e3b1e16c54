"""A container of an image's root without Docker: namespaces of its own for processes, mounts and the network, the
command as the first process, a layer that is thrown away."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Mapping

from .dockerfile import Stage
from .image import PATH
from .layers import NAMESPACES, layered

#: What Docker gives a container between SIGTERM and SIGKILL.
STOP_SECONDS = 10

#: An end for what hangs, not a speed.
SECONDS = 60

#: The container's own address in its network, where what comes is not from loopback.
ADDRESS = "172.17.0.2"


class Container:
    def __init__(self, image: Path, stage: Stage, command: tuple[str, ...], settings: Mapping[str, str]) -> None:
        self._stage = stage
        layer = image.with_name("container")
        layer.mkdir(exist_ok=True)
        self._root, mounts = layered(image, layer)
        self._settings = stage.environment | settings
        words = [*stage.last("ENTRYPOINT").words, *(command or stage.last("CMD").words)]
        paths = [path for each in stage.instructions if each.keyword == "VOLUME" for path in each.words]
        script = "\n".join([
            "ip link set lo up",
            f"ip address add {ADDRESS}/32 dev lo",
            *mounts,
            *(f"test -d {self._root}{path}" for path in paths),
            'exec "$@"',
        ])
        self._process = subprocess.Popen(
            [*NAMESPACES, "sh", "-e", "-c", script, "container", *self._inside(*words)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def _inside(self, *words: str, user: str | None = None) -> list[str]:
        """The command in the image's environment, and as its user unless another is named."""
        user = user or self._stage.last("USER").argument
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        inside = ["chroot", f"--userspec={user}", str(self._root)]
        return [*inside, "env", "-i", f"PATH={PATH}", *settings, *words]

    @property
    def _first(self) -> int:
        """The container's first process, by its id outside."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if children := Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split():
                return int(children[0])
        raise AssertionError(f"the container has ended: {self.output()}")

    def execute(self, *words: str) -> subprocess.CompletedProcess:
        """As `docker exec`."""
        return self._enter(["--mount", "--net", "--pid"], self._inside(*words))

    def execute_as_root(self, *words: str) -> subprocess.CompletedProcess:
        return self._enter(["--mount", "--net", "--pid"], self._inside(*words, user="0:0"))

    def beside(self, *words: str, **options: object) -> subprocess.CompletedProcess:
        """A program of this machine that finds the container at its address."""
        return self._enter(["--net"], words, **options)

    def _enter(self, namespaces: list[str], words, **options: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["nsenter", "--target", str(self._first), *namespaces, *words], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS, **options)

    def is_healthy(self) -> bool:
        return self.execute(*self._stage.health_command).returncode == 0

    def wait_until_healthy(self) -> None:
        end = time.monotonic() + SECONDS
        while not self.is_healthy():
            assert time.monotonic() < end, "the container does not become healthy"

    def stop(self) -> int:
        """As `docker stop`: the exit status. One that had to be killed has another than 0."""
        os.kill(self._first, signal.SIGTERM)
        return self.wait(STOP_SECONDS)

    def wait(self, seconds: float = SECONDS) -> int:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._end()
            return self._process.wait()

    def first_line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().decode().strip()

    def output(self) -> str:
        assert self._process.stdout
        return self._process.stdout.read().decode()

    def _end(self) -> None:
        """With its first process, all in it ends. That has changed its user, so it is not told of its parent's end."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        with suppress(OSError):
            for child in children.read_text().split():
                os.kill(int(child), signal.SIGKILL)
        self._process.kill()

    def kill(self) -> None:
        self._end()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
