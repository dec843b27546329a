"""The texts that each language has, and how it describes people in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

#: The kinds of phrases after a name: "who water-skis", "the guy who blogs", or any other text,
#: which is put in brackets.
Kind = Literal["who", "noun", "other"]


@dataclass(frozen=True, slots=True)
class MailWords:
    """The texts of letters, and of the plain pages to which their links lead."""

    #: Below a list of people.
    open_morning: str
    why_morning: str
    stop_mornings: str
    recovery_subject: str
    recovery_lines: tuple[str, ...]
    recovery_link: str
    recovery_footer: str
    #: {browser}
    sign_in_title: str
    sign_in_line: str
    sign_in_what_to_do: str
    sign_in_link: str
    #: {browser} {system}
    device: str
    device_unknown: str
    unsubscribe_title: str
    unsubscribe_ask: str
    unsubscribe_button: str
    unsubscribed: str
    recover_title: str
    recover_ask: str
    recover_button: str
    recovered: str
    recover_next: str
    recover_over: str
    recover_poor: str
    recover_failed: str
    #: {email}
    test_subject: str
    test_line: str


@dataclass(frozen=True, slots=True)
class Words:
    """The placeholders are those of `str.format`."""

    somebody: str
    #: {event}
    somebody_from: str
    #: For a person about whom nothing is known.
    somebody_met: str
    #: {who}: one person, as `short_name` says them.
    say_hi: str
    #: {count}: two or more.
    say_hi_to_several: str
    #: {who}: whose birthday it is, and somebody who comes back after a long time; one person each.
    birthday: str
    past_face: str
    #: {who}: whose birthday it is, in a list of several.
    birthday_among: str
    #: {who}: the title of a day in a calendar, every year.
    birthday_of: str
    said_hi: str
    tomorrow: str
    open: str
    #: For the test message of the settings.
    test_title: str
    test_body: str
    #: The word before the last of several names; it may depend on that name.
    conjunction: Callable[[str], str]
    #: Returns what somebody is known for as it is written in a sentence, and the kind of phrase.
    clause: Callable[[str], tuple[str, Kind]]
    mail: MailWords


def split_first(text: str) -> tuple[str, str, str]:
    """Returns the first word in lower case, the rest, and the whole text with its first word in
    lower case."""
    first, _, rest = text.partition(" ")
    word = first.lower()
    return word, rest, f"{word} {rest}" if rest else word


def word_set(text: str) -> frozenset[str]:
    """Returns the words of a text that has spaces between them."""
    return frozenset(text.split())
