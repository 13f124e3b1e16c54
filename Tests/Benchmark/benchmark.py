"""How fast and how large the server is: `python3 Tests/Benchmark/benchmark.py --server .build/pyrus-files`.

Everything is measured in one run and compared with what this machine, nginx and a server in Go do at that time, since
figures of two machines, or of two days, say little about each other. Repetitions take turns; medians are printed. Linux
only, for `/proc`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "Clients"), str(TESTS / "System"), str(TESTS / "Benchmark")]

import peers  # noqa: E402
from growth import growth  # noqa: E402
from harness import guard  # noqa: E402
from harness.server import Server, running  # noqa: E402
from memory import memory  # noqa: E402
from small import small_uploads  # noqa: E402
from start import command_start, first_answer  # noqa: E402
from support import pattern  # noqa: E402
from support.journey import Journey  # noqa: E402

GIB = 1 << 30
MIB = pattern.MIB
SECONDS = 300
STARTS = 20
COMMANDS = 50
#: The shares of a GiB in which it is uploaded, too, for what a GiB costs in files of that size.
SHARES = (1, 16, 128)


def cpu_seconds(pid: int) -> tuple[float, float]:
    """What a process has used so far: by itself, and for it in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK"), int(fields[12]) / os.sysconf("SC_CLK_TCK")


def machine_seconds() -> tuple[float, float]:
    """What all processors together have had so far: of time at all, and of time with nothing to do."""
    ticks = [int(field) / os.sysconf("SC_CLK_TCK") for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(ticks), ticks[3] + ticks[4]


class Samples:
    """Figures by name, one a repetition."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {}

    def add(self, name: str, value: float) -> None:
        self._values.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> float:
        return statistics.median(self._values[name])

    def ratio(self, over: str, under: str, scale: float = 1) -> str:
        """The median of the repetitions' ratios, and their range."""
        ratios = [scale * a / b for a, b in zip(self._values[over], self._values[under])]
        return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


@contextmanager
def timed(samples: Samples, name: str, pid: int | None = None) -> Iterator[None]:
    """Wall time, and CPU time of the process where one is given."""
    before = cpu_seconds(pid) if pid else (0, 0)
    began = time.perf_counter()
    yield
    samples.add(name, time.perf_counter() - began)
    if pid:
        for kind, now, then in zip(("user", "kernel"), cpu_seconds(pid), before):
            samples.add(f"{name} {kind}", now - then)


def run(*command: str) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=SECONDS).stdout


CURL = ("curl", "--disable", "--silent", "--show-error", "--fail-with-body")


def authorization(server: Server) -> tuple[str, ...]:
    return ("-H", f"Authorization: Bearer {server.access_token}")


def form_options(server: Server, file: Path) -> tuple[str, ...]:
    return (*authorization(server), "-H", "Expect:", "-F", f"file=@{file}", server.upload_url)


def repeat(binary: str, file: Path, samples: Samples) -> None:
    """One repetition: a server of its own for each, so that each begins with an empty database. The Go server has none."""
    with running(binary) as server:
        with timed(samples, "md5sum"):
            digest = run("md5sum", str(file)).split()[0].decode()
        have_memory(file, 1)
        with timed(samples, "upload", server.pid):
            receipt = run(*CURL, *form_options(server, file))
        assert digest in receipt.decode(), receipt
        journey = Journey(server, chunked=False)
        guid = receipt.decode().split('"')[3]
        [attached] = journey.account.attach(guid)
        with timed(samples, "cat"):
            run("sh", "-c", 'cat "$1" > /dev/null', "sh", str(file))
        with timed(samples, "download", server.pid):
            run(*CURL, *authorization(server), "-o", "/dev/null", server.download_urls(attached["id"])[0])
    with peers.nginx(file.parent) as address, timed(samples, "nginx download"):
        run(*CURL, "-o", "/dev/null", address + file.name)
    have_memory(file, 2)
    with running(binary) as server, timed(samples, "two uploads"):
        before, idle_before = machine_seconds()
        both = [subprocess.Popen((*CURL, "-o", "/dev/null", *form_options(server, file))) for _ in range(2)]
        assert [process.wait(SECONDS) for process in both] == [0, 0]
        now, idle = machine_seconds()
        samples.add("two uploads busy", 1 - (idle - idle_before) / (now - before))
    with peers.go(file.parent) as (address, pid):
        have_memory(file, 1)
        with timed(samples, "go upload", pid):
            run(*CURL, "-H", "Expect:", "-F", f"file=@{file}", address)
        small = small_uploads(address)
        samples.add("go small rate", small.count / small.seconds)
        with beginning(file, 1) as mebibyte:
            cost_by_size("go cost", pid, ("-H", "Expect:", "-F", f"file=@{mebibyte}", address), 1, samples)
    with running(binary) as server:
        before = sum(cpu_seconds(server.pid))
        small = small_uploads(server.upload_url, server.access_token)
        samples.add("small rate", small.count / small.seconds)
        samples.add("small cpu", (sum(cpu_seconds(server.pid)) - before) / small.count)
        samples.add("small client cpu", small.client_cpu / small.count)
    with timed(samples, "copy"):
        run("cp", "--reflink=never", str(file), f"{file}.copy")
    os.unlink(f"{file}.copy")
    for share in SHARES:
        with beginning(file, share) as shared, running(binary) as server:
            cost_by_size("cost", server.pid, form_options(server, shared), share, samples)


def have_memory(file: Path, count: int) -> None:
    """Has the system take memory for so many copies, and free it again.

    A virtual machine gives what is free for a while back to its host, and who needs it next waits for that, a second for a
    GiB: what is compared is not to be who comes first.
    """
    copies = [f"{file}.{number}" for number in range(count)]
    for copy in copies:
        run("cp", "--reflink=never", str(file), copy)
    for copy in copies:
        os.unlink(copy)


@contextmanager
def beginning(file: Path, mib: int) -> Iterator[Path]:
    """The first so many MiB of a file, as one beside it."""
    with tempfile.NamedTemporaryFile(dir=file.parent) as copy, file.open("rb") as whole:
        copy.write(whole.read(mib * MIB))
        copy.flush()
        yield Path(copy.name)


def cost_by_size(name: str, pid: int, form: tuple[str, ...], mib: int, samples: Samples) -> None:
    """What a GiB costs that comes as files of so many MiB, each over a connection of its own, and all over one."""
    count = 128 // mib
    ways = {name: [(*CURL, *form)] * count, f"{name} over one": [(*CURL, *form, *("--next", *form) * (count - 1))]}
    for way, commands in ways.items():
        before = sum(cpu_seconds(pid))
        for command in commands:
            assert run(*command).count(b'"md5') * len(commands) == count
        samples.add(f"{way} {mib}", (sum(cpu_seconds(pid)) - before) * 1024 / (count * mib))


def print_transfers(samples: Samples) -> None:
    def rate(name: str) -> str:
        return f"{GIB / samples[name] / MIB:.0f} MiB/s"

    def cpu(name: str) -> str:
        return f"{samples[name + ' user']:.2f} CPU s and {samples[name + ' kernel']:.2f} in the kernel"

    print(f"upload of 1 GiB with curl    {samples.ratio('md5sum', 'upload')} of md5sum's rate "
          f"({rate('upload')} and {rate('md5sum')}), server {cpu('upload')};\n"
          f"                             {samples.ratio('go upload', 'upload')} of the Go server's ({rate('go upload')}, "
          f"{cpu('go upload')}); cp of the file to another: {rate('copy')}")
    print("two of them at once          "
          f"{samples.ratio('upload', 'two uploads', scale=2)} of one's rate, both together, "
          f"with the processors at {samples['two uploads busy']:.0%}")
    print(f"download of 1 GiB with curl  {samples.ratio('nginx download', 'download')} of nginx's rate "
          f"({rate('download')} and {rate('nginx download')}), server {cpu('download')}; cat: {rate('cat')}")
    print(f"uploads of 10 KiB            {samples['small rate']:.0f} a second over 8 kept-alive connections, "
          f"{samples.ratio('small rate', 'go small rate')} of the Go server's rate, each "
          f"{samples['small cpu'] * 1e6:.0f} us of the server's CPU time "
          f"({samples['small client cpu'] * 1e6:.0f} us of the client's)")
    costs = ", ".join(f"{samples[f'cost over one {share}']:.2f} in files of {share} MiB ({samples[f'cost {share}']:.2f} where "
                      "each has a connection of its own)" for share in SHARES)
    print(f"CPU seconds a GiB            {samples['upload user'] + samples['upload kernel']:.2f} in one file, {costs};\n"
          f"                             of the Go server {samples['go upload user'] + samples['go upload kernel']:.2f} in one "
          f"file, {samples['go cost over one 1']:.2f} in files of 1 MiB ({samples['go cost 1']:.2f} where each has a connection "
          "of its own)")


def print_start(binary: str) -> None:
    starts = [first_answer(binary) * 1000 for _ in range(STARTS)]
    nginx = [peers_start() * 1000 for _ in range(STARTS)]
    print(f"start to first answer        {statistics.median(starts):.1f} ms ({min(starts):.1f} to {max(starts):.1f}, "
          f"{STARTS} starts); nginx {statistics.median(nginx):.1f} ms")
    for name, options in (("exec to its command's start", ()), ("the same with --intercept", ("--intercept",))):
        commands = [command_start(binary, *options) * 1000 for _ in range(COMMANDS)]
        print(f"{name:28} {statistics.median(commands):.1f} ms ({min(commands):.1f} to {max(commands):.1f}, "
              f"{COMMANDS} starts)")


def peers_start() -> float:
    with tempfile.TemporaryDirectory(prefix="pyrus-nginx-") as folder:
        port = peers.free_port()
        return first_answer(peers.nginx_command(Path(folder), Path(folder), port), port)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures a built pyrus-files.")
    parser.add_argument("--server", required=True, help="the built program, a release build")
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--only", choices=["transfers", "start", "memory", "growth"], help="one part of it")
    arguments = parser.parse_args()
    guard.environment()
    binary, samples = str(Path(arguments.server).resolve()), Samples()
    parts = [arguments.only] if arguments.only else ["transfers", "start", "memory", "growth"]
    if "transfers" in parts:
        with tempfile.TemporaryDirectory(prefix="pyrus-benchmark-") as folder:
            file = Path(folder, "1-gib.bin")
            with file.open("wb") as output:
                output.writelines(pattern.pieces(GIB))
            # For nginx's worker.
            os.chmod(folder, 0o755)
            run("md5sum", str(file))
            for _ in range(arguments.repetitions):
                repeat(binary, file, samples)
        print_transfers(samples)
    if "start" in parts:
        print_start(binary)
    for part, measure in (("memory", memory), ("growth", growth)):
        if part in parts:
            for line in measure(binary):
                print(line, flush=True)


if __name__ == "__main__":
    main()
