"""All that is taken out again: as cards, as a table, and whole."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]

from tests.phone.app import EMAIL, Held, jot, sign_up_and_lose_the_signal
from tests.phone.files import KEEP_DOWNLOADS, drop, handed
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.support.contacts import cards
from tests.support.live import LiveServer


@pytest.mark.chromium
def test_an_export_is_complete_and_restores_on_a_fresh_server(
    chromium: Chromium,
    gate: Gate,
    server: LiveServer,
    start_server: Callable[..., LiveServer],
    tmp_path: Path,
) -> None:
    phone = chromium
    phone.page.add_init_script(KEEP_DOWNLOADS)
    sign_up_and_lose_the_signal(phone, gate, "idle.exchange", "idle.worker")
    jot(phone, "Maya Chen — water-skis #sailing")
    phone.tap("Settings")
    phone.tap("Bring people in", exact=False)
    drop(phone, "phone.vcf", cards(50))
    phone.tap("Bring 50 people in")
    phone.sees("50 people came in.")
    phone.tap("Back")
    phone.tap("Export my data", exact=False)

    phone.tap("Everybody, as cards", exact=False)
    name, data = handed(phone)
    assert name.endswith(".vcf")
    read = list(vobject.readComponents(data.decode()))
    assert len(read) == 51
    # Every line that came is there, byte for byte.
    assert cards(50).encode() in data or all(
        card.encode() in data for card in cards(50).split("END:VCARD\r\n") if card
    )

    phone.tap("Everybody, as a table", exact=False)
    name, table = handed(phone)
    assert name.endswith(".csv")
    head, *rows = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), strict=True)
    assert head[:3] == ["Name", "X-KARMADEX-KNOWN-FOR", "Organization Name"]
    assert [row[0] for row in rows] == [str(card.fn.value) for card in read]
    assert {len(row) for row in rows} == {len(head)}

    phone.tap("All of it", exact=False)
    name, archive = handed(phone)
    assert name.endswith(".zip")
    records = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("karmadex.json"))["records"]
    file = tmp_path / "all.zip"
    file.write_bytes(archive)

    fresh = start_server()
    with fresh.client() as client:
        secret = {"email": EMAIL, "password": "karma comes around"}
        made = {**secret, "name": "Alice", "timezone": "UTC"}
        assert client.post("/api/v1/accounts", json=made).status_code == 201
    said = fresh.flask("import", EMAIL, str(file))
    assert f"{len(records)} added, 0 known, 0 refused" in str(said)
    assert _shown(Held(fresh).records()) == _shown(records)
    # And what a server writes comes in on a phone: here it is all known.
    other = tmp_path / "server.zip"
    fresh.flask("export", EMAIL, "--zip", str(other))
    phone.open("/settings/import")
    drop(phone, "server.zip", other.read_bytes())
    phone.sees(f"{len(records)} are here already")


def _shown(records: list[dict[str, Any]]) -> list[Any]:
    return sorted((each["id"], each["kind"], each["fields"]) for each in records)
