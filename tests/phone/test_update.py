"""A new version of the app: offered, never forced, and it takes nothing that is being typed."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from tests.phone.app import FIELD, ready_for_offline
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.http_host import host_behind
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until

DIST = Path(__file__).resolve().parents[2] / "pwa" / "dist"


class Files(SimpleHTTPRequestHandler):
    """A host of the app's files alone; there is no API here."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """Every screen is the one page, as the real host has it; a part that is gone is a 404."""
        found = Path(super().translate_path(path))
        is_screen = not found.suffix and not found.exists()
        return str(Path(self.directory) / "index.html" if is_screen else found)

    def end_headers(self) -> None:
        self.send_header("cache-control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def build(gate: Gate, tmp_path: Path) -> Iterator[Path]:
    """A copy of the built app, served behind the gate: a test may deploy another over it."""
    copy = tmp_path / "dist"
    shutil.copytree(DIST, copy)
    with host_behind(gate, partial(Files, directory=str(copy))):
        yield copy


def deploy_another(build: Path) -> None:
    """The same app as "the next version": its page says so, and its worker knows of it."""
    worker = build / "sw.js"
    for name in ("index.html", "capture.html"):
        page = build / name
        page.write_text(page.read_text().replace("<head>", '<head><meta name="next-version">'))
        old = worker.read_text()
        new = old.replace(f'","url":"{name}"', f'f","url":"{name}"')
        assert new != old, "the worker names its page in another way"
        worker.write_text(new)


def is_next(phone: Phone) -> bool:
    return bool(phone.script("return document.querySelector('meta[name=next-version]') !== null"))


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param("chromium", marks=pytest.mark.chromium),
        pytest.param("firefox", marks=pytest.mark.firefox),
        pytest.param("webkit", marks=pytest.mark.webkit),
    ],
)
def test_a_new_version_waits_until_it_is_wanted(
    engine: str, build: Path, start_phone: Callable[..., Phone]
) -> None:
    phone = start_phone(engine)
    phone.open("/")
    ready_for_offline(phone)
    phone.reload()
    phone.write(FIELD, "Maya — water-")

    deploy_another(build)
    phone.script("window.dispatchEvent(new Event('focus'))")
    phone.sees("A new version is ready.", seconds=30)
    assert phone.value(FIELD) == "Maya — water-"
    assert not is_next(phone)

    phone.tap("Take it")
    wait_until(lambda: is_next(phone), "the next version")
    wait_until(lambda: phone.value(FIELD) == "Maya — water-", "the draft to be there again")


@pytest.mark.chromium
def test_a_page_whose_files_are_gone_offers_the_new_version(
    build: Path, start_phone: Callable[..., Phone]
) -> None:
    """Where no worker keeps them: a private window, or a first visit in the minute of a release."""
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    phone.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})"
    )
    phone.open("/")
    phone.write(FIELD, "Maya — water-")
    wait_until(lambda: "water-" in drafts(phone), "the draft to be on the disk")

    rename_the_parts(build)
    phone.tap("People")
    phone.sees("There is a new version of the app")
    phone.tap("Load again")
    phone.sees("Nobody here yet")
    phone.tap("Jot")
    wait_until(lambda: phone.value(FIELD) == "Maya — water-", "the draft to be there again")


def rename_the_parts(build: Path) -> None:
    """As a release does it: every script and style under another name, the old ones gone."""
    parts = [path for path in (build / "assets").iterdir() if path.suffix in (".js", ".css")]
    texts = [*parts, build / "index.html", build / "capture.html"]
    for text in texts:
        content = text.read_text()
        for part in parts:
            content = content.replace(part.name, f"{part.stem}-b{part.suffix}")
        text.write_text(content)
    for part in parts:
        part.rename(part.with_name(f"{part.stem}-b{part.suffix}"))
