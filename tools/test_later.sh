#!/bin/sh
# Runs the tests of the server with their clocks, the servers' and PostgreSQL's ahead: tests that hold
# on one day only are found before that day. Needs Debian's faketime. What is left out here is what
# has a clock of its own, or none to shift:
#   tests/phone            a browser's clock is the kernel's
#   test_faults_clock.py   shifts the clocks itself
set -eu
library=$(find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -n 1)
if [ -z "$library" ]; then
    echo "Needs libfaketime: apt-get install faketime" >&2
    exit 1
fi
for days in 45 400; do
    echo "== $days days ahead"
    FAKETIME="+${days}d" LD_PRELOAD="$library" \
        "$@" -n 2 --ignore=tests/phone --ignore=tests/server/test_faults_clock.py \
        --database="${DATABASE:-sqlite}"
done
