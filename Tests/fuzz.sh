#!/bin/sh
# Looks for bytes that break what reads hostile ones: libFuzzer and the address sanitizer on the parser of forms, on
# Content-Disposition, and on the head of requests (with NIO's decoder below it). All three run at the same time, for as
# many seconds as are given (`fuzz.sh 60`), or an hour, from the corpora of Fixtures/fuzz. Before, each has to find a
# defect that is planted in what it tests, within a minute.
#
# What was found lies in .build/fuzz afterwards; `fuzz.sh merge` takes the inputs that reach more into the corpora. It
# links what the release build has made (Tests/release.sh), and works on Linux only.
set -eu
cd "$(dirname "$0")/.."
# A find is libFuzzer's to report.
export SWIFT_BACKTRACE=enable=no
names="multipart disposition head"
out="$PWD/.build/fuzz"
# No input may take 1 GiB; that none takes long, each run sees itself, by the time of the processor (Fuzzing.swift).
bounds="-timeout=60 -rss_limit_mb=1024 -malloc_limit_mb=256 -max_len=2048 -print_final_stats=1"

# MARK: Building

compile() { # the name, a suffix, and swiftc's arguments
    name="$1$2"
    shift 2
    swiftc -O -wmo -parse-as-library -swift-version 6 -static-stdlib -sanitize=fuzzer,address -use-ld=lld \
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
        Tests/Fuzz/Fuzzing.swift "$@" -o "$out/$name"
}

# The sound one and the one with the defect, at the same time.
compile_both() {
    name="$1"
    shift
    compile "$name" "" "$@" &
    sound=$!
    compile "$name" -planted -D PLANTED_DEFECT "$@"
    wait "$sound"
}

build_form_fuzzers() {
    tests=Tests/MultipartFormTests
    # The tests' own files import the module that they are compiled with here, which is told as a warning.
    set -- -suppress-warnings -module-name MultipartForm Sources/MultipartForm/*.swift $tests/FormReading.swift \
        $tests/Recipe.swift
    compile_both multipart "$@" $tests/ReferenceFraming.swift Tests/Fuzz/MultipartFuzzer.swift \
        Tests/Fuzz/ParserWalk.swift
    compile_both disposition "$@" Tests/Fuzz/DispositionFuzzer.swift Tests/Fuzz/StrictAttachment.swift
}

build_head_fuzzer() {
    # NIO as the release build has it, but for its decoder in C, which is made with the sanitizer.
    Tests/release.sh --product pyrus-files >&2
    built="$(Tests/release.sh --show-bin-path)"
    for module in PyrusFiles NIOCore NIOEmbedded NIOHTTP1 NIOPosix NIOHTTPTypes NIOHTTPTypesHTTP1 \
        NIOConcurrencyHelpers _NIODataStructures _NIOBase64 CNIOAtomics CNIOLinux CNIOPosix CNIOSHA1 CNIOWASI \
        CNIODarwin CNIOWindows HTTPTypes Logging Atomics _AtomicsShims DequeModule InternalCollectionsUtilities; do
        find "$built/$module.build/" -name '*.o' -printf '"%p"\n'
    done >"$out/objects"
    decoder=.build/checkouts/swift-nio/Sources/CNIOLLHTTP
    for source in "$decoder"/*.c; do
        object="$out/$(basename "$source").o"
        clang -O1 -fsanitize=fuzzer-no-link,address -I "$decoder/include" -c "$source" -o "$object"
        echo "\"$object\"" >>"$out/objects"
    done
    for map in "$built"/*.build/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap; do
        case "$map" in */GRDB*) ;; *) set -- "$@" -Xcc "-fmodule-map-file=$map" ;; esac
    done
    server=Sources/PyrusFilesServer
    # All that this takes part in; the compiler tells where one is missing.
    for file in Flag StringProtocol+Bytes Substring+Trimmed Connection/Approach Connection/ConnectionDeadlines \
        Connection/ConnectionGuard Connection/HTTPPipeline Connection/HTTPRequest+Framing \
        Connection/HTTPRequestHead+Checks Connection/Hold Connection/ReadSize Connection/Refusal \
        Connection/RequestHeadHandler Connection/SocketAddress+Loopback Connection/UnsentBytes \
        Intercept/AbsoluteTarget Intercept/AllowedHost Intercept/Authority Intercept/Interception \
        Intercept/ProxyRequest Intercept/PyrusHosts Intercept/TunnelEnd Journal/ConnectionTrace Journal/Queue \
        Journal/RawHead; do
        set -- "$@" "$server/$file.swift"
    done
    compile_both head -module-name PyrusFilesServer -I "$built/Modules" "$@" -Xlinker "@$out/objects" \
        Tests/Fuzz/HeadFuzzer.swift Tests/Fuzz/Arrival.swift
}

# MARK: Running

fuzz() { # the program, the folder for what it finds, seconds, a corpus
    mkdir -p "$2/inputs"
    # shellcheck disable=SC2086
    timeout --kill-after=10 "$(($3 + 120))" "$out/$1" $bounds -max_total_time="$3" -artifact_prefix="$2/" \
        "$2/inputs" "$4" >"$2/log" 2>&1
}

# What the planted defect makes of an input, the sound program does not.
find_planted() {
    folder="$out/$1.planted"
    rm -rf "$folder"
    if fuzz "$1-planted" "$folder" 60 "Fixtures/fuzz/$1" || ! ls "$folder"/crash-* >/dev/null 2>&1; then
        tail -n 30 "$folder/log"
        echo "$1: the planted defect was not found" >&2
        return 1
    fi
    "$out/$1" "$folder"/crash-* >/dev/null 2>&1 || { echo "$1: it found something else: $folder" >&2; return 1; }
    echo "$1: found the planted defect in $(sed -n 's/^stat::number_of_executed_units: //p' "$folder/log") runs"
}

find_none() {
    folder="$out/$1.found"
    mkdir -p "$folder"
    rm -f "$folder"/crash-* "$folder"/timeout-* "$folder"/oom-* "$folder"/slow-*
    if ! fuzz "$1" "$folder" "$2" "Fixtures/fuzz/$1"; then
        grep -v 'NEW\|REDUCE\|pulse\|RELOAD' "$folder/log" | tail -n 60
        echo "$1: found something: $folder" >&2
        return 1
    fi
    echo "$1: $(sed -n 's/^Done //p' "$folder/log"), $(grep -o 'cov: [0-9]* ft: [0-9]*' "$folder/log" | tail -n 1)"
}

# MARK: All of it

case "${1:-3600}" in
merge)
    for name in $names; do
        "$out/$name" -merge=1 -max_len=2048 "Fixtures/fuzz/$name" "$out/$name.found/inputs" 2>&1 | grep "MERGE-OUTER"
    done
    ;;
*)
    mkdir -p "$out"
    build_form_fuzzers
    build_head_fuzzer
    for name in $names; do find_planted "$name"; done
    running=""
    for name in $names; do
        find_none "$name" "${1:-3600}" &
        running="$running $!"
    done
    failed=0
    for job in $running; do wait "$job" || failed=1; done
    exit "$failed"
    ;;
esac
