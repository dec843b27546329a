"""A notification as a Declarative Web Push message. The browser shows it, or the service worker
does."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from server.push.encryption import MAX_PLAINTEXT_BYTES

WEB_PUSH = 8030
#: The greatest length of each text, even if more would fit.
LONGEST_TEXT = 600


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
    """Returns a Declarative Web Push message as JSON. The badge is in two places, at the top and
    inside, since it moved between versions of the proposal. `dir` is auto, because names are
    written in every direction."""
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
    """Returns what `build` makes with the highest limit on the length of each text at which the
    result fits into MAX_PLAINTEXT_BYTES.

    Raises ValueError if not even texts of one character fit.
    """
    payload = build(LONGEST_TEXT)
    if len(payload) <= MAX_PLAINTEXT_BYTES:
        return payload
    fits, too_long = 0, LONGEST_TEXT
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(build(middle)) <= MAX_PLAINTEXT_BYTES:
            fits = middle
        else:
            too_long = middle
    if fits == 0:
        raise ValueError("the prompt does not fit into a push message")
    return build(fits)
