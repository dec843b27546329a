"""The app's own files: what may be kept, what has to be asked about, and what is missing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import shell

FILES = {
    "index.html": "<!doctype html><title>Karmadex</title>",
    "capture.html": "<!doctype html><title>Karmadex</title><textarea></textarea>",
    "sw.js": "self.addEventListener('push', show)",
    "manifest.webmanifest": "{}",
    "icons/icon.svg": "<svg/>",
    "assets/index-jRxdBjS8.js": "console.log('a long line of script')",
    "assets/index-jRxdBjS8.js.br": "brotli",
    "assets/index-jRxdBjS8.js.gz": "gzipped",
    "assets/plain.js": "console.log()",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dist"
    monkeypatch.setattr(shell, "BUILT", folder)
    return folder


@pytest.fixture
def built(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def phone(built: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app().test_client()


def test_the_first_screen_has_the_field_in_its_page(phone: FlaskClient) -> None:
    assert phone.get("/").text == FILES["capture.html"]


@pytest.mark.parametrize(
    ("asks_for", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("es-419", "es"),
        ("fr, es;q=0.5", "es"),
        ("fr", "en"),
        ("*;q=x,,;", "en"),
        (None, "en"),
    ],
)
def test_a_new_visitor_sees_the_introduction_in_their_language(
    phone: FlaskClient, built: Path, asks_for: str | None, language: str
) -> None:
    for each in ("de", "en", "es"):
        (built / f"welcome.{each}.html").write_text(f"<!doctype html><p lang={each}>")
    answer = phone.get("/", headers={"Accept-Language": asks_for} if asks_for else {})
    assert answer.text == f"<!doctype html><p lang={language}>"
    assert {"Accept-Language", "Cookie"} <= answer.vary.as_set(preserve_casing=True)
    assert phone.get("/people").text == FILES["index.html"]


def test_a_returning_user_does_not_see_the_introduction(phone: FlaskClient, built: Path) -> None:
    (built / "welcome.en.html").write_text("<!doctype html><p>Jot down who you meet.")
    phone.set_cookie("karmadex", "signed in, or once was")
    assert phone.get("/").text == FILES["capture.html"]


@pytest.mark.parametrize("path", ["/people", "/people/5f9c", "/followups?morning=2026-11-24"])
def test_every_other_screen_is_the_one_page(phone: FlaskClient, path: str) -> None:
    answer = phone.get(path)
    assert answer.status_code == 200
    assert answer.text == FILES["index.html"]
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("path", ["/", "/people", "/index.html", "/sw.js", "/manifest.webmanifest"])
def test_the_files_that_start_the_app_are_revalidated_each_time(
    phone: FlaskClient, path: str
) -> None:
    answer = phone.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    again = phone.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_manifest_is_told_as_one(phone: FlaskClient) -> None:
    assert phone.get("/manifest.webmanifest").mimetype == "application/manifest+json"


def test_a_hashed_asset_is_kept_for_ever(phone: FlaskClient) -> None:
    cache = phone.get("/assets/index-jRxdBjS8.js").headers["Cache-Control"]
    assert "immutable" in cache
    assert phone.get("/assets/plain.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzipped"),
        ("", None, "console.log('a long line of script')"),
    ],
)
def test_assets_come_compressed(
    phone: FlaskClient, accepted: str, coding: str | None, body: str
) -> None:
    answer = phone.get("/assets/index-jRxdBjS8.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.text == body


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-OldBuild.js",
        "/assets/nothing",
        "/people/photo.png",
        "/icons/none",
        "/../config.py",
        "/assets/../../karmadex.sqlite3",
        "/api/v1/nothing",
        "/api",
        "/api/",
    ],
)
def test_a_missing_file_is_404(phone: FlaskClient, path: str) -> None:
    """Never the page instead: an old tab would run it as a script."""
    answer = phone.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/people", "/sw.js"])
def test_files_can_only_be_read(phone: FlaskClient, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = phone.open(path, method=method)
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"
    assert phone.head(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sw.js", "/assets/index-jRxdBjS8.js"])
def test_files_carry_the_security_headers(phone: FlaskClient, path: str) -> None:
    headers = phone.get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_without_a_build_the_page_says_what_to_do(
    folder: Path, make_app: Callable[..., Flask]
) -> None:
    phone = make_app().test_client()
    answer = phone.get("/")
    assert answer.status_code == 503
    assert "make build" in answer.text
    assert phone.get("/api/v1/me").status_code == 401


def test_a_build_under_a_running_server_is_served(phone: FlaskClient, built: Path) -> None:
    before = phone.get("/")
    (built / "capture.html").write_text("<!doctype html><title>Karmadex, the next build</title>")
    os.utime(built / "capture.html", (2_000_000_000, 2_000_000_000))
    (built / "assets" / "index-NextOne1.js").write_text("next")
    after = phone.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "next build" in after.text
    assert phone.get("/assets/index-NextOne1.js").text == "next"


def test_a_share_without_a_worker_is_reported_to_the_app(client: FlaskClient) -> None:
    answer = client.post("/share", data={"text": "bees"}, headers={"Sec-Fetch-Site": "none"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?share=failed")


def test_a_worker_that_compiles_webassembly_is_named_so(folder: Path, phone: FlaskClient) -> None:
    """Such as one that reads QR codes. Its policy is that of its own answer; a page's stays."""
    for name, may in (("wasm-qr-jRxdBjS8.js", True), ("worker-jRxdBjS8.js", False)):
        (folder / "assets" / name).write_text("1")
        policy = phone.get(f"/assets/{name}").headers["Content-Security-Policy"]
        assert ("'wasm-unsafe-eval'" in policy) is may
        assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert "wasm" not in phone.get("/people").headers["Content-Security-Policy"]
