"""Text of others is bounded before it is normalised: none costs more than its length."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import text
from tests.support import changes
from tests.support.api import API, ApiClient

#: Out of order, so that sorting them is work; and in order.
MARKS = ("\u0300\u0316", "\u0316\u0300", "\u0300", "\u0e47", "\u20dd", "\U0001d165")


@pytest.mark.parametrize("marks", MARKS)
def test_so_many_marks_in_a_row_are_more_than_any_script_needs(marks: str) -> None:
    row = (marks * 31)[:31]
    assert text.normalised(f"a{row[:30]}b{row[:30]}", 100)
    for hostile in (f"a{row}", f"{row}a", f"a{row[:30]}b{row}b"):
        with pytest.raises(ValueError, match="combining marks"):
            text.normalised(hostile, 100)


def test_every_mark_that_unicode_knows_is_counted() -> None:
    """The class is made of two planes and a bit: should a later Unicode have one elsewhere, this
    says so."""
    for code in range(0x110000):
        if unicodedata.category(chr(code))[0] == "M":
            with pytest.raises(ValueError, match="combining marks"):
                text.normalised(chr(code) * 31, 100)


@given(st.text(max_size=200))
def test_texts_are_stored_in_nfc(written: str) -> None:
    assert text.normalised(written, 200) == unicodedata.normalize("NFC", written)


def test_emoji_in_a_row_are_no_marks() -> None:
    assert text.clean("👩‍🚀" * 100, 1, 1000) == "👩‍🚀" * 100
    assert text.clean("🐈" * 1000, 1, 1000) == "🐈" * 1000


def test_a_text_that_is_far_too_long_is_refused_before_normalising(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "unicodedata", None)
    with pytest.raises(ValueError, match="may have 200 characters, this has 2401"):
        text.clean("é" * 2401, 0, 200)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PassWord", "password"),
        ("ＰＡＳＳ", "pass"),
        ("Straße", "STRASSE"),
        ("ÉCOLE", "e\u0301cole"),
    ],
)
def test_folding_makes_spellings_equal(one: str, other: str) -> None:
    assert text.folded(one, 20) == text.folded(other, 20)


def test_too_many_marks_reject_the_change_alone(alice: ApiClient) -> None:
    hostile = changes.note(body="a" + "\u0300\u0316" * 100_000)
    answer = alice.sync([changes.note(), hostile, changes.person(name="Zoë" + "\u0300\u0316" * 16)])
    assert changes.statuses(answer) == ["applied", "rejected", "rejected"]
    long, many = answer["results"][1]["errors"], answer["results"][2]["errors"]
    assert long == [{"field": "body", "detail": "may have 10000 characters, this has 200001"}]
    assert many == [{"field": "name", "detail": "has more than 30 combining marks in a row"}]


def test_too_many_marks_are_422_outside_of_sync(alice: ApiClient) -> None:
    answer = alice.patch(f"{API}/me", {"name": "a" + "\u0300\u0316" * 16})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["name"]
