#!/bin/sh
# Writes every form, reads it back with other programs and compares the rows.
#
# In: nothing. SCHEDE may name the built program: then inputs with a gold file beside
# them (SCHEDE_SAMPLES, else those of the shared data) are read by it and read back too.
# Out: exit code 0 if every program read the same rows. A program that is missing is
# installed (Python packages in an environment under the target folder, the others
# from Debian's packages when run as root), or it is a failure.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
python=$target/readback-venv/bin/python

# initdb is not on the path in Debian.
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
export PATH DEBIAN_FRONTEND=noninteractive

need() { # command, Debian package
    if command -v "$1" >/dev/null; then return; fi
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y -qq --no-install-recommends "$2" >/dev/null || {
            apt-get update -qq
            apt-get install -y -qq --no-install-recommends "$2" >/dev/null
        }
    fi
    PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    command -v "$1" >/dev/null || { echo "cannot read back: $1 is not installed (package $2)" >&2; exit 2; }
}
need xmllint libxml2-utils
need soffice libreoffice-calc-nogui
need psql postgresql-client
need initdb postgresql

if [ ! -x "$python" ] || ! cmp -s "$here/requirements.txt" "$target/readback-venv/requirements.txt"; then
    rm -rf "$target/readback-venv"
    python3 -m venv "$target/readback-venv"
    "$python" -m pip install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$target/readback-venv/"
fi

# As part of the whole workspace: built for this crate alone, the libraries have other
# features than for the workspace's tests and would all be compiled again.
(cd "$root" && cargo build --quiet --locked --workspace --example write_all_forms)
write_all_forms=$target/debug/examples/write_all_forms

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

read_back() { # name, then counts if known
    name=$1
    shift
    echo "-- $name"
    "$here/with-postgres.sh" sh -eu -c '
        write_all_forms=$1 work=$2 python=$3 here=$4
        shift 4
        "$write_all_forms" "$work" "sqlite:$work/warehouse.db" "$SCHEDE_TEST_POSTGRES"
        "$python" "$here/readback.py" "$work" "$SCHEDE_TEST_POSTGRES" "$@"
    ' sh "$write_all_forms" "$work/$name" "$python" "$here" "$@"
}

mkdir "$work/invented"
read_back invented

# Inputs with a gold file beside them, which says how many objectives and phases.
if [ -n "${SCHEDE:-}" ]; then
    for input in ${SCHEDE_SAMPLES:-"$root"/../shared/data/*/input.txt}; do
        gold=$(dirname "$input")/gold.json
        [ -f "$gold" ] || continue
        counts=$("$python" -c 'import json, sys
found = json.load(open(sys.argv[1], encoding="utf-8"))["objectives"]
print(len(found), sum(len(it["phases"]) for it in found))' "$gold")
        rm -rf "$work/sample" "$work/documents"
        mkdir "$work/sample"
        "$SCHEDE" convert "$input" -o "$work/documents" --format json || [ $? -eq 1 ]
        # shellcheck disable=SC2086
        (export SCHEDE_DOCUMENTS="$work/documents" && read_back sample $counts)
    done
fi

echo "-- the loaders' tests, on a server"
cd "$root"
"$here/with-postgres.sh" cargo test --quiet --locked --workspace \
    --test load --test diff --test sql_examples --test killed
