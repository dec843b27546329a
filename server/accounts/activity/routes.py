"""`GET /me/activity`."""

from datetime import datetime
from typing import get_args

from flask import Blueprint
from pydantic import BaseModel, Field

from server import clock, database
from server.accounts.activity import store
from server.accounts.current import signed_in
from server.http.endpoints import endpoint

bp = Blueprint("activity", __name__)


class ActivityItem(BaseModel):
    """One thing that happened; `detail` is the browser, or the name of the key."""

    what: str = Field(json_schema_extra={"enum": list(get_args(store.What))})
    detail: str
    at: datetime


class ActivityList(BaseModel):
    """What happened to the account in the last 180 days, newest first."""

    activity: list[ActivityItem]


@endpoint(bp, "GET", "/me/activity", responses={200: ActivityList})
def list_activity() -> ActivityList:
    """What happened to the account: who signed in, which keys were made, what was changed."""
    with database.read() as s:
        rows = store.latest(s, signed_in().account_id, clock.now())
    return ActivityList(
        activity=[ActivityItem(what=row.what, detail=row.detail, at=row.at) for row in rows]
    )
