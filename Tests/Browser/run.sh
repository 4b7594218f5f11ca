#!/usr/bin/env bash
# Opens the report and every page of the dashboard in headless Chromium: a campaign of the sandbox's company, real programs, real pages.
# Usage: Tests/Browser/run.sh FOLDER_OF_PROGRAMS [--screenshots | PYTEST ARGUMENTS]
set -euo pipefail

if [ $# -lt 1 ] || [ ! -x "$1/larkcast" ] || [ ! -x "$1/feishu-sandbox" ]; then
    echo "usage: $0 FOLDER_OF_PROGRAMS [--screenshots | PYTEST ARGUMENTS]" >&2
    exit 64
fi
programs=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)

need=()
command -v chromium >/dev/null || need+=(chromium)
# The pages name no font of their own: without one for Chinese a browser draws boxes.
fc-list :lang=zh 2>/dev/null | grep -q . || need+=(fontconfig fonts-noto-cjk)
if [ ${#need[@]} -gt 0 ]; then
    run=()
    [ "$(id -u)" -eq 0 ] || run=(sudo)
    echo "installing ${need[*]}" >&2
    "${run[@]}" apt-get update -qq
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
if [ "${1:-}" = --screenshots ]; then
    LARKCAST_PROGRAMS=$programs "$work/venv/bin/python" "$here/screenshots.py" "$here/../../docs/pictures"
    exit
fi
LARKCAST_PROGRAMS=$programs "$work/venv/bin/python" -m pytest -p no:cacheprovider -q "$here" "$@"
