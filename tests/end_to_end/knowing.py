"""Knowing the answers, for whoever plays against a real process: from what a message asks to what to type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.answers import right_answer
from content.model import Bank, Language, Match, Order, Question, Several

LETTERS = "ABCDEFGH"
"""They are understood in every language, whichever are shown."""
_TICK = re.compile(r"^(☐ |☑ )")
_LISTED = re.compile(r"^([A-HА-З])\. (.*)$", re.MULTILINE)


def question_in(text: str, bank: Bank, language: Language) -> Question | None:
    """The written question that a message asks; one may ask in some of the words of another."""
    written = (question for fact in bank.facts for question in fact.questions)
    asked = [question for question in written if question.ask.to(language) in text]
    return max(asked, key=lambda question: len(question.ask.to(language)), default=None)


def right_words(question: Question, language: Language, text: str, labels: Sequence[str]) -> str:
    """What to type for a right answer: words, or letters in the order in which the options are shown."""
    if not isinstance(question, Several | Order | Match):
        return right_answer(question, language)
    listed = [words for _, words in _LISTED.findall(text)]
    shown = listed or [_TICK.sub("", label) for label in labels]
    keys = question.right if isinstance(question, Several) else [option.key for option in question.options]
    options = [option for key in keys if (option := question.option(key)) is not None]
    right = [option.text.to(language) for option in options]
    if not set(right) <= set(shown):
        return right_answer(question, language)  # made in the words of a written one, with other options
    return " ".join(LETTERS[shown.index(each)] for each in right)
