"""A person as a card in version 3.0. Pure.

What was imported with somebody stays unchanged: each line of the original for whose property there
is no field, and each line whose field still has the value that was read from it; byte for byte if
the original was version 3.0. A line whose field was changed here is rewritten in its place; new
lines are added at the end.
"""

from collections.abc import Callable
from typing import Any

from server.vcards import lines, values
from server.vcards.cards import Card, one_line, split, uid_of
from server.vcards.lexer import Property, lex
from server.vcards.reader import emails_in, links_in, phones_in, read_card

Fields = dict[str, Any]

CHANNELS: dict[str, tuple[str, Callable[[Property], list[str]]]] = {
    "EMAIL": ("emails", emails_in),
    "TEL": ("phones", phones_in),
    "URL": ("links", links_in),
    "X-SOCIALPROFILE": ("links", links_in),
}
#: The line for a new value.
NEW_CHANNELS = (("emails", "EMAIL;TYPE=INTERNET"), ("phones", "TEL"), ("links", "URL"))
#: Properties that Apple adds to another line of the same group.
LABELS = frozenset({"X-ABLABEL", "X-ABADR"})
#: Properties that belong to one field each, except for the role.
SINGLE = {
    "FN": "name",
    "N": "name",
    "ORG": "organisation",
    "BDAY": "birthday",
    "CATEGORIES": "interests",
    "X-KARMADEX-KNOWN-FOR": "known_for",
}


def write_card(person: Fields, original: str | None, uid: str) -> str:
    """Returns the card, without a picture. `uid` is used if the original has none."""
    return _Writer(person, original).write(uid)


def with_photo(card: str, media_type: str, content: bytes) -> str:
    """Returns the card with a picture added at its end."""
    head, _, _ = card.rpartition("END:VCARD")
    return f"{head}{lines.photo_line(media_type, content)}\r\nEND:VCARD\r\n"


def heading(person: Fields) -> str:
    """Returns a name for a person, for formats that require one."""
    for text in (person.get("name"), person.get("organisation"), person.get("known_for")):
        if text:
            return str(text)
    channels = [*person["emails"], *person["phones"], *person["links"]]
    return channels[0] if channels else "Somebody"


class _Writer:
    def __init__(self, person: Fields, original: str | None) -> None:
        self.person = person
        cards, _ = split(lex(original.encode("utf-8", "replace"))) if original else ([], [])
        self.card = cards[0] if cards else Card()
        self.was, _ = read_card(self.card)
        self.is_3 = any(one_line(item) == "3.0" for item in self.card.named("VERSION"))
        self.titled = any(one_line(item) for item in self.card.named("TITLE"))
        #: The values that have been written, or were removed on purpose.
        self.done: set[str] = set()
        self.shown: dict[str, set[str]] = {"emails": set(), "phones": set(), "links": set()}

    def write(self, uid: str) -> str:
        kept: list[tuple[Property, str]] = []
        for item in self.card.items:
            if text := self._line(item):
                kept.append((item, text))
        said = {item.group for item, _ in kept if item.group and item.name not in LABELS}
        found = [
            text
            for item, text in kept
            if item.group in said or not (item.group and item.name in LABELS)
        ]
        version = [] if "VERSION" in self.done else ["VERSION:3.0"]
        everything = ["BEGIN:VCARD", *version, *found, *self._missing(uid), "END:VCARD"]
        return "\r\n".join(everything) + "\r\n"

    def _line(self, item: Property) -> str:
        """Returns the line for a property of the original; empty if it was removed."""
        name = item.name
        if not name or name in ("PHOTO", "BEGIN", "END") or (name == "UID" and not one_line(item)):
            return ""
        if name == "VERSION":
            return self._kept(item) if self.is_3 and name not in self.done else ""
        if name in CHANNELS:
            return self._channel(item)
        if name in ("TITLE", "ROLE"):
            return self._role(item)
        if name in SINGLE:
            return self._single(item, SINGLE[name], name)
        if name == "NOTE" and self._repeats_known_for(item):
            return self._single(item, "known_for", name)
        return self._kept(item)

    def _kept(self, item: Property) -> str:
        as_it_is = self.is_3 and not item.nested
        text = lines.as_it_stood(item) if as_it_is else lines.as_version_3(item)
        if text:
            self.done.add(item.name)
        return text

    def _single(self, item: Property, field: str, name: str) -> str:
        if _same(self.person[field], self.was.get(field)):
            return self._kept(item)
        if name in self.done:
            return ""
        self.done.add(name)
        return self._new(name)

    def _role(self, item: Property) -> str:
        is_source = item.name == ("TITLE" if self.titled else "ROLE")
        if _same(self.person["role"], self.was.get("role")):
            return self._kept(item)
        if not self.person["role"] or (is_source and item.name in self.done):
            return ""
        if not is_source:
            return self._kept(item)
        self.done.add(item.name)
        return lines.text_line(item.name, self.person["role"])

    def _channel(self, item: Property) -> str:
        field, read = CHANNELS[item.name]
        wanted = {each.lower() for each in self.person[field]}
        found = read(item)
        left = [each for each in found if each.lower() in wanted]
        self.shown[field] |= {each.lower() for each in left}
        is_beyond = not any(
            each.lower() in map(str.lower, self.was.get(field, [])) for each in found
        )
        if len(left) == len(found) or is_beyond:
            return self._kept(item)
        if not left:
            return ""
        head = values.decode(item.line[: len(item.line) - len(item.value) - 1])
        return lines.line(head, ",".join(values.escaped(each) for each in left))

    def _repeats_known_for(self, item: Property) -> bool:
        known_for = self.was.get("known_for")
        text = values.fitted(values.unescaped(values.decoded(item)), 200)
        return known_for is not None and text == known_for

    def _new(self, name: str) -> str:
        person = self.person
        if name == "FN":
            return lines.text_line("FN", heading(person))
        if name == "N":
            given, _, family = heading(person).rpartition(" ")
            family, given = (family, given) if given else ("", family)
            return lines.line("N", f"{values.escaped(family)};{values.escaped(given)};;;")
        if name == "CATEGORIES":
            texts = ",".join(values.escaped(each) for each in person["interests"])
            return lines.line(name, texts) if texts else ""
        if name == "BDAY":
            return lines.birthday_line(person["birthday"]) if person["birthday"] else ""
        text = person["organisation" if name == "ORG" else "known_for"]
        return lines.text_line(name, text) if text else ""

    def _missing(self, uid: str) -> list[str]:
        person, done = self.person, self.done
        found = [self._new(name) for name in ("FN", "N") if name not in done]
        if uid_of(self.card) is None:
            found.append(lines.line("UID", uid))
        found += [self._new(name) for name in ("ORG", "BDAY", "CATEGORIES") if name not in done]
        if person["role"] and not done & {"TITLE", "ROLE"}:
            found.append(lines.text_line("TITLE", person["role"]))
        for field, name in NEW_CHANNELS:
            found += [
                lines.text_line(name, each)
                for each in person[field]
                if each.lower() not in self.shown[field]
            ]
        found += [self._new(name) for name in ("X-KARMADEX-KNOWN-FOR", "NOTE") if name not in done]
        return [each for each in found if each]


def _same(one: Any, other: Any) -> bool:
    return (one or None) == (other or None)
