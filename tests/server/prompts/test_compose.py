"""What a prompt says: people by name and by what they are known for, in few bytes."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.prompts.compose import Named, Promised, compose_morning, morning_topic
from server.prompts.wording import enumerate_people, full_name, shorten

MORNING = date(2026, 11, 24)
MOST_BYTES = 3993


def compose(*people: Named, followups: int = 1, **more: Any) -> dict[str, Any]:
    promised = [
        Promised(f"00000000-0000-4000-8000-{each:012}", MORNING) for each in range(followups)
    ]
    given: dict[str, Any] = {
        "account_id": "5a0ad1b0-0000-4000-8000-000000000000",
        "morning": MORNING,
        "people": people,
        "followups": promised,
        "open_count": 3,
        "public_url": "https://karmadex.example",
    }
    payload = compose_morning(**(given | more))
    assert len(payload) <= MOST_BYTES
    message: dict[str, Any] = json.loads(payload)
    return message


@pytest.mark.parametrize(
    ("name", "known_for", "event", "said"),
    [
        ("Maya", "water-skis", None, "Maya, who water-skis"),
        ("Maya", "Water-skis.", None, "Maya, who water-skis"),
        ("Tom", "who blogs about marathoning", None, "Tom, who blogs about marathoning"),
        ("Tom", "he blogs about marathoning", None, "Tom, who blogs about marathoning"),
        ("Tom", "the guy who blogs", None, "Tom, the guy who blogs"),
        (None, "the guy who blogs about marathoning", None, "the guy who blogs about marathoning"),
        (None, "keeps bees", None, "somebody who keeps bees"),
        ("Ana", "sailing", None, "Ana (sailing)"),
        ("Ana", "dogs and horses", None, "Ana (dogs and horses)"),
        ("Jürgen", "läuft Marathon", None, "Jürgen (läuft Marathon)"),
        ("Ana", None, "Mixer", "Ana"),
        ("  Ana \n Lu ", "", None, "Ana Lu"),
        (None, None, "the podcast panel", "somebody from the podcast panel"),
        ("", " ", None, "somebody you met"),
    ],
)
def test_how_somebody_is_called(
    name: str | None, known_for: str | None, event: str | None, said: str
) -> None:
    assert full_name(name, known_for, event) == said


def test_a_list_of_people_reads_as_a_sentence() -> None:
    assert enumerate_people(["Maya"]) == "Maya"
    assert enumerate_people(["Maya", "Tom", "Ada"]) == "Maya, Tom and Ada"
    listed = enumerate_people(["Maya, who water-skis", "Tom"])
    assert listed == "Maya, who water-skis; Tom"


def test_one_person_can_be_answered_from_the_notification() -> None:
    notification = compose(Named("Maya", "water-skis"))["notification"]
    assert notification["title"] == "Say hi to Maya"
    assert notification["body"] == "Maya, who water-skis"
    assert [each["action"] for each in notification["actions"]] == ["said_hi", "tomorrow"]


def test_several_are_opened_or_put_off_together() -> None:
    notification = compose(Named("Maya", None), Named("Tom", None))["notification"]
    assert notification["title"] == "Say hi to 2 people"
    assert [each["action"] for each in notification["actions"]] == ["open", "tomorrow"]


def test_a_push_is_a_declarative_web_push_message() -> None:
    message = compose(Named("Maya", None))
    assert message["web_push"] == 8030
    assert message["app_badge"] == message["notification"]["app_badge"] == "3"
    address = "https://karmadex.example/followups?morning=2026-11-24"
    assert message["notification"]["navigate"] == address
    assert all(each["navigate"].startswith(address) for each in message["notification"]["actions"])


def test_the_topic_is_one_that_push_services_take() -> None:
    assert morning_topic(MORNING) == "morning-2026-11-24"
    assert len(morning_topic(MORNING)) <= 32


def test_a_prompt_about_nobody_raises_an_error() -> None:
    with pytest.raises(ValueError, match="names somebody"):
        compose()


texts = st.none() | st.text(max_size=200)
occasions = st.sampled_from([None, "birthday", "past_face"])


@given(st.lists(st.builds(Named, texts, texts, texts, occasions), min_size=1, max_size=5))
def test_with_any_names_the_prompt_fits_and_names_everybody(people: list[Named]) -> None:
    notification = compose(*people, followups=20)["notification"]
    assert notification["title"]
    assert notification["body"]


@pytest.mark.parametrize(
    ("letter", "is_shortened"), [("x", False), ("\N{FAMILY}", True), ('"', True), ("\\", True)]
)
def test_the_longest_texts_are_shortened_where_they_do_not_fit(
    letter: str, is_shortened: bool
) -> None:
    long = Named(letter * 200, letter * 200)
    body = compose(long, long, long, long, long, followups=20)["notification"]["body"]
    assert ("…" in body) is is_shortened


@given(st.text(max_size=60), st.integers(1, 60))
def test_shortened_text_is_short_and_begins_as_before(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_characters_of_several_code_points_are_not_split() -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert shorten(f"a{family}b", 4) == "a…"
