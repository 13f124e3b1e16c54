"""A small disk of a test's own: a file system in memory, mounted where only what is run with it sees it."""

import errno
import json
import os
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Self

from .database import DATABASE, Database
from .pattern import MIB

#: An end for what hangs, not a speed.
SECONDS = 60

SIZE = 24 * MIB

#: What fills the disk, beside what the server keeps there.
BALLAST = "ballast"


class Disk:
    """It lies in namespaces that a process of its own holds, and goes with that process."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self.path = folder / "disk"
        self.path.mkdir()
        #: Where a server keeps its data.
        self.data = self.path / "data"
        self._folder = folder
        script = f'mount -t tmpfs -o size={size} tmpfs "$0"; echo mounted; read -r end'
        self._holder = subprocess.Popen(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-e", "-c", script, str(self.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._holder.stdout and self._holder.stdout.readline() == b"mounted\n", "no namespaces: see `man unshare`"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.kill()
        self._holder.wait()
        for pipe in (self._holder.stdin, self._holder.stdout):
            if pipe:
                pipe.close()

    @property
    def _within(self) -> list[str]:
        """What has to stand before a command that is to see the disk; the process stays the same."""
        return ["nsenter", "--preserve-credentials", "--user", "--mount", "--target", str(self._holder.pid)]

    def program(self, binary: str) -> str:
        """The program, so that it sees the disk."""
        script = self._folder / "program-with-disk"
        script.write_text(f'#!/bin/sh\nexec {shlex.join([*self._within, binary])} "$@"\n')
        script.chmod(0o755)
        return str(script)

    def run(self, *words: str) -> str:
        return subprocess.run([*self._within, *words], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              text=True, timeout=SECONDS).stdout

    def seen(self, path: Path) -> Path:
        """A path of the disk as this process reaches it."""
        return Path(f"/proc/{self._holder.pid}/root{path}")

    def fill(self) -> None:
        """Takes all space that is left."""
        ballast = os.open(self.seen(self.path / BALLAST), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            while True:
                os.write(ballast, bytes(4096))
        except OSError as error:
            assert error.errno == errno.ENOSPC
        finally:
            os.close(ballast)

    def free(self) -> None:
        with suppress(FileNotFoundError):
            self.seen(self.path / BALLAST).unlink()

    @property
    def database(self) -> Database:
        return DatabaseOnDisk(self)

    @property
    def room(self) -> int:
        """In bytes."""
        status = os.statvfs(self.seen(self.path))
        return status.f_bavail * status.f_frsize

    def forbid_writing(self, folder: Path) -> None:
        """Whatever is opened in the folder from now on can't be written."""
        self.run("mount", "--bind", str(folder), str(folder))
        self.run("mount", "-o", "remount,bind,ro", str(folder))

    def allow_writing(self, folder: Path) -> None:
        self.run("umount", str(folder))


class DatabaseOnDisk(Database):
    """SQLite follows paths itself, and would not find the way that `seen` goes: it has to run where the disk is."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.seen(disk.data))
        self._disk = disk

    def rows(self, query: str) -> list[tuple]:
        arguments = ["-init", "/dev/null", "-batch", "-readonly", "-json", "-cmd", ".timeout 60000"]
        rows = self._disk.run("sqlite3", *arguments, str(self._disk.data / DATABASE), query)
        return [tuple(row.values()) for row in json.loads(rows or "[]")]
