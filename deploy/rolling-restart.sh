#!/bin/sh
# Restarts the two servers of compose.yaml one by one, so that no request is lost, and then the
# workers: deploy/rolling-restart.sh [docker compose]
# It waits by itself, since podman-compose knows no `--wait`.
set -eu
compose=${*:-docker compose}
answers="import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"

for each in web1 web2; do
    $compose up --detach --no-deps "$each"
    seconds=0
    until $compose exec -T "$each" python -c "$answers" 2>/dev/null; do
        seconds=$((seconds + 1))
        if [ "$seconds" -gt 60 ]; then
            echo "$each does not answer after a minute: the other one serves on." >&2
            exit 1
        fi
        sleep 1
    done
    # Caddy looks each second who is well.
    sleep 3
done
$compose up --detach --no-deps worker
