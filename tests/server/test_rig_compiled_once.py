"""Apps that share what was compiled of their addresses answer as those that share nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from tests.support.compiled_once import CompiledOnce


def test_every_address_is_what_it_would_be(app: Flask) -> None:
    built = 0
    for rule in app.url_map.iter_rules():
        assert isinstance(rule, CompiledOnce)
        plain = Rule(rule.rule, endpoint=rule.endpoint, methods=rule.methods)
        Map([plain], converters=app.url_map.converters)
        values = dict.fromkeys(rule.arguments, "a b/ü") | {"q": "1 2"}
        if "kind" in values:
            values["kind"] = "note"
        for more in (True, False):
            assert rule.build(values, more) == plain.build(values, more)
            built += 1
    assert built > 50


def test_a_second_app_compiles_nothing(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_app()
    compiled = []
    monkeypatch.setattr(Rule, "_compile_builder", lambda rule, _: compiled.append(rule.rule))
    make_app()
    assert compiled == []


def test_rules_with_defaults_are_compiled_separately() -> None:
    rules = [CompiledOnce("/<word>/", endpoint=word, defaults={"word": word}) for word in "ab"]
    Map(rules)
    assert [rule.build({}) for rule in rules] == [("", "/a/"), ("", "/b/")]
