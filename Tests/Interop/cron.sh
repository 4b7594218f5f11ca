#!/bin/sh
# Compares larkcast's cron with croniter over random expressions, zones and instants.
# Usage: Tests/Interop/cron.sh COUNT SEED, after `swift build --build-tests`
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 COUNT SEED" >&2
    exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

python3 -m venv "$work/venv"
# tzdata is the edition Foundation has compiled in (`tzdata` of `larkcast schedule --json`): rules must not differ, only code.
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "croniter==7.0.0" "tzdata==2025.2"
# An empty PYTHONTZPATH keeps the machine's own zones out.
PYTHONTZPATH="" "$work/venv/bin/python" "$here/cron_vectors.py" "$1" "$2" >"$work/vectors.tsv"
CRON_VECTORS="$work/vectors.tsv" swift test --skip-build --filter CronDifferentialTests
