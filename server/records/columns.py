"""JSON in a text column."""

from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class JsonText(TypeDecorator[Any]):
    """A JSON value, kept as the text that is given out.

    Text, and not the database's own JSON: a pull hands the stored bytes on without reading them, so
    that every device gets the same ones. The values were checked before, so that they hold no
    lone surrogate and no infinite number.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else to_json(value).decode()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else from_json(value)
