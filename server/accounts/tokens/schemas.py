"""Requests and responses of the tokens' endpoints."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel

from server.accounts.schemas import Id, Request, like, one_line

Scope = Literal["carddav", "calendar", "read", "write"]
TokenName = Annotated[str, one_line(1, 100), like(minLength=1, maxLength=100)]


class NewToken(Request):
    """What the token is called, and what it is for. `password`: where it is asked for."""

    name: TokenName
    scope: Scope
    password: str | None = None


class TokenItem(BaseModel):
    """A token, without its secret."""

    id: Id
    name: str
    scope: Scope
    created_at: datetime
    last_used_at: datetime | None


class MadeToken(TokenItem):
    """A new token. `token` is shown this once."""

    token: str


class TokenList(BaseModel):
    """All tokens of the account, the newest first."""

    tokens: list[TokenItem]
