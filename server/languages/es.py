"""Spanish."""

import re

from server.languages.words import Kind, Words, split_first, word_set

_ARTICLES = word_set("el la los las lo un una uno otro otra")
_PRONOUNS = word_set("él ella")

#: None that is a noun as well, such as "cocina" or "programa".
_VERBS = word_set(
    """
    adora ama aprende baila busca canta colecciona construye corre cose cultiva da dibuja dirige
    diseña enseña es escala escribe esquía estudia está fotografía fundó habla hace hornea investiga
    juega lee monta nada navega organiza pinta planea prepara quiere repara restaura sabe surfea
    teje tiene toca trabaja traduce va viaja viene vive vuela
    """
)
_NOT_ALONE = word_set("escala monta nada pinta toca")


def _clause(known_for: str) -> tuple[str, Kind]:
    word, rest, lowered = split_first(known_for)
    if word in ("que", "quien") and rest:
        return f"que {rest}", "who"
    if word in _ARTICLES and rest:
        return lowered, "noun"
    if word in _PRONOUNS and rest and _is_verb(*split_first(rest)[:2]):
        return f"que {rest}", "who"
    if _is_verb(word, rest):
        return f"que {lowered}", "who"
    return known_for, "other"


def _is_verb(word: str, rest: str) -> bool:
    if word == "se":
        return _is_verb(*split_first(rest)[:2]) or rest.partition(" ")[0] in ("muda", "dedica")
    return word in _VERBS and (bool(rest) or word not in _NOT_ALONE)


def _and(last: str) -> str:
    """ "y", but "e" before the sound of an i: "Tom e Inés", "Ana y Hielo"."""
    return "e" if re.match(r"h?[ií](?![aeoáéó])", last, re.IGNORECASE) else "y"


WORDS = Words(
    somebody="alguien",
    somebody_from="alguien de {event}",
    somebody_met="alguien que conociste",
    say_hi="Saluda a {who}",
    say_hi_to_several="Saluda a {count} personas",
    birthday="Hoy cumple años {who}",
    past_face="Una cara del pasado: {who}",
    birthday_among="{who}, hoy cumple años",
    birthday_of="Cumpleaños: {who}",
    said_hi="Ya saludé",
    tomorrow="Mañana",
    open="Abrir",
    test_title="Los avisos llegan a este teléfono",
    test_body="El próximo llega la mañana después de conocer a alguien.",
    conjunction=_and,
    clause=_clause,
)
