"""Detects a proxy that TRUSTED_PROXIES does not count: then all clients seem to have the proxy's
address.

In that case 40 wrong passwords, whoever tries them, lock an owner out. The sign of it is a request
from this machine or a private network with `X-Forwarded-For` while TRUSTED_PROXIES is 0. The time
of the last one is stored in the instance folder, so that the next start can report it too.
"""

import logging
import time
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADVICE = (
    "requests come with X-Forwarded-For, as through a proxy, and TRUSTED_PROXIES is 0: "
    "everybody counts as one. Behind one proxy of yours set it to 1"
)
SEEN = "proxy-seen"
#: The networks of one's own proxies. Not `is_private`, which includes addresses for documentation.
NEAR = tuple(
    ip_network(each)
    for each in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
)
#: After this time without such a request the warning ends.
REMEMBERED_S = 24 * 3600.0
#: The shortest time between two writes of the file.
EVERY_S = 3600.0

log = logging.getLogger(__name__)


class ForgottenProxy:
    """WSGI middleware: notes requests that came through such a proxy."""

    def __init__(self, app: "WSGIApplication", seen: Path) -> None:
        self._app = app
        self._seen = seen
        self._note_at = 0.0

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if "HTTP_X_FORWARDED_FOR" in environ and came_through_proxy(environ):
            now = time.monotonic()
            if now >= self._note_at:
                self._note_at = now + EVERY_S
                log.warning(ADVICE)
                try:
                    self._seen.touch(mode=0o600)
                except OSError:
                    log.warning("this cannot be remembered: %s is not writable", self._seen.parent)
        return self._app(environ, start_response)


def came_through_proxy(environ: "WSGIEnvironment") -> bool:
    """Returns whether a request came through a proxy nearby. The header alone is not enough:
    anybody may send it."""
    if "HTTP_X_FORWARDED_FOR" not in environ:
        return False
    try:
        peer = ip_address(environ.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return False
    return peer.is_loopback or any(peer in network for network in NEAR)


def is_seen(app: Flask, environ: "WSGIEnvironment") -> bool:
    """Returns whether a proxy seems to be missing in the settings: by this request, or by one in
    the last day."""
    if app.config["TRUSTED_PROXIES"]:
        return False
    return came_through_proxy(environ) or _is_recent(_path(app))


def say_at_start(app: Flask) -> None:
    """Warn the operator at start-up if one was seen."""
    if not app.config["TRUSTED_PROXIES"] and _is_recent(_path(app)):
        log.warning(ADVICE)


def init_app(app: Flask) -> None:
    if not app.config["TRUSTED_PROXIES"]:
        watched = ForgottenProxy(app.wsgi_app, _path(app))
        app.wsgi_app = watched  # type: ignore[method-assign]


def _path(app: Flask) -> Path:
    return Path(app.config["INSTANCE_PATH"]) / SEEN


def _is_recent(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < REMEMBERED_S
    except OSError:
        return False
