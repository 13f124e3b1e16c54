"""What a server does past its limits, in figures: `python3 Tests/Endurance/overload.py --server PROGRAM`.

It fails where a refusal costs more than an answer, where somebody within the limits is not served, or where the server
does not take more at once when the load is gone. A few minutes.
"""

import argparse
import socket
import sys
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "Clients"), str(TESTS / "System")]

from harness import guard  # noqa: E402
from harness.account import Account  # noqa: E402
from harness.server import running  # noqa: E402
from support import hostile, pattern  # noqa: E402
from support.crowd import Crowd, Kind  # noqa: E402
from support.journey import peak_memory  # noqa: E402
from support.others import CONNECTIONS, Others  # noqa: E402
from support.surge import HUNDRED, Burst, uploads_at_once  # noqa: E402
from support.usage import Usage, returns  # noqa: E402

CAP = 1_000
BURST = 10_000
UPLOADS = 300
UPLOAD_SIZE = 10 * pattern.MIB
REQUESTS = 1_000


def beyond_the_cap(binary: str) -> None:
    with running(binary, "--max-connections", str(CAP), "--rate-limit", "off") as server:
        others, target = Others(Account.new(server)), hostile.target_of(Account.new(server))
        answers = others.rate("connections", REQUESTS)
        alone, before = others.rate("downloads", REQUESTS), Usage.of(server.pid)
        with Crowd(Kind(hostile.rests, CAP - CONNECTIONS), target):
            within = others.rate("downloads", REQUESTS)
            with Crowd(Kind(hostile.rests, CONNECTIONS), target):
                began = time.perf_counter()
                for _ in range(BURST):
                    with socket.create_connection(target.address) as connection:
                        assert connection.recv(1) == b""
                refusals = BURST / (time.perf_counter() - began)
        returns(server.pid, before)
        again = others.rate("connections", REQUESTS)
        print(f"connections past a cap of {CAP:,}: {refusals:.0f} a second are closed, one after the other "
              f"({answers:.0f} a second are answered, {CONNECTIONS} at a time)\n"
              f"  those within keep {within / alone:.2f} of their speed; afterwards {again / answers:.2f}")


def past_the_rate(binary: str) -> None:
    with running(binary, "--rate-limit", f"{BURST}/10m") as server:
        account = Account.new(server)
        burst, speeds = Burst(account, BURST), []
        for expected in (200, 429):
            began = time.perf_counter()
            burst.send(BURST, CONNECTIONS)
            speeds.append(BURST / (time.perf_counter() - began))
            assert burst.statuses[expected] == BURST, burst.statuses
        began = time.perf_counter()
        server.control("POST", f"clock/advance?organization={account.organization}", {"seconds": 600})
        assert account.call("GET", "tasks/1").status == 200
        print(f"requests past a rate: {speeds[1]:.0f} a second are refused, {speeds[0]:.0f} are answered within it, "
              f"ratio {speeds[1] / speeds[0]:.2f}\n"
              f"  the next window's first is answered {(time.perf_counter() - began) * 1000:.0f} ms after its begin")
        assert speeds[1] >= speeds[0], "a refusal costs more than an answer"


def many_uploads(binary: str) -> None:
    with running(binary) as server:
        account = Account.new(server)
        uploads_at_once(account, 2, UPLOAD_SIZE)
        before, began = Usage.of(server.pid), time.perf_counter()
        uploads_at_once(account, UPLOADS, UPLOAD_SIZE)
        seconds, peak = time.perf_counter() - began, peak_memory(server.pid)
        print(f"{UPLOADS} uploads of {UPLOAD_SIZE / pattern.MIB:.0f} MiB at once: {UPLOADS * 10 / seconds:.0f} MiB/s, a peak of "
              f"{peak / 1024:.0f} MiB; afterwards {returns(server.pid, before)}")
        assert peak <= HUNDRED * UPLOADS / 100, "the memory is not bounded"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures a server past its limits.")
    parser.add_argument("--server", required=True, help="the built program, a release build")
    binary = str(Path(parser.parse_args().server).resolve())
    guard.environment()
    for part in (beyond_the_cap, past_the_rate, many_uploads):
        part(binary)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
