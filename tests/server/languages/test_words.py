"""What the server says, in each language: whole, and as one says it."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.languages import LANGUAGES, words_in
from server.prompts.compose import Named, Promised, compose_morning
from server.prompts.wording import enumerate_people, full_name, short_name

MORNING = date(2026, 11, 24)
MOST_BYTES = 3993
PHONES_TEXTS = Path(__file__).parents[3] / "pwa" / "src" / "texts"


def compose(language: str, *people: Named) -> dict[str, Any]:
    payload = compose_morning(
        account_id="5a0ad1b0-0000-4000-8000-000000000000",
        morning=MORNING,
        people=people,
        followups=[Promised(f"00000000-0000-4000-8000-{each:012}", MORNING) for each in range(20)],
        open_count=3,
        public_url="https://karmadex.example",
        language=language,
    )
    assert len(payload) <= MOST_BYTES
    notification: dict[str, Any] = json.loads(payload)["notification"]
    return notification


def test_server_and_phone_speak_the_same_languages() -> None:
    assert {"en", "de", "es"} <= set(LANGUAGES)
    assert sorted(path.parent.name for path in PHONES_TEXTS.glob("*/first.ts")) == LANGUAGES


def test_an_unknown_language_falls_back_to_english() -> None:
    assert words_in("xx") is words_in("en") is words_in("words")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_there_with_its_own_words(language: str) -> None:
    words, english = words_in(language), words_in("en")
    for field in fields(words):
        text = getattr(words, field.name)
        if isinstance(text, str):
            assert text.strip() == text != ""
            assert _placeholders(text) == _placeholders(getattr(english, field.name))
            assert language == "en" or text != getattr(english, field.name)


def _placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize(
    ("language", "title", "body", "first", "tomorrow"),
    [
        ("en", "Say hi to Maya", "Maya (Segeln)", "Said hi", "Tomorrow"),
        ("de", "Zeit für ein Hallo: Maya", "Maya (Segeln)", "Gegrüßt", "Morgen"),
        ("es", "Saluda a Maya", "Maya (Segeln)", "Ya saludé", "Mañana"),
    ],
)
def test_one_person_is_named_in_the_language_of_the_account(
    language: str, title: str, body: str, first: str, tomorrow: str
) -> None:
    notification = compose(language, Named("Maya", "Segeln"))
    assert notification["lang"] == language
    assert notification["title"] == title
    assert notification["body"] == body
    assert [each["title"] for each in notification["actions"]] == [first, tomorrow]
    assert [each["action"] for each in notification["actions"]] == ["said_hi", "tomorrow"]


@pytest.mark.parametrize(
    ("language", "birthday", "past_face", "among"),
    [
        (
            "en",
            "Wish Maya a happy birthday",
            "A face from the past: Maya",
            "Maya, birthday today; Tom",
        ),
        (
            "de",
            "Heute hat Geburtstag: Maya",
            "Ein Gesicht von früher: Maya",
            "Maya, heute Geburtstag; Tom",
        ),
        ("es", "Hoy cumple años Maya", "Una cara del pasado: Maya", "Maya, hoy cumple años; Tom"),
    ],
)
def test_birthdays_and_faces_from_the_past_are_called_so(
    language: str, birthday: str, past_face: str, among: str
) -> None:
    maya = Named("Maya", None, occasion="birthday")
    assert compose(language, maya)["title"] == birthday
    assert compose(language, maya)["body"] == "Maya"
    assert compose(language, replace(maya, occasion="past_face"))["title"] == past_face
    assert compose(language, maya, Named("Tom", None))["body"] == among


@pytest.mark.parametrize(
    ("language", "title", "body", "first"),
    [
        ("en", "Say hi to 3 people", "Maya, Tom and Ines", "Open"),
        ("de", "Zeit für ein Hallo: 3 Leute", "Maya, Tom und Ines", "Öffnen"),
        ("es", "Saluda a 3 personas", "Maya, Tom e Ines", "Abrir"),
    ],
)
def test_a_push_about_several_people_is_worded_in_each_language(
    language: str, title: str, body: str, first: str
) -> None:
    notification = compose(language, *(Named(name, None) for name in ("Maya", "Tom", "Ines")))
    assert notification["title"] == title
    assert notification["body"] == body
    assert notification["actions"][0]["title"] == first


@pytest.mark.parametrize(
    ("name", "known_for", "said"),
    [
        ("Maya", "fährt Wasserski", "Maya (fährt Wasserski)"),
        ("Maya", "Die Frau mit dem Boot.", "Maya, die Frau mit dem Boot"),
        ("Tom", "der über Marathons bloggt", "Tom, der über Marathons bloggt"),
        (None, "eine Imkerin", "eine Imkerin"),
        (None, "Orchideen", "Orchideen"),
        (None, None, "jemand, den du getroffen hast"),
    ],
)
def test_how_somebody_is_called_in_german(
    name: str | None, known_for: str | None, said: str
) -> None:
    assert full_name(name, known_for, None, "de") == said
    assert short_name(None, "Hafentreff", "de") == "jemand von Hafentreff"


@pytest.mark.parametrize(
    ("name", "known_for", "said"),
    [
        ("Maya", "hace esquí acuático", "Maya, que hace esquí acuático"),
        ("Maya", "Ella toca el piano.", "Maya, que toca el piano"),
        ("Tom", "que escribe sobre maratones", "Tom, que escribe sobre maratones"),
        ("Tom", "se muda a Lisboa", "Tom, que se muda a Lisboa"),
        ("Tom", "El chico del barco", "Tom, el chico del barco"),
        ("Tom", "vela", "Tom (vela)"),
        ("Tom", "nada", "Tom (nada)"),
        (None, "cría abejas", "cría abejas"),
        (None, "vive en un barco", "alguien que vive en un barco"),
        (None, None, "alguien que conociste"),
    ],
)
def test_how_somebody_is_called_in_spanish(
    name: str | None, known_for: str | None, said: str
) -> None:
    assert full_name(name, known_for, None, "es") == said
    assert short_name(None, "el puerto", "es") == "alguien de el puerto"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("Inés", "Ana e Inés"),
        ("Íñigo", "Ana e Íñigo"),
        ("Hilda", "Ana e Hilda"),
        ("Ian", "Ana y Ian"),
        ("Hiedra", "Ana y Hiedra"),
        ("Tom", "Ana y Tom"),
    ],
)
def test_and_before_the_sound_of_an_i_is_e_in_spanish(last: str, said: str) -> None:
    assert enumerate_people(["Ana", last], "es") == said


texts = st.none() | st.text(max_size=200)


@given(
    st.sampled_from(LANGUAGES),
    st.lists(st.builds(Named, texts, texts, texts), min_size=1, max_size=5),
)
def test_any_name_fits_into_the_push_in_every_language(language: str, people: list[Named]) -> None:
    notification = compose(language, *people)
    assert notification["title"]
    assert notification["body"]
