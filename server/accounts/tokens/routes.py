"""Making, listing and ending tokens: with a session only, never with a token."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from server import clock, database
from server.accounts.activity.store import note
from server.accounts.confirm import confirm_owner
from server.accounts.current import signed_in
from server.accounts.tokens import store
from server.accounts.tokens.models import Token
from server.accounts.tokens.schemas import MadeToken, NewToken, TokenItem, TokenList
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails

bp = Blueprint("tokens", __name__)


@endpoint(bp, "GET", "/me/tokens", responses={200: TokenList})
def list_tokens() -> TokenList:
    """The keys that other programs have."""
    with database.read() as s:
        rows = store.list_tokens(s, signed_in().account_id)
    return TokenList(tokens=[TokenItem(**_item(row)) for row in rows])


@endpoint(
    bp,
    "POST",
    "/me/tokens",
    body=NewToken,
    responses={201: MadeToken, 409: ProblemDetails, 429: ProblemDetails, 503: ProblemDetails},
)
def make_token(body: NewToken) -> MadeToken:
    """Make a key for another program. It is shown this once."""
    confirm_owner(body.password)
    try:
        with database.write() as s:
            account_id, now = signed_in().account_id, clock.now()
            made = store.add(s, account_id, name=body.name, scope=body.scope, now=now)
            if made is not None:
                note(s, account_id, "token_added", now, body.scope)
    except store.TooManyTokens:
        title = f"An account has at most {store.MOST_TOKENS} tokens. End one first."
        raise Problem(409, title) from None
    if made is None:
        raise Problem(401, "Sign in first")
    row, token = made
    return MadeToken(**_item(row), token=token)


@endpoint(bp, "DELETE", "/me/tokens/<uuid:token_id>", responses={204: None, 404: ProblemDetails})
def end_token(token_id: UUID) -> None:
    """Take a key back: from now on it opens nothing."""
    with database.write() as s:
        ended = store.end(s, signed_in().account_id, str(token_id))
        if ended:
            note(s, signed_in().account_id, "token_ended", clock.now())
    if not ended:
        raise Problem(404, "There is no such token")


def _item(row: Token) -> dict[str, Any]:
    names = ("id", "name", "scope", "created_at", "last_used_at")
    return {name: getattr(row, name) for name in names}
