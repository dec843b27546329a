"""German. Verbs stay in brackets: "Maya (fährt Wasserski)", since a clause would need a gender."""

from server.languages.words import Kind, Words, split_first, word_set

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
)
