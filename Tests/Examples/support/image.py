"""The steps of a Dockerfile, run without Docker: a root for each stage, and every step in it, in its order.

The first stage's root is this machine's, written to a layer that is thrown away: it stands for the image with Swift.
The last stage's is made of packages alone, see `packages`. What stands in for the compiler, and for fetching packages,
says so, see `stand_ins`. There is no network.
"""

import shlex
import shutil
import subprocess
from pathlib import Path

from . import stand_ins
from .dockerfile import Dockerfile, Instruction, Stage
from .layers import NAMESPACES, layered
from .packages import Packages

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#: An end for what hangs, not a speed.
SECONDS = 110

#: Instructions that only say how a container is run.
SETTINGS = {"VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def build(dockerfile: Dockerfile, context: Path, binary: Path, base: Path, folder: Path) -> Path:
    """The last stage's root. What was said on the way is in `transcript`, beside it."""
    first, last = dockerfile.stages
    layer, image, tools = folder / "layer", folder / "image", folder / "tools"
    layer.mkdir()
    subprocess.run(["cp", "-a", base, image], check=True, timeout=SECONDS)
    stand_ins.put(tools, "apt-get", stand_ins.APT_GET)
    stand_ins.put(tools, "swift", stand_ins.SWIFT.format(built="/already-built"))
    stand_ins.put(tools, "clang", stand_ins.CLANG)

    packages = Packages()
    stand_ins.put(image / "usr/local/sbin", "apt-get", stand_ins.APT_GET)
    (image / "archives").mkdir()
    for name in last.packages:
        packages.archive(packages.closure([name]) - packages.base, image / "archives" / f"{name}.tar")

    merged, mounts = layered(Path("/"), layer)
    script = [
        "ip link set lo up",
        *mounts,
        f"install -D {binary} {merged}/already-built/pyrus-files",
        f"install {tools}/apt-get {tools}/clang {tools}/swift {merged}/usr/local/sbin/",
        *Steps(first, merged, context, {}).lines,
        f"mount --rbind /dev {image}/dev",
        *Steps(last, image, context, {first.name: merged}).lines,
    ]
    with (folder / "transcript").open("w") as transcript:
        done = subprocess.run([*NAMESPACES, "sh", "-eux", "-c", "\n".join(script)], stdin=subprocess.DEVNULL,
                              stdout=transcript, stderr=subprocess.STDOUT, timeout=SECONDS)
    assert done.returncode == 0, (folder / "transcript").read_text()
    (image / "usr/local/sbin/apt-get").unlink()
    shutil.rmtree(image / "archives")
    return image


class Steps:
    """Lines of a shell script that carry out a stage's instructions in its root."""

    def __init__(self, stage: Stage, root: Path, context: Path, roots: dict[str, Path]) -> None:
        self._root, self._context, self._roots = root, context, roots
        self._folder, self._account, self._settings = "/", "0:0", ["HOME=/root", f"PATH={PATH}"]
        self.lines: list[str] = []
        for instruction in stage.instructions:
            if instruction.keyword not in SETTINGS:
                getattr(self, "_" + instruction.keyword.lower())(instruction)

    def _user(self, instruction: Instruction) -> None:
        self._account = instruction.argument

    def _env(self, instruction: Instruction) -> None:
        self._settings += instruction.words

    def _workdir(self, instruction: Instruction) -> None:
        self._folder = instruction.argument
        self.lines.append(f"mkdir -p {self._root}{self._folder}")

    def _copy(self, instruction: Instruction) -> None:
        *sources, target = instruction.words
        source = self._roots.get(instruction.flags.get("from", ""), self._context)
        target = target if target.startswith("/") else f"{self._folder.rstrip('/')}/{target}"
        self.lines.append(f"mkdir -p $(dirname {self._root}{target}x)")
        for each in sources:
            # Of a folder, what is in it is copied.
            each = f"{each.strip('/')}/." if (source / each.strip("/")).is_dir() else each.strip("/")
            self.lines.append(f"cp --recursive --preserve=mode,timestamps {source}/{each} {self._root}{target}")
            if mode := instruction.flags.get("chmod"):
                self.lines.append(f"chmod {mode} {self._root}{target}")

    def _run(self, instruction: Instruction) -> None:
        command = f"cd {self._folder} && {instruction.argument}"
        inside = shlex.join([
            "chroot", f"--userspec={self._account}", str(self._root), "env", "-i", *self._settings, "/bin/sh", "-c",
            command,
        ])
        options = dict(each.split("=") for each in instruction.flags.get("mount", "").split(",") if each)
        if options:
            assert options.pop("type") == "cache", "only caches are mounted here"
            cache = f"{self._root}{options.pop('target')}"
            # A cache is no part of the image: what a step leaves there is gone for the next.
            self.lines += [f"mkdir -p {cache}", f"mount -t tmpfs tmpfs {cache}", inside, f"umount {cache}"]
        else:
            self.lines.append(inside)
