"""The rules on what learners may ask for: what names mean, and how people put it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from content.authoring.draft import Draft, Entry
from content.authoring.forms import PhrasingForm
from content.authoring.problems import Problem, nearest
from content.authoring.texts import LANGUAGE_NAMES
from content.limits import PHRASING_LIMIT
from content.model import LANGUAGES, Language
from content.spelling import skeleton

PHRASINGS_LEAST = 8
"""So many ways to ask has each fact and each concept, in each language."""


def meanings(draft: Draft) -> Iterator[Problem]:
    """A meaning was read somewhere, and a term is nothing without one."""
    for name in draft.names:
        if name.form.kind == "term" and name.written("meaning") is None:
            yield name.problem("a term must have a meaning: there is nothing else to tell of it", "kind")
        if name.form.meaning is not None and not name.written("sources"):
            yield name.problem("the meaning names no source: it was read somewhere", "meaning")


def subjects(draft: Draft) -> Iterator[Problem]:
    """What a phrasing asks for is a fact, or a name that says what it means."""
    facts = {fact.given_id for fact in draft.facts}
    names = {name.given_id: name for name in draft.names}
    for phrasing in draft.phrasings:
        of = phrasing.form.of
        if not of or of in facts or _is_unread(draft, of):
            continue
        if of not in names:
            hint = nearest(of, facts | names.keys())
            yield phrasing.problem(f'there is no fact and no name "{of}"{hint}', "of")
        elif names[of].written("meaning") is None:
            yield phrasing.problem(f'the name "{of}" has no meaning that could be asked for', "of")


def _is_unread(draft: Draft, of: str) -> bool:
    era, slash, _ = of.partition("/")
    return (f"facts/{era}.yaml" if slash else "names.yaml") in draft.unread


def answers(draft: Draft) -> Iterator[Problem]:
    """Every entry says what to answer, unless a name's meaning says it."""
    for phrasing in draft.phrasings:
        form = phrasing.form
        is_told = "/" not in form.of and form.asks == "what"
        if form.of and not is_told and phrasing.written("answer") is None:
            yield phrasing.problem('"answer" is missing: only the meaning of a name needs none', "of")


def phrasings(draft: Draft) -> Iterator[Problem]:
    """No phrasing is empty or a speech."""
    for entry, language, index, words in _all(draft):
        if not skeleton(words):
            if isinstance(entry.written(language, index), str):
                yield entry.problem("a phrasing has words", language, index)
        elif len(words) > PHRASING_LIMIT:
            sentence = f"the phrasing has {len(words)} characters, {PHRASING_LIMIT} is the most"
            yield entry.problem(sentence, language, index)


def equal_phrasings(draft: Draft) -> Iterator[Problem]:
    """No phrasing leads to two things, however it is spelled."""
    first: dict[str, tuple[Entry[PhrasingForm], str]] = {}
    for entry, language, index, words in _all(draft):
        sounds = skeleton(words)
        if not sounds or not entry.form.of:
            continue
        other, place = first.setdefault(sounds, (entry, _place(entry, language, index)))
        if other.form.of != entry.form.of:
            sentence = f'"{words}" asks for "{other.form.of}" already, at {place}'
            yield entry.problem(sentence, language, index)


def _place(entry: Entry[PhrasingForm], language: Language, index: int) -> str:
    return f"{entry.document.file}:{entry.line(language, index)}"


def enough(draft: Draft) -> Iterator[Problem]:
    """A whole bank says how people ask for each fact and each concept, in each language."""
    asked: defaultdict[tuple[str, Language], set[str]] = defaultdict(set)
    for entry, language, _, words in _all(draft):
        asked[entry.form.of, language].add(skeleton(words))
    for what in (*draft.facts, *(name for name in draft.names if name.form.meaning)):
        numbers = {language: len(asked[what.given_id, language]) for language in LANGUAGES}
        few = [f"{LANGUAGE_NAMES[each]} {number}" for each, number in numbers.items()
               if number < PHRASINGS_LEAST]  # fmt: skip
        if what.given_id and few:
            sentence = f"too few ways to ask for it, {PHRASINGS_LEAST} are the least: {', '.join(few)}"
            yield what.problem(sentence, "id")


def _all(draft: Draft) -> Iterator[tuple[Entry[PhrasingForm], Language, int, str]]:
    for entry in draft.phrasings:
        for language in LANGUAGES:
            for index, words in enumerate(entry.form.to(language)):
                yield entry, language, index, words
