"""Turns a message for a subscription into the request that goes to its push service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from server.push.addresses import parse_endpoint
from server.push.encryption import encrypt
from server.push.models import PushSubscription
from server.push.outcome import Outcome
from server.push.sender import PushRequest, Sender
from server.push.vapid import Vapid

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
    """The sender's identity and rules; one an app. Each thread that sends makes its own Sender."""

    def __init__(self, *, private_key: str, subject: str, allow_loopback: bool) -> None:
        self.allow_loopback = allow_loopback
        self._vapid = Vapid(private_key, subject)
        self.public_key = self._vapid.public_key

    def make_sender(self) -> Sender:
        return Sender(allow_loopback=self.allow_loopback)

    def request_for(self, subscription: PushSubscription, message: Message) -> PushRequest:
        """The request, encrypted and signed. Raises ValueError if the subscription cannot be used
        (its endpoint was let in under other settings) or the payload is too long."""
        endpoint = parse_endpoint(subscription.endpoint, allow_loopback=self.allow_loopback)
        return PushRequest(
            endpoint=subscription.endpoint,
            body=encrypt(message.payload, subscription.p256dh, subscription.auth),
            headers=(
                ("Authorization", self._vapid.authorization(endpoint.origin)),
                ("Content-Encoding", "aes128gcm"),
                ("Content-Type", "application/octet-stream"),
                ("TTL", str(message.ttl)),
                ("Topic", message.topic),
                ("Urgency", message.urgency),
            ),
        )

    def send(
        self, sender: Sender, messages: Sequence[tuple[PushSubscription, Message]]
    ) -> list[Outcome]:
        """Send each message; the outcomes in their order. Never inside a transaction."""
        outcomes: list[Outcome | None] = [None] * len(messages)
        requests: list[tuple[int, PushRequest]] = []
        for index, (subscription, message) in enumerate(messages):
            try:
                requests.append((index, self.request_for(subscription, message)))
            except ValueError as error:
                outcomes[index] = Outcome(None, str(error), forbidden=True)
        answers = sender.send([request for _, request in requests])
        for (index, _), answer in zip(requests, answers, strict=True):
            outcomes[index] = answer
        return cast(list[Outcome], outcomes)


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = PushService(
        private_key=app.config["VAPID_PRIVATE_KEY"],
        subject=app.config["VAPID_SUBJECT"],
        allow_loopback=app.config["PUSH_ALLOW_LOOPBACK"],
    )


def push_service() -> PushService:
    """That of the current app."""
    return cast(PushService, current_app.extensions[EXTENSION])
