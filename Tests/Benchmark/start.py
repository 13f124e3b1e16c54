"""The time from the start of the process to its first answer, or to the start of the command that it runs."""

import socket
import subprocess
import time

from peers import free_port


def first_answer(binary: str | list[str], port: int = 0) -> float:
    """Seconds, of this server or of one by a whole command that takes the port.

    The port is asked all the time, since a file that is waited for would add its own delay.
    """
    port = port or free_port()
    command = [binary, "serve", "--port", str(port)] if isinstance(binary, str) else binary
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while True:
                assert time.perf_counter() < began + 30 and process.poll() is None, "it does not start"
                try:
                    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
                    break
                except ConnectionRefusedError:
                    # Nothing announces an open port sooner than the port itself, and asking without a pause would
                    # take a processor from the server whose start is measured.
                    time.sleep(0.0002)
            with connection:
                connection.sendall(b"GET /_control/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                assert connection.recv(64).startswith(b"HTTP/1.1 200 ")
            return time.perf_counter() - began
        finally:
            process.terminate()


def command_start(binary: str, *options: str) -> float:
    """Seconds until the command of `exec` runs: it tells the time by the same clock."""
    command = [binary, "exec", *options, "--", "date", "+%s.%N"]
    began = time.time()
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    return float(said) - began
