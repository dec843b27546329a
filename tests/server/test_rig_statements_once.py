"""Apps that share compiled statements: what one has compiled, the next finds."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.sql.compiler import SQLCompiler

from server import database
from server.accounts.models import Account
from server.extensions import db
from tests.support.api import ApiClient


def test_a_second_app_compiles_no_statement_again(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(app: Flask) -> None:
        with app.app_context(), database.read() as s:
            assert s.scalars(select(Account.email)).all() == ["alice@example.org"]

    first = make_app()
    ApiClient(first, "Alice", "UTC")
    look(first)
    compiled: list[str] = []
    compile_it = SQLCompiler.__init__

    def compile_and_tell(self: SQLCompiler, *arguments: object, **more: object) -> None:
        compile_it(self, *arguments, **more)  # type: ignore[arg-type]
        compiled.append(self.string)

    monkeypatch.setattr(SQLCompiler, "__init__", compile_and_tell)
    look(make_app())
    assert compiled == []


def test_the_engines_of_two_apps_have_a_dialect_each(make_app: Callable[..., Flask]) -> None:
    dialects = []
    for app in (make_app(), make_app()):
        with app.app_context():
            dialects.append(db.engine.dialect)
    assert dialects[0] is not dialects[1]
    assert dialects[0] == dialects[1]
