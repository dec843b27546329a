"""PUT and DELETE: one change by a device named after its token, merged like any other change."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from server import clock, database
from server.blobs.service import NoRoom
from server.dav import incoming, photos, projection, store, versions
from server.dav.incoming import NOBODY, Incoming
from server.dav.models import DavCard
from server.dav.shown import FIELDS, Shown
from server.records.as_json import instant
from server.sync.codec import read_row
from server.sync.push import push
from server.sync.request import Change, SyncRequest
from server.sync.store import lock
from server.vcards.writer import write_card

#: (kind, record, what of it).
Changes = list[tuple[str, str, dict[str, Any]]]
#: The longest name of a card that a client may choose.
LONGEST_NAME = 255


class PreconditionFailed(Exception):
    """The client's version is not the current one, or it has none: 412."""


class NotTaken(Exception):
    """The account is full, or the person was forgotten for good; `is_full` tells which."""

    def __init__(self, *, is_full: bool) -> None:
        super().__init__()
        self.is_full = is_full


@dataclass(frozen=True, slots=True)
class Conditions:
    """The request's `If-Match` (None: there is none) and `If-None-Match: *`."""

    if_match: tuple[str, ...] | None = None
    if_none_match: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The result of a PUT. `etag` is set only if the card was stored byte for byte."""

    is_new: bool
    etag: str | None


@dataclass(slots=True)
class _Target:
    """The card that a request writes to, in its current state."""

    account_id: str
    name: str
    person_id: str
    card: DavCard | None
    #: The person's record: its fields, when each was last set; None: there is none.
    fields: dict[str, Any] | None
    is_gone: bool
    #: The latest instant at which anything of it was set, in milliseconds.
    set_at: int
    original_id: str | None


def put(account_id: str, device: str, name: str, body: bytes, conditions: Conditions) -> Written:
    """Store a card. Raises Refused, PreconditionFailed and NotTaken; then nothing was changed."""
    sent = incoming.read(body)
    projection.up_to_date(account_id)
    # The bytes are on the disk before a record names them; the sweep deletes unnamed ones.
    picture = _keep_new_picture(account_id, name, sent)
    with database.write() as s:
        target = _target(s, account_id, name)
        seen = _what_was_seen(s, target, conditions)
        changes = _changes(s, target, sent, seen)
        if picture is not None:
            changes = _with_picture(target, changes, picture)
        if changes:
            _push(s, target, device, changes)
        _name(s, target)
        projection.catch_up_all(s, account_id)
        card = store.cards_by_id(s, account_id, [target.person_id])[target.person_id]
        shown = versions.standing(s, account_id, [card]).get(target.person_id)
        kept = _kept(s, target, shown, body)
    return Written(seen is None, card.etag if kept else None)


def delete(account_id: str, device: str, name: str, conditions: Conditions) -> bool:
    """Delete a card. Returns False if there is none. Raises PreconditionFailed."""
    projection.up_to_date(account_id)
    with database.write() as s:
        target = _target(s, account_id, name)
        card = target.card
        if card is None or card.etag is None:
            if conditions.if_match is not None:
                raise PreconditionFailed
            return False
        if conditions.if_match is not None and not {card.etag, "*"} & {*conditions.if_match}:
            raise PreconditionFailed
        _push(s, target, device, [("person", target.person_id, {"delete": True})])
        projection.catch_up_all(s, account_id)
    return True


def _target(s: Session, account_id: str, name: str) -> _Target:
    lock(s, account_id)
    projection.catch_up_all(s, account_id)
    card = store.card_named(s, account_id, name)
    person = card.person_id if card else incoming.person_id(name)
    original = card.original_id if card else None
    standing = lock(s, account_id, records=[person, *([original] if original else [])])
    states = [read_row(row) for row in standing.records]
    state = next((each for each in states if each.id == person and each.is_born()), None)
    stamps = [stamp.at for each in states for stamp in each.stamps.values()]
    return _Target(
        account_id,
        name,
        person,
        card or store.cards_by_id(s, account_id, [person]).get(person),
        state.fields if state is not None and state.kind.name == "person" else None,
        state is not None and state.deletion() is not None,
        max(stamps, default=0),
        original,
    )


def _what_was_seen(s: Session, target: _Target, conditions: Conditions) -> Shown | None:
    """Returns the version that the client edited; None for a new card."""
    tags = conditions.if_match
    if conditions.if_none_match and target.card is not None and target.card.etag is not None:
        raise PreconditionFailed
    if tags is None:
        if target.card is not None and target.card.etag is not None:
            raise PreconditionFailed
        return None
    for tag in tags:
        seen = versions.shown_with(s, target.account_id, target.person_id, tag)
        if seen is not None and target.fields is not None:
            return seen
    raise PreconditionFailed


def _changes(s: Session, target: _Target, sent: Incoming, seen: Shown | None) -> Changes:
    """Returns (kind, record, rest of the change) of the changes that a PUT makes."""
    now = target.fields
    had = NOBODY
    seen_original = None
    if seen is not None:
        seen_original = store.text_of(s, target.account_id, seen.original_id)
        had = incoming.as_read(seen.fields, seen_original)
    fields = incoming.changes_of(sent, had, now or NOBODY)
    if seen is None and now is not None:
        # The person was deleted or archived, and is created anew: only the card's values count.
        fields = {name: sent.person[name] for name in FIELDS if sent.person[name] != now[name]}
        if not sent.says_known_for:
            fields.pop("known_for", None)
        fields |= {"archived": False} if now["archived"] else {}
    after = {name: (now or NOBODY)[name] for name in FIELDS} | fields
    now_original = store.text_of(s, target.account_id, target.original_id)
    text = incoming.kept_original(
        sent, after, seen_original if seen else now_original, now_original, target.person_id
    )
    if text is None and now is None:
        text = sent.text  # this marks the person as imported from an address book
    changes: Changes = []
    if fields or target.is_gone or now is None:
        changes.append(("person", target.person_id, {"set": fields or {"name": after["name"]}}))
    record = incoming.original_id(target.person_id, text) if text else None
    if record != target.original_id:
        if target.original_id is not None:
            changes.append(("original", target.original_id, {"delete": True}))
        if record is not None and text is not None:
            kept = {"person_id": target.person_id, "source": "vcard", "text": text}
            kept["taken_on"] = clock.now().date().isoformat()
            changes.append(("original", record, {"set": kept}))
    return changes


def _keep_new_picture(account_id: str, name: str, sent: Incoming) -> bytes | None:
    """Store the picture that came with a card, and return it. None if there is none, or if this
    person's card shows it already. Raises NotTaken."""
    if sent.photo is None or not sent.photo[1]:
        return None
    content = sent.photo[1]
    sha256 = hashlib.sha256(content).hexdigest()
    with database.read() as s:
        card = store.card_named(s, account_id, name)
        shown = versions.standing(s, account_id, [card]).get(card.person_id) if card else None
        if shown is not None and shown.photo is not None and shown.photo.sha256 == sha256:
            return None
    try:
        photos.keep(account_id, content)
    except NoRoom as error:
        raise NotTaken(is_full=True) from error
    return content


def _with_picture(target: _Target, changes: Changes, picture: bytes) -> Changes:
    """Returns the changes, and a new attachment that becomes this person's picture."""
    attachment = str(uuid.uuid4())
    kept = {
        "of": target.person_id,
        "media_type": photos.kind_of(picture),
        "sha256": hashlib.sha256(picture).hexdigest(),
        "bytes": len(picture),
        "captured_at": instant(clock.milliseconds(clock.now())),
    }
    rest = [each for each in changes if each[0] != "person"]
    fields: dict[str, Any] = next((raw["set"] for kind, _, raw in changes if kind == "person"), {})
    person = ("person", target.person_id, {"set": fields | {"photo": attachment}})
    return [person, *rest, ("attachment", attachment, {"set": kept})]


def _push(s: Session, target: _Target, device: str, changes: Changes) -> None:
    """Apply the changes, dated now: after everything that was set before, since the client has seen
    it or is about to."""
    at = max(clock.milliseconds(clock.now()), target.set_at + 1)
    made = [Change(str(uuid.uuid4()), kind, record, at, raw) for kind, record, raw in changes]
    records = {each.record for each in made}
    standing = lock(s, target.account_id, [each.id for each in made], records)
    request = SyncRequest(target.account_id, device, at, None, None, made)
    taken = push(s, request, standing, at)
    for result in taken.results:
        if result["status"] == "rejected":
            reasons = " ".join(each["detail"] for each in result["errors"])
            raise NotTaken(is_full=reasons != "forgotten")
    taken.write(s)


def _name(s: Session, target: _Target) -> None:
    """Give a new card the name that its client chose."""
    if target.card is None:
        store.add_card(s, target.account_id, target.person_id, target.name)


def _kept(s: Session, target: _Target, shown: Shown | None, body: bytes) -> bool:
    """Returns whether the card that clients get from now on is the one that was sent."""
    if shown is None or shown.photo is not None:
        return False
    original = store.text_of(s, target.account_id, shown.original_id)
    return write_card(shown.fields, original, target.person_id).encode() == body
