"""What a person does in the app, told once for every engine, and what the server then holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.rigs.chromium import Chromium
from tests.rigs.desktop import Desktop, Shown
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.rigs.push_service import PushService
from tests.support.live import LiveServer

EMAIL = "alice@example.org"
PASSWORD = "karma comes around"
FIELD = "Who did you meet"


def evening_zone() -> str:
    """A time zone in which it is between eight and nine in the evening right now."""
    offset = (20 - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"


#: Where it is evening, whenever the tests run.
ZONE = evening_zone()


def morning_after(zone: str) -> date:
    """The date of the morning after a note that is jotted down now."""
    return (datetime.now(ZoneInfo(zone)) - timedelta(hours=4)).date() + timedelta(days=1)


def at(day: date, clock: str, zone: str) -> str:
    """The instant at which clocks in `zone` show `clock` on `day`, as the command line takes it."""
    local = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign_up(phone: Phone, *, email: str = EMAIL) -> None:
    """From any screen to an account."""
    phone.tap("Settings")
    phone.tap("Make an account")
    make_account(phone, email=email)


def make_account(phone: Phone, *, email: str = EMAIL) -> None:
    """At the screen for it, which is already open."""
    phone.write("Your name", "Alice")
    phone.write("Email address", email)
    phone.write("Password", PASSWORD)
    phone.tap("Make my account")
    phone.sees("Welcome, Alice.")


def sign_in(phone: Phone, *, email: str = EMAIL) -> None:
    """At the sign-in screen, which is already open."""
    phone.write("Email address", email)
    phone.write("Password", PASSWORD)
    phone.tap("Sign in")


def name_tonights_event(phone: Phone) -> None:
    """Two taps; the name is the one that the app proposes. The screen stands still afterwards."""
    phone.tap("Tonight: where are you?")
    phone.field("Name of the evening")
    phone.tap("Save")
    phone.sees_no("Name of the evening")
    # What is offered at an event comes last, and moves up what lies above the field.
    phone.sees("Cards")


def jot(phone: Phone, line: str) -> None:
    """Type one line about somebody and save it; returns when the app says that it is saved."""
    phone.write(FIELD, line)
    phone.tap("Save")
    phone.sees(f"Saved: {line.partition(' — ')[0]}")


def delete_person(phone: Phone, name: str) -> None:
    """Delete somebody from the list of people; returns when the app says that it is done."""
    phone.open("/people")
    phone.tap(name, exact=False)
    phone.tap("Edit")
    phone.tap("Delete this person")
    phone.sees(f"{name} is deleted.")


def open_followups(phone: Phone) -> None:
    """By its tab, whose name begins with how many are due, as soon as the phone knows of any."""
    phone.tap("Follow-ups", exact=False)


def ready_for_offline(phone: Phone) -> None:
    """Wait until the worker has everything: from now on the app needs no network."""
    phone.script(
        "const worker = (await navigator.serviceWorker.ready).active;"
        "while (worker.state !== 'activated') await new Promise(go => setTimeout(go, 20))"
    )


def fetch_part(phone: Phone, name: str) -> None:
    """Have the phone fetch what is seldom opened, as it does by itself once it was idle for ten
    seconds, and wait for it."""
    phone.script(
        "(await navigator.serviceWorker.ready).active.postMessage({type: 'keep_idle_parts'})"
    )
    wait_for_part(phone, name)


#: What the worker lists of what is seldom opened, in the phone's language, and which of it is kept.
_SELDOM_OPENED = """
const [listed, cache] = await Promise.all([
  fetch('/sw.js').then(answer => answer.text()), caches.open('idle-precache')]);
const words = `words[.]${document.documentElement.lang.slice(0, 2)}[.]idle-`;
const one = new RegExp(`assets/(?:idle[.-]|${words})[^"']+`, 'g');
const wanted = [...listed.matchAll(one)].map(([url]) => new URL(url, origin).href);
const kept = (await cache.keys()).map(({url}) => url);
return [wanted, kept];
"""


def wait_for_part(phone: Phone, name: str) -> None:
    """Wait until the phone, idle for a while, has fetched what is seldom opened: `idle.results`,
    and all the others, for each needs some of them."""

    def has_come() -> bool:
        wanted, kept = phone.script(_SELDOM_OPENED)
        assert any(name in url for url in wanted), wanted
        return set(wanted) <= set(kept)

    wait_until(has_come, f"{name} to be fetched", every=1)


def sign_up_and_lose_the_signal(phone: Phone, gate: Gate, *parts: str) -> None:
    """As in a basement bar: app and account are on the phone, these parts too, and from here on
    there is no network."""
    phone.open("/")
    sign_up(phone)
    ready_for_offline(phone)
    for part in parts:
        fetch_part(phone, part)
    gate.shut()


def send_the_prompt(server: LiveServer) -> None:
    """The morning after has come."""
    server.flask("prompts", "send", "--now", at(morning_after(ZONE), "08:30", ZONE))


def press_action(
    phone: Phone, desktop: Desktop, gate: Gate, network: str, shown: Shown, action: str
) -> None:
    """Press an action of a notification. Offline, the answer waits on the phone."""
    if network == "offline":
        gate.shut()
    desktop.press(shown, action)
    if network == "offline":
        phone.sees("not yet on the server")
        gate.open()
        phone.reload()


def push_for(phone: Chromium, service: PushService, send: Callable[[], object]) -> dict[str, Any]:
    """Subscribes it at `service`, and returns the one message that comes there when `send` is
    called: hand it to the phone with `push()`."""
    inbox = service.subscribe()
    phone.subscribe_for_it(inbox.subscription)
    send()
    [delivered] = inbox.taken
    return delivered.message


@dataclass
class Held:
    """What the server holds for an account, as a second phone would pull it."""

    server: LiveServer
    email: str = EMAIL

    def records(self) -> list[dict[str, Any]]:
        with self.server.client() as client:
            secret = {"email": self.email, "password": PASSWORD}
            account = client.post("/api/v1/session", json=secret).json()["id"]
            body = {
                "account": account,
                "device": "00000000-0000-4000-8000-000000000002",
                "now": int(datetime.now(UTC).timestamp() * 1000),
                "timezone": "not one",
                "cursor": None,
                "changes": [],
            }
            answer = client.post("/api/v1/sync", json=body)
            client.delete("/api/v1/session")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["records"]
        return [record for record in found if record["deleted_at"] is None]

    def fields(self, kind: str) -> list[dict[str, Any]]:
        """The fields of each record of that kind."""
        return [record["fields"] for record in self.records() if record["kind"] == kind]

    def names(self) -> list[str]:
        """Of the people, in alphabetical order."""
        return sorted(person["name"] for person in self.fields("person"))
