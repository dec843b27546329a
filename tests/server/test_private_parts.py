"""What we use of other packages that they do not promise: each is named here, with what we rely on.

An upgrade that changes one of them fails a test that says so. What can be had in public at the same
price is taken from there.
"""

import ast
import inspect
import logging
from collections.abc import Iterator
from pathlib import Path

import prometheus_client.values
import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from webpush import WebPush
from werkzeug.routing import Map, Rule, UUIDConverter

from config import ROOT

#: By its name, where it may be used. What is said to be public although it begins so is not in it:
#: a named tuple's `_fields`, `_asdict` and `_replace`, Flask's
#: `_get_current_object`, typeshed, `os._exit`.
PRIVATE = {
    "_WaitTimeout": {"server/postgres.py"},
    "_converters": {"server/http/openapi.py"},
    "_encrypt": {"server/push/encryption.py"},
    "_login_user": {"server/accounts/current.py"},
    "_srcfile": {"server/telemetry/logs.py"},
    "_trace": {"server/http/openapi.py"},
    "granian._granian": {
        "server/serving/http_exchange.py",
        "server/serving/front.py",
        "server/serving/process.py",
    },
}
PUBLIC = {
    "_asdict",
    "_exit",
    "_fields",
    "_get_current_object",
    "_make",
    "_replace",
    "_typeshed.wsgi",
}


def private_names(source: str) -> Iterator[str]:
    """The names with an underscore that a file asks others for."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    ours = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    ours |= {
        node.target.id
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Attribute) and not is_own(node):
            if node.attr.startswith("_") and not node.attr.startswith("__"):
                yield from {node.attr} - ours
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("server"):
            parts = [node.module or "", *(each.name for each in node.names)]
            yield from (part for part in parts if has_private_part(part))


def is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def has_private_part(name: str) -> bool:
    return any(part.startswith("_") and part != "__future__" for part in name.split("."))


def test_nothing_private_is_used_that_is_not_named_here() -> None:
    used: dict[str, set[str]] = {}
    for path in [ROOT / "config.py", *(ROOT / "server").rglob("*.py")]:
        ours = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and is_own(node)
        }
        for name in set(private_names(path.read_text())) - PUBLIC - ours:
            used.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    assert used == PRIVATE


@pytest.mark.parametrize(
    ("source", "found"),
    [("import a\na._b()", {"_b"}), ("from a._b import c", {"a._b"}), ("self._a.b", set())],
)
def test_what_is_private_is_found(source: str, found: set[str]) -> None:
    assert set(private_names(source)) == found


def test_webpush_encrypts_without_being_made() -> None:
    """`_encrypt(message, subscription)` reads the subscription's keys and the size of a record."""
    assert list(inspect.signature(WebPush._encrypt).parameters) == [
        "self",
        "message",
        "subscription",
    ]
    assert "max_resord_size" in inspect.getsource(WebPush)


def test_a_rule_tells_its_parts_and_its_converters() -> None:
    """Pairs of (whether it changes, what it is); each converter by the name of what it converts."""
    rule = Rule("/records/<uuid:record>/forget")
    Map([rule])
    path = [f"{{{data}}}" if changes else data for changes, data in rule._trace if data != "|"]
    assert "".join(path) == "/records/{record}/forget"
    assert isinstance(rule._converters["record"], UUIDConverter)


def test_psycopg_tells_that_it_waited_too_long() -> None:
    assert issubclass(psycopg.errors._WaitTimeout, psycopg.Error)


def test_sqlalchemy_wraps_an_error_of_the_driver(tmp_path: Path) -> None:
    """`DBAPIError.instance` is in no documentation; so is the order in which listeners are held."""
    engine = create_engine(f"sqlite:///{tmp_path / 'any.sqlite3'}")
    driver = engine.dialect.loaded_dbapi
    wrapped = DBAPIError.instance(
        None,
        None,
        driver.IntegrityError("twice"),
        driver.Error,
        hide_parameters=True,
        connection_invalidated=False,
        dialect=engine.dialect,
    )
    assert isinstance(wrapped, IntegrityError)
    heard: list[object] = []
    event.listen(engine, "before_cursor_execute", lambda *given: heard.append(given[2]))
    for listener in engine.dispatch.before_cursor_execute:
        listener(None, None, "SELECT 1", (), None, False)
    assert heard == ["SELECT 1"]


def test_prometheus_chooses_where_it_counts() -> None:
    """`ValueClass` is what a counter made from now on keeps its number in."""
    assert isinstance(prometheus_client.values.get_value_class(), type)
    assert hasattr(prometheus_client.values, "ValueClass")


def test_logging_asks_for_no_caller_without_its_own_file() -> None:
    assert isinstance(getattr(logging, "_srcfile", ""), str | None)
    assert "if _srcfile:" in inspect.getsource(logging.Logger._log)


def test_flask_login_keeps_whom_it_looked_up(app: Flask) -> None:
    """In `g._login_user`, and nothing before somebody asks."""
    from flask import g
    from flask_login import current_user

    with app.test_request_context():
        assert not hasattr(g, "_login_user")
        assert not current_user.is_authenticated
        assert hasattr(g, "_login_user")
