#!/bin/sh
# Makes the program to hand out: one stripped file with all but the C library inside. Says how large it is and which shared
# libraries it still needs, and sees it work in an empty environment. Its path is the last line.
#
# With arguments, something else is built in the same way: `release.sh --target NAME`.
set -eu
cd "$(dirname "$0")/.."

# SQLite, libcrypto and the C++ runtime go in as well, and the code has its place fixed: to find the libraries and to adapt the
# code to its place takes the dynamic linker longer than opening the database does.
archives="$PWD/.build/archives"
mkdir -p "$archives"
for archive in libsqlite3.a libcrypto.a libstdc++.a; do
    found="$(clang -print-file-name="$archive")"
    test -e "$found" || { echo "$archive is missing" >&2 && exit 1; }
    ln -sf "$found" "$archives"
done
printf 'Name: libcrypto\nVersion: 3\nDescription: OpenSSL\nLibs: -L%s -lcrypto\n' "$archives" >"$archives/libcrypto.pc"
export PKG_CONFIG_PATH="$archives"
release() { swift build -c release --static-swift-stdlib -Xswiftc -Xclang-linker -Xswiftc -no-pie \
    -Xlinker --no-export-dynamic --disable-local-rpath "$@"; }
if [ $# -gt 0 ]; then
    release "$@"
    exit
fi
release --product pyrus-files >&2
program=.build/pyrus-files
# Stripped, and then copied: of a file that was written here and there, as strip does it, a process has more in its memory than
# of one written from end to end (measured at rest: 17 and 10 MiB).
strip -o "$program.stripped" "$(release --show-bin-path)/pyrus-files"
cp --reflink=never --sparse=never "$program.stripped" "$program.copy"
mv "$program.copy" "$program"
rm "$program.stripped"

echo "size: $(du -h "$program" | cut -f1)" >&2
echo "needs:" >&2
ldd "$program" | sed -n 's/^[[:space:]]*\([^ /]*\) => .*/  \1/p' >&2
if ldd "$program" | grep -q "not found\|libswift\|libsqlite3\|libcrypto\|libstdc++"; then
    echo "a library is missing, or Swift's own is not inside" >&2
    exit 1
fi

# No variable, no home, no path: whatever it needs, it has.
empty="$(mktemp -d)"
trap 'rm -rf "$empty"' EXIT
copy="$empty/pyrus-files"
cp "$program" "$copy"
cd "$empty"
# shellcheck disable=SC2016
env -i TMPDIR="$empty" "$copy" exec -- /bin/sh -c 'test -n "$PYRUS_API_URL" && test -n "$PYRUS_ACCESS_TOKEN"' >&2
test "$(env -i "$copy" --version)" != ""
cd - >/dev/null
echo "$PWD/$program"
