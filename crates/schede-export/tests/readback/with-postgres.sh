#!/bin/sh
# Runs a command with an empty PostgreSQL server of its own on loopback, named in
# SCHEDE_TEST_POSTGRES, and takes the server away afterwards.
#
# In: a command. Out: its exit code. Needs initdb and pg_ctl; Debian keeps them
# in /usr/lib/postgresql/*/bin. A server refuses to run as root: then the user
# "postgres" of the package runs it.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
bin=${bin:-$(dirname "$(command -v initdb || echo /missing/initdb)")}
[ -x "$bin/initdb" ] || { echo "cannot start PostgreSQL: initdb is not installed" >&2; exit 2; }

folder=$(mktemp -d)
as_server=''
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as_server='runuser -u postgres --'
fi
stop() {
    (cd / && $as_server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

# A port nobody listens on, from the system.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd_root() { (cd / && "$@"); }
cd_root $as_server "$bin/initdb" -D "$folder/data" -U schede -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
cd_root $as_server "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $folder" start >/dev/null || {
    cat "$folder/log" >&2
    exit 2
}
SCHEDE_TEST_POSTGRES="postgres://schede@127.0.0.1:$port/postgres"
export SCHEDE_TEST_POSTGRES
"$@"
