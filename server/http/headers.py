"""The headers of all answers, of the API and of the app's files."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The headers of an answer. It has a name because the annotations of an inner function are
#: evaluated each time the outer one runs.
Pairs = list[tuple[str, str]]

POLICY = "Content-Security-Policy"
#: The beginning of the file names of workers that may compile WebAssembly, such as the one that
#: reads QR codes. Pages and all other workers may not.
_MAY_COMPILE = re.compile(r"/assets/wasm[^/]*\.js")

#: Features that a page may use if the user agrees.
OWN_FEATURES = (
    "autoplay",
    "camera",
    "clipboard-write",
    "microphone",
    "on-device-speech-recognition",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "web-share",
)
#: Features that the app never needs, so that injected code cannot use them either.
NO_FEATURES = (
    "accelerometer",
    "bluetooth",
    "browsing-topics",
    "clipboard-read",
    "compute-pressure",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(
    [f"{name}=(self)" for name in OWN_FEATURES] + [f"{name}=()" for name in NO_FEATURES]
)


def content_security_policy(*, scripts: str = "'self'") -> str:
    """Allow nothing from other origins and no inline code, and let text become a script only
    through the app's own policy (Trusted Types, pwa/src/data/ownScripts.ts)."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default",
        )
    )


CONTENT_SECURITY_POLICY = content_security_policy()


def policy_of_file(path: str) -> str:
    """Returns the policy of one of the app's files: a worker takes it from its own response."""
    if _MAY_COMPILE.fullmatch(path):
        return content_security_policy(scripts="'self' 'wasm-unsafe-eval'")
    return CONTENT_SECURITY_POLICY


def security_headers(app: Flask) -> dict[str, str]:
    """Returns the headers that forbid foreign content, framing, guessing of types, and leaking of
    referrers."""
    headers = {
        POLICY: CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        # Not `no-referrer`: that turns the `Origin` of our own pages into `null`.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
    }
    if app.config["PUBLIC_URL"].startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


class HardeningMiddleware:
    """WSGI middleware around the API: adds the headers of all answers. It is faster than doing so
    with Werkzeug, which would look at each header three times for each answer."""

    def __init__(self, app: "WSGIApplication", always: dict[str, str]) -> None:
        self._app = app
        self._always = list(always.items())
        # A view sets none of these headers except a policy of its own.
        self._without_policy = [pair for pair in self._always if pair[0] != POLICY]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(status: str, headers: Pairs, *more: Any) -> Any:
            names = [name for name, _ in headers]
            whole = [*headers, *(self._without_policy if POLICY in names else self._always)]
            if environ["PATH_INFO"].startswith("/api/") and "Cache-Control" not in names:
                whole.append(("Cache-Control", "no-store"))
            return start_response(status, whole, *more)

        return self._app(environ, start)


def init_app(app: Flask) -> None:
    hardened = HardeningMiddleware(app.wsgi_app, security_headers(app))
    app.wsgi_app = hardened  # type: ignore[method-assign]
