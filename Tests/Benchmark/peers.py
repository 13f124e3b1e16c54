"""Servers that the same is asked of in the same run: nginx for starts and downloads, a small one in Go for uploads.

Both have to be there (Debian's `nginx-core` and `golang-go`): a figure without its measure would say nothing.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 256; }}
http {{ access_log off; sendfile on; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; location = /_control/health {{ return 200 ok; }} location / {{ root {root}; }} }} }}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def process(command: list[str], port: int) -> Iterator[subprocess.Popen]:
    """A server, once its port is open, and to its end."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as started:
        try:
            end = time.monotonic() + 30
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    assert started.poll() is None and time.monotonic() < end, f"{command[0]} does not start"
                    time.sleep(0.002)
            yield started
        finally:
            started.terminate()


def nginx_command(folder: Path, root: Path, port: int) -> list[str]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing"
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, root=root, port=port))
    return [program, "-p", str(folder), "-e", str(folder / "log"), "-c", str(configuration)]


@contextmanager
def nginx(root: Path) -> Iterator[str]:
    """Serves a folder's files; yields its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="pyrus-nginx-") as folder:
        with process(nginx_command(Path(folder), root, port), port):
            yield f"http://127.0.0.1:{port}/"


@contextmanager
def go(folder: Path) -> Iterator[tuple[str, int]]:
    """Takes forms; yields the address of its upload and its process."""
    program, port, stored = folder / "peer", free_port(), folder / "stored"
    stored.mkdir(exist_ok=True)
    subprocess.run(["go", "build", "-o", str(program), str(Path(__file__).with_name("peer.go"))], check=True,
                   env=os.environ | {"GO111MODULE": "off", "GOCACHE": str(folder / "cache")})
    with process([str(program), f"127.0.0.1:{port}", str(stored)], port) as started:
        yield f"http://127.0.0.1:{port}/upload", started.pid
    shutil.rmtree(stored)
