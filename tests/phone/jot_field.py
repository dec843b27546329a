"""The field in which a line is typed, and what the phone keeps of it."""

from collections.abc import Callable

from tests.phone.app import FIELD, ZONE
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until

START = Callable[..., Phone]

_PASTE = """
const [text] = arguments;
const field = document.getElementById('jot');
field.focus();
field.select();
document.execCommand('insertText', false, text);
"""


def chromium_at(start_phone: START, timezone: str = ZONE, *, on_disk: bool = False) -> Chromium:
    phone = start_phone("chromium", timezone=timezone, on_disk=on_disk)
    assert isinstance(phone, Chromium)
    return phone


def paste(phone: Phone, text: str) -> None:
    """Replaces what is in the field, as a paste does."""
    phone.script(_PASTE, text)


def holds(phone: Phone, text: str) -> None:
    """Waits until that is in the field."""
    wait_until(lambda: phone.value(FIELD) == text, f"“{text}” in the field")


def kept(phone: Phone, text: str) -> None:
    """Waits until that is among the drafts on the disk."""
    wait_until(lambda: text in drafts(phone), f"“{text}” on the disk")
