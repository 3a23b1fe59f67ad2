"""A question as Telegram's own quiz poll, within its limits."""

from __future__ import annotations

from textwrap import shorten

from bot.learning.quiz import Item
from bot.screens.screen import Link, Poll, Screen
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
    options = [question.option(key) for key in item.options]
    ask = question.ask.to(speech.language)
    if isinstance(question, TrueFalse):
        ask = speech.plain("poll-true-or-false", statement=ask)
    [right] = right_keys(question)
    shown = Poll(
        question=cut(ask, QUESTION_LIMIT),
        options=tuple(cut(each.text.to(speech.language), OPTION_LIMIT) for each in options if each),
        right=item.options.index(right),
        explanation=_explanation(speech, fact, bank.source(fact.sources[0])),
        is_anonymous=is_anonymous,
    )
    return Screen(Markup(""), ((onward,),), poll=shown)


def _explanation(speech: Speech, fact: Fact, source: Source) -> str:
    """The statement and on whose word it is told, which is never cut away."""
    named = cut(speech.plain("fact-sources", n=1, sources=f"{source.title}{source.by}"), SOURCE_LIMIT)
    statement = cut(fact.statement.to(speech.language), EXPLANATION_LIMIT - len(named) - 1)
    return f"{statement}\n{named}"


def cut(text: str, limit: int) -> str:
    """The text on one line, at most so long, cut between two words."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    short = shorten(flat, limit, placeholder=" …")
    return short if len(short) > limit // 2 else f"{flat[: limit - 1]}…"
