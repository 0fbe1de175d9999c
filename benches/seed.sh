#!/bin/bash
# A million rows of the blog: how fast they are made, and how fast they are loaded beside PostgreSQL's own COPY of the same rows from a file.
#
#   benches/seed.sh BINARY [ROWS OF A TABLE] [RUNS]
#
# Loads run in pairs, one after the other, each into a fresh copy of the same empty database with all its keys and indexes: where a machine has other
# work, both have it. The share is the median of the pairs. Processor time is what does not depend on others. Needs initdb, postgres and psql on PATH.
set -euo pipefail
binary=$(realpath "$1")
rows=${2:-170000}
runs=${3:-3}
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
server=$work/server
mkdir "$server"
# PostgreSQL does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chmod 711 "$work"
    chown nobody "$server"
fi
finish() {
    "${as[@]}" pg_ctl -D "$server/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
"${as[@]}" initdb -D "$server/data" -U bench -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
cat >>"$server/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$server'
shared_buffers = 512MB
max_wal_size = 8GB
checkpoint_timeout = 1h
autovacuum = off
SETTINGS
"${as[@]}" pg_ctl -D "$server/data" -l "$server/log" -w start >/dev/null
export PGHOST=$server PGUSER=bench PGDATABASE=postgres
url="postgresql:///load?host=$server&user=bench"

cd "$work"
cp "$root/examples/blog.schema" .
touch nothing.sql
"$binary" diff nothing.sql blog.schema >schema.sql
psql -qc 'CREATE DATABASE empty TEMPLATE template0'
psql -q -d empty -f schema.sql

seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.2f", (to - from) / 1e9 }'; }
# Clock ticks of all backends that have ended, by the server's own count.
backends() { awk '{ print $16 + $17 }' "/proc/$(head -1 "$server/data/postmaster.pid")/stat"; }
ticks=$(getconf CLK_TCK)

# Runs a command; prints its seconds, its own processor time, its memory, and the processor time of the backends.
measured() {
    local before from to after
    before=$(backends)
    from=$(date +%s%N)
    /usr/bin/time -f '%U %S %M' -o time.txt "$@" >/dev/null 2>error.txt || { cat error.txt >&2; exit 1; }
    to=$(date +%s%N)
    sleep 0.3
    after=$(backends)
    awk -v wall="$(seconds "$from" "$to")" -v server=$((after - before)) -v ticks="$ticks" \
        '{ printf "%s %.2f %.0f %.2f\n", wall, $1 + $2, $3 / 1024, server / ticks }' time.txt
}

echo "# made, as COPY text to /dev/null"
read -r start _ < <(measured "$binary" seed blog.schema --rows 1 --format copy --quiet)
for ((run = 0; run < runs; run++)); do
    read -r wall cpu memory _ < <(measured "$binary" seed blog.schema --rows "$rows" --format copy --quiet)
    echo "$wall $cpu $memory" >>made.txt
done
"$binary" seed blog.schema --rows "$rows" --format copy --quiet >load.sql
total=$(awk '/^COPY/ { inside = 1; next } /^\\\.$/ { inside = 0 } inside { rows++ } END { print rows }' load.sql)
bytes=$(stat -c %s load.sql)
sort -n made.txt | awk -v total="$total" -v bytes="$bytes" -v start="$start" '
    { wall[NR] = $1; if (NR == 1 || $2 < cpu) cpu = $2; if ($3 > memory) memory = $3 }
    END {
        printf "%d rows, %.0f MB: %.2f s (fastest of %d), of these %.2f s for a sample on PostgreSQL\n", total, bytes / 1e6, wall[1], NR, start
        printf "%.0f rows a second; %.2f s of processor time (least), %.0f rows for each second of it; %d MiB at most\n",
            total / (wall[1] - start), cpu, total / cpu, memory
    }'

echo "# loaded: seed --into, then psql with the same rows from a file"
for ((run = 0; run < runs; run++)); do
    psql -qc 'SET client_min_messages = warning' -c 'DROP DATABASE IF EXISTS load' -c 'CREATE DATABASE load TEMPLATE empty' -c CHECKPOINT
    read -r into cpu memory backend < <(measured "$binary" seed blog.schema --rows "$rows" --into "$url" --quiet)
    [ "$(psql -At -d load -c 'SELECT count(*) FROM comments')" = "$rows" ]
    psql -qc 'SET client_min_messages = warning' -c 'DROP DATABASE IF EXISTS load' -c 'CREATE DATABASE load TEMPLATE empty' -c CHECKPOINT
    read -r own _ _ backend_own < <(measured psql -q -d load -f load.sql)
    [ "$(psql -At -d load -c 'SELECT count(*) FROM comments')" = "$rows" ]
    echo "$into $own $cpu $memory $backend $backend_own" | tee -a loaded.txt | awk -v start="$start" '{
        printf "--into %.2f s (backend %.2f s, groundplan %.2f s, %d MiB), psql %.2f s (backend %.2f s): %.0f %%\n", $1, $5, $3, $4, $2, $6, 100 * $2 / ($1 - start) }'
done
awk -v start="$start" '{ printf "%.1f\n", 100 * $2 / ($1 - start) }' loaded.txt | sort -n |
    awk '{ share[NR] = $1 } END { printf "share of the rate of COPY: %.1f %% (median of %d pairs; the sample before it not counted)\n", share[int((NR + 1) / 2)], NR }'
awk '{ printf "%.1f\n", 100 * $6 / $5 }' loaded.txt | sort -n |
    awk '{ share[NR] = $1 } END { printf "the same in processor time of the backends: %.1f %%\n", share[int((NR + 1) / 2)] }'
