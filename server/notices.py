"""Tells an account's owner, on their other phones, that somebody signed in on an unknown one.

It sends a letter, if mail is set up, and a push to each other phone, with a topic of its own.
Neither counts as a morning prompt. Both go through the queue of letters.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from server import clock, database
from server.accounts import store as accounts
from server.accounts.device_name import device_name
from server.languages import words_in
from server.mail import is_mail_set_up
from server.mail.kinds import KINDS, LetterKind
from server.mail.message import Content
from server.mail.store import Claimed, add_letter
from server.push import store as subscriptions
from server.push.notification import encode_notification
from server.push.service import Message, push_service
from server.signals import signed_in_anew

PAGE = "/settings/devices"
TOPIC = "signed-in"
TIME_TO_LIVE = timedelta(days=1)
#: For so long one notice may keep a thread of the postman.
PUSHING_SECONDS = 20


def notice(s: Session, *, account_id: str, session_id: str, browser: str, **_: object) -> None:
    """Add the notices, in the transaction that signs in."""
    about = {"session": session_id, "browser": browser}
    if subscriptions.subscriptions(s, account_id):
        add_letter(s, account_id, "sign_in_push", about, clock.now())
    if is_mail_set_up():
        add_letter(s, account_id, "sign_in", about, clock.now())


def init() -> None:
    """Subscribe to the signal."""
    signed_in_anew.connect(notice)


def compose(
    s: Session, letters: Sequence[Claimed], _now: datetime, public_url: str
) -> Mapping[str, tuple[str, Content]]:
    """Returns, by the id of the letter, its address and its content. A letter that is missing in
    the result is not sent."""
    found = {}
    for letter in letters:
        account = accounts.get_account(s, letter.account_id)
        if account is None:
            continue
        words = words_in(account.language).mail
        found[letter.id] = (
            account.email,
            Content(
                language=account.language,
                subject=words.sign_in_title,
                lines=(
                    _who(letter, account.language),
                    words.sign_in_what_to_do,
                ),
                link=(words.sign_in_link, f"{public_url}{PAGE}"),
            ),
        )
    return found


def _who(letter: Claimed, language: str) -> str:
    device = device_name(letter.about["browser"], language)
    return words_in(language).mail.sign_in_line.format(browser=device)


def push(letter: Claimed) -> None:
    """Send a push to each phone but the one that signed in."""
    with database.read() as s:
        account = accounts.get_account(s, letter.account_id)
        rows = subscriptions.subscriptions(s, letter.account_id)
    others = [row for row in rows if row.session_id != letter.about["session"]]
    if account is None or not others:
        return
    words = words_in(account.language).mail
    payload = encode_notification(
        title=words.sign_in_title,
        body=_who(letter, account.language),
        tag=TOPIC,
        navigate=f"{current_app.config['PUBLIC_URL']}{PAGE}",
        language=account.language,
    )
    message = Message(payload, TOPIC, int(TIME_TO_LIVE.total_seconds()))
    service = push_service()
    sender = service.make_sender()
    try:
        service.send(sender, [(row, message) for row in others], seconds=PUSHING_SECONDS)
    finally:
        sender.close()


KINDS["sign_in"] = LetterKind(compose)
KINDS["sign_in_push"] = LetterKind(deliver=push)
