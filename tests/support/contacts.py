"""Files of contacts, as large as one likes."""

import base64
import random


def cards(count: int, *, picture: int = 0) -> str:
    """So many vCards, as a phone writes them; each with so many bytes for a picture."""
    dice = random.Random(1)
    return "".join(_card(number, dice.randbytes(picture)) for number in range(count))


def called(number: int) -> str:
    """The name on the card of that number."""
    return "Person Z" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def _card(number: int, picture: bytes) -> str:
    given, family = called(number).split()
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iPhone OS 18.5//EN",
        f"N:{family};{given};;;",
        f"FN:{called(number)}",
        f"ORG:Company {number % 97};",
        "TITLE:Editor",
        f"item1.EMAIL;type=INTERNET;type=pref:person{number}@example.org",
        "item1.X-ABLabel:_$!<Other>!$_",
        f"TEL;type=CELL;type=VOICE;type=pref:+1 555 {number:07}",
        "NOTE:water-skis\\, and\\nlikes jazz",
        f"BDAY:19{50 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        f"X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/person{number}",
        f"UID:urn:uuid:{number:08x}-0000-4000-8000-00000000a11c",
    ]
    if picture:
        coded = base64.b64encode(picture).decode()
        rows = [coded[at : at + 74] for at in range(0, len(coded), 74)]
        lines.append("PHOTO;ENCODING=b;TYPE=JPEG:\r\n " + "\r\n ".join(rows))
    return "\r\n".join([*lines, "END:VCARD", ""])
