"""How a person is called in a sentence, from what somebody typed about them in a hurry.

`known_for` is free text, in any language: "water-skis", "The guy who blogs about marathoning.",
"sailing", "läuft Marathon". Where it is clearly an English verb or noun phrase it becomes part of
the sentence; everything else stands in brackets, where any text reads naturally.
"""

import re
import unicodedata

from server.prompts.english import ARTICLES, PLURALS, PRONOUNS, VERBS

_NOT_VERB_ENDINGS = ("ss", "us", "sis", "ics", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "news")
_ELLIPSIS = "…"


def full_name(name: str | None, known_for: str | None, event: str | None) -> str:
    """Who this is, for the middle of a sentence: "Maya, who water-skis", "Tom (sailing)",
    "the guy who blogs about marathoning", "somebody from PR mixer". Never empty."""
    name, known_for, event = _tidy(name), _tidy(known_for), _tidy(event)
    known_for = known_for.rstrip(".").rstrip() or known_for
    if not known_for:
        return name or short_name(None, event)
    clause, kind = _clause(known_for)
    if not name:
        return f"somebody {clause}" if kind == "who" else clause
    return f"{name} ({clause})" if kind == "other" else f"{name}, {clause}"


def short_name(name: str | None, event: str | None) -> str:
    """The name alone, or what is said of somebody without one."""
    name, event = _tidy(name), _tidy(event)
    return name or (f"somebody from {event}" if event else "somebody you met")


def enumerate_people(people: list[str]) -> str:
    """ "A, B and C"; with semicolons where a comma would be taken for part of a description."""
    if len(people) < 2:
        return "".join(people)
    if any("," in person or ";" in person for person in people):
        return "; ".join(people)
    return f"{', '.join(people[:-1])} and {people[-1]}"


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters (1 or more), ending in … where something was left out.

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


def _clause(known_for: str) -> tuple[str, str]:
    """The text as it stands in a sentence; and what it is: a "who" clause, a "noun" or "other"."""
    first, _, rest = known_for.partition(" ")
    word = first.lower()
    lowered = f"{word} {rest}" if rest else word
    if word in ("who", "whose") and rest:
        return lowered, "who"
    if word in ARTICLES and rest:
        return lowered, "noun"
    if word in PRONOUNS and rest and _is_verb(rest.partition(" ")[0]):
        return f"who {rest}", "who"
    if _is_verb(first):
        return f"who {lowered}", "who"
    return known_for, "other"


def _is_verb(first: str) -> bool:
    word = first.lower()
    if word in PLURALS:
        return False
    if word in VERBS:
        return True
    # A capital may be a place: "Paris". Without one, an s at the end is a verb's.
    return bool(re.fullmatch(r"[a-z]+(-[a-z]+)*", first)) and (
        len(first) > 3 and first.endswith("s") and not first.endswith(_NOT_VERB_ENDINGS)
    )


def _joined(text: str, at: int) -> bool:
    """Whether text[at] belongs to the character before it."""
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
