"""Parses a card that a client sends, and determines what it changes. Pure."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from server.dav.shown import FIELDS
from server.sync.followups import NAMESPACE
from server.vcards import lines, values
from server.vcards.cards import Card, is_group, split
from server.vcards.lexer import Property, lex
from server.vcards.reader import MOST_CHANNELS, MOST_INTERESTS, read_card
from server.vcards.writer import CHANNELS, SINGLE, write_card

Fields = dict[str, Any]

LARGEST_WITH_PICTURES = 10 * 1024 * 1024
LARGEST = 1024 * 1024
LONGEST_ORIGINAL = 262_144
#: The fields that a card may have, all empty.
NOBODY: Fields = dict.fromkeys(FIELDS) | {
    "interests": [], "emails": [], "phones": [], "links": [],
}  # fmt: skip
_LISTS = {"interests": MOST_INTERESTS, "emails": MOST_CHANNELS}
_LISTS |= {"phones": MOST_CHANNELS, "links": MOST_CHANNELS}


class Refused(Exception):
    """The card is refused, with the precondition of RFC 6352 that it violates."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition = condition


@dataclass(frozen=True, slots=True)
class Incoming:
    """A card as it came."""

    person: Fields
    #: The whole card but its pictures, as it is kept.
    text: str
    #: (media type, bytes).
    photo: tuple[str, bytes] | None
    says_known_for: bool


def read(body: bytes) -> Incoming:
    """Returns the parsed card. Raises Refused if it is not one card of one person, or is too
    large."""
    if len(body) > LARGEST_WITH_PICTURES:
        raise Refused("max-resource-size")
    cards, _ = split(lex(body))
    if len(cards) != 1 or is_group(cards[0]):
        raise Refused("valid-address-data")
    (card,) = cards
    if len(body) - sum(len(item.raw) for item in card.named("PHOTO")) > LARGEST:
        raise Refused("max-resource-size")
    person, _ = read_card(card)
    if not person:
        raise Refused("valid-address-data")
    says = any(True for _ in card.named("X-KARMADEX-KNOWN-FOR"))
    return Incoming(NOBODY | person, _text(card), _picture(card), says)


def person_id(name: str) -> str:
    """Returns the id of the person for the card with this name."""
    try:
        return str(uuid.UUID(name)) if len(name) == 36 else _uuid5(f"dav/{name}")
    except ValueError:
        return _uuid5(f"dav/{name}")


def original_id(person: str, text: str) -> str:
    """Returns the id of the original with this text; it is the same whichever client sends it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _uuid5(f"original/{person}/{digest}")


def changes_of(sent: Incoming, seen: Fields, now: Fields) -> Fields:
    """Returns the fields that an edit sets: those in which the new card differs from the one that
    the client had seen. Both are parsed from cards, so that what a card cannot express is not
    changed.

    For a list, only what the client added and removed is changed; what others changed meanwhile is
    kept.
    """
    found: Fields = {}
    for name in FIELDS:
        said, had = sent.person[name], seen[name]
        if said == had or (name == "known_for" and not sent.says_known_for):
            continue
        if name in _LISTS:
            kept = [each for each in now[name] if each in said or each not in had]
            new = [each for each in said if each not in had and each not in kept]
            said = (kept + new)[: _LISTS[name]]
        if said != now[name]:
            found[name] = said
    return found


def as_read(fields: Fields, original: str | None) -> Fields:
    """Returns what a client reads from the card that it was shown."""
    (card,), _ = split(lex(write_card(fields, original, "").encode()))
    return NOBODY | read_card(card)[0]


def kept_original(
    sent: Incoming, after: Fields, seen: str | None, now: str | None, uid: str
) -> str | None:
    """Returns the original to store for the card: None if our own fields express all of it.

    `seen` is the original that the client was shown, `now` the current one. Changes that somebody
    else made meanwhile to lines without a field of ours are kept.
    """
    text = without_generated_note(sent, after)
    if seen != now:
        text = _merged(text, seen, now)
    return None if write_card(after, None, uid) == text else text


def without_generated_note(sent: Incoming, after: Fields) -> str:
    """Remove a note that repeats what somebody is known for, if the client dropped the line that
    marks it as generated. Otherwise it would be kept for ever."""
    known_for = after["known_for"]
    if not known_for or sent.says_known_for:
        return sent.text
    return _without(
        sent.text,
        lambda item: (
            item.name == "NOTE" and values.unescaped(values.decoded(item)).strip() == known_for
        ),
    )


def _merged(text: str, seen: str | None, now: str | None) -> str:
    had, has = _loose_lines(seen), _loose_lines(now)
    gone, new = had.keys() - has.keys(), [has[key] for key in has if key not in had]
    text = _without(text, lambda item: item.line in gone)
    return _with(text, new)


def _loose_lines(original: str | None) -> dict[bytes, str]:
    """Returns the lines of an original for which there is no field, in the form in which they are
    shown, by their content."""
    card = write_card(NOBODY, original, "")
    return {
        item.line: lines.as_it_stood(item)
        for item in lex(card.encode())
        if item.name not in CHANNELS
        and item.name not in SINGLE
        and item.name not in ("BEGIN", "END", "VERSION", "UID", "TITLE", "ROLE", "PHOTO", "")
    }


def _without(text: str, is_gone: Any) -> str:
    kept = [item.raw.decode() for item in lex(text.encode()) if not is_gone(item)]
    return "\r\n".join(kept) + "\r\n"


def _with(text: str, new: list[str]) -> str:
    if not new:
        return text
    head, end, tail = text.rpartition("END:VCARD")
    return head + "".join(f"{line}\r\n" for line in new) + end + tail


def _text(card: Card) -> str:
    """Returns the card without its pictures: unchanged if it is UTF-8, else as version 3.0. If it
    is too long to be stored, the longest lines are left out."""
    kept = [item for item in card.raw if item.name != "PHOTO" and item.raw.strip()]
    try:
        texts = [(item, item.raw.decode().replace("\0", "")) for item in kept]
    except UnicodeDecodeError:
        texts = [(item, _as_3(item)) for item in kept]
    size = sum(len(text) + 2 for _, text in texts)
    for item, text in sorted(texts, key=lambda each: len(each[1]), reverse=True):
        if size <= LONGEST_ORIGINAL:
            break
        texts.remove((item, text))
        size -= len(text) + 2
    return "".join(f"{text}\r\n" for _, text in texts if text)


def _as_3(item: Property) -> str:
    if item.name in ("BEGIN", "END"):
        return f"{item.name}:VCARD"
    return "VERSION:3.0" if item.name == "VERSION" else lines.as_version_3(item)


def _picture(card: Card) -> tuple[str, bytes] | None:
    for item in card.named("PHOTO"):
        try:
            found = values.picture(item)
        except ValueError:
            continue
        if found is not None:
            return found
    return None


def _uuid5(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name))
