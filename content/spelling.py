"""Whether two spellings name the same thing: across scripts, missing letters and slips of the finger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable
from functools import lru_cache
from typing import Literal

Likeness = Literal["same", "typo"]

# Every letter goes to the Latin one of its sound; sounds that people write for one another go to one letter.
# ҷ is typed ч, ж, дж, j, dj, dzh, zh or ch; ҳ and х are h, kh or x; ӣ, й and y are i; қ and q are k.
_LETTERS = {
    ord(letter): sound
    for letters, sounds in (
        ("а б в г ғ д е ё з и ӣ й к қ л м н о п р с т у ӯ ў ф х ҳ э ы", "abvggdeeziiikklmnoprstuuufhhei"),
        ("ж ҷ ч ш щ x q w y ø ß ı ł", "jjjsshkviosil"),
    )
    for letter, sound in zip(letters.split(), sounds, strict=True)
}
_TABLE: dict[int, str] = _LETTERS | str.maketrans({"ц": "ts", "ю": "iu", "я": "ia", "ъ": "", "ь": ""})
_CLUSTERS = (
    (re.compile("dzh|dj|дж|zh|ch"), "j"),
    (re.compile("kh"), "h"),
    (re.compile("gh"), "g"),
    (re.compile("sh|sch"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("yo|ё"), "e"),
    (re.compile("ck"), "k"),
)
_DOUBLES = re.compile(r"([a-z])\1+")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"[’'ʼ`´]")
_LITTLE = "the a an of in at on в во г город шаҳр шаҳри дар аз ба ва и and"
_BETWEEN = "for to by with about по о об за для с к из оид бораи барои"

EXACT_UP_TO = 4
"""Letters of a word in which no slip is forgiven; up to six letters one is, in longer ones two."""
LONG = 12
"""Letters of a name that may be almost right; of a shorter one a quarter is no more than a slip."""
LONGEST = 200
"""Characters of a typed text that are compared with names; no name is longer."""


def skeleton(text: str) -> str:
    """The words of ``text`` by their sounds, apart by one space: Хуҷанд, Худжанд and Khujand are one."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_sounds(word) for word in _WORD.findall(_APOSTROPHES.sub("", folded))]


@lru_cache(maxsize=2**14)
def _sounds(word: str) -> str:
    for cluster, letter in _CLUSTERS:
        word = cluster.sub(letter, word)
    plain = unicodedata.normalize("NFKD", word.translate(_TABLE))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _DOUBLES.sub(r"\1", bare)


def forget_sounds() -> None:
    """Let go of what was kept of the words read so far, as after the whole bank."""
    _sounds.cache_clear()


def _core(text: str) -> str:
    """Without the little words around a name: in Prague, город Прага, the Hague."""
    found = _plain(text).split()
    kept = [word for word in found if skeleton(word) not in _LITTLE_SKELETONS] or found
    return " ".join(_sounds(word) for word in kept)


_LITTLE_SKELETONS = frozenset(_sounds(word) for word in _LITTLE.split())


def likeness(typed: str, accepted: Iterable[str], others: Container[str] = ()) -> Likeness | None:
    """How ``typed`` is like one of the accepted spellings; None if it is not.

    ``others`` are the skeletons of other names: what spells one of those is no slip in spelling this one.
    """
    typed = typed[:LONGEST]
    given = _core(typed)
    if not given:
        return None
    spellings = tuple(accepted)
    cores = [_core(spelling) for spelling in spellings]
    if given in cores or given.replace(" ", "") in [core.replace(" ", "") for core in cores]:
        return "same"
    if given in others:
        return None
    # As written, too: by their sounds some letters count double, я as ia, and one slip would be two.
    plain = _plain(typed)
    pairs = ((given, core) for core in cores), ((plain, _plain(spelling)) for spelling in spellings)
    return "typo" if any(_is_slip(one, other) for pair in pairs for one, other in pair) else None


def _distance(one: str, other: str, cutoff: int | None = None) -> int:
    # Imported only here, as in all of this package: a start compares nothing.
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=cutoff)


def slips(one: str, other: str) -> int:
    """How many letters are wrong, wanting, too many or in each other's place."""
    return _distance(one, other)


def is_almost(typed: str, accepted: Iterable[str], others: Collection[str] = ()) -> bool:
    """Whether a long name is all but there: up to a quarter of its letters wrong, or wanting in whole words.

    ``others`` as in ``likeness``: what is nearer to another name is none of this one.
    """
    typed = typed[:LONGEST]
    sound, given = skeleton(typed), _said(typed)
    spellings = tuple(accepted)
    if not any(_is_all_but(given, _said(spelling)) for spelling in spellings):
        return False
    nearest = min(slips(sound, skeleton(spelling)) for spelling in spellings)
    return sound not in others and not any(_distance(sound, other, nearest) < nearest for other in others)


def _said(text: str) -> list[str]:
    """The words of a name by their sounds, without those that only join them."""
    return [word for word in _core(text.replace("-", "")).split() if word not in _BETWEEN_SOUNDS]


_BETWEEN_SOUNDS = frozenset(words(_BETWEEN))


def _is_all_but(given: list[str], right: list[str]) -> bool:
    """Whether every word of ``given`` is one of ``right``, by its sounds, and little is wanting."""
    letters = len("".join(right))
    left = list(right)
    wrong = 0
    for word in given:
        near = min(left, key=lambda other: slips(word, other), default="")
        apart = slips(word, near)
        if apart > len(near) // 3 or _digits(word) != _digits(near) or (apart and len(near) <= EXACT_UP_TO):
            return False
        left.remove(near)
        wrong += apart
    return letters >= LONG and (wrong + len("".join(left))) * 4 <= letters


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())))


def _is_slip(given: str, right: str) -> bool:
    if _digits(given) != _digits(right):
        return False
    letters = len(right.replace(" ", ""))
    allowed = 0 if letters <= EXACT_UP_TO else 1 if letters <= 6 else 2
    return _distance(given, right, allowed) <= allowed


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
