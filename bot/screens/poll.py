"""A question as Telegram's own quiz poll, within its limits."""

from __future__ import annotations

from bot.learning.quiz import Item
from bot.screens.screen import Link, Poll, Screen, cut
from bot.texts import Markup, Speech
from content.answers import right_keys
from content.model import Bank, Fact, Question, Source, TrueFalse

QUESTION_LIMIT, OPTION_LIMIT, EXPLANATION_LIMIT = 300, 100, 200
"""Characters (Bot API, sendPoll). An explanation has two line feeds at most; this one has one."""
SOURCE_LIMIT = 70
"""Characters of an explanation that its source may take."""


def poll(
    speech: Speech,
    bank: Bank,
    fact: Fact,
    question: Question,
    item: Item,
    *,
    is_anonymous: bool,
    onward: Link,
) -> Screen:
    """In a channel every poll is anonymous (Bot API, sendPoll)."""
    shown = as_poll(speech, bank, fact, question, item, is_anonymous=is_anonymous)
    return Screen(Markup(""), ((onward,),), poll=shown)


def as_poll(
    speech: Speech,
    bank: Bank,
    fact: Fact,
    question: Question,
    item: Item,
    *,
    is_anonymous: bool,
    open_seconds: int | None = None,
) -> Poll:
    """It closes after ``open_seconds``, or never."""
    options = [question.option(key) for key in item.options]
    [right] = right_keys(question)
    return Poll(
        question=cut(ask_of(speech, question), QUESTION_LIMIT),
        options=tuple(cut(each.text.to(speech.language), OPTION_LIMIT) for each in options if each),
        right=item.options.index(right),
        explanation=_explanation(speech, fact, bank.source(fact.sources[0])),
        is_anonymous=is_anonymous,
        open_seconds=open_seconds,
    )


def ask_of(speech: Speech, question: Question) -> str:
    """What is asked, where only the options follow."""
    ask = question.ask.to(speech.language)
    return speech.plain("poll-true-or-false", statement=ask) if isinstance(question, TrueFalse) else ask


def _explanation(speech: Speech, fact: Fact, source: Source) -> str:
    """The statement and on whose word it is told, which is never cut away."""
    named = cut(speech.plain("fact-sources", n=1, sources=f"{source.title}{source.by}"), SOURCE_LIMIT)
    statement = cut(fact.statement.to(speech.language), EXPLANATION_LIMIT - len(named) - 1)
    return f"{statement}\n{named}"
