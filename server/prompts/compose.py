"""The text of a morning's prompt: one Declarative Web Push message. In browsers that do not know
that format the service worker reads it.

Pure: who is named was decided before. The message contains no token and no secret.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlencode
from uuid import uuid5

from server.languages import DEFAULT, words_in
from server.prompts.wording import enumerate_people, full_name, short_name, shorten
from server.push.notification import encode_notification, longest_that_fits
from server.sync.followups import NAMESPACE

#: The occasion of a morning for a person, if it is not an ordinary follow-up.
Occasion = Literal["birthday", "past_face"]


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the prompt names them. `event` is where they were met, for somebody with neither
    a name nor anything they are known for; `occasion` is the occasion of this morning, such as a
    birthday."""

    name: str | None
    known_for: str | None
    event: str | None = None
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """A follow-up in the prompt."""

    id: str
    due_on: date


def occasion_id(person_id: str, occasion: Occasion, morning: date) -> str:
    """Returns the id of the follow-up for an occasion. Phones and the server compute the same
    one."""
    return str(uuid5(NAMESPACE, f"{person_id}/{occasion}/{morning}"))


def morning_topic(morning: date) -> str:
    """Returns the name of the morning for the push service and the phone: a second message with the
    same one replaces the first.

    At most 32 characters of the base64url alphabet (RFC 8030, 5.4).
    """
    return f"morning-{morning.isoformat()}"


def compose_morning(
    *,
    account_id: str,
    morning: date,
    people: Sequence[Named],
    followups: Sequence[Promised],
    open_count: int,
    public_url: str,
    language: str = DEFAULT,
) -> bytes:
    """Returns the payload in the account's language, short enough for a push. `people` are 1 to 5,
    in the order in which they are named. Raises ValueError if there are none."""
    if not people:
        raise ValueError("a prompt names somebody")
    topic = morning_topic(morning)
    address = _addresses(public_url, morning)
    words = words_in(language)
    first = ("said_hi", words.said_hi) if len(people) == 1 else ("open", words.open)
    actions = (first, ("tomorrow", words.tomorrow))

    def build(limit: int) -> bytes:
        shortened = [
            replace(
                who,
                name=who.name and shorten(who.name, limit),
                known_for=who.known_for and shorten(who.known_for, limit),
                event=who.event and shorten(who.event, limit),
            )
            for who in people
        ]
        return encode_notification(
            title=_title(shortened, language),
            body=_body(shortened, language),
            tag=topic,
            navigate=address(),
            language=language,
            badge=open_count,
            actions=[
                {"action": action, "title": title, "navigate": address(action)}
                for action, title in actions
            ],
            data={
                "account": account_id,
                "morning": morning.isoformat(),
                "followups": [
                    {"id": followup.id, "due_on": followup.due_on.isoformat()}
                    for followup in followups
                ],
            },
        )

    return longest_that_fits(build)


def morning_title(people: Sequence[Named], language: str) -> str:
    """Returns one line that sums up the morning."""
    return _title(people, language)


def morning_address(public_url: str, morning: date) -> str:
    """Returns the app's address that shows the people of a morning."""
    return _addresses(public_url, morning)()


def _title(people: Sequence[Named], language: str) -> str:
    words = words_in(language)
    if len(people) == 1:
        [who] = people
        says = {"birthday": words.birthday, "past_face": words.past_face, None: words.say_hi}
        return says[who.occasion].format(who=short_name(who.name, who.event, language))
    return words.say_hi_to_several.format(count=len(people))


def morning_lines(people: Sequence[Named], language: str) -> list[str]:
    """Returns a line about each of these people."""

    def said(who: Named) -> str:
        name = full_name(who.name, who.known_for, who.event, language)
        if who.occasion != "birthday" or len(people) == 1:
            return name
        return words_in(language).birthday_among.format(who=name)

    return [said(who) for who in people]


def _body(people: Sequence[Named], language: str) -> str:
    return enumerate_people(morning_lines(people, language), language)


def _addresses(public_url: str, morning: date) -> Callable[..., str]:
    def address(action: str | None = None) -> str:
        query = {"morning": morning.isoformat()} | ({"action": action} if action else {})
        return f"{public_url}/followups?{urlencode(query)}"

    return address
