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
    # What counts seconds from the machine's start does so on any day. Shifted, Python would wait for
    # 45 days where it is to wait for one second: the library does not know sem_clockwait(3).
    FAKETIME="+${days}d" FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD="$library" \
        "$@" -n 2 --ignore=tests/phone --ignore=tests/server/test_faults_clock.py \
        --database="${DATABASE:-sqlite}"
done
