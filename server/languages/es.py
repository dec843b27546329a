"""Spanish."""

import re

from server.languages.words import Kind, MailWords, Words, split_first, word_set

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
    """Returns "y", but "e" before the sound of an i: "Tom e Inés", "Ana y Hielo"."""
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
    mail=MailWords(
        open_morning="Abrir Karmadex",
        why_morning="Pediste recibir tus mañanas por correo.",
        stop_mornings="No recibir más estos correos",
        recovery_subject="Una contraseña nueva para Karmadex",
        recovery_lines=(
            "Alguien, seguramente tú, pidió una contraseña nueva para esta dirección.",
            "El enlace vale 30 minutos y una sola vez. Todos tus teléfonos tendrán que volver a "
            "iniciar sesión; lo que apuntaste en ellos se queda.",
        ),
        recovery_link="Elegir una contraseña nueva",
        recovery_footer="¿No fuiste tú? No hagas nada: sin este correo nadie entra.",
        sign_in_title="Alguien inició sesión en tu Karmadex",
        sign_in_line="Un teléfono o navegador nuevo: {browser}",
        sign_in_what_to_do="¿Fuiste tú? Entonces todo está bien. Si no, cierra esa sesión y elige "
        "otra contraseña.",
        sign_in_link="Ver quién tiene la sesión abierta",
        device="{browser} en {system}",
        device_unknown="Dispositivo desconocido",
        unsubscribe_title="No más mañanas por correo",
        unsubscribe_ask="¿Dejamos de enviarte los correos de la mañana? Nada más cambia.",
        unsubscribe_button="Dejar de recibirlos",
        unsubscribed="Hecho. Ya no te llegarán correos por la mañana.",
        recover_title="Elegir una contraseña nueva",
        recover_ask="Una contraseña nueva, de al menos 8 caracteres",
        recover_button="Usar esta contraseña",
        recovered="Hecho. Desde ahora vale la contraseña nueva, y todos los teléfonos tienen que "
        "volver a iniciar sesión.",
        recover_next="Iniciar sesión y repasar tus llaves",
        recover_over="Este enlace ya no vale o ya se usó. Pide otro en la pantalla de inicio de "
        "sesión.",
        recover_poor="Esta contraseña sería demasiado fácil de adivinar. Elige otra.",
        recover_failed="Ahora mismo no funcionó. Inténtalo otra vez en un momento.",
        test_subject="Los correos de Karmadex llegan",
        test_line="Esta es una prueba que envió quien administra tu Karmadex.",
    ),
)
