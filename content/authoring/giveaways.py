"""The rules on questions that tell their own answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.authoring.draft import Draft
from content.authoring.forms import NameForm
from content.authoring.problems import Problem
from content.authoring.texts import LANGUAGE_NAMES
from content.model import Language
from content.stems import Stemmer
from content.wording import gives_away

_WORD = re.compile(r"[^\W_]+")


def leaks(draft: Draft) -> Iterator[Problem]:
    """No question contains its own right answer."""
    names = draft.name_forms()
    for asked in draft.questions():
        for right in asked.form.rights(names):
            for language, question in asked.form.ask.given():
                answer = right.to(language)
                if answer and gives_away(question, answer):
                    where = LANGUAGE_NAMES[language]
                    sentence = f'the question gives its own answer away in {where}: "{answer}"'
                    yield asked.fact.problem(sentence, *asked.at, "ask", language)


def names_given_away(draft: Draft) -> Iterator[Problem]:
    """No spelling of a right name, in whatever language and case, stands in its question."""
    names, stemmer = draft.name_forms(), Stemmer()
    for asked in draft.questions():
        rights = [names[option.name] for option in asked.form.right_options() if option.name in names]
        for language, question in asked.form.ask.given():
            for right in rights:
                found = _spelling_in(stemmer, language, question, right)
                if found and not gives_away(question, right.to(language) or ""):
                    sentence = f'the question has "{found}" in it in {LANGUAGE_NAMES[language]}'
                    yield asked.fact.problem(f"{sentence}, a name of its answer", *asked.at, "ask", language)


def _spelling_in(stemmer: Stemmer, language: Language, question: str, right: NameForm) -> str | None:
    said = _stems(stemmer, language, question)
    spellings = (*(words for _, words in right.given()), *right.variants)
    return next((each for each in spellings if _holds(said, _stems(stemmer, language, each))), None)


def _stems(stemmer: Stemmer, language: Language, text: str) -> list[str]:
    return [stemmer.stem(word, language) for word in _WORD.findall(text.casefold())]


def _holds(many: Sequence[str], few: Sequence[str]) -> bool:
    places = range(len(many) - len(few) + 1) if few else ()
    return any(many[place : place + len(few)] == few for place in places)
