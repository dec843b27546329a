"""Recognises media types by the first bytes. Pure."""

#: How many of the first bytes are needed.
ENOUGH = 32
UNKNOWN = "application/octet-stream"


def shown_type(named: str | None, first: bytes) -> str:
    """Returns the media type for a download: the one that the record names, if it is harmless and
    the bytes prove it, else the type for any bytes."""
    if named is None:
        return UNKNOWN
    kind = named.partition(";")[0].strip().lower()
    return named if kind in proved_types(first) else UNKNOWN


def proved_types(first: bytes) -> frozenset[str]:
    """Returns the types that these first bytes may have."""
    for types, is_one in _KNOWN:
        if is_one(first):
            return types
    return frozenset()


def _brands(first: bytes) -> bytes:
    """Returns the brands of an ISO base media file, as far as they are in these bytes."""
    return first[8:] if first[4:8] == b"ftyp" else b""


_KNOWN = (
    (frozenset({"image/jpeg"}), lambda b: b.startswith(b"\xff\xd8\xff")),
    (frozenset({"image/png"}), lambda b: b.startswith(b"\x89PNG\r\n\x1a\n")),
    (frozenset({"image/gif"}), lambda b: b.startswith((b"GIF87a", b"GIF89a"))),
    (frozenset({"image/webp"}), lambda b: b.startswith(b"RIFF") and b[8:12] == b"WEBP"),
    (frozenset({"image/avif"}), lambda b: b"avif" in _brands(b) or b"avis" in _brands(b)),
    (
        frozenset({"audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"}),
        lambda b: (
            _brands(b)[:4]
            in (
                b"M4A ",
                b"M4B ",
                b"mp41",
                b"mp42",
                b"isom",
                b"iso2",
                b"iso5",
                b"iso6",
                b"dash",
                b"3gp4",
                b"3gp5",
            )
        ),
    ),
    (frozenset({"audio/webm"}), lambda b: b.startswith(b"\x1aE\xdf\xa3")),
    (frozenset({"audio/ogg", "audio/opus"}), lambda b: b.startswith(b"OggS")),
    (frozenset({"audio/flac"}), lambda b: b.startswith(b"fLaC")),
    (
        frozenset({"audio/wav", "audio/x-wav", "audio/wave"}),
        lambda b: b.startswith(b"RIFF") and b[8:12] == b"WAVE",
    ),
    (
        frozenset({"audio/aac", "audio/aacp"}),
        lambda b: b[:1] == b"\xff" and len(b) > 1 and b[1] & 0xF6 == 0xF0,
    ),
    (
        frozenset({"audio/mpeg", "audio/mp3"}),
        lambda b: b.startswith(b"ID3") or (b[:1] == b"\xff" and len(b) > 1 and b[1] & 0xE6 == 0xE2),
    ),
)
