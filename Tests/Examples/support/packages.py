"""A root file system made of this machine's own Debian packages, and of nothing else, as an image's base would be.

The image `debian:…-slim` has the packages that are essential or required, and apt. Documentation is left out, as
there.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Iterable

LEFT_OUT = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/info/", "/usr/share/zoneinfo/")


class Packages:
    def __init__(self) -> None:
        fields = ("Package", "Essential", "Priority", "Pre-Depends", "Depends", "Provides")
        form = "\t".join(f"${{{name}}}" for name in fields) + "\n"
        self._needs: dict[str, list[str]] = {}
        self._providers: dict[str, str] = {}
        roots = {"apt"}
        for line in _output("dpkg-query", "-W", "-f", form).splitlines():
            name, essential, priority, before, needs, provides = line.split("\t")
            self._needs[name] = [each for each in f"{before},{needs}".split(",") if each.strip()]
            self._providers |= {_name(each): name for each in provides.split(",") if each.strip()}
            if essential == "yes" or priority == "required":
                roots.add(name)
        self.base = self.closure(roots)

    def closure(self, names: Iterable[str]) -> set[str]:
        """The packages, and what they need."""
        found: set[str] = set()
        open_ = [self._installed(name) for name in names]
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ += [self._installed(alternatives) for alternatives in self._needs[name]]
        return found

    def _installed(self, alternatives: str) -> str:
        for name in map(_name, alternatives.split("|")):
            if name in self._needs:
                return name
            if name in self._providers:
                return self._providers[name]
        raise AssertionError(f"{alternatives.strip()} is not installed on this machine: Tests/run installs it")

    def archive(self, names: set[str], archive: Path) -> None:
        """The files of packages, as the machine has them."""
        lines = _output("dpkg-query", "-L", *sorted(names)).splitlines() if names else []
        paths = {line for line in lines if line.startswith("/")}
        files = sorted(path.lstrip("/") for path in paths if _is_file(path) and not path.startswith(LEFT_OUT))
        subprocess.run(
            ["tar", "-C", "/", "-cf", archive, "--hard-dereference", "--no-recursion", "--null", "-T", "-"],
            input="\0".join(files), text=True, check=True, timeout=60)

    def make_base(self, root: Path, archive: Path) -> None:
        """What the base image has; the few files that packages make when they are set up are made here."""
        for name in ("bin", "sbin", "lib", "lib64"):
            (root / "usr" / name).mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(f"usr/{name}")
        for name in ("dev", "etc", "home", "proc", "root", "run", "sys", "tmp", "var/lib", "var/lib/apt/lists"):
            (root / name).mkdir(parents=True, exist_ok=True)
        (root / "tmp").chmod(0o1777)
        self.archive(self.base, archive)
        subprocess.run(["tar", "-C", root, "-xpf", archive], check=True, timeout=60)
        archive.unlink()
        for name in ("passwd", "group"):
            (root / "etc" / name).write_bytes((root / "usr/share/base-passwd" / f"{name}.master").read_bytes())
        shell = root / "usr/bin/sh"
        shell.unlink(missing_ok=True)
        shell.symlink_to("dash")
        subprocess.run(["chroot", root, "ldconfig"], check=True, timeout=60)


def _name(dependency: str) -> str:
    return re.split(r"[\s(:]", dependency.strip(), maxsplit=1)[0]


def _is_file(path: str) -> bool:
    return os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path))


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
