#!/bin/sh
# Compares whom larkcast sends to with an independent recount of the sandbox's company, for random inclusions and exclusions.
# Usage: Tests/Interop/audience.sh FOLDER_OF_THE_PROGRAMS [COMBINATIONS] [SEED]
set -eu

if [ $# -lt 1 ] || [ ! -x "$1/larkcast" ]; then
    echo "usage: $0 FOLDER_OF_THE_PROGRAMS [COMBINATIONS] [SEED]" >&2
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

mkfifo "$work/ready"
"$1/feishu-sandbox" --seed "${3:-1}" --people 600 --departments 60 --overlap 0.5 --speed 0 --no-limits \
    --journal "$work/journal.jsonl" >"$work/ready" &
sandbox=$!
read -r line <"$work/ready"
cat >"$work/config.yaml" <<YAML
profiles:
  default:
    base_url: ${line#feishu-sandbox listening on }
    app_id: cli_sandbox
    app_secret_file: app_secret
YAML
(umask 077 && echo sandbox-secret-not-real >"$work/app_secret")
export LARKCAST_CONFIG="$work/config.yaml" LARKCAST_DB="$work/store.sqlite" XDG_DATA_HOME="$work/data"
python3 "$here/audience.py" "$1/larkcast" "${line#feishu-sandbox listening on }" "$work/journal.jsonl" "$work" \
    "${2:-200}" "${3:-1}"
