"""The code of a certificate, and the name on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""
LENGTH = 16
"""Characters of a code: 80 bits, which nobody guesses."""
SHORTEST_NAME, LONGEST_NAME = 2, 64

# What people read for these letters, also on a Cyrillic keyboard.
_READ_AS = str.maketrans("OILUАВСЕНКМОРТХ", "011VABCEHKM0PTX")
# No letter is among the separators: else a long name could be split in endlessly many ways.
_NAME = re.compile(r"[^\W\d_]+(?:(?:\. |[ .'’‘`-])[^\W\d_]+)*\.?")
_SCRIPTS = ("LATIN", "CYRILLIC", "COMBINING", "MODIFIER LETTER")


def make_code(randbelow: Callable[[int], int]) -> str:
    """A code from a source of random numbers, which must be one that cannot be foretold."""
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code as people type it, in any case, with or without hyphens; None if it cannot be one."""
    letters = re.sub(r"[\s‐-―-]", "", text).upper().translate(_READ_AS)
    is_code = len(letters) == LENGTH and all(letter in ALPHABET for letter in letters)
    return letters if is_code else None


def read_name(text: str) -> str | None:
    """A name to be printed, its spaces put right; None if it is none: letters of Latin and Cyrillic alone."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or _NAME.fullmatch(name) is None:
        return None
    letters = [letter for letter in name if unicodedata.category(letter)[0] in "LN"]
    is_ours = all(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in letters)
    is_written = sum(letter.isupper() or letter.islower() for letter in letters) >= SHORTEST_NAME
    return name if is_ours and is_written else None
