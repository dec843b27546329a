"""How a sentence names a person, from what a user typed about them in a hurry.

`known_for` is free text, in any language: "water-skis", "The guy who blogs about marathoning.",
"sailing", "läuft Marathon". If it is clearly a verb or noun phrase of the account's language it
becomes part of the sentence. Everything else is put in brackets, where any text reads naturally.
"""

import unicodedata

from server.languages import DEFAULT, words_in

_ELLIPSIS = "…"


def full_name(
    name: str | None, known_for: str | None, event: str | None, language: str = DEFAULT
) -> str:
    """Returns who this is, for the middle of a sentence: "Maya, who water-skis", "Tom (sailing)",
    "the guy who blogs about marathoning", "somebody from PR mixer". Never empty."""
    name, known_for, event = _tidy(name), _tidy(known_for), _tidy(event)
    known_for = known_for.rstrip(".").rstrip() or known_for
    if not known_for:
        return name or short_name(None, event, language)
    words = words_in(language)
    clause, kind = words.clause(known_for)
    if not name:
        return f"{words.somebody} {clause}" if kind == "who" else clause
    return f"{name} ({clause})" if kind == "other" else f"{name}, {clause}"


def short_name(name: str | None, event: str | None, language: str = DEFAULT) -> str:
    """Returns the name alone, or what somebody without one is known for."""
    name, event = _tidy(name), _tidy(event)
    words = words_in(language)
    return name or (words.somebody_from.format(event=event) if event else words.somebody_met)


def enumerate_people(people: list[str], language: str = DEFAULT) -> str:
    """Returns "A, B and C"; with semicolons if a comma could be read as part of a description."""
    if len(people) < 2:
        return "".join(people)
    if any("," in person or ";" in person for person in people):
        return "; ".join(people)
    *others, last = people
    return f"{', '.join(others)} {words_in(language).conjunction(last)} {last}"


def shorten(text: str, limit: int) -> str:
    """Returns `text` in at most `limit` characters (1 or more), with … at the end if something was
    left out.

    What a reader sees as one character (a family of emoji, a letter with its accents) is not split.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and _joined(text, end):
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


def _joined(text: str, at: int) -> bool:
    """Returns whether text[at] belongs to the character before it."""
    here, before = text[at], text[at - 1]
    return (
        unicodedata.category(here).startswith("M")
        or here == "\N{ZERO WIDTH JOINER}"
        or before == "\N{ZERO WIDTH JOINER}"
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or _is_regional(here)
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
