"""The rules on letters and marks: each language in its own script, with its own quotes, and no slips."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from content.authoring.draft import Draft
from content.authoring.problems import Problem
from content.authoring.texts import Written, written
from content.model import Language
from content.wording import says, words

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LOOK_ALIKES = re.compile(r"[aceopxyABCEHKMOPTXY]+")
_ROMAN = re.compile(r"[IVXLCDM]{2,}|[IVX]")
_NOT_OF_TAJIK = re.compile(r"[щыьц]", re.IGNORECASE)
"""Letters that the Tajik alphabet gave up in 1998."""

_MARKS: tuple[tuple[re.Pattern[str], tuple[Language, ...], str], ...] = (
    (re.compile(r"[ \u00a0]{2,}"), ("en", "ru", "tg"), "has two spaces in a row"),
    (re.compile(r'"'), ("en",), "has a straight quote: write “ and ”"),
    (re.compile(r"[\"“”]"), ("ru", "tg"), "has quotes that are not its own: write « and »"),
    (re.compile(r"'"), ("en", "ru", "tg"), "has a straight apostrophe: write ’"),
    (re.compile(r" -{1,2} "), ("en", "ru", "tg"), "has a hyphen for a dash: write –"),
    (
        re.compile(r" [,.;:!?»”)]|[«“(] "),
        ("en", "ru", "tg"),
        "has a space before or after a mark that has none",
    ),
)
_RUSSIAN = ("что", "для", "при", "под", "или", "как", "это", "был", "была", "были", "также", "после")
"""Words that are Russian and no Tajik ones: in a Tajik text, something was left untranslated."""


# The rules of 2021 write у where the Persian word has it, and keep й before the izofa.
_SPELLED_ANEW = tuple(
    (re.compile(rf"\b{old}", re.IGNORECASE), new)
    for old, new in (
        ("шурӯъ", "шуруъ"),
        ("мавзӯъ", "мавзуъ"),
        ("маҷмӯ[ъа]", "маҷмуа"),
        ("ӯҳда", "уҳда"),
        ("нерӯ", "неру"),
        ("нӯҳ", "нуҳ"),
        ("кӯҳна(?!вард)", "куҳна"),
        ("шӯро", "шуро"),
        ("шӯравӣ", "шуравӣ"),
        (r"ҷои\b", "ҷойи"),
        (r"рӯи\b", "рӯйи"),
        (r"сӯи\b", "сӯйи"),
    )
)


class _Pair(NamedTuple):
    words: list[str]
    russian: str
    own: str


def scripts(draft: Draft) -> Iterator[Problem]:
    """No word mixes scripts, none is of another language's letters."""
    for text in written(draft):
        for language, said in text.form.given():
            sentence = _script(language, said)
            if sentence:
                yield text.problem(language, sentence)


def _script(language: Language, words: str) -> str | None:
    for word in _WORD.findall(words):
        is_latin, is_cyrillic = bool(_LATIN.search(word)), bool(_CYRILLIC.search(word))
        if is_latin and is_cyrillic:
            return f'mixes Latin and Cyrillic letters in "{word}"'
        if language == "en" and is_cyrillic:
            return f'has a word in Cyrillic letters, "{word}"'
        if language != "en" and _LOOK_ALIKES.fullmatch(word) and not _ROMAN.fullmatch(word):
            return f'has Latin letters that look like Cyrillic ones in "{word}"'
    if language == "tg" and (found := _NOT_OF_TAJIK.search(words)):
        return f'has "{found[0]}", which is no letter of Tajik'
    return None


def marks(draft: Draft) -> Iterator[Problem]:
    """Quotes, apostrophes, dashes and spaces as books of each language print them."""
    for text in written(draft):
        for language, said in text.form.given():
            for pattern, languages, sentence in _MARKS:
                if language in languages and pattern.search(said):
                    yield text.problem(language, sentence)


def glossary(draft: Draft) -> Iterator[Problem]:
    """No Russian word stays in a Tajik text where there is a Tajik one."""
    known = _known(draft)
    for text in written(draft):
        tajik = text.form.to("tg")
        if tajik:
            yield from _russian_in(text, words(tajik), known)


def _known(draft: Draft) -> dict[str, list[_Pair]]:
    """Names that are other words in Russian than in Tajik, by the first of the Russian ones."""
    known: defaultdict[str, list[_Pair]] = defaultdict(list)
    for name in draft.names:
        russian, own = name.form.ru, name.form.tg
        if russian and own and words(russian) and not says(own, russian):
            known[words(russian)[0]].append(_Pair(words(russian), russian, own))
    return known


def _russian_in(text: Written, said: list[str], known: Mapping[str, list[_Pair]]) -> Iterator[Problem]:
    for place, word in enumerate(said):
        for pair in known.get(word, ()):
            if said[place : place + len(pair.words)] == pair.words:
                yield text.problem("tg", f'says "{pair.russian}" in Russian: names.yaml has "{pair.own}"')
    left = next((word for word in _RUSSIAN if word in said), None)
    if left:
        yield text.problem("tg", f'has the Russian word "{left}"')


def old_spellings(draft: Draft) -> Iterator[Problem]:
    """One spelling of a Tajik word in all that is shown; variants, accepted and asked ones are free."""
    for text in written(draft):
        for old, new in _SPELLED_ANEW:
            if found := old.search(text.form.to("tg") or ""):
                yield text.problem("tg", f'spells "{found[0]}" as before 2021: write "{new}"')
