"""English."""

import re

from server.languages.words import Kind, MailWords, Words, split_first, word_set

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
    # A word with a capital may be a place ("Paris"). Without one, a final s is that of a verb.
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
    test_title="The morning message reaches this phone",
    test_body="The next one comes the morning after you meet somebody.",
    conjunction=lambda _last: "and",
    clause=_clause,
    mail=MailWords(
        open_morning="Open Karmadex",
        why_morning="You asked for your mornings by mail.",
        stop_mornings="Stop these mails",
        recovery_subject="A new password for Karmadex",
        recovery_lines=(
            "Somebody, most likely you, asked for a new password for this address.",
            "The link is good for 30 minutes, and once. All your phones will have to sign in "
            "again; what you jotted down on them stays.",
        ),
        recovery_link="Choose a new password",
        recovery_footer="It was not you? Then do nothing: without this mail nobody gets in.",
        sign_in_title="Somebody signed in to your Karmadex",
        sign_in_line="A new phone or browser: {browser}",
        sign_in_what_to_do="Was it you? Then all is well. If not, sign it out and choose another "
        "password.",
        sign_in_link="See who is signed in",
        device="{browser} on {system}",
        device_unknown="Unknown device",
        unsubscribe_title="No more mornings by mail",
        unsubscribe_ask="Shall the morning mails stop? Nothing else changes.",
        unsubscribe_button="Stop the mails",
        unsubscribed="Done. No more morning mails come to you.",
        recover_title="Choose a new password",
        recover_ask="A new password, of at least 8 characters",
        recover_button="Take this password",
        recovered="Done. Your new password counts from now on, and all phones have to sign in.",
        recover_next="Sign in, and look through your keys",
        recover_over="This link is over, or was used. Ask for a new one on the sign-in screen.",
        recover_poor="This password would be guessed too easily. Take another one.",
        recover_failed="That did not work just now. Try again in a moment.",
        test_subject="Mails from Karmadex arrive",
        test_line="This is a test, sent by whoever runs your Karmadex.",
    ),
)
