"""Which addresses a program reaches for, as strace sees it: of the program and of all that it starts."""

import re
from pathlib import Path

#: UDP needs no connection: what a look-up sends says where it goes.
CALLS = "connect,sendto,sendmsg,sendmmsg"

#: What reaches nobody outside of this machine. AF_UNIX: the C library looks for a name service cache, and whatever else
#: talks to a local daemon. AF_NETLINK: the kernel, asked for this machine's interfaces. AF_UNSPEC: the end of an
#: association. Anything that is none of these and no internet address is a surprise, and told as one.
HARMLESS = {"AF_UNIX", "AF_LOCAL", "AF_NETLINK", "AF_UNSPEC"}

#: Local daemons that look names up elsewhere on behalf of others. To try for one that is not there is harmless.
LOOK_UPS = re.compile(r'sun_path="[^"]*(nscd|resolve)[^"]*".*= 0$', re.IGNORECASE)

_FAMILY = re.compile(r"sa_family=(\w+)")
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
_HOST = re.compile(r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"')


class Watch:
    def __init__(self, folder: Path) -> None:
        self._file = folder / "strace.log"

    @property
    def command(self) -> list[str]:
        """What has to stand before the command of the program."""
        # The sanitizer of leaks traces, too, and gives up where another does.
        return ["strace", "--env=LSAN_OPTIONS=detect_leaks=0", "--follow-forks", "--quiet=attach,exit", "--signal=none",
                "--trace=" + CALLS, "--output", str(self._file), "--"]

    def reached(self) -> set[str]:
        """`address:port` of each peer that was reached for, and what else is no harmless one."""
        peers = set()
        for line in self._file.read_text(errors="replace").splitlines():
            # A message to the kernel has families in it, too; the peer's stands last.
            family = (_FAMILY.findall(line) or [None])[-1]
            if family in ("AF_INET", "AF_INET6"):
                hosts, ports = _HOST.findall(line), _PORT.findall(line)
                peers |= {f"{host}:{port}" for host, port in zip(hosts, ports, strict=True)} or {line}
            elif family not in HARMLESS | {None} or LOOK_UPS.search(line):
                peers.add(line)
        return peers
