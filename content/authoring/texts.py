"""The rules on the bank's texts: every language, within the limits, and saying no more than they should."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from content.authoring.document import Path
from content.authoring.draft import Draft, Entry, QuestionEntry
from content.authoring.forms import BankForm, EraForm, FactForm
from content.authoring.options import Form, OptionForm, TextForm
from content.authoring.problems import Problem
from content.limits import (
    ANSWER_LIMIT,
    ASK_LIMIT,
    DESCRIPTION_LIMIT,
    EVENT_LIMIT,
    GREETING_LIMIT,
    INTRODUCTION_LIMIT,
    LABEL_LIMIT,
    LINK_LIMIT,
    MEANING_LIMIT,
    OPTION_LIMIT,
    STATEMENT_LIMIT,
    STATEMENT_LINE_FEEDS,
    STORY_LIMIT,
    TITLE_LIMIT,
    WHY_LIMIT,
)
from content.model import LANGUAGES, RIGHT, Language
from content.wording import PRESENT, fold, says

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "ru": "Russian", "tg": "Tajik"}


_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


class Written(NamedTuple):
    """A text at its place in an entry; ``what`` is its author's word for it."""

    entry: Entry[Form]
    at: Path
    form: TextForm
    what: str
    limit: int | None = None

    def problem(self, language: Language, sentence: str) -> Problem:
        subject = f'the {LANGUAGE_NAMES[language]} ({language}) text of "{self.what}"'
        return self.entry.problem(f"{subject} {sentence}", *self.at, language)


def languages(draft: Draft) -> Iterator[Problem]:
    """Every text exists in every language, and is not empty."""
    for text in written(draft):
        if not isinstance(text.entry.written(*text.at), dict):
            continue
        for language in LANGUAGES:
            words = text.entry.written(*text.at, language)
            if words is None:
                yield text.problem(language, "is missing")
            elif text.form.to(language) == "":
                yield text.problem(language, "is empty")


def limits(draft: Draft) -> Iterator[Problem]:
    for text in written(draft):
        for language, words in text.form.given():
            if text.limit and len(words) > text.limit:
                yield text.problem(language, f"has {len(words)} characters, {text.limit} is the most")
            if text.what == "statement" and words.count("\n") > STATEMENT_LINE_FEEDS:
                yield text.problem(language, f"has more than {STATEMENT_LINE_FEEDS} line feeds")


def present_tense(draft: Draft) -> Iterator[Problem]:
    """What is true "now" says since when it was known to be."""
    for fact in draft.facts:
        if fact.written("as_of") is not None:
            continue
        for text in _of_fact(fact):
            if text.what not in ("statement", "story", "ask"):
                continue
            for language, words in text.form.given():
                sign = next((sign for sign in PRESENT[language] if says(words, sign)), None)
                if sign:
                    sentence = f'says "{sign}": give the fact as_of, the date on which this was so'
                    yield text.problem(language, sentence)


def dated_events(draft: Draft) -> Iterator[Problem]:
    """An event is told without the year in which it happened: the learner is asked for that."""
    for fact in draft.facts:
        if fact.form.event is None:
            continue
        text = Written(fact, ("event",), fact.form.event, "event")
        for language, words in fact.form.event.given():
            if _YEAR.search(words):
                yield text.problem(language, "tells a year: leave the date out")
        if fact.form.when is not None and fact.form.when.precision == "range":
            yield fact.problem("an event has one date, not a range", "event")


def long_names(draft: Draft) -> Iterator[Problem]:
    """A name may be long, but not where it is an option."""
    names = draft.name_forms()
    for asked in draft.questions():
        for _, at, form in asked.options():
            longest = max((len(words) for _, words in form.shown(names).given()), default=0)
            if form.name and longest > OPTION_LIMIT:
                sentence = f'the name "{form.name}" is too long for an option: {longest} characters'
                yield asked.fact.problem(f"{sentence}, {OPTION_LIMIT} is the most", *at)


def equal_options(draft: Draft) -> Iterator[Problem]:
    """Options differ by more than case, spaces and punctuation, in every language."""
    names = draft.name_forms()
    for asked in draft.questions():
        for group in asked.groups():
            shown = [(key, at, dict(form.shown(names).given())) for key, at, form in group]
            for (first, _, one), (second, at, other) in combinations(shown, 2):
                both = (language for language in LANGUAGES if language in one and language in other)
                same = [language for language in both if fold(one[language]) == fold(other[language])]
                if same:
                    yield asked.fact.problem(_equal(first, second, same), *at)


def _equal(first: str, second: str, same: Iterable[Language]) -> str:
    where = " and ".join(f"{LANGUAGE_NAMES[language]} ({language})" for language in same)
    if first == RIGHT:
        return f'two right answers: "{second}" says the same as the right one in {where}'
    return f'equal options: "{first}" and "{second}" say the same in {where}'


def written(draft: Draft) -> Iterator[Written]:
    """Every text of the bank that a learner may read."""
    if draft.bank:
        yield from _of_bank(draft.bank)
    for era in (*draft.eras, *draft.themes):
        yield from _of_era(era)
    for name in draft.names:
        yield Written(name, (), name.form, "name")
        if name.form.meaning:
            yield Written(name, ("meaning",), name.form.meaning, "meaning", MEANING_LIMIT)
    for fact in draft.facts:
        yield from _of_fact(fact)
    for phrasing in draft.phrasings:
        if phrasing.form.answer:
            yield Written(phrasing, ("answer",), phrasing.form.answer, "answer", ANSWER_LIMIT)


def _of_bank(bank: Entry[BankForm]) -> Iterator[Written]:
    yield Written(bank, ("title",), bank.form.title, "title", TITLE_LIMIT)
    yield Written(bank, ("greeting",), bank.form.greeting, "greeting", GREETING_LIMIT)
    yield Written(bank, ("description",), bank.form.description, "description", DESCRIPTION_LIMIT)


def _of_era(era: Entry[EraForm]) -> Iterator[Written]:
    yield Written(era, ("title",), era.form.title, "title", LABEL_LIMIT)
    yield Written(era, ("introduction",), era.form.introduction, "introduction", INTRODUCTION_LIMIT)
    for place, period in enumerate(era.form.periods):
        yield Written(era, ("periods", place, "text"), period.text, "text", LINK_LIMIT)


def _of_fact(fact: Entry[FactForm]) -> Iterator[Written]:
    yield Written(fact, ("statement",), fact.form.statement, "statement", STATEMENT_LIMIT)
    if fact.form.event:
        yield Written(fact, ("event",), fact.form.event, "event", EVENT_LIMIT)
    if fact.form.story:
        yield Written(fact, ("story",), fact.form.story, "story", STORY_LIMIT)
    for asked in QuestionEntry.of(fact):
        yield Written(fact, (*asked.at, "ask"), asked.form.ask, "ask", ASK_LIMIT)
        for _, at, form in asked.options():
            if form.has_words and not _is_unread(asked, at, form):
                yield Written(fact, at, form, str(at[-1]), OPTION_LIMIT)
            if form.why:
                yield Written(fact, (*at, "why"), form.why, "why", WHY_LIMIT)


def _is_unread(asked: QuestionEntry, at: Path, form: OptionForm) -> bool:
    """Whether a name or a date stands there that is none: that is told already."""
    return any(asked.fact.written(*at, field) and not getattr(form, field) for field in ("name", "when"))
