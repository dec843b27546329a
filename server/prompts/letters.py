"""The morning by mail: one more channel of an account, besides its phones.

1. A letter is a row in `prompt_deliveries`, like a device. So the same rules hold: what it is about
   is recorded before, it is never begun twice, and it counts only if it was accepted.
2. The queue of letters sends it, and reports the outcome here. Once it was sent, that morning's
   pushes are not tried again.
3. It is composed when it is sent, from what was recorded. People who were answered by then are left
   out, and if nobody is left no letter is sent.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hmac import compare_digest
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from server import base64url
from server.accounts import store as accounts
from server.accounts.activity.store import note
from server.languages import words_in
from server.mail.kinds import KINDS, LetterKind
from server.mail.message import Content
from server.mail.store import Claimed
from server.prompts import queue, store
from server.prompts.compose import Named, morning_address, morning_lines, morning_title
from server.prompts.plan import name_still_open
from server.prompts.snapshot import read_snapshots
from server.prompts.wording import shorten

UNSUBSCRIBE = "/api/v1/mail/unsubscribe"
#: After so many permanent refusals in a row no more letters are sent.
REFUSALS = 3
LONGEST = 300


def compose(
    s: Session, letters: Sequence[Claimed], now: datetime, public_url: str
) -> Mapping[str, tuple[str, Content]]:
    """Returns, by the id of the letter, its address and its content: the people of that morning who
    are still open. A letter that is missing in the result has nobody to name, and is not sent."""
    snapshots = read_snapshots(s, [letter.account_id for letter in letters], now)
    mornings = {each.account_id: date.fromisoformat(each.about["morning"]) for each in letters}
    wanted = {key: each for key, each in snapshots.items() if each.by_mail != "never"}
    people = name_still_open(s, wanted, mornings)
    found = {}
    for letter in letters:
        named = people.get(letter.account_id)
        if not named:
            continue
        account = wanted[letter.account_id].account
        found[letter.id] = (
            account.email,
            _content(account.language, account.id, named, mornings[account.id], public_url),
        )
    return found


def _content(
    language: str, account_id: str, people: Sequence[Named], morning: date, public_url: str
) -> Content:
    words = words_in(language).mail
    lines = [shorten(line, LONGEST) for line in morning_lines(people, language)]
    return Content(
        language=language,
        subject=morning_title(people, language),
        lines=lines,
        link=(words.open_morning, morning_address(public_url, morning)),
        footer=(words.why_morning,),
        unsubscribe=(
            words.stop_mornings,
            f"{public_url}{UNSUBSCRIBE}/{unsubscribe_token(account_id)}",
        ),
    )


def sent(s: Session, letters: Sequence[Claimed], _now: datetime) -> None:
    """These mornings count, and are finished."""
    by_morning: dict[str, list[str]] = defaultdict(list)
    for letter in letters:
        by_morning[letter.about["morning"]].append(letter.account_id)
    for morning, account_ids in by_morning.items():
        store.letters_taken(s, account_ids, date.fromisoformat(morning))
    accounts.letters_were_taken(s, [letter.account_id for letter in letters])


def failed(s: Session, letter: Claimed, _now: datetime) -> None:
    """The morning is over without a prompt: the account is checked again."""
    store.letter_failed(s, letter.account_id, date.fromisoformat(letter.about["morning"]))
    queue.mark_dirty(s, letter.account_id)


def refused(s: Session, letter: Claimed, now: datetime) -> None:
    """Like `failed`. After three refusals in a row, no more letters are sent there."""
    failed(s, letter, now)
    account = accounts.lock_account(s, letter.account_id)
    if account is None:
        return
    account.letters_refused += 1
    if account.letters_refused >= REFUSALS:
        account.letters_refused = 0
        account.prompt_by_mail = "never"
        note(s, account.id, "mail_stopped", now)


def unsubscribe_token(account_id: str) -> str:
    """Returns 43 letters that stop the letters of one account, and allow nothing else: its id, and
    a keyed hash of it. The token is not stored, and does not expire."""
    raw = UUID(account_id).bytes
    return base64url.encode(raw + _mac(raw))


def unsubscribed_account(token: str) -> str | None:
    """Returns the account of this token; None if it is invalid."""
    try:
        raw = base64url.decode(token)
    except ValueError:
        return None
    if len(token) != 43 or not compare_digest(raw[16:], _mac(raw[:16])):
        return None
    return str(UUID(bytes=raw[:16]))


def _mac(raw: bytes) -> bytes:
    secret = current_app.config["SECRET_KEY"]
    key = hashlib.sha256(b"unsubscribe\0" + secret.encode()).digest()
    return hashlib.blake2b(raw, digest_size=16, key=key).digest()


KINDS["morning"] = LetterKind(compose, sent=sent, refused=refused, expired=failed)
