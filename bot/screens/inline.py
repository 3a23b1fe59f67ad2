"""What the bot offers where people call it in other chats: sets, their own results, facts."""

from __future__ import annotations

from msgspec import Struct

from bot.learning.challenge import Side
from bot.screens.challenge import squares
from bot.screens.fact import told
from bot.screens.screen import Link
from bot.texts import Markup, Speech
from content.model import Bank, Fact

LONGEST_LINE = 120
"""Characters of what stands below a title in the list."""


class Offer(Struct, frozen=True):
    """One thing to choose: ``html`` is the message it becomes, with a link below."""

    id: str  # up to 64 bytes
    title: str
    line: str
    html: Markup
    link: Link


def played(speech: Speech, code: str, about: str, side: Side, url: str) -> Offer:
    """What one reached with a set: marks, and no answer."""
    marks = squares(speech, side)
    html = speech("challenge-told", about=about, squares=marks)
    return Offer(f"r-{code}", about, marks.partition("\n")[2] or marks, html, _same(speech, url))


def unplayed(speech: Speech, code: str, about: str, count: int, url: str) -> Offer:
    """A set that one has not answered."""
    html = speech("set-made", about=about, n=count)
    return Offer(f"s-{code}", about, speech.plain("quiz-count", n=count), html, _same(speech, url))


def _same(speech: Speech, url: str) -> Link:
    return Link(speech.plain("set-begin"), url)


def fact(speech: Speech, bank: Bank, found: Fact, url: str) -> Offer:
    statement = found.statement.to(speech.language)
    quiz_me = Link(speech.plain("fact-quiz-me"), url)
    return Offer(f"f-{found.id}", statement[:LONGEST_LINE], "", told(speech, bank, found), quiz_me)
