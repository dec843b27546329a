"""The text of the cards, as clients get it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from server.dav import photos, store, versions
from server.dav.models import DavCard
from server.vcards.writer import with_photo, write_card


def texts(s: Session, account_id: str, cards: Sequence[DavCard]) -> dict[str, str]:
    """Returns the text of those of these cards that the book shows, by person."""
    standing = versions.standing(s, account_id, cards)
    originals = {shown.original_id for shown in standing.values() if shown.original_id}
    lines = store.texts_of(s, account_id, originals)
    pictures = [shown.photo.attachment for shown in standing.values() if shown.photo]
    attachments = store.records_by_id(s, account_id, pictures)
    found = {}
    for person, shown in standing.items():
        text = write_card(shown.fields, lines.get(shown.original_id or ""), person)
        if shown.photo is not None and (row := attachments.get(shown.photo.attachment)):
            content = photos.content(s, account_id, shown.photo, row.fields)
            if content is not None:
                text = with_photo(text, shown.photo.media_type, content)
        found[person] = text
    return found
