"""Where a pull starts, whatever the cursor says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sync import cursor
from server.sync.cursor import Start

EPOCH, OTHER_EPOCH = "0" * 32, "f" * 32
ALICE, BOB = "a1b2c3d4-0000-4000-8000-000000000001", "a1b2c3d4-0000-4000-8000-000000000002"


def start(given: str | None, *, rev: int = 100, forgotten: int = 0) -> Start:
    return cursor.decode(given, EPOCH, ALICE, rev, forgotten)


def test_a_cursor_continues_where_it_stopped() -> None:
    assert start(cursor.encode(EPOCH, ALICE, 42, 0)) == Start(42, 0)
    assert start(cursor.encode(EPOCH, ALICE, 100, 0)) == Start(100, 0)


def test_without_a_cursor_it_begins_and_that_is_no_reset() -> None:
    assert start(None, forgotten=7) == Start(0, 7)


def test_a_cursor_from_before_a_restored_backup_starts_over() -> None:
    assert start(cursor.encode(OTHER_EPOCH, ALICE, 42, 0)) == Start(0, 0, "restored")


def test_a_cursor_of_another_account_starts_over() -> None:
    assert start(cursor.encode(EPOCH, BOB, 42, 0)) == Start(0, 0, "unknown")


def test_a_cursor_from_the_future_starts_over() -> None:
    assert start(cursor.encode(EPOCH, ALICE, 101, 0)) == Start(0, 0, "unknown")


def test_a_cursor_older_than_the_remembered_deletions_starts_over() -> None:
    old = cursor.encode(EPOCH, ALICE, 49, 0)
    assert start(old, forgotten=50) == Start(0, 50, "forgotten")
    assert start(cursor.encode(EPOCH, ALICE, 50, 0), forgotten=50) == Start(50, 0)


def test_a_device_that_began_after_deletions_were_forgotten_does_not_start_over() -> None:
    """Otherwise a phone that pulls its first pages would be told to start over for ever."""
    assert start(cursor.encode(EPOCH, ALICE, 10, 50), forgotten=50) == Start(10, 50)
    assert start(cursor.encode(EPOCH, ALICE, 10, 50), forgotten=60) == Start(0, 60, "forgotten")


@given(st.text() | st.from_regex(r"1\.[0-9a-f]{32}\.[0-9a-f]{32}\.[0-9]+\.[0-9]+", fullmatch=True))
def test_no_text_as_cursor_is_an_error(given: str) -> None:
    assert start(given) == Start(0, 0, start(given).reason)


@pytest.mark.parametrize("digits", ["٤", "-1", "+1", "1_0", "9" * 30])
def test_only_plain_digits_are_revisions(digits: str) -> None:
    mark = cursor.encode(EPOCH, ALICE, 42, 0).replace(".42.", f".{digits}.")
    assert start(mark).reason == "unknown"
