"""`/push`: which browsers are subscribed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Blueprint, current_app
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError

from server import clock, database
from server.accounts.current import current_account, signed_in
from server.accounts.models import Account
from server.http.endpoints import endpoint
from server.http.problems import FieldError, Problem, ProblemDetails
from server.languages import words_in
from server.push import store
from server.push.addresses import check_endpoint
from server.push.keys import read_auth, read_p256dh
from server.push.notification import encode_notification
from server.push.outcome import Verdict
from server.push.service import Message, push_service
from server.rate_limits.attempts import MINUTE, TooOften, take_of
from server.rate_limits.token_bucket import TokenBucket
from server.signals import schedule_affected

bp = Blueprint("push", __name__)

TEST_TTL_SECONDS = 60
#: A test is answered after 10 seconds: what no push service took by then is not counted.
TEST_SECONDS = 9.0
TESTS_OF_ACCOUNT = TokenBucket(1, MINUTE)
#: The most tests at once in a process.
MOST_TESTS = 16

_under_way = BoundedSemaphore(MOST_TESTS)


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
    waits=True,
)
def put_subscription(body: Subscription) -> tuple[SubscribedEndpoint, int]:
    """Send this account's prompts to a browser, too: 201 if that is new, 200 if it was known."""
    service = push_service()
    errors: list[FieldError] = []
    with _collect(errors, "keys.p256dh"):
        p256dh = read_p256dh(body.keys.p256dh)
    with _collect(errors, "keys.auth"):
        auth = read_auth(body.keys.auth)
    with _collect(errors, "endpoint"):
        check_endpoint(
            body.endpoint, allow_loopback=service.allow_loopback, services=service.services
        )
    with _collect(errors, "public_key"):
        if body.public_key is not None and body.public_key not in service.keys:
            raise ValueError("this is no key of this server")
    if errors:
        raise Problem(422, "This cannot be sent to", errors)
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


@endpoint(
    bp,
    "POST",
    "/push/test",
    responses={200: PushTestResult, 429: ProblemDetails, 503: ProblemDetails},
    waits=True,
)
def send_test_push() -> PushTestResult:
    """Send a push to each of this account's devices, now; once a minute."""
    account = current_account()
    if not _under_way.acquire(blocking=False):
        raise Problem(503, "Too many tests are under way at the moment", retry_after=5)
    try:
        return _send_test_push(account)
    finally:
        _under_way.release()


def _send_test_push(account: Account) -> PushTestResult:
    try:
        with database.write() as s:
            secret = current_app.config["SECRET_KEY"]
            take_of(s, secret, ("push test of", account.id), TESTS_OF_ACCOUNT, clock.now())
    except TooOften as error:
        raise Problem(429, "Once a minute is enough", retry_after=error.seconds) from error
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
        messages = [(each, message) for each in subscriptions]
        outcomes = service.send(sender, messages, seconds=TEST_SECONDS)
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


@contextmanager
def _collect(errors: list[FieldError], field: str) -> Iterator[None]:
    """Add what is wrong with a field, so that one answer names all that are."""
    try:
        yield
    except ValueError as error:
        errors.append({"field": field, "detail": str(error)})
