"""German. A verb phrase is put in brackets, "Maya (fährt Wasserski)": a relative clause would need
to know the gender."""

from server.languages.words import Kind, MailWords, Words, split_first, word_set

#: "die Frau mit dem Boot", "die Wasserski fährt", "einer vom Podcast": all stand behind a comma.
_BEGINNINGS = word_set("der die das ein eine einer eines")


def _clause(known_for: str) -> tuple[str, Kind]:
    word, rest, lowered = split_first(known_for)
    return (lowered, "noun") if word in _BEGINNINGS and rest else (known_for, "other")


WORDS = Words(
    somebody="jemand",
    somebody_from="jemand von {event}",
    somebody_met="jemand, den du getroffen hast",
    say_hi="Zeit für ein Hallo: {who}",
    say_hi_to_several="Zeit für ein Hallo: {count} Leute",
    birthday="Heute hat Geburtstag: {who}",
    past_face="Ein Gesicht von früher: {who}",
    birthday_among="{who}, heute Geburtstag",
    birthday_of="Geburtstag: {who}",
    said_hi="Gegrüßt",
    tomorrow="Morgen",
    open="Öffnen",
    test_title="Der Morgengruß kommt hier an",
    test_body="Der nächste kommt am Morgen, nachdem du jemanden getroffen hast.",
    conjunction=lambda _last: "und",
    clause=_clause,
    mail=MailWords(
        open_morning="Karmadex öffnen",
        why_morning="Du wolltest deinen Morgen per Mail bekommen.",
        stop_mornings="Diese Mails abbestellen",
        recovery_subject="Ein neues Passwort für Karmadex",
        recovery_lines=(
            "Jemand, wohl du selbst, hat für diese Adresse ein neues Passwort verlangt.",
            "Der Link gilt 30 Minuten und einmal. Alle deine Handys müssen sich dann neu "
            "anmelden; was du auf ihnen notiert hast, bleibt.",
        ),
        recovery_link="Neues Passwort wählen",
        recovery_footer="Das warst nicht du? Dann tu nichts: Ohne diese Mail kommt niemand hinein.",
        sign_in_title="Jemand hat sich in deinem Karmadex angemeldet",
        sign_in_line="Ein neues Handy oder ein neuer Browser: {browser}",
        sign_in_what_to_do="Warst du das? Dann ist alles gut. Wenn nicht, melde das Gerät ab und "
        "wähle ein anderes Passwort.",
        sign_in_link="Sehen, wer angemeldet ist",
        device="{browser} auf {system}",
        device_unknown="Unbekanntes Gerät",
        unsubscribe_title="Kein Morgen mehr per Mail",
        unsubscribe_ask="Sollen die Mails am Morgen aufhören? Sonst ändert sich nichts.",
        unsubscribe_button="Mails abbestellen",
        unsubscribed="Erledigt. Am Morgen kommt keine Mail mehr.",
        recover_title="Neues Passwort wählen",
        recover_ask="Ein neues Passwort mit mindestens 8 Zeichen",
        recover_button="Dieses Passwort nehmen",
        recovered="Erledigt. Ab jetzt gilt das neue Passwort, und alle Handys müssen sich neu "
        "anmelden.",
        recover_next="Anmelden und die Schlüssel durchsehen",
        recover_over="Dieser Link ist abgelaufen oder schon benutzt. Auf der Anmeldeseite gibt es "
        "einen neuen.",
        recover_poor="Dieses Passwort wäre zu leicht zu erraten. Nimm ein anderes.",
        recover_failed="Das hat gerade nicht geklappt. Versuch es gleich noch einmal.",
        test_subject="Mails von Karmadex kommen an",
        test_line="Das ist ein Test, geschickt von der Stelle, die dein Karmadex betreibt.",
    ),
)
