"""The machine that the tests run on."""

import subprocess


def own_address() -> str:
    """An address of this machine that is not its loopback: what is sent there never leaves the machine."""
    addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
    usable = [address for address in addresses if "." in address and not address.startswith("127.")]
    assert usable, "this machine has no address of its own but the loopback's"
    return usable[0]
