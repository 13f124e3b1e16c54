"""What stands in for commands that would take minutes, or the network, when the steps of an example are run.

Nothing is compiled: `swift build` says so and hands out the program that was built before. What the steps then do with
it, as strip it and see it work, is done. `apt-get` fetches nothing: a package is unpacked from `/archives`, or was
installed on this machine before. `pip` the same.
"""

from pathlib import Path

SWIFT = """\
#!/bin/sh
case " $* " in
    *" --show-bin-path "*) echo "{built}" ;;
    " build "*)
        mkdir -p .build
        echo "(not compiled here: for 'swift $*' the program that was already built stands in)" >&2 ;;
    *) echo "what is 'swift $*'?" >&2; exit 1 ;;
esac
"""

#: Asked where an archive is that the program would be linked with: here, so to speak.
CLANG = """\
#!/bin/sh
case $1 in
    -print-file-name=*) echo "$0" ;;
    *) echo "what is 'clang $*'?" >&2; exit 1 ;;
esac
"""

APT_GET = """\
#!/bin/sh
command=$1
shift
case $command in
    update) ;;
    install)
        for package; do
            case $package in -*) continue ;; esac
            if [ -e "/archives/$package.tar" ]; then
                tar -C / -xpf "/archives/$package.tar" && ldconfig || exit 100
            elif ! dpkg-query -W -f '${db:Status-Status}' "$package" | grep -q '^installed'; then
                echo "$package is not on this machine" >&2
                exit 100
            fi
            echo "(not fetched here: $package as this machine has it)" >&2
        done ;;
    *) echo "what is 'apt-get $command'?" >&2; exit 100 ;;
esac
"""

PIP = """\
#!/bin/sh
[ "$1" = install ] || exit 1
shift
for package; do python -c "import $package" || exit 1; done
"""


def put(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)
