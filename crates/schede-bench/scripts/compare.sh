#!/usr/bin/env bash
# Time of schede beside `pdftotext -layout` (poppler-utils) on the same PDFs:
# what a user would run instead, which gives text and no records.
#
# Usage: compare.sh FOLDER [RUNS]      SCHEDE=path/to/schede if not in PATH
set -euo pipefail
folder=${1:?usage: compare.sh FOLDER [RUNS]}
runs=${2:-3}
schede=${SCHEDE:-schede}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

mapfile -d '' -t plans < <(find "$folder" -name '*.pdf' -print0 | sort -z)
printf '%d PDFs, best of %d runs, wall-clock seconds\n' "${#plans[@]}" "$runs"

best() {
  local name=$1 least=
  shift
  for _ in $(seq "$runs"); do
    local from to
    from=$(date +%s%N)
    "$@" > /dev/null 2>&1 || true
    to=$(date +%s%N)
    local took=$(((to - from) / 1000))
    if [ -z "$least" ] || [ "$took" -lt "$least" ]; then least=$took; fi
  done
  printf '%-34s %d.%06d\n' "$name" $((least / 1000000)) $((least % 1000000))
}

loop_over_pdftotext() { for plan in "${plans[@]}"; do pdftotext -layout "$plan" - ; done; }
read_once() { rm -rf "$out/run"; "$schede" convert "$folder" -o "$out/run" --quiet "$@"; }

if command -v pdftotext > /dev/null; then
  best "pdftotext -layout, a shell loop" loop_over_pdftotext
fi
best "schede convert, 1 lane, threads" read_once --jobs 1 --isolation thread
best "schede convert, 1 lane, processes" read_once --jobs 1
best "schede convert, 2 lanes, processes" read_once --jobs 2
