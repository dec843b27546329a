"""`/api/v1/records/…`: what is not part of sync."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from server import database
from server.accounts.current import API_SCOPES, signed_in
from server.http.endpoints import endpoint
from server.http.problems import Problem
from server.records import store
from server.records.kinds import KINDS
from server.records.schemas import Revisions

bp = Blueprint("records", __name__)

RECORD = f"/records/<any({','.join(KINDS)}):kind>/<uuid:record>"


@endpoint(
    bp,
    "GET",
    f"{RECORD}/revisions",
    responses={200: Revisions, 404: None},
    scopes=API_SCOPES,
)
def list_revisions(kind: str, record: UUID) -> dict[str, Any]:
    """Every value that the text fields of a record ever had, newest first."""
    account_id, wanted = signed_in().account_id, str(record)
    with database.read() as s:
        if store.kind_of(s, account_id, wanted) != kind:
            raise Problem(404, "There is no such record")
        return {"revisions": store.revisions(s, account_id, wanted)}
