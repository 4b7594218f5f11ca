#!/bin/sh
# Drives a feishu-sandbox binary with the official Python SDK, in a virtual environment that is thrown away.
# Usage: Tests/Interop/run.sh PATH_TO_FEISHU_SANDBOX
set -eu

if [ $# -ne 1 ] || [ ! -x "$1" ]; then
    echo "usage: $0 PATH_TO_FEISHU_SANDBOX" >&2
    exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
sandbox=
cleanup() {
    if [ -n "$sandbox" ]; then
        kill "$sandbox" 2>/dev/null || true
        wait "$sandbox" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "lark-oapi==1.7.5"

# The sandbox writes its one line into a pipe, and reading it is how the script waits.
mkfifo "$work/ready"
"$1" --seed 1 --people 200 --speed 0 >"$work/ready" &
sandbox=$!
read -r line <"$work/ready"
"$work/venv/bin/python" "$here/drive_with_official_sdk.py" "${line#feishu-sandbox listening on }"
