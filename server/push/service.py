"""Encrypts and signs a message for a subscription: the bytes for its push service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from server.push import store
from server.push.addresses import check_service, parse_endpoint
from server.push.encryption import encrypt
from server.push.models import PushSubscription
from server.push.outcome import Outcome
from server.push.sender import Sender
from server.push.transfer import Prepared
from server.push.vapid import Keyring
from server.signals import session_wiping

EXTENSION = "karmadex_push"


@dataclass(frozen=True, slots=True)
class Message:
    """`topic`: a later message with the same one replaces this while it waits for the phone (at
    most 32 characters of base64url); `ttl`: how many seconds it may wait."""

    payload: bytes
    topic: str
    ttl: int
    urgency: str = "normal"


class PushService:
    """The sender's keys and rules; one for each app. Each thread that sends makes its own
    Sender."""

    def __init__(
        self,
        *,
        private_key: str,
        old_keys: Sequence[str] = (),
        subject: str,
        allow_loopback: bool,
        services: Sequence[str] | None = None,
    ) -> None:
        self.allow_loopback = allow_loopback
        #: The only hosts to which pushes are sent; None: any host on the public internet.
        self.services = services
        self.keys = Keyring(private_key, old_keys, subject)
        self.public_key = self.keys.public_key

    def make_sender(self) -> Sender:
        """Returns a sender for one thread; the caller has to close it."""
        return Sender(allow_loopback=self.allow_loopback)

    def prepare(
        self, subscription: PushSubscription, message: Message, key: object = None
    ) -> Prepared:
        """Encrypt and sign, for `Sender.send()` within an hour. `key` is returned with the result.

        Raises ValueError if the payload is too long, or the subscription cannot be used: its
        endpoint was accepted under other settings, or its key is gone.
        """
        to = parse_endpoint(subscription.endpoint, allow_loopback=self.allow_loopback)
        check_service(to, self.services)
        return Prepared(
            endpoint=subscription.endpoint,
            to=to,
            headers=_headers(
                self.keys.authorization(to.origin, subscription.public_key),
                message.ttl,
                message.topic,
                message.urgency,
            ),
            body=encrypt(message.payload, subscription.p256dh, subscription.auth),
            key=key,
        )

    def send(
        self,
        sender: Sender,
        messages: Sequence[tuple[PushSubscription, Message]],
        *,
        seconds: float,
    ) -> list[Outcome]:
        """Send each message within so many seconds. Returns the outcomes in the same order. Never
        call it in a transaction."""
        outcomes = [Outcome(None, "no time was left")] * len(messages)

        def prepared() -> Iterator[Prepared]:
            for index, (subscription, message) in enumerate(messages):
                try:
                    yield self.prepare(subscription, message, index)
                except ValueError as error:
                    outcomes[index] = Outcome(None, str(error), forbidden=True)

        for sent, outcome in sender.send(prepared(), seconds=seconds):
            outcomes[cast(int, sent.key)] = outcome
        return outcomes


@lru_cache(maxsize=1024)
def _headers(authorization: str, ttl: int, topic: str, urgency: str) -> tuple[str, ...]:
    """Returns the headers; the same tuple for all messages of a morning to one service."""
    return (
        f"Authorization: {authorization}",
        "Content-Encoding: aes128gcm",
        "Content-Type: application/octet-stream",
        f"TTL: {ttl}",
        f"Topic: {topic}",
        f"Urgency: {urgency}",
    )


def _forget_phone(s: Session, *, account_id: str, session_id: str, **_: object) -> None:
    store.remove_of_session(s, account_id, session_id)


def init_app(app: Flask) -> None:
    session_wiping.connect(_forget_phone)
    app.extensions[EXTENSION] = PushService(
        private_key=app.config["VAPID_PRIVATE_KEY"],
        old_keys=app.config["VAPID_OLD_PRIVATE_KEYS"],
        subject=app.config["VAPID_SUBJECT"],
        allow_loopback=app.config["PUSH_ALLOW_LOOPBACK"],
        services=app.config["PUSH_SERVICES"],
    )


def push_service() -> PushService:
    """Returns the one of the current app."""
    return cast(PushService, current_app.extensions[EXTENSION])
