# Runs a PostgreSQL cluster of its own until standard input closes, then removes every trace of it.
# Standard input is a pipe held by the caller, so the cluster also ends when the caller is killed.
# Arguments: folder of the PostgreSQL programs, port, further server options.
set -eu
bin=$1
port=$2
options=$3

folder=$(mktemp -d "${TMPDIR:-/tmp}/kontor-postgres.XXXXXX")
finish() {
    "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

cd "$folder"
"$bin/initdb" -D "$folder/data" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 \
    >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
"$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/server.log" \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 $options" start \
    || { cat "$folder/server.log" >&2; exit 1; }
echo ready
cat >/dev/null
