#!/bin/sh
# Installs what the tests drive: browsers, the proxy in front of the app, and what checks the files
# for operation. It takes Debian's apt-get and the right to use it; elsewhere it only says what is
# missing, and the tests then leave that one out and say so.
missing=""
PATH="$PATH:/usr/sbin:/sbin" # where Debian keeps ldconfig
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need chromium chromium
need chromium-headless-shell chromium-headless-shell
need firefox-esr firefox-esr
need WebKitWebDriver webkit2gtk-driver
need Xvfb xvfb
need dbus-daemon dbus-daemon
need caddy caddy
need certutil libnss3-tools
need systemd-analyze systemd
# Firefox reaches the desktop's notifications through this library.
ldconfig -p 2>/dev/null | grep -q 'libnotify\.so\.4' || missing="$missing libnotify4"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    echo "Not installed here, so left out of the tests:$missing" >&2
    exit 0
fi

echo "Installing for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
for attempt in 1 2 3; do
    if apt-get update -q >/dev/null \
        && apt-get install -q -y --no-install-recommends -o Acquire::Retries=3 $missing >/dev/null
    then
        exit 0
    fi
    echo "apt-get failed (attempt $attempt of 3)" >&2
    sleep $((attempt * 5))
done
exit 1
