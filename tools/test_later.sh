#!/bin/sh
# Runs the tests with the clocks of tests, servers and PostgreSQL ahead, by Debian's faketime: what holds
# on one day only is found before that day. Then somebody's first evening and morning on a phone:
# Chromium's pages and its service worker are shifted through the DevTools protocol. What is left out
# (marked as `own_clock`) has a clock that cannot be shifted, or shifts it itself:
#   test_faults_clock.py        shifts the clocks itself
#   Caddy, and what stands behind it    Go asks the kernel itself
#   the dates of files          are the kernel's: what is old in the folder of bytes, and when a proxy
#                               was last seen
#   Firefox, WebKit             no remote control of theirs reaches a page before its own scripts,
#                               and a browser does not start with libfaketime before it
#   Chromium's other workers, its cookies, its caches    go by the kernel's clock
#   what counts from the machine's start (CLOCK_MONOTONIC)    does so on any day. Shifted, Python would
#                               wait for 45 days where it is to wait for a second: the library knows
#                               clock_gettime(2), and not sem_clockwait(3)
set -eu
library=$(find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -n 1)
if [ -z "$library" ]; then
    echo "Needs libfaketime: apt-get install faketime" >&2
    exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cc -shared -fPIC -O2 -o "$folder/sleep.so" "$(dirname "$0")/sleep_as_asked.c"
failed=0 # each part runs even when one before it failed
for days in 45 400; do
    echo "== $days days ahead"
    export FAKETIME="+${days}d" FAKETIME_DONT_FAKE_MONOTONIC=1
    LD_PRELOAD="$folder/sleep.so $library" "$@" -n 2 --ignore=tests/phone \
        --database="${DATABASE:-sqlite}" -m "not own_clock" || failed=1
    LD_PRELOAD="$folder/sleep.so $library" "$@" -n 2 -m chromium \
        tests/phone/test_first_run.py tests/phone/test_the_evening.py || failed=1
done
exit "$failed"
