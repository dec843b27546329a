"""Which Karmadex this is, and where its source can be had."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from config import ROOT
from server.version import VERSION
from tests.support.api import API
from tests.support.live import LiveServer


def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get(f"{API}/openapi.json").get_json()
    return found


def test_the_api_document_names_the_version(app: Flask) -> None:
    assert document(app)["info"]["version"] == VERSION


def test_the_api_document_links_to_the_source(make_app: Callable[..., Flask]) -> None:
    told = document(make_app(SOURCE_URL="https://example.org/karmadex"))
    assert told["externalDocs"]["url"] == "https://example.org/karmadex"
    assert "externalDocs" not in document(make_app())


def test_the_app_is_told_where_the_source_is(make_app: Callable[..., Flask]) -> None:
    said = make_app(SOURCE_URL="https://example.org/karmadex").test_client().get(f"{API}/about")
    assert said.get_json()["source"] == "https://example.org/karmadex"
    assert said.get_json()["version"] == VERSION
    nothing = make_app().test_client().get(f"{API}/about").get_json()
    assert "source" not in nothing
    assert "contact" not in nothing


def test_the_app_is_told_whom_to_ask(make_app: Callable[..., Flask]) -> None:
    said = make_app(CONTACT="you@example.org").test_client().get(f"{API}/about").get_json()
    assert said["contact"] == "mailto:you@example.org"


def test_the_version_command_prints_the_version(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["version"]).output == f"{VERSION}\n"


def test_the_log_begins_with_the_version(live_server: LiveServer) -> None:
    assert live_server.log.read_text().startswith(f"Karmadex {VERSION} is here.")


def test_the_version_is_defined_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["dynamic"] == ["version"]
    assert "version" not in project
    assert "version" not in json.loads((ROOT / "pwa" / "package.json").read_text())


@pytest.mark.parametrize("file", ["pyproject.toml", "pwa/package.json"])
def test_every_package_file_names_the_licence_of_the_repository(file: str) -> None:
    assert '"AGPL-3.0-or-later"' in (ROOT / file).read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()[:100]


def test_the_changelog_has_a_heading_for_the_version() -> None:
    """Under the release's own heading, or while it is not out yet, under "Unreleased"."""
    told = (ROOT / "CHANGELOG.md").read_text()
    assert "## Unreleased\n" in told if "dev" in VERSION else f"## {VERSION}\n" in told
