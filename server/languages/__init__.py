"""What the server says to users, above all in push messages: one file for each language, named by
its code.

There is no list of languages: each module with a name of two letters is one, and has `WORDS`. The
app's texts have a folder for each language too (pwa/src/texts).
"""

import importlib
import pkgutil
from functools import cache

from server.languages.words import Words

DEFAULT = "en"

#: The codes of the languages there are, in alphabetical order.
LANGUAGES = sorted(each.name for each in pkgutil.iter_modules(__path__) if len(each.name) == 2)


@cache
def words_in(language: str) -> Words:
    """Returns the texts in this language; in English if there is no such language."""
    code = language if language in LANGUAGES else DEFAULT
    words: Words = importlib.import_module(f"{__name__}.{code}").WORDS
    return words
