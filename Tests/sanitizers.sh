#!/bin/sh
# All tests with the thread sanitizer, and with the address sanitizer: `sanitizers.sh [thread|address]`, both without a
# name. The Swift tests first, then the real clients and the whole process against a program made with the sanitizer.
#
# Fails where a test does, and where any process reported something: the reports lie in .build-NAME/reports. It takes
# more than an hour on two cores; `Tests/run` comes before, since it installs what the tests need. On Linux only.
set -eu
cd "$(dirname "$0")/.."

# Tests of how much memory, how many descriptors and how short a time something takes, and of files of 2 GB: a sanitizer needs
# a multiple of all that.
measured="memory or growth or descriptors or blink or 2_gb or limits or known_to_fail"
measured="$measured or hostile or overload or soak or slow_reader or fairness"

run_with() ( # the sanitizer's name
    build=".build-$1"
    reports="$PWD/$build/reports"
    # Optimized, as what is handed out is. Not for the thread sanitizer: it would see what becomes part of our code of the
    # standard library's arrays, but not how that counts references, and take each array that is handed on for a race.
    set -- "--sanitize=$1" --scratch-path "$build"
    [ "$build" = .build-thread ] || set -- "$@" -Xswiftc -O
    swift build --build-tests "$@" || return 1

    rm -rf "$reports"
    mkdir -p "$reports"
    if [ "$build" = .build-thread ]; then
        preload="$reports/mutex.so"
        clang -O1 -shared -fPIC -Wall -Wextra -Werror Tests/Sanitizers/mutex.c -o "$preload" || return 1
        export LD_PRELOAD="$preload"
    fi
    # As many tests at a time as make none wait for long.
    export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 PYRUS_FILES_TEST_OPENSSL=1
    export TSAN_OPTIONS="log_path=$reports/report suppressions=$PWD/Tests/Sanitizers/races print_suppressions=0"
    export ASAN_OPTIONS="log_path=$reports/report"
    export LSAN_OPTIONS="suppressions=$PWD/Tests/Sanitizers/leaks print_suppressions=0"
    export PYRUS_FILES_BIN="$build/debug/pyrus-files"
    failed=0
    swift test --skip-build "$@" || failed=1
    for suite in Tests/Clients Tests/System; do
        .build/venv/bin/python -m pytest -q --numprocesses 2 --dist loadgroup -k "not ($measured)" "$suite" || failed=1
    done
    if ls "$reports"/report.* >/dev/null 2>&1; then
        cat "$reports"/report.* >&2
        failed=1
    fi
    return "$failed"
)

failed=0
for name in ${1:-thread address}; do run_with "$name" || failed=1; done
exit "$failed"
