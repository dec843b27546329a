"""The people that the demo account has met, and the notes about them."""

from typing import Any

TONIGHT: dict[str, Any] = {
    "name": "Mixer at the Old Print Works",
    "place": "Old Print Works, third floor",
    "description": "Somebody always plays the piano by ten. The lift is slow; talk in it.",
}
EARLIER: dict[str, Any] = {
    "name": "Panel: stories that stay",
    "place": "Harbour Library",
    "description": "The panel was fine. The staircase afterwards was better.",
}

#: (their name in this file, where they were met, fields)
PEOPLE: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Hank",
        "earlier",
        {
            "name": "Hank Tully",
            "known_for": "steered a tugboat for forty years",
            "interests": ["sailing", "knots", "ginger ale"],
            "birthday": "--02-29",
        },
    ),
    (
        "Grace",
        "earlier",
        {
            "name": "Grace Ito",
            "known_for": "mends toasters at her Sunday repair café",
            "interests": ["soldering", "community gardens"],
            "keep_in_touch_days": 60,
            "links": ["https://repair-cafe.example"],
        },
    ),
    (
        "Tomasz",
        "earlier",
        {
            "name": "Tomasz Wieczorek",
            "known_for": "keeps bees on the roof of the library",
            "interests": ["bees", "chess"],
            "organisation": "Harbour Library",
            "emails": ["tomasz@harbour-library.example"],
        },
    ),
    (
        "Maya",
        "tonight",
        {
            "name": "Maya Chen",
            "known_for": "water-skis, even in October",
            "interests": ["sailing", "Portuguese"],
            "phones": ["+1 555 0134"],
        },
    ),
    ("marathon", "tonight", {"known_for": "blogs about marathoning, and always finishes last"}),
    (
        "Adaeze",
        "tonight",
        {
            "name": "Adaeze Obi",
            "known_for": "teaches her grandmother to code",
            "interests": ["crosswords"],
            "introduced_by": "Grace",
        },
    ),
    (
        "Leo",
        "tonight",
        {
            "name": "Leo Fontaine",
            "known_for": "names his sourdough after philosophers",
            "interests": ["baking", "Spinoza"],
        },
    ),
    (
        "Priya",
        "tonight",
        {
            "name": "Priya Raman",
            "known_for": "knows any bird by its song",
            "interests": ["owls", "night walks"],
            "role": "sound engineer",
        },
    ),
    (
        "Sofía",
        "tonight",
        {
            "name": "Sofía Herrera",
            "known_for": "plays the double bass at other people's weddings",
            "interests": ["jazz"],
        },
    ),
    (
        "Noor",
        "tonight",
        {
            "name": "Noor Haddad",
            "known_for": "paints the view from every train she takes",
            "interests": ["watercolours", "night trains"],
            "links": ["https://noor-on-trains.example"],
        },
    ),
    (
        "Ewan",
        "tonight",
        {
            "name": "Ewan Mackie",
            "known_for": "has had nineteen greyhounds as guests",
            "interests": ["dogs", "hill walking"],
        },
    ),
    (
        "Jonas",
        "tonight",
        {
            "name": "Jonas Lindqvist",
            "known_for": "brings old radios back to life",
            "interests": ["radios", "fika"],
            "introduced_by": "Tomasz",
        },
    ),
]

#: (where, about whom, what)
NOTES: list[tuple[str, list[str], str]] = [
    (
        "earlier",
        ["Hank"],
        "Told the one about the piano that fell overboard. It was in tune when they found it.",
    ),
    (
        "earlier",
        ["Grace"],
        "Needs somebody who can sew for the repair café. Laughs before her own jokes.",
    ),
    (
        "earlier",
        ["Tomasz"],
        "Eleven hives, one sting in four years. Would love to show them to a school class.",
    ),
    (
        "tonight",
        ["Maya"],
        "Moving to Lisbon in spring and a little scared of it. Looks for a sailing club there.",
    ),
    (
        "tonight",
        ["marathon"],
        "Never got his name! Blue scarf. Last in eleven marathons, and says that is where the "
        "good conversations are.",
    ),
    (
        "tonight",
        ["Adaeze"],
        "Her grandmother is 84 and has written a program that draws lace. Wants to see it printed.",
    ),
    (
        "tonight",
        ["Leo"],
        "The starter is called Socrates, because it keeps asking for more. Baking class in March.",
    ),
    (
        "tonight",
        ["Priya", "Sofía"],
        "The two of them found out that an owl and a double bass share a note. Hummed it for us.",
    ),
    (
        "tonight",
        ["Noor"],
        "Paints one picture an hour on the train. Going north next week, thirteen pictures.",
    ),
    (
        "tonight",
        ["Ewan"],
        "Number nineteen is called Biscuit and will not leave. Ewan pretends to mind.",
    ),
    (
        "tonight",
        ["Jonas"],
        "Has a 1938 set that only ever catches one station. Thinks that is its own choice.",
    ),
    (
        "tonight",
        [],
        "Walked home along the river. Nobody asked me what I do until nine o'clock. Lovely.",
    ),
]

#: (for whom, in how many days, reason, promise)
PROMISES: list[tuple[str, int, str, str | None]] = [
    ("Maya", 2, "promise", "Ask Inês whether her sailing club in Lisbon takes beginners"),
    ("Adaeze", 3, "promise", "Find out who prints on cloth"),
    ("Leo", 7, "promise", "Bring back the jar"),
    ("Grace", 12, "keep_in_touch", None),
]

#: (with whom, how many days before the evening, fields)
KINDNESSES: list[tuple[str, int, dict[str, Any]]] = [
    (
        "Tomasz",
        30,
        {
            "direction": "given",
            "what": "Wrote to my sister's school; a class of eight-year-olds will visit the bees",
        },
    ),
    (
        "Grace",
        26,
        {
            "direction": "received",
            "what": "Mended my father's lamp, and would not hear of money",
            "thanks_to": "Tomasz",
        },
    ),
    (
        "Jonas",
        0,
        {
            "direction": "received",
            "what": "Offered to look at the kitchen radio",
            "thanks_to": "Tomasz",
        },
    ),
    (
        "Adaeze",
        0,
        {
            "direction": "given",
            "what": "Introduced her to Grace's sewing table, for the lace",
            "introduced_to": "Grace",
        },
    ),
]

CARDS: list[dict[str, Any]] = [
    {"deck": "opener", "text": "So, what brings you here tonight?"},
    {"deck": "opener", "text": "Having a good time?"},
    {"deck": "opener", "text": "What have you been looking forward to this week?"},
    {"deck": "opener", "text": "I know nobody here yet. Whom should I meet?"},
    {"deck": "pledge", "text": "I go to meet people, not to get something from them."},
    {"deck": "pledge", "text": "Everybody here is worth an evening."},
    {"deck": "pledge", "text": "What comes back may take years, and come from somebody else."},
    {
        "deck": "pitch",
        "text": "Lantern Books lends reading lamps with its books",
        "client": "Lantern Books",
        "details": "Only when asked. Forty shops by summer; the lamps come from a repair café; "
        "children name them.",
    },
]
