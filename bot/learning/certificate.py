"""A certificate: its code, the name on it, and who issues it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct

from content.model import Language, Text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""
LENGTH = 16
"""Characters of a code: 80 bits, which nobody guesses."""
GROUP = 4
SHORTEST_NAME, LONGEST_NAME = 2, 64

_LONGEST_TYPED = 1024
"""Characters of a text that are looked at: letters may be written with many marks, but not with that many."""

# What people read for these letters, also on a Cyrillic keyboard.
_READ_AS = str.maketrans("OILUАВСЕНКМОРТХ", "011VABCEHKM0PTX")
# No letter is among the separators: else a long name could be split in endlessly many ways.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]{0,2})+"
_NAME = re.compile(rf"{_LETTERS}(?:(?:\. |[ .’-]){_LETTERS})*\.?")
_APOSTROPHES = re.compile("['‘’‛ʼʻʹˈ`´′＇]")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_AROUND_DASH = re.compile(r" *- *")
# Letters and marks that show nothing: fillers of Hangul, the blank of Braille, variation selectors.
_UNSEEN = re.compile("[\u115f\u1160\u3164\uffa0\u2800\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GROUPED = re.compile(r"\w{16}|\w{4}-\w{4}-\w{4}-\w{4}|\w{4} \w{4} \w{4} \w{4}")
_GROUP = re.compile(r"\w{4}")


class Certificate(Struct, frozen=True):
    """Of a passed exam. ``name`` is sealed until it is to be shown, and None where it cannot be opened."""

    quiz_id: int
    code: str
    name: str | None
    right: int
    total: int
    language: Language
    passed_at: datetime  # aware UTC

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.total)


class Issuer(Struct, frozen=True):
    """Who issues a certificate, and how it is told there."""

    title: Text  # of the bank
    on: date  # the day it was passed, by one zone for everybody
    bot: str  # its username
    address: str  # a link that checks the certificate


def grouped(code: str) -> str:
    """As it is easily read out and typed: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def make_code(randbelow: Callable[[int], int]) -> str:
    """A code from a source of random numbers, which must be one that cannot be foretold."""
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code as people type it, in any case, with or without hyphens; None if it cannot be one."""
    letters = re.sub(r"[\s‐-―-]", "", _visible(text[:_LONGEST_TYPED])).upper().translate(_READ_AS)
    is_code = len(letters) == LENGTH and all(letter in ALPHABET for letter in letters)
    return letters if is_code else None


def is_code(text: str) -> bool:
    """Whether a text is a code and nothing else, and no words: "what does this mean" could be read as one.

    Of all codes one in four hundred has no digit; with its hyphens, in capitals, it is known all the same.
    """
    bare = _DASHES.sub("-", " ".join(_visible(text[:_LONGEST_TYPED]).split()))
    if read_code(bare) is None or _GROUPED.fullmatch(bare) is None:
        return False
    groups = _GROUP.findall(bare)
    is_mixed = any(not group.isalpha() and not group.isdigit() for group in groups)
    return is_mixed or ("-" in bare and bare == bare.upper())


def read_name(text: str) -> str | None:
    """A name, tidied; None if it is none: letters, with spaces, hyphens and apostrophes between them.

    Whether each of its letters can be printed is for the typeface to say.
    """
    name = tidy_name(text)
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or _NAME.fullmatch(name) is None:
        return None
    has_numerals = any(unicodedata.category(letter)[0] == "N" for letter in name)
    is_written = sum(letter.isalpha() for letter in name) >= SHORTEST_NAME
    return name if is_written and not has_numerals else None


def tidy_name(text: str) -> str:
    """Without what nobody sees; every dash a hyphen, all apostrophes alike, every letter one character."""
    plain = unicodedata.normalize("NFC", " ".join(_visible(text[:_LONGEST_TYPED]).split()))
    return _AROUND_DASH.sub("-", _DASHES.sub("-", _APOSTROPHES.sub("’", plain)))


def _visible(text: str) -> str:
    """Without joiners, direction marks, soft hyphens, byte order marks and variation selectors."""
    return "".join(letter for letter in _UNSEEN.sub("", text) if unicodedata.category(letter) != "Cf")
