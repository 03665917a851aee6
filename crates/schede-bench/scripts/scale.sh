#!/usr/bin/env bash
# Throughput and scale of runs: one and two lanes, 100, 1,000 and 10,000
# documents, what isolation costs, the most memory any process had, and what a
# user would run instead.
#
# Usage: scale.sh [MOST_DOCUMENTS]      SCHEDE=path/to/schede if not in PATH
#                                       PYTHON=python with pdfplumber
set -euo pipefail
most=${1:-10000}
schede=${SCHEDE:-schede}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")/../../.."
cargo build --quiet --release -p schede-bench --example make_plans
make="${CARGO_TARGET_DIR:-target}/release/examples/make_plans"

measure() { # NAME FOLDER FLAGS...
  local name=$1 folder=$2
  shift 2
  rm -rf "$work/out"
  /usr/bin/time -o "$work/time" -f '%e %M' \
    "$schede" convert "$folder" -o "$work/out" --format ndjson --quiet "$@" 2> /dev/null || [ $? = 2 ]
  read -r seconds kilobytes < <(tail -1 "$work/time")
  local documents pages
  documents=$(grep -c '"outcome":"read"' "$work/out/manifest.ndjson")
  pages=$(grep -o '"seen":[0-9]*' "$work/out/manifest.ndjson" | cut -d: -f2 | paste -sd+ | bc)
  awk -v n="$name" -v s="$seconds" -v k="$kilobytes" -v d="$documents" -v p="$pages" 'BEGIN {
    printf "%-34s %6d documents %7d pages %8.2f s %8.0f pages/s %7.2f ms/document %5d MiB\n",
      n, d, p, s, p / s, 1000 * s / d, k / 1024 }'
}

"$make" "$work/pdf" 0 200 0
measure "PDF, 1 lane, threads" "$work/pdf" --jobs 1 --isolation thread
measure "PDF, 1 lane, processes" "$work/pdf" --jobs 1
measure "PDF, 2 lanes, processes" "$work/pdf" --jobs 2
n=100
while [ "$n" -le "$most" ]; do
  "$make" "$work/in-$n" $((n * 9 / 10)) $((n / 10)) 0
  measure "mixed, 2 lanes, processes" "$work/in-$n" --jobs 2
  rm -rf "$work/in-$n"
  n=$((n * 10))
done

if command -v pdftotext > /dev/null; then
  begin=$(date +%s%N)
  for plan in "$work"/pdf/*.pdf; do pdftotext -layout "$plan" - > /dev/null 2>&1 || true; done
  printf 'beside: pdftotext -layout in a shell loop %d ms for the 200 PDFs\n' \
    $((($(date +%s%N) - begin) / 1000000))
fi
if "${PYTHON:-python3}" -c 'import pdfplumber' 2> /dev/null; then
  "${PYTHON:-python3}" crates/schede-bench/scripts/pool.py "$work/pdf" 2
fi
begin=$(date +%s%N)
for _ in $(seq 50); do "$schede" --version > /dev/null; done
printf 'start-up: %d us\n' $((($(date +%s%N) - begin) / 50000))
