#!/bin/sh
# Makes the program to hand out: one stripped file with the Swift runtime inside. Says how large it is and which shared
# libraries it still needs, and sees it work in an empty environment. Its path is the last line.
set -eu
cd "$(dirname "$0")/.."

swift build -c release --static-swift-stdlib --product pyrus-files >&2
built="$(swift build -c release --static-swift-stdlib --show-bin-path)/pyrus-files"
program=.build/pyrus-files
strip -o "$program" "$built"

echo "size: $(du -h "$program" | cut -f1)" >&2
echo "needs:" >&2
ldd "$program" | sed -n 's/^[[:space:]]*\([^ /]*\) => .*/  \1/p' >&2
if ldd "$program" | grep -q "not found\|libswift"; then
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
