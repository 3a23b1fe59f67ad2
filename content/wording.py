"""How the bank compares texts: letters, digits and order count; case, spaces and punctuation do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_GROUPED = re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+\b")
_WORD = re.compile(r"[^\W_]+")
_ACCENT = "\u0301"  # the stress mark of Russian teaching texts

# Little words say nothing by themselves: a question may have them in common with its answer.
_LITTLE_WORDS = """
    a an the of in on at to by for from with and or it is as yes no not none all both
    в во на к ко с со у о об по из за от до и или а не ни да нет все оба это
    дар ба аз бо то ва ё не ҳа на ҳама ҳар ҳарду ин он
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())

PRESENT = {
    "en": ("now", "currently", "today", "at present"),
    "ru": ("сейчас", "ныне", "теперь", "в настоящее время", "сегодня"),
    "tg": ("ҳоло", "ҳозир", "айни замон", "имрӯз", "имрӯзҳо"),
}


def words(text: str) -> list[str]:
    """The words of ``text`` in a form that can be compared; 18,000 and 18 000 are one word."""
    plain = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    folded = unicodedata.normalize("NFKC", plain).replace(_ACCENT, "").casefold()
    return _WORD.findall(folded)


def fold(text: str) -> str:
    """``text`` without case, spaces and punctuation; numbers stay apart: 1.5 is not 15."""
    spaced = " ".join(words(text))
    return re.sub(r" (?!\d)|(?<!\d) ", "", spaced) or text.strip()


def says(text: str, phrase: str) -> bool:
    """Whether ``phrase`` stands in ``text`` as whole words."""
    return _holds(words(text), words(phrase))


def gives_away(question: str, answer: str) -> bool:
    """Whether ``question`` contains ``answer``, apart from the little words around it.

    A single letter and a bare yes or no give nothing away; a single digit does.
    """
    core = words(answer)
    while core and core[0] in _LITTLE:
        core = core[1:]
    while core and core[-1] in _LITTLE:
        core = core[:-1]
    if not core or (len(core) == 1 and len(core[0]) == 1 and core[0].isalpha()):
        return False
    return _holds(words(question), core)


def _holds(many: Sequence[str], few: Sequence[str]) -> bool:
    return any(list(many[start : start + len(few)]) == list(few) for start in range(len(many)))
