#!/usr/bin/env bash
# Counts the instructions of `reconcile --json` on each document of the tests, or on the files that
# are named: a measure that no other program on the machine disturbs. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 1; }

cargo build --quiet --release --example reconcile
program=${CARGO_TARGET_DIR:-target}/release/examples/reconcile
if [ $# -eq 0 ]; then
    for document in tests/data/documents/*.json; do
        case "$document" in *.truth.json) ;; *) set -- "$@" "$document" ;; esac
    done
fi
for document in "$@"; do
    counted=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$program" --json "$document" 2>&1 >/dev/null | sed -n 's/.*Collected : //p')
    printf '%6.1f M  %s\n' "$(echo "$counted" | awk '{ print $1 / 1e6 }')" "$document"
done
