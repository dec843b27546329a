"""What another app shares becomes a note that is not saved yet, offline too."""

from collections.abc import Callable

import pytest

from tests.phone.app import (
    FIELD,
    Held,
    name_tonights_event,
    ready_for_offline,
    sign_up_and_lose_the_signal,
)
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

CONTACT = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Maya Chen\nEMAIL:maya@example.org\nTITLE:Editor\nEND:VCARD\n"
)


POST = """<!doctype html><form method=post action="{}/share" enctype="multipart/form-data">
<input name=text value=Bees></form><script>document.forms[0].submit()</script>"""

FORM = """
const [fields, file] = arguments;
const form = document.createElement('form');
Object.assign(form, {method: 'POST', action: '/share', enctype: 'multipart/form-data'});
for (const [name, value] of Object.entries(fields)) {
  form.append(Object.assign(document.createElement('input'), {name, value}));
}
if (file) {
  const files = new DataTransfer();
  files.items.add(new File([file], 'maya.vcf', {type: 'text/vcard'}));
  const input = Object.assign(document.createElement('input'), {type: 'file'});
  Object.assign(input, {name: 'contact', files: files.files});
  form.append(input);
}
document.body.append(form);
setTimeout(() => form.submit());"""


def share(phone: Chromium, file: str = "", **fields: str) -> None:
    """As the system does it: a form that is posted to the app."""
    with phone.page.expect_navigation():
        phone.script(FORM, fields, file)


@pytest.mark.chromium
def test_a_link_and_a_contact_become_notes(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    # Once what reads a share has been fetched: the phone did that when it was idle.
    sign_up_and_lose_the_signal(phone, gate, "idle.share")
    name_tonights_event(phone)

    share(phone, title="Bees on the roof", url="https://bees.example/roof")
    bees = "Bees on the roof\nhttps://bees.example/roof"
    phone.sees("Shared with Karmadex: Bees on the roof https://bees.example/roof")
    assert phone.value(FIELD) == ""
    phone.tap("Take it")
    wait_until(lambda: phone.value(FIELD) == bees, "the link in the field")
    phone.sees("A note about nobody in particular")
    phone.tap("Save")
    phone.sees("Saved. Undo")

    # Nothing is saved before somebody says so; what they are known for is theirs to add.
    share(phone, CONTACT)
    phone.tap("Take it")
    wait_until(lambda: phone.value(FIELD) == "Maya Chen — ", "the contact in the field")
    phone.sees("Editor · maya@example.org")
    phone.reload()
    wait_until(lambda: phone.value(FIELD) == "Maya Chen — ", "the draft, after a restart")
    phone.keys(phone.field(FIELD), "water-skis")
    phone.tap("Save")
    phone.sees("Saved: Maya Chen")

    gate.open()
    phone.reload()
    held = Held(server)
    wait_until(lambda: len(held.fields("note")) == 2, "both to reach the server", seconds=60)
    [maya] = held.fields("person")
    assert (maya["name"], maya["known_for"]) == ("Maya Chen", "water-skis")
    assert (maya["emails"], maya["role"]) == (["maya@example.org"], "Editor")
    assert sorted(note["body"] for note in held.fields("note")) == [bees, "Maya Chen — water-skis"]


def started(phone: Chromium) -> None:
    """The app, with a worker that takes what is shared."""
    phone.open("/")
    ready_for_offline(phone)
    phone.reload()


@pytest.mark.chromium
def test_what_is_shared_waits_until_the_line_that_is_being_typed_is_saved(
    chromium: Chromium,
) -> None:
    phone = chromium
    started(phone)
    phone.write(FIELD, "Tom — builds kites")
    wait_until(lambda: "kites" in drafts(phone), "the draft")
    share(phone, text="He mentioned the festival in May")
    phone.sees("It waits until your line is saved.")
    assert phone.value(FIELD) == "Tom — builds kites"
    phone.tap("Save")
    phone.sees("Saved: Tom")
    phone.tap("Take it")
    wait_until(lambda: phone.value(FIELD).endswith("in May"), "what was shared in the field")


@pytest.mark.chromium
def test_a_share_is_discarded_and_restored_by_one_tap(chromium: Chromium) -> None:
    phone = chromium
    started(phone)
    share(phone, text="Buy now")
    phone.tap("Throw away")
    phone.sees("Thrown away.")
    phone.sees_no("Buy now")
    phone.tap("Undo")
    phone.sees("Buy now")
    phone.tap("Throw away")

    # A text that tells of an evening becomes one; it waits on, until it is thrown away or taken.
    mixer = "Press Mixer, 3 December 2026, 19:00"
    share(phone, text=f"{mixer}\nWhere: Bar X")
    phone.tap("Make it an evening")
    phone.tap("Take it: Press Mixer")
    phone.sees("Press Mixer is among your evenings.")
    phone.tap("Jot")
    phone.tap("Take it")
    wait_until(lambda: mixer in phone.value(FIELD), "the text in the field")


@pytest.mark.chromium
def test_a_hostile_text_does_not_block_the_start(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    started(phone)
    share(phone, text="Bob\n" + "a@" * 10_000)
    phone.sees("Shared with Karmadex: Bob")
    phone.write(FIELD, "Maya — water-skis")
    phone.tap("Save")
    phone.sees("Saved: Maya")


@pytest.mark.chromium
def test_a_post_from_another_site_is_refused(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    started(phone)
    page = POST.format(phone.base_url)
    phone.page.route(
        "http://other.example/**",
        lambda route: route.fulfill(body=page, content_type="text/html"),
    )
    phone.page.goto("http://other.example/")
    phone.sees("Another website tried to put something here.")
    assert "Bees" not in drafts(phone)
