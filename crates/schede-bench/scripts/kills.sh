#!/usr/bin/env bash
# A run killed at random moments and begun again must end with the bytes of an
# undisturbed one, no document twice and none lost.
#
# Usage: kills.sh [DOCUMENTS [KILLS]]      SCHEDE=path/to/schede if not in PATH
set -euo pipefail
documents=${1:-2000}
kills=${2:-100}
schede=${SCHEDE:-schede}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")/../../.."

cargo run --quiet --release -p schede-bench --example make_plans -- \
  "$work/in" $((documents * 8 / 10)) $((documents * 2 / 10 - 20)) 20

# exec: the process that is killed must be the program, not a shell around it.
convert() { exec "$schede" convert "$work/in" -o "$1" --format json,ndjson,csv --quiet --jobs 2; }
results() { (cd "$1" && find . -type f -not -path './.schede/*' -not -name manifest.ndjson \
  -print0 | sort -z | xargs -0 sha256sum); }

check() {
  results "$work/killed" > "$work/found"
  cmp "$work/expected" "$work/found"
  local names
  names=$(grep '"record":"document"' "$work/killed/manifest.ndjson" | grep -o '"input":"[^"]*"' | sort -u | wc -l)
  test "$names" -eq "$documents"
}

# Exit code 2: there are hostile files among them, and the run says so.
begin=$(date +%s%N)
(convert "$work/undisturbed" > /dev/null 2>&1) || [ $? = 2 ]
long=$((($(date +%s%N) - begin) / 1000000))
results "$work/undisturbed" > "$work/expected"
printf 'undisturbed: %d ms, %d files\n' "$long" "$(wc -l < "$work/expected")"

killed=0
finished=0
while [ "$killed" -lt "$kills" ]; do
  convert "$work/killed" > /dev/null 2>&1 &
  run=$!
  # About ten kills before a run gets to its end, at moments spread over it.
  sleep "$(awk -v r="$RANDOM" -v l="$long" 'BEGIN { print r / 32768 * l / 5 / 1000 }')"
  if kill -KILL "$run" 2> /dev/null; then
    killed=$((killed + 1))
    wait "$run" 2> /dev/null || true
  else
    wait "$run" 2> /dev/null || [ $? = 2 ]
    check
    finished=$((finished + 1))
    rm -rf "$work/killed"
  fi
done
(convert "$work/killed" > /dev/null 2>&1) || [ $? = 2 ]
check
printf 'killed %d times over %d runs: each ended with the same bytes, every document once\n' \
  "$killed" $((finished + 1))
