"""Certificates made with openssl, by an authority of a test's own or by one whose key is at hand."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from .execution import SECONDS


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=SECONDS)


def made(*arguments: str | Path) -> str:
    done = openssl(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Signed:
    """A certificate with the key that it is of, and those between it and the authority."""

    certificate: Path
    key: Path
    chain: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Authority:
    """What it signs lies in `folder`."""

    folder: Path
    certificate: Path
    key: Path

    @classmethod
    def new(cls, folder: Path) -> "Authority":
        authority = cls(folder, folder / "root.pem", folder / "root-key.pem")
        made("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=a test's own CA", "-addext", "keyUsage=critical,keyCertSign",
             "-keyout", authority.key, "-out", authority.certificate)
        return authority

    def sign(self, *alternatives: str, common_name: str = "a leaf", name: str = "leaf") -> Signed:
        """A server's certificate: `DNS:example.com`, `IP:10.0.0.1`."""
        extensions = ["basicConstraints=critical,CA:FALSE", "extendedKeyUsage=serverAuth"]
        if alternatives:
            extensions.append(f"subjectAltName={','.join(alternatives)}")
        return self._sign(extensions, common_name, name)

    def below(self) -> "Authority":
        """One that this one has signed."""
        extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"]
        signed = self._sign(extensions, "an authority below", "below")
        return Authority(self.folder, signed.certificate, signed.key)

    def _sign(self, extensions: Sequence[str], common_name: str, name: str) -> Signed:
        signed = Signed(self.folder / f"{name}.pem", self.folder / f"{name}-key.pem")
        request, settings = self.folder / f"{name}.csr", self.folder / f"{name}.cnf"
        settings.write_text("\n".join([*extensions, "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid", ""]))
        made("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={common_name}",
             "-keyout", signed.key, "-out", request)
        made("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-days", "1",
             "-set_serial", "4711", "-extfile", settings, "-out", signed.certificate)
        return signed


def verification(trusted: Path, signed: Signed, name: str) -> str:
    """What `openssl verify` says of a certificate for a host, or an address: `OK`, or why not."""
    is_address = name.replace(".", "").isdigit() or ":" in name
    between = [argument for path in signed.chain for argument in ("-untrusted", path)]
    done = openssl("verify", "-no-CApath", "-CAfile", trusted, "-purpose", "sslserver", *between,
                   "-verify_ip" if is_address else "-verify_hostname", name, signed.certificate)
    if done.returncode == 0:
        return "OK"
    return next(line.rsplit(": ", 1)[1] for line in done.stderr.splitlines() if line.startswith("error "))
