"""The app speaks the language of whoever holds it: the phone's, until they choose another."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.phone.app import EMAIL, PASSWORD, ZONE
from tests.rigs.chromium import KeptChromium
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

pytestmark = pytest.mark.chromium

#: Of the first screen and the settings.
FIELD = {"en": "Who did you meet", "de": "Wen hast du getroffen", "es": "¿A quién has conocido"}
SETTINGS = {"en": "Settings", "de": "Optionen", "es": "Ajustes"}
CHOICE = {"en": "Language", "de": "Sprache", "es": "Idioma"}

StartPhone = Callable[[str], Page]


@pytest.fixture
def server(start_server: Callable[..., LiveServer]) -> LiveServer:
    return start_server()


@pytest.fixture
def start_phone_in(kept_chromium: KeptChromium, server: LiveServer) -> Iterator[StartPhone]:
    """A phone of its own in this language (BCP 47), with the app open."""
    with ExitStack() as stack:

        def start(locale: str) -> Page:
            context = kept_chromium.new_context(
                ZONE, locale=locale, viewport={"width": 320, "height": 640}, base_url=server.url
            )
            stack.callback(context.close)
            page = context.new_page()
            page.goto("/")
            return page

        yield start


def speaks(page: Page, language: str) -> None:
    expect(page.get_by_label(re.compile(re.escape(FIELD[language])))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)


def choose(page: Page, now: str, wanted: str) -> None:
    """In the settings, which are called as one says `now`."""
    page.get_by_role("link", name=SETTINGS[now]).click()
    page.get_by_label(CHOICE[now]).select_option(wanted)
    expect(page.get_by_label(CHOICE[wanted])).to_have_value(wanted)


def ready_for_offline(context: BrowserContext) -> None:
    context.pages[0].evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_until(
        lambda: context.pages[0].evaluate("!!navigator.serviceWorker.controller"), "the worker"
    )


def speaks_offline(page: Page, language: str) -> None:
    """On the first screen and on one that loads later; the network is back afterwards."""
    page.context.set_offline(True)
    page.goto("/")
    speaks(page, language)
    page.get_by_role("link", name=SETTINGS[language]).click()
    expect(page.get_by_label(CHOICE[language])).to_be_visible()
    page.goto("/")
    page.context.set_offline(False)


def language_of_account(page: Page) -> str:
    return str(page.request.get("/api/v1/me").json()["language"])


@pytest.mark.parametrize(
    ("locale", "language"), [("en-US", "en"), ("de-AT", "de"), ("es-MX", "es"), ("fr-FR", "en")]
)
def test_a_first_visit_is_in_the_language_of_the_phone(
    locale: str, language: str, start_phone_in: StartPhone
) -> None:
    page = start_phone_in(locale)
    speaks(page, language)
    words = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".flatMap(({name}) => /words[.](..)[.]/.exec(name)?.[1] ?? [])"
    )
    assert set(words) == {language}, "the words of one language are enough for the first screen"


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_every_tab_has_room_for_its_words(language: str, start_phone_in: StartPhone) -> None:
    page = start_phone_in(language)
    speaks(page, language)
    for tab in range(5):
        page.get_by_role("navigation").get_by_role("link").nth(tab).click()
        wide = page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('main, .tabs span')]"
            ".filter((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0)"
            ".map((part) => part.textContent)"
        )
        assert wide == []


def test_a_chosen_language_stays_without_a_network_and_the_account_hears_of_it(
    start_phone_in: StartPhone,
) -> None:
    page = start_phone_in("de-DE")
    ready_for_offline(page.context)
    choose(page, "de", "es")
    speaks_offline(page, "es")

    page.goto("/sign-up")
    page.get_by_label("Tu nombre").fill("Alice")
    page.get_by_label("Correo electrónico").fill(EMAIL)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Crear mi cuenta").click()
    expect(page.get_by_text("Qué bien tenerte aquí, Alice.")).to_be_visible()
    assert language_of_account(page) == "es"

    page.context.set_offline(True)
    choose(page, "es", "de")
    speaks_offline(page, "de")
    page.goto("/")
    wait_until(lambda: language_of_account(page) == "de", "the server to hear of it")


def test_a_language_that_is_not_on_the_phone_is_downloaded(
    start_phone_in: StartPhone,
) -> None:
    page = start_phone_in("de-DE")
    ready_for_offline(page.context)
    page.context.set_offline(True)
    page.get_by_role("link", name=SETTINGS["de"]).click()
    page.get_by_label(CHOICE["de"]).select_option("es")
    expect(page.get_by_text("Diese Sprache kommt übers Netz")).to_be_visible()
    expect(page.get_by_label(CHOICE["de"])).to_have_value("de")


def test_without_the_texts_the_field_still_works(start_phone_in: StartPhone) -> None:
    page = start_phone_in("de-DE")
    ready_for_offline(page.context)
    page.evaluate("localStorage.setItem('karmadex.language', 'es')")
    page.context.set_offline(True)
    page.goto("/")
    speaks(page, "de")


def test_signing_in_on_another_phone_uses_the_language_of_the_account(
    start_phone_in: StartPhone, server: LiveServer
) -> None:
    alice = {"name": "Alice", "email": EMAIL, "password": PASSWORD, "timezone": "UTC"}
    server.client().post("/api/v1/accounts", json=alice | {"language": "es"}).raise_for_status()

    page = start_phone_in("en-GB")
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    speaks(page, "es")
    assert language_of_account(page) == "es"
