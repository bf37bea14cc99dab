#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own, named to it in RVU_POSTGRES_URL, and stops it afterwards:
#
#     tests/postgres.sh COMMAND [ARGUMENT...]
#
# Without a command it only tells by its exit code whether there is a PostgreSQL to run. The cluster lives in a
# temporary folder and listens on the loopback alone; nothing in it is worth keeping, so it never waits for the disk.
set -euo pipefail

# Debian keeps the server's programs out of the path.
for bin in "$(dirname "$(command -v initdb || echo /none/initdb)")" /usr/lib/postgresql/{15,1[6-9],2?}/bin; do
    [ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] && break
    bin=
done
[ -n "$bin" ] || { echo 'There is no PostgreSQL server here.' >&2; exit 69; }

as_owner=(env)
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to be run by root.
    id postgres >/dev/null 2>&1 && command -v setpriv >/dev/null || {
        echo 'PostgreSQL does not run as root, and there is no user postgres or no setpriv to run it as.' >&2
        exit 69
    }
    as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/)
fi
[ $# -gt 0 ] || exit 0

folder=$(mktemp -d)
child=
finish() {
    trap '' INT TERM HUP
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true
    "${as_owner[@]}" "$bin/pg_ctl" stop --silent --mode=immediate --pgdata="$folder/data" >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077 && printf '%s\n' "$password" >"$folder/password")
[ "$(id -u)" != 0 ] || chown -R postgres: "$folder"
cd "$folder" # whoever runs it may not be allowed to see where we came from
"${as_owner[@]}" LC_ALL=C "$bin/initdb" --pgdata=data --username=postgres --pwfile=password --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --no-sync >/dev/null

for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 12000)) # below the ports that outgoing connections take
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=200"
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off -c autovacuum=off"
    "${as_owner[@]}" "$bin/pg_ctl" start --silent --wait --timeout=30 --pgdata=data --log=log --options="$options" \
        >/dev/null && break
done
[ -f data/postmaster.pid ] || { cat log >&2; exit 1; }
cd "$OLDPWD"

export RVU_POSTGRES_URL="postgresql://postgres:$password@127.0.0.1:$port/postgres"
"$@" <&0 & # in the background, for a trap waits until a command in the foreground ends
child=$!
code=0
wait "$child" || code=$?
child=
exit "$code"
