#!/bin/sh
# Loading beside the stores' own bulk tools, on the same rows, in one run.
#
# In: LOAD_MANY, the built example; PHASES (1000000); POSTGRES, a URL of a server
# with an empty database (left out if not set); PYTHON with pyarrow. Needs sqlite3
# and psql. Out: seconds of each, and the ratio ours / theirs (1.5 is the aim).
#
# Both sides make the same tables with the same keys; theirs read the finished CSV.
# sqlite3 knows no token for null: references are not checked on its side.
set -eu
phases=${PHASES:-1000000}
gather=${GATHER:-200000}
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tables="entities org_units missions programmes documents objectives phases statements findings provenance"

seconds() { # runs the rest of the line
    began=$(date +%s.%N)
    "$@" >/dev/null
    echo "$(date +%s.%N) $began" | awk '{printf "%.2f", $1 - $2}'
}
ours() { "$LOAD_MANY" "$1" "$phases" "$2" | tee -a "$work/log"; }
figure() { sed 's/.*"seconds":\([0-9.]*\).*/\1/'; }
told() { echo "$1 $2 $3" | awk '{printf "%-10s ours %7.2f s  theirs %7.2f s  ratio %.2f\n", $1, $2, $3, $2 / $3}'; }

ours "csv:$work/csv" 0 >"$work/csv.json"

a=$(ours "sqlite:$work/ours.db" "$gather" | figure)
{
    cat "$root/schemas/sqlite.sql"
    echo "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072; BEGIN;"
    for table in $tables; do echo ".import --csv --skip 1 $work/csv/$table.csv $table"; done
    echo "COMMIT;"
} | sed 's/ CHECK ([a-z_0-9]* = date([a-z_0-9]*))//; s/ CHECK ([a-z_]* IN ([^)]*))//' >"$work/import.sql"
b=$(seconds sh -c "sqlite3 '$work/theirs.db' <'$work/import.sql'")
told sqlite "$a" "$b"
[ "$(sqlite3 "$work/ours.db" 'SELECT count(*) FROM phases')" = "$(sqlite3 "$work/theirs.db" 'SELECT count(*) FROM phases')" ]

a=$(ours "parquet:$work/parquet" 0 | figure)
b=$(seconds "$PYTHON" -c "
import sys, pyarrow.csv as c, pyarrow.parquet as p
for table in sys.argv[2:]:
    rows = c.open_csv(f'{sys.argv[1]}/{table}.csv', parse_options=c.ParseOptions(newlines_in_values=True),
        convert_options=c.ConvertOptions(null_values=[r'\N'], strings_can_be_null=True,
        include_columns=None))
    with p.ParquetWriter(f'{sys.argv[1]}/{table}.parquet', rows.schema, compression='zstd') as out:
        for batch in rows: out.write_batch(batch)
" "$work/csv" $tables) || b=nan
told parquet "$a" "$b"

if [ -n "${POSTGRES:-}" ]; then
    a=$(ours "$POSTGRES" "$gather" | figure)
    psql -qX "$POSTGRES" -c 'CREATE SCHEMA theirs' >/dev/null
    {
        echo "SET search_path = theirs;"
        cat "$root/schemas/postgres.sql"
        echo "BEGIN;"
        for table in $tables; do
            printf '%s\n' "\\copy $table FROM '$work/csv/$table.csv' WITH (FORMAT csv, HEADER, NULL '\\N')"
        done
        echo "COMMIT;"
    } >"$work/copy.sql"
    b=$(seconds psql -qX -v ON_ERROR_STOP=1 "$POSTGRES" -f "$work/copy.sql")
    told postgres "$a" "$b"
    [ "$(psql -qXAt "$POSTGRES" -c 'SELECT count(*) FROM phases')" = \
        "$(psql -qXAt "$POSTGRES" -c 'SELECT count(*) FROM theirs.phases')" ]
fi
cat "$work/log"
