# Runs a PostgreSQL cluster of its own until standard input closes, then removes every trace of it.
# Standard input is a pipe held by the caller, so the cluster also ends when the caller is killed.
# A server that dies is started again, as on a machine that is looked after, so tests may kill it.
# Arguments: folder of the PostgreSQL programs, port, further server options.
set -eu
bin=$1
port=$2
options=$3
keeper=

folder=$(mktemp -d "${TMPDIR:-/tmp}/kontor-postgres.XXXXXX")
finish() {
    [ -z "$keeper" ] || kill "$keeper" 2>/dev/null || true
    "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# The server is a child of this loop, so its end is known at once; it refuses to start while
# processes of a killed one still hold its memory, which passes.
keep_up() {
    while true; do
        # shellcheck disable=SC2086
        "$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 \
            -c max_connections=200 $options >>"$folder/server.log" 2>&1 || true
        sleep 0.05
    done
}

cd "$folder"
"$bin/initdb" -D "$folder/data" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 \
    >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
keep_up &
keeper=$!
tries=0
until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$folder/server.log" >&2; exit 1; }
    sleep 0.1
done
echo "ready $folder/data/postmaster.pid"
cat >/dev/null
