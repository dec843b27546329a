"""What a card shows of a person, and its ETag. Pure."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]

#: Raise it when cards are written in another way: then every card is processed anew.
WRITER = 1
#: The fields that a card shows beside the picture; never notes, follow-ups or kindnesses.
FIELDS = (
    "name", "known_for", "organisation", "role", "birthday", "interests", "emails", "phones",
    "links",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Photo:
    """The picture of a card: an attachment, whole or as its thumbnail, and the checksum of the
    bytes."""

    attachment: str
    is_whole: bool
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows: fields, and the lines of the original."""

    fields: Fields
    original_id: str | None
    photo: Photo | None

    def as_json(self) -> dict[str, Any]:
        """Returns what `from_json` reads. It contains every value on which the ETag depends."""
        photo = self.photo and [
            self.photo.attachment,
            self.photo.is_whole,
            self.photo.sha256,
            self.photo.media_type,
        ]
        return {"fields": self.fields, "original": self.original_id, "photo": photo}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Shown":
        """Returns what `as_json` wrote."""
        photo = Photo(*kept["photo"]) if kept["photo"] else None
        return cls(kept["fields"], kept["original"], photo)

    def etag(self) -> str:
        """Returns 32 hex digits, equal for cards that show the same and were written by the same
        WRITER."""
        text = json.dumps([WRITER, self.as_json()], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_shown(fields: Fields) -> bool:
    """Returns whether the book shows a person, given that they are not deleted."""
    return not fields["archived"] and not fields.get("merged_into")


def fields_of(person: Fields) -> Fields:
    """Returns the fields of a person that the book shows."""
    return {name: person[name] for name in FIELDS}
