"""Serves the built phone app: its files, and its first page for the address of every screen."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from flask import Flask, Response
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

from server.http.headers import POLICY, policy_of_file, security_headers
from server.languages import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BUILT = Path(__file__).resolve().parent.parent / "pwa" / "dist"

INDEX = "/index.html"
#: The page at /, with a field in which the user can type before a script has run.
CAPTURE = "/capture.html"
#: The same page for a first visit: it says what Karmadex is.
WELCOME = "/welcome.{language}.html"
#: Files whose names change whenever their content does.
HASHED = re.compile(r"^/assets/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
#: Addresses that are never a screen of the app. A missing file among them gets 404: an old page
#: that asks for a script of an earlier build must not get HTML.
NOT_SCREENS = re.compile(
    r"^/(api|dav|calendar|\.well-known|assets|icons|healthz|readyz)(/|$)|\.[^/]*$"
)

#: The address for content shared by other apps. Normally the service worker handles it.
SHARE = "/share"

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Karmadex is not built yet</title>
<h1>Karmadex is not built yet</h1>
<p>The server runs, but the phone app is missing. Run <code>make build</code> (or
<code>make run</code>, which does everything), then load this page again.</p>
</html>
"""


class Shell:
    """WSGI middleware around the API: the app's files first, then the app's screens, then the API.

    Files are looked up at each request (`autorefresh`), so that the app can be rebuilt while the
    server runs; a phone requests the files of each build once.
    """

    def __init__(self, api: "WSGIApplication", folder: Path, always: dict[str, str]) -> None:
        self._api = api
        self._always = always
        self._files = WhiteNoise(
            api,
            folder,
            autorefresh=True,
            allow_all_origins=False,
            max_age=None,
            mimetypes={".webmanifest": "application/manifest+json"},
            immutable_file_test=lambda _path, url: HASHED.search(url) is not None,
            add_headers_function=self._add_headers,
        )

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == SHARE and environ["REQUEST_METHOD"] == "POST":
            # The service worker was removed with the browser's storage: the app says so, and
            # installs it again.
            failed = Response("", 303, {"Location": "/?share=failed"} | self._always)
            return failed(environ, start_response)
        if path.startswith("/api/") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._api(environ, start_response)
        is_screen = NOT_SCREENS.search(path) is None
        file = (
            self._first_page(environ)
            if path == "/"
            else self._files.find_file(INDEX if is_screen else path)
        )
        if file is not None:
            answer = file.get_response(environ["REQUEST_METHOD"], environ)
            headers = Headers(list(answer.headers))
            if path == "/":
                varies = headers.get_all("Vary")
                headers["Vary"] = ", ".join([*varies, "Accept-Language", "Cookie"])
            start_response(f"{answer.status:d} {answer.status.phrase}", headers.items())
            if answer.file is None:
                return []
            with answer.file as content:
                return [content.read()]
        if is_screen:
            missing = Response(NOT_BUILT, 503, {"Cache-Control": "no-store"} | self._always)
            return missing(environ, start_response)
        return self._api(environ, start_response)

    def _first_page(self, environ: "WSGIEnvironment") -> StaticFile | None:
        """Returns the page of `/`. A cookie shows whether somebody has signed in here before."""
        welcome = None
        if not environ.get("HTTP_COOKIE"):
            wanted = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept)
            language = wanted.best_match(LANGUAGES) or DEFAULT
            welcome = self._files.find_file(WELCOME.format(language=language))
        return welcome or self._files.find_file(CAPTURE)

    def _add_headers(self, headers: Headers, _path: str, url: str) -> None:
        for name, value in self._always.items():
            headers[name] = value
        headers[POLICY] = policy_of_file(url)
        # Cached, but revalidated each time: a page, worker or manifest of an old build would keep
        # the old app running.
        headers.setdefault("Cache-Control", "no-cache")


def init_app(app: Flask, folder: Path | None = None) -> None:
    shell = Shell(app.wsgi_app, folder or BUILT, security_headers(app))
    app.wsgi_app = shell  # type: ignore[method-assign]
