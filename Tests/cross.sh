#!/bin/sh
# Runs every server and every client that does one thing wrong (or those whose case a glob matches: cross.sh
# 'server/upload/*') against every case of its half, and prints which other cases each fails: where a case is failed by many, it may ask for more than it says. Takes the
# better part of an hour on two cores, and judges nothing beyond what the tests do. An end for what hangs: two hours.
set -eu
cd "$(dirname "$0")/.."
swift build --build-tests >&2
PYRUS_FILES_CROSS="${1:-*}" exec timeout --kill-after=60 7200 swift test --skip-build --filter CrossTests
