"""Instants stay in the database what they were."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from server import database
from server.accounts.models import Session
from tests.support.api import ApiClient

pytestmark = pytest.mark.usefixtures("in_app")


def test_an_instant_comes_back_as_it_went_in(alice: ApiClient) -> None:
    tokyo = datetime(2026, 11, 24, 6, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    with database.write() as s:
        s.query(Session).update({"last_used_at": tokyo})
    with database.read() as s:
        kept = s.scalars(select(Session.last_used_at)).one()
    assert kept == tokyo
    assert kept.tzinfo is UTC or kept.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(alice: ApiClient) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as s:
        s.query(Session).update({"last_used_at": datetime(2026, 11, 24, 6, 30)})  # noqa: DTZ001
