#!/bin/sh
# Runs the tests of the example package, which depends on this one by its path, in this package's own build folder:
# what both are made of is built once. The plan of a build is made anew, since the build folder has another root now.
set -eu
cd "$(dirname "$0")/.."

forget_plan() { rm -f .build/debug.yaml "$(swift build --show-bin-path)/description.json"; }

forget_plan
trap forget_plan EXIT
swift test --package-path Fixtures/examples/swift --scratch-path "$PWD/.build"
