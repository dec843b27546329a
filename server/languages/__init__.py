"""What the server says to a user, push messages above all: one file a language, named by its code.

There is no list of them: each module with a name of two letters is a language, and has `WORDS`. The
phone's texts have a folder for each as well (pwa/src/texts).
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
    """What is said in this language; in English for one that there is not."""
    code = language if language in LANGUAGES else DEFAULT
    words: Words = importlib.import_module(f"{__name__}.{code}").WORDS
    return words
