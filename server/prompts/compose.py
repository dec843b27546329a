"""What a morning's prompt says: one Declarative Web Push message, which the service worker of a
browser that does not know that form reads as well.

Pure: who is named has been decided. The message holds no token and no secret.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from server.prompts.wording import enumerate_people, full_name, short_name, shorten

#: What fits into one encrypted record of 4,096 bytes.
MAX_BYTES = 3993
WEB_PUSH = 8030
LONGEST_TEXT = 600


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the prompt names them; `event` is where they were met, for somebody who has
    neither a name nor something they are known for."""

    name: str | None
    known_for: str | None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """A follow-up that the prompt is about."""

    id: str
    due_on: date


def morning_topic(morning: date) -> str:
    """Names the morning at the push service and on the phone: a second message replaces the first.

    At most 32 characters of the base64url alphabet (RFC 8030, 5.4)."""
    return f"morning-{morning.isoformat()}"


def compose_morning(
    *,
    account_id: str,
    morning: date,
    people: Sequence[Named],
    followups: Sequence[Promised],
    open_count: int,
    public_url: str,
    language: str = "en",
) -> bytes:
    """The payload, at most MAX_BYTES of UTF-8. `people` are 1 to 5, in the order they are named."""
    if not people:
        raise ValueError("a prompt names somebody")
    topic = morning_topic(morning)
    address = _addresses(public_url, morning)
    if len(people) == 1:
        actions = (("said_hi", "Said hi"), ("tomorrow", "Tomorrow"))
    else:
        actions = (("open", "Open"), ("tomorrow", "Tomorrow"))

    def build(limit: int) -> bytes:
        shortened = [
            Named(*(text and shorten(text, limit) for text in (who.name, who.known_for, who.event)))
            for who in people
        ]
        return encode_notification(
            title=_title(shortened),
            body=enumerate_people(
                [full_name(who.name, who.known_for, who.event) for who in shortened]
            ),
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


def encode_notification(
    *,
    title: str,
    body: str,
    tag: str,
    navigate: str,
    language: str = "en",
    badge: int | None = None,
    actions: Sequence[dict[str, str]] = (),
    data: dict[str, Any] | None = None,
) -> bytes:
    """A Declarative Web Push message as JSON. The badge stands at the top and inside, since it
    moved between versions of the proposal. `dir` is auto: names are written in every direction."""
    notification: dict[str, Any] = {
        "title": title,
        "body": body,
        "lang": language,
        "dir": "auto",
        "tag": tag,
        "navigate": navigate,
    }
    message: dict[str, Any] = {"web_push": WEB_PUSH}
    if badge is not None:
        message["app_badge"] = notification["app_badge"] = str(badge)
    if data is not None:
        notification["data"] = data
    if actions:
        notification["actions"] = list(actions)
    message["notification"] = notification
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def longest_that_fits(build: Callable[[int], bytes]) -> bytes:
    """What `build` makes with the highest limit on each text that stays within MAX_BYTES.

    Raises ValueError when not even texts of one character fit."""
    payload = build(LONGEST_TEXT)
    if len(payload) <= MAX_BYTES:
        return payload
    fits, too_long = 0, LONGEST_TEXT
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(build(middle)) <= MAX_BYTES:
            fits = middle
        else:
            too_long = middle
    if fits == 0:
        raise ValueError("the prompt does not fit into a push message")
    return build(fits)


def _title(people: Sequence[Named]) -> str:
    if len(people) == 1:
        return f"Say hi to {short_name(people[0].name, people[0].event)}"
    return f"Say hi to {len(people)} people"


def _addresses(public_url: str, morning: date) -> Callable[..., str]:
    def address(action: str | None = None) -> str:
        query = {"morning": morning.isoformat()} | ({"action": action} if action else {})
        return f"{public_url}/followups?{urlencode(query)}"

    return address
