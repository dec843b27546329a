"""English."""

import re

from server.languages.words import Kind, Words, split_first, word_set

#: "Tom, the guy who blogs", "Ana, one of the organisers".
ARTICLES = word_set("a an the that one another")

#: "she plays the cello" is said of somebody: it becomes "who plays the cello".
PRONOUNS = word_set("he she they")

#: Verbs in the third person or in the past, known with a capital too: a phone's keyboard writes one
#: at the beginning of a field.
VERBS = word_set(
    """
    bakes blogs brews breeds builds built came can climbs coaches codes collects comes cooks could
    cycles dances designs did does draws flies founded gave gives goes got grew grows had has hates
    helps hikes hosts invests is keeps knew knits knows leads likes lives loves makes mentors met
    moved organises organizes owns paints photographs plays ran reads repairs restores rides rows
    runs sails sings skis speaks started studies surfs swims taught teaches trains translates
    travels used volunteers wants was water-skis went will won works would writes wrote
    """
)

#: Common plurals that have the form of a verb: "dogs and horses" is not what somebody does.
PLURALS = word_set(
    """
    animals antiques apples apps bees beers bikes birds boards boats books boots cakes cameras cars
    castles cats clothes coins comics cookies cows dinosaurs dogs drones earrings eyes films flags
    flowers fonts games gardens glasses guitars hats horses ideas insects jackets jeans jokes kids
    kites languages lizards maps marathons memes motorbikes movies mushrooms musicals numbers operas
    owls parrots parties pets pigeons planes plants podcasts poems postcards puns puzzles rabbits
    rockets roses shoes snakes sneakers socks songs spices spiders sports stamps stars startups
    stories tattoos teas tomatoes tools toys trees triplets twins typewriters vegetables videos
    vines vinyls wines words
    """
)

_NOT_VERB_ENDINGS = ("ss", "us", "sis", "ics", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "news")


def _clause(known_for: str) -> tuple[str, Kind]:
    word, rest, lowered = split_first(known_for)
    if word in ("who", "whose") and rest:
        return lowered, "who"
    if word in ARTICLES and rest:
        return lowered, "noun"
    if word in PRONOUNS and rest and _is_verb(rest.partition(" ")[0]):
        return f"who {rest}", "who"
    if _is_verb(known_for.partition(" ")[0]):
        return f"who {lowered}", "who"
    return known_for, "other"


def _is_verb(first: str) -> bool:
    word = first.lower()
    if word in PLURALS:
        return False
    if word in VERBS:
        return True
    # A capital may be a place: "Paris". Without one, an s at the end is a verb's.
    return bool(re.fullmatch(r"[a-z]+(-[a-z]+)*", first)) and (
        len(first) > 3 and first.endswith("s") and not first.endswith(_NOT_VERB_ENDINGS)
    )


WORDS = Words(
    somebody="somebody",
    somebody_from="somebody from {event}",
    somebody_met="somebody you met",
    say_hi="Say hi to {who}",
    say_hi_to_several="Say hi to {count} people",
    birthday="Wish {who} a happy birthday",
    past_face="A face from the past: {who}",
    birthday_among="{who}, birthday today",
    birthday_of="Birthday: {who}",
    said_hi="Said hi",
    tomorrow="Tomorrow",
    open="Open",
    test_title="Prompts reach this phone",
    test_body="The next one comes the morning after you meet somebody.",
    conjunction=lambda _last: "and",
    clause=_clause,
)
