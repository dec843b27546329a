"""Pictures, recordings and what came with an import, as records: what each field may hold."""

import unicodedata
from typing import Any

import pytest

from server.records.kinds import KINDS
from tests.server.records.taking import holds, refused, taken
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import new_id, only, reasons, statuses

SHA256 = changes.ATTACHMENT["sha256"]


def test_a_hash_is_64_hex_digits_in_lower_case(alice: ApiClient) -> None:
    upper = str(SHA256).upper()
    wrong = (upper, str(SHA256)[:-1], f"{SHA256}0", f"{SHA256}\n", "g" * 64, "０" * 64, "", None, 1)
    holds(alice, "attachment", "sha256", good=(SHA256, "0" * 64), wrong=wrong)


def test_a_media_type_has_its_form(alice: ApiClient) -> None:
    good = (
        "image/jpeg", "image/svg+xml", "audio/webm;codecs=opus", "audio/mp4; codecs=\"mp4a.40.2\"",
        "audio/mp4 ; codecs=mp4a.40.2; x=y", "IMAGE/JPEG", "x/" + "y" * 98,
    )  # fmt: skip
    wrong = (
        "image", "image/", "/jpeg", "image/jpeg;", "image/jpeg;codecs", "image/jpeg\n", "image/é",
        "image/jpeg;x=\"", "image/ jpeg", "image/jpeg, text/html", "x/" + "y" * 99, "", None, 1,
        "image/jpeg;x=\"\r\nSet-Cookie: a\"",
    )  # fmt: skip
    holds(alice, "attachment", "media_type", good=good, wrong=wrong)


def test_a_thumbnail_is_a_little_base64(alice: ApiClient) -> None:
    good = ("/9j/", "AA==", "AAA=", "A" * 8192, None)
    wrong = ("", "A", "AA", "AAAA=", "A===", "/9j_", "/9j/ ", "A" * 8196, 1, ["/9j/"])
    holds(alice, "attachment", "thumbnail", good=good, wrong=wrong)


def test_sizes_are_whole_and_lengths_are_not_negative(alice: ApiClient) -> None:
    numbers = (0, -1, 1.5, "4", True, 10**400)
    holds(alice, "attachment", "bytes", good=(1, 25_000_000), wrong=(*numbers, 25_000_001, None))
    for side in ("width", "height"):
        holds(alice, "attachment", side, good=(1, 100_000, None), wrong=numbers)
    holds(alice, "attachment", "seconds", good=(0, 0.5, 3600, None), wrong=(-1, -0.1, "4", True))


def test_only_reference_and_caption_of_an_attachment_may_change(alice: ApiClient) -> None:
    made = changes.attachment(new_id(), width=1600)
    alice.sync([made])
    other: dict[str, Any] = {
        "media_type": "image/png", "sha256": "0" * 64, "bytes": 5, "width": 5, "height": 5,
        "seconds": 1, "captured_at": "2026-11-25T01:10:00Z",
    }  # fmt: skip
    assert set(other) == KINDS["attachment"].frozen
    for name, value in other.items():
        answer = alice.sync([changes.edit("attachment", made["record"], **{name: value})])
        assert reasons(answer) == [name]
    now = {"of": new_id(), "caption": "at the bar", "thumbnail": "/9j/"}
    same = {**changes.ATTACHMENT, "width": 1600, "height": None}
    answer = alice.sync([changes.edit("attachment", made["record"], **now, **same)])
    assert statuses(answer) == ["applied"]
    assert only(answer)["fields"] == {**now, **same, "seconds": None}


ORIGINALS = [
    "BEGIN:VCARD\r\nNOTE:one\x07\x0b\x1f\x7f\x85two\r\n",
    unicodedata.normalize("NFD", "é"),
    "\u2126",  # NFC would make it an omega
    "\ufeff\ufffe \U0001f600",
    "",
    "x" + "\u0301" * 40,
]


@pytest.mark.parametrize("text", ORIGINALS)
def test_an_original_is_kept_as_it_came(alice: ApiClient, text: str) -> None:
    assert taken(alice, "original", text=text)["text"] == text


def test_an_original_has_a_limit_and_contains_only_valid_characters(alice: ApiClient) -> None:
    whole = "\U0001f600" * 262_144
    assert taken(alice, "original", text=whole)["text"] == whole
    for wrong in (whole + "x", "a\0b", "\ud83d", "\ude00", None, 1, ["x"]):
        refused(alice, "original", text=wrong)
