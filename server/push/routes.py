"""`/push`: which browsers are subscribed."""

from flask import Blueprint, current_app
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError

from server import clock, database
from server.accounts.current import current_account, signed_in
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.languages import words_in
from server.push import store
from server.push.addresses import EndpointRefusedError, check_endpoint
from server.push.keys import read_auth, read_p256dh
from server.push.notification import encode_notification
from server.push.outcome import Verdict
from server.push.service import Message, push_service
from server.signals import schedule_affected

bp = Blueprint("push", __name__)

TEST_TTL_SECONDS = 60


class PushKey(BaseModel):
    """What a browser subscribes with: an uncompressed point on P-256, in base64url."""

    public_key: str


class SubscriptionKeys(BaseModel):
    p256dh: str
    auth: str


class Subscription(BaseModel):
    """A browser's `PushSubscription.toJSON()`."""

    endpoint: str
    keys: SubscriptionKeys
    #: The server's key that it was made with, where the browser says so.
    public_key: str | None = None


class SubscribedEndpoint(BaseModel):
    endpoint: str


class PushTestResult(BaseModel):
    """How many of the account's devices were sent to, and how many push services took it."""

    devices: int
    accepted: int


@endpoint(bp, "GET", "/push/key", responses={200: PushKey})
def get_push_key() -> PushKey:
    """The key that a browser subscribes with."""
    return PushKey(public_key=push_service().public_key)


@endpoint(
    bp,
    "PUT",
    "/push/subscriptions",
    body=Subscription,
    responses={200: SubscribedEndpoint, 201: SubscribedEndpoint, 409: ProblemDetails},
)
def put_subscription(body: Subscription) -> tuple[SubscribedEndpoint, int]:
    """Send this account's prompts to a browser, too: 201 if that is new, 200 if it was known."""
    try:
        p256dh = read_p256dh(body.keys.p256dh)
    except ValueError as error:
        raise _unacceptable("keys.p256dh", error) from error
    try:
        auth = read_auth(body.keys.auth)
    except ValueError as error:
        raise _unacceptable("keys.auth", error) from error
    try:
        check_endpoint(body.endpoint, allow_loopback=push_service().allow_loopback)
    except EndpointRefusedError as error:
        raise _unacceptable("endpoint", error) from error
    if body.public_key is not None and body.public_key not in push_service().keys:
        raise _unacceptable("public_key", ValueError("this is no key of this server"))
    account_id = signed_in().account_id
    try:
        with database.write() as s:
            is_new = store.put_subscription(
                s,
                account_id,
                endpoint=body.endpoint,
                p256dh=p256dh,
                auth=auth,
                session_id=signed_in().session_id,
                now=clock.now(),
                public_key=body.public_key,
            )
            schedule_affected.send(s, account_id=account_id)
    except store.EndpointTakenError as error:
        raise Problem(409, "This browser is subscribed for another account") from error
    except IntegrityError as error:
        raise Problem(401, "Sign in first") from error
    return SubscribedEndpoint(endpoint=body.endpoint), 201 if is_new else 200


@endpoint(bp, "DELETE", "/push/subscriptions", body=SubscribedEndpoint, responses={204: None})
def delete_subscription(body: SubscribedEndpoint) -> None:
    """Send nothing more to a browser; it is no error if it was not subscribed."""
    account_id = signed_in().account_id
    with database.write() as s:
        if store.remove_endpoint(s, account_id, body.endpoint):
            schedule_affected.send(s, account_id=account_id)


@endpoint(bp, "POST", "/push/test", responses={200: PushTestResult})
def send_test_push() -> PushTestResult:
    """Send a push to each of this account's devices, now."""
    account = current_account()
    with database.read() as s:
        subscriptions = store.subscriptions(s, account.id)
    words = words_in(account.language)
    message = Message(
        payload=encode_notification(
            title=words.test_title,
            body=words.test_body,
            tag="test",
            navigate=f"{current_app.config['PUBLIC_URL']}/settings",
            language=account.language,
        ),
        topic="test",
        ttl=TEST_TTL_SECONDS,
    )
    service = push_service()
    sender = service.make_sender()
    try:
        outcomes = service.send(sender, [(each, message) for each in subscriptions])
    finally:
        sender.close()
    gone = [
        (account.id, subscription.id)
        for subscription, outcome in zip(subscriptions, outcomes, strict=True)
        if outcome.verdict is Verdict.GONE
    ]
    if gone:
        with database.write() as s:
            store.remove_all(s, gone)
            schedule_affected.send(s, account_id=account.id)
    accepted = sum(outcome.verdict is Verdict.ACCEPTED for outcome in outcomes)
    return PushTestResult(devices=len(subscriptions), accepted=accepted)


def _unacceptable(field: str, error: ValueError) -> Problem:
    return Problem(422, "This cannot be sent to", [{"field": field, "detail": str(error)}])
