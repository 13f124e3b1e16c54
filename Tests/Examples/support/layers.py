"""What stands in for Docker's own: namespaces, and a root of which what is written is thrown away."""

from pathlib import Path

#: Of a process that sees its own mounts, network and processes alone, and takes those with it.
NAMESPACES = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"]


def layered(root: Path, layer: Path) -> tuple[Path, list[str]]:
    """A root over another, and the lines of a shell script that mount it: what is written to it lies in memory."""
    merged = layer / "root"
    return merged, [
        f"mount -t tmpfs tmpfs {layer}",
        f"mkdir {layer}/upper {layer}/work {merged}",
        f"mount -t overlay overlay -o lowerdir={root},upperdir={layer}/upper,workdir={layer}/work {merged}",
        f"mount -t proc proc {merged}/proc",
        f"mount --rbind /dev {merged}/dev",
    ]
