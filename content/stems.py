"""The words of a text as stems that meet across scripts, endings and the three languages."""

from __future__ import annotations

import re
from sys import intern

from content.model import Language
from content.spelling import skeleton

# Endings of Tajik by their sounds (-ҳои, -ҳо, -и, -у, -ро, -он, -гон, -ашон, -аш, -ам, -анд, -иро), the
# longest first, with the letters that must be left; one may follow another.
_TAJIK_ENDINGS = (
    ("ason", 4),
    ("hoi", 3),
    ("gon", 4),
    ("and", 4),
    ("iro", 4),
    ("ho", 3),
    ("ro", 4),
    ("on", 4),
    ("as", 4),
    ("am", 4),
    ("i", 3),
    ("u", 4),
)

# Stems of English that would sound like another word of Tajik: change and ҷанг, a war.
_APART = frozenset({"chang"})

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"[’'ʼ`´\u0301]")
_CYRILLIC = re.compile(r"[а-яёғӣқӯҳҷў]", re.IGNORECASE)


MOST_KNOWN = 2**15
"""More than the words of the shipped bank, so that building an index works out each of them once."""


class Stemmer:
    """Stems of words. The last MOST_KNOWN are kept: it takes its time to work them out."""

    def __init__(self) -> None:
        # Imported only here: it comes with thirty languages, and only an index needs two of them.
        import snowballstemmer

        self._snowball = {"ru": snowballstemmer.stemmer("russian"), "en": snowballstemmer.stemmer("english")}
        self._known: dict[tuple[str, Language], str] = {}

    def stem(self, word: str, language: Language) -> str:
        pair = (word, language)
        if pair not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self.forget()
            self._known[pair] = intern(self._stem(word, language))  # of many words one stem
        return self._known[pair]

    def forget(self) -> None:
        self._known = {}

    def _stem(self, word: str, language: Language) -> str:
        if any(letter.isdigit() for letter in word):
            return skeleton(word)
        if language == "tg":
            return tajik_stem(skeleton(word))
        stem = self._snowball[language].stemWord(word)
        return stem if stem in _APART else skeleton(stem)

    def stems(self, word: str) -> tuple[str, ...]:
        """A typed word may be of any language of its script."""
        languages: tuple[Language, ...] = ("ru", "tg") if _CYRILLIC.search(word) else ("en", "tg")
        return tuple(dict.fromkeys(self.stem(word, language) for language in languages))


def tajik_stem(sounds: str) -> str:
    while True:
        for ending, left in _TAJIK_ENDINGS:
            if sounds.endswith(ending) and len(sounds) - len(ending) >= left:
                sounds = sounds[: -len(ending)]
                break
        else:
            return sounds
