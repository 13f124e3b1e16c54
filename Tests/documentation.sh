#!/bin/sh
# Builds the documentation of each public library, every warning an error. The last line is the folder that it lies in.
set -eu
cd "$(dirname "$0")/.."

docc="$(dirname "$(readlink -f "$(command -v swift)")")/docc"
swift package dump-symbol-graph --minimum-access-level public >&2
graphs="$(swift build --show-bin-path)/../symbolgraph"
out="$PWD/.build/documentation"
for library in MultipartForm PyrusFiles PyrusFilesServer PyrusFilesTesting PyrusFilesConformance PyrusFilesStage; do
    graph="$out/graphs/$library"
    rm -rf "$graph" "${out:?}/$library.doccarchive"
    mkdir -p "$graph"
    # Of its own symbols alone, not of those that it adds to other modules.
    cp "$graphs/$library.symbols.json" "$graph"
    echo "== $library" >&2
    "$docc" convert "Sources/$library/$library.docc" --additional-symbol-graph-dir "$graph" \
        --fallback-bundle-identifier "pyrus-files.$library" --warnings-as-errors \
        --output-path "$out/$library.doccarchive" >&2
done
echo "$out"
