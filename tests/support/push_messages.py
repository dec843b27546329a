"""Messages for inboxes of `tests/rigs/push_service.py`, sent without the worker."""

from typing import Any

from server.push.models import PushSubscription
from server.push.outcome import Outcome
from server.push.sender import Sender
from server.push.service import Message
from server.push.service import PushService as Service
from server.push.transfer import Prepared
from tests.rigs.push_service import Inbox

MORNING = Message(payload=b'{"web_push": 8030}', topic="morning", ttl=14_400)


def row(subscription: dict[str, Any]) -> PushSubscription:
    """What the table holds of a browser's subscription."""
    return PushSubscription(endpoint=subscription["endpoint"], **subscription["keys"])


def prepare(service: Service, inbox: Inbox, key: object = None) -> Prepared:
    return service.prepare(row(inbox.subscription), MORNING, key)


def send(sender: Sender, *messages: Prepared) -> list[Outcome]:
    outcomes = dict(sender.send(messages))
    return [outcomes[message] for message in messages]
