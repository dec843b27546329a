"""E-mail addresses: which are valid, how they are stored, and how two are compared. Pure.

A browser turns `alice@bücher.example` into `alice@xn--bcher-kva.example` before it sends a form;
other clients send what was typed. So the domain is stored in ASCII, as in DNS (RFC 5890), and
searched for in that form.
"""

import re
import unicodedata

from idna import IDNAError, uts46_remap

from server.text import clean_line

# One @, something on both sides, no blanks. Only a mail that arrives proves an address.
_FORM = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
LONGEST = 254
LONGEST_DOMAIN = 189
_ACE = "xn--"


def clean_email(text: str) -> str:
    """Returns the address in its stored form, without the spaces that phone keyboards add. Raises
    ValueError."""
    kept = clean_line(text.strip(), 1, LONGEST)
    if not _FORM.fullmatch(kept) or not kept.isprintable():
        raise ValueError("this is no mail address")
    local, _, domain = kept.partition("@")
    domain = _to_ascii(domain)
    if len(domain) > LONGEST_DOMAIN:
        raise ValueError("this is no mail address")
    return f"{local}@{domain}"


def email_key(email: str) -> str:
    """Returns a stored address without case: equal for all its spellings."""
    return _without_case(email)


def email_keys(text: str) -> list[str]:
    """Returns the keys under which the account with an address may be stored, the likeliest first;
    none if it is not a valid address. Older accounts have the domain as it was typed."""
    try:
        email = clean_email(text)
    except ValueError:
        return []
    local, _, domain = email.partition("@")
    keys = [email_key(email), _without_case(f"{local}@{_to_unicode(domain)}")]
    if not text.isascii():
        keys.reverse()
    return list(dict.fromkeys(keys))


def _without_case(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _to_ascii(domain: str) -> str:
    """Raises ValueError. Not by `idna.encode`: it refuses names that browsers let through."""
    if domain.isascii():
        return domain
    try:
        mapped = uts46_remap(domain, std3_rules=False, transitional=False)
    except IDNAError:
        raise ValueError("this is no mail address") from None
    return ".".join(
        label if label.isascii() else _ACE + label.encode("punycode").decode()
        for label in mapped.split(".")
    )


def _to_unicode(domain: str) -> str:
    return ".".join(map(_label_to_unicode, domain.split(".")))


def _label_to_unicode(label: str) -> str:
    if label[: len(_ACE)].lower() != _ACE:
        return label
    try:
        return label[len(_ACE) :].encode().decode("punycode")
    except UnicodeError:
        return label
