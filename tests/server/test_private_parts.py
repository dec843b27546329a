"""Private names of other packages that the server uses: each is listed here, with what we rely on.

An upgrade that changes one of them fails a test that says so. Where a public way exists at the same
price, the server uses that.
"""

import ast
import importlib
import inspect
import logging
import os
import pkgutil
import socket
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import prometheus_client.values
import psycopg
import pytest
from flask import Flask
from granian._granian import RSGIHTTPProtocol, SocketHolder
from granian.server.embed import Server
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from webpush import WebPush
from werkzeug.routing import Map, Rule, UUIDConverter

import server
from config import ROOT

#: The files in which each private name may be used.
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
#: Private names of another package's class that a class of ours overrides or sets.
OVERRIDDEN = {"server.serving.process.Listener": {"_init_shared_socket", "_shd"}}
#: Names with an underscore that are documented: of named tuples, Flask, typeshed and `os`.
PUBLIC = {
    "_asdict",
    "_exit",
    "_fields",
    "_get_current_object",
    "_make",
    "_replace",
    "_typeshed.wsgi",
}


#: Functions that take the name of an attribute.
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


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
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if has_private_part(each.name))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            names = [each.value for each in node.args[1:2] if isinstance(each, ast.Constant)]
            yield from (str(name) for name in names if is_private(str(name)))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def has_private_part(name: str) -> bool:
    return any(part.startswith("_") and part != "__future__" for part in name.split("."))


def test_nothing_private_is_used_that_is_not_named_here() -> None:
    used: dict[str, set[str]] = {}
    for path in [ROOT / "config.py", ROOT / "wsgi.py", *(ROOT / "server").rglob("*.py")]:
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
    [
        ("import a\na._b()", {"_b"}),
        ("from a._b import c", {"a._b"}),
        ("import a._b", {"a._b"}),
        ("getattr(a, '_b')", {"_b"}),
        ("getattr(a, '__notes__', [])", set()),
        ("self._a.b", set()),
    ],
)
def test_the_check_finds_private_names(source: str, found: set[str]) -> None:
    assert set(private_names(source)) == found


@cache
def own_names(cls: type) -> frozenset[str]:
    """The private names that a class defines, sets or reads of itself; none without a source."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError):
        return frozenset()
    nodes = list(ast.walk(tree))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute) and is_own(node)}
    names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return frozenset(filter(is_private, names))


def overridden(cls: type) -> set[str]:
    """The private names that a class shares with those of its bases that are not ours."""
    others = (base for base in cls.__mro__[1:] if not base.__module__.startswith("server"))
    names = {name for base in others for name in own_names(base) | vars(base).keys()}
    return {name for name in names & own_names(cls) if is_private(name)}


def test_nothing_private_is_overridden_that_is_not_named_here() -> None:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(server.__path__, "server.")
        if not each.name.startswith("server.migrations.")
    ]
    classes = {
        f"{module.__name__}.{name}": cls
        for module in modules
        for name, cls in vars(module).items()
        if inspect.isclass(cls) and cls.__module__ == module.__name__
    }
    found = {name: overridden(cls) for name, cls in classes.items()}
    assert {name: names for name, names in found.items() if names} == OVERRIDDEN


def test_granian_takes_a_socket_that_is_open_already() -> None:
    """Its server calls `_init_shared_socket` when it starts, and serves on `_shd`. A
    `SocketHolder` is made of a descriptor, whether it is a unix socket, and the backlog."""
    assert "self._init_shared_socket()" in inspect.getsource(Server)
    assert "self._shd" in inspect.getsource(Server)
    listener = socket.socket()
    number = listener.detach()
    holder = SocketHolder(number, False, 1)  # type: ignore[call-arg]
    assert holder.get_fd() == number
    assert not holder.is_uds()
    os.close(number)


def test_granian_hands_over_a_request_and_takes_its_answer() -> None:
    ways = {"response_empty", "response_bytes", "response_file", "response_file_range"}
    assert ways | {"__aiter__"} <= vars(RSGIHTTPProtocol).keys()


def test_webpush_encrypts_without_being_made() -> None:
    """`_encrypt(message, subscription)` reads the subscription's keys and the size of a record."""
    assert list(inspect.signature(WebPush._encrypt).parameters) == [
        "self",
        "message",
        "subscription",
    ]
    assert "max_resord_size" in inspect.getsource(WebPush)


def test_a_rule_has_its_parts_and_converters() -> None:
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
