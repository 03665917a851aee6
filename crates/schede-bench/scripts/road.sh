#!/usr/bin/env bash
# What the road of PDFs costs, on documents made here from the fixtures: words
# alone by our own library, bytes to records, the whole program, and beside them
# what a user would run instead: `pdftotext -layout` (text, no records) and a
# pdfplumber script (words and tables, no records). Then the peak memory of the
# program on longer and longer documents.
#
# Each on one processor, so that wall-clock time is what the work costs where the
# machine does nothing else; then the program on all of them. Needs poppler-utils, util-linux (taskset), GNU time.
#
# Usage: road.sh [RUNS]      PYTHON=python with pdfplumber; PLUMBER=0 leaves it out
set -euo pipefail
runs=${1:-5}
python=${PYTHON:-python3}
cd "$(dirname "$0")/../../.."
cargo build --quiet --release -p schede-cli
cargo build --quiet --release -p schede-batch --example road
target=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- documents ---

mapfile -t plans < <(find fixtures/pdf -name '*.pdf' ! -path '*encrypted*' | sort)
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

small=()
for plan in "${plans[@]}"; do
  small+=("$plan")
  [ "${#small[@]}" -lt 2 ] || pdfunite "${small[@]}" "$work/small.pdf"
  [ ! -e "$work/small.pdf" ] || [ "$(pages "$work/small.pdf")" -lt 20 ] || break
done
times() { # COUNT OUT: all fixtures, so many times one after another
  local all=()
  for _ in $(seq "$1"); do all+=("${plans[@]}"); done
  pdfunite "${all[@]}" "$2"
}
times 4 "$work/large.pdf"

# --- clocks ---

one() { taskset -c 0 "$@"; }
least() { # least wall-clock milliseconds of some runs of a command
  local best=
  for _ in $(seq "$runs"); do
    local from to
    from=$(date +%s%N)
    "$@" > /dev/null 2>&1
    to=$(date +%s%N)
    [ -n "$best" ] && [ $(((to - from) / 1000)) -ge "$best" ] || best=$(((to - from) / 1000))
  done
  awk -v us="$best" 'BEGIN { printf "%.2f", us / 1000 }'
}
inside() { one "$target/examples/road" "$1" "$2" "$runs" | awk '{ print $1 }'; }
peak() { /usr/bin/time -f %M "$@" 2>&1 > /dev/null | tail -1 | awk '{ printf "%.0f", $1 / 1024 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
row() { printf '  %-44s %10s ms %8s ms/page %6s MiB\n' "$1" "$2" "$(awk -v t="$2" -v p="$n" 'BEGIN { printf "%.3f", t / p }')" "$3"; }

for name in small large; do
  plan=$work/$name.pdf
  n=$(pages "$plan")
  printf '%s pages, least of %d runs, one processor:\n' "$n" "$runs"
  words=$(inside words "$plan")
  records=$(inside records "$plan")
  convert=$(least one "$target/schede" convert "$plan")
  poppler=$(least one pdftotext -layout "$plan" -)
  row "words alone, in the process" "$words" "$(peak "$target/examples/road" words "$plan")"
  row "bytes to records, in the process" "$records" "$(peak "$target/examples/road" records "$plan")"
  row "schede convert, to JSON" "$convert" "$(peak "$target/schede" convert "$plan")"
  row "pdftotext -layout" "$poppler" "$(peak pdftotext -layout "$plan" -)"
  if [ "${PLUMBER:-1}" != 0 ] && "$python" -c 'import pdfplumber' 2> /dev/null; then
    # It takes minutes: one run.
    plumber=$(runs=1 least one "$python" crates/schede-bench/scripts/pool.py --one "$plan")
    row "pdfplumber, words and tables, one run" "$plumber" -
  fi
  printf '  records to words %s, convert to pdftotext %s; on all processors %s ms\n' \
    "$(ratio "$records" "$words")" "$(ratio "$convert" "$poppler")" \
    "$(least "$target/schede" convert "$plan")"
done

printf 'peak memory of schede convert, and the size of its JSON:\n'
for count in 1 4 16; do
  times "$count" "$work/long.pdf"
  "$target/schede" convert "$work/long.pdf" > "$work/long.json"
  printf '  %6s pages %6s MiB, JSON %4s MiB, PDF %4s MiB\n' "$(pages "$work/long.pdf")" \
    "$(peak "$target/schede" convert "$work/long.pdf")" \
    $(($(stat -c %s "$work/long.json") >> 20)) $(($(stat -c %s "$work/long.pdf") >> 20))
done
