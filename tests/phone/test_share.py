"""What another app shares becomes a note that is not saved yet, offline too."""

import pytest

from tests.phone.app import (
    FIELD,
    Held,
    name_tonights_event,
    ready_for_offline,
    sign_up_and_lose_the_signal,
)
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

CONTACT = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Maya Chen\nEMAIL:maya@example.org\nTITLE:Editor\nEND:VCARD\n"
)


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
    sign_up_and_lose_the_signal(phone, gate)
    name_tonights_event(phone)

    share(phone, title="Bees on the roof", url="https://bees.example/roof")
    bees = "Bees on the roof\nhttps://bees.example/roof"
    wait_until(lambda: phone.value(FIELD) == bees, "the link in the field")
    phone.sees("A note about nobody in particular")
    phone.tap("Save")
    phone.sees("Saved. Undo")

    # Nothing is saved before somebody says so; what they are known for is theirs to add.
    share(phone, CONTACT)
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


@pytest.mark.chromium
def test_what_is_being_typed_stays_above_what_is_shared(chromium: Chromium) -> None:
    phone = chromium
    phone.open("/")
    ready_for_offline(phone)
    phone.reload()
    phone.write(FIELD, "Tom — builds kites")
    wait_until(
        lambda: phone.script(
            """
            const open = indexedDB.open('karmadex-local');
            await new Promise(done => open.onsuccess = done);
            const kept = open.result.transaction('drafts').objectStore('drafts').get('capture');
            await new Promise(done => kept.onsuccess = done);
            open.result.close();
            return (kept.result ?? '').includes('kites');
            """
        ),
        "the draft",
    )
    share(phone, text="He mentioned the festival in May")
    both = "Tom — builds kites\nHe mentioned the festival in May"
    wait_until(lambda: phone.value(FIELD) == both, "both in the field")
