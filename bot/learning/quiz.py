"""A quiz as it is played: its questions, where a learner stands in it, and its end."""

from __future__ import annotations

import random

from msgspec import Struct

from bot.learning.grading import Given
from bot.learning.play import PRACTICE, Play
from content.model import RIGHT, Fact, Match, Number, Order, Question, TrueFalse, When

GAP = 3
"""A miss comes back this many questions later, or at the end."""


GOOD = 0.8
"""Share of right answers from which on a result is offered as a card to share: four of five."""


class Item(Struct, frozen=True):
    """One question of a quiz, with its options in the order the learner sees them."""

    fact_id: str
    question_id: str
    options: tuple[str, ...]
    is_again: bool = False  # a miss that comes back
    is_hinted: bool = False


class Turn(Struct, frozen=True):
    """Where a learner stands in a quiz: a question, and the answer to it if there is one already."""

    quiz_id: int
    position: int  # 0-based, in the whole plan
    number: int  # 1-based, among the questions that are no repeated misses
    total: int  # of these
    fact: Fact
    question: Question
    options: tuple[str, ...]
    selection: tuple[str, ...]  # keys ticked, put in order or paired so far, in an answer of several taps
    given: Given | None
    message_id: int | None  # the message the quiz was last shown in
    play: Play = PRACTICE
    is_last: bool = False
    is_again: bool = False  # a miss that came back
    is_hinted: bool = False
    minutes_left: int | None = None  # until its deadline, rounded up
    waits_for_confidence: bool = False  # answered, but not shown before the learner says how sure they are
    knew: int | None = None  # percent of first answers that were right, where enough is known
    following: int = 0  # the number of the question after this one; at the last one its own

    @property
    def is_done(self) -> bool:
        """Whether all that is left to do here is to go on."""
        return self.given is not None and not self.waits_for_confidence

    @property
    def open_number(self) -> int:
        """The number of the question that is to be answered next."""
        return self.following if self.is_done else self.number


def on_paper(fact: Fact, question: Question, item: Item) -> Turn:
    """A question as it is shown before there is a quiz of it."""
    return Turn(
        quiz_id=0,
        position=0,
        number=1,
        total=1,
        fact=fact,
        question=question,
        options=item.options,
        selection=(),
        given=None,
        message_id=None,
    )


class Miss(Struct, frozen=True):
    """A question that was not answered right, and how it was answered, where that is known."""

    fact: Fact
    question: Question
    position: int = 0  # in its quiz
    options: tuple[str, ...] = ()  # in the order shown
    given: Given | None = None  # None: there is no answer


class Result(Struct, frozen=True):
    """A quiz at its end. What came back counts in none of the figures: first tries do."""

    quiz_id: int
    play: Play
    scope: str | None
    right: int
    answered: int
    total: int  # more than were answered, where an exam was handed in or the time was up
    missed: tuple[Miss, ...]
    message_id: int | None
    certainty: int | None = None  # points on the certainty scale, of most
    most_certainty: int = 0
    set_code: str | None = None  # of the set it was played on

    @property
    def can_be_passed_on(self) -> bool:
        """Whether others may be asked the same."""
        return self.play.tells_at_once and self.play.can_be_passed_on and self.answered > 0

    @property
    def is_good(self) -> bool:
        """Whether one may like to show it; an exam is nobody else's to try."""
        return self.can_be_passed_on and self.answered * GOOD <= self.right


def lay_out(fact: Fact, question: Question, chance: random.Random) -> Item:
    """A question with its options in the order in which they are shown."""
    return Item(fact.id, question.id, tuple(_shown_keys(question, chance)))


def _shown_keys(question: Question, chance: random.Random) -> list[str]:
    """Shuffled; true stands before false, numbers and dates ascend, and no order is given away."""
    if isinstance(question, TrueFalse):
        return [option.key for option in question.options]
    if isinstance(question, Number):
        return [key for _, key in sorted((_number(question, o.key), o.key) for o in question.options)]
    if isinstance(question, When):
        return [key for _, key in sorted((_date(question, o.key), o.key) for o in question.options)]
    keys = [option.key for option in question.options]
    shuffled = chance.sample(keys, len(keys))
    while isinstance(question, Order | Match) and shuffled == keys:
        shuffled = chance.sample(keys, len(keys))
    return shuffled


def _number(question: Number, key: str) -> int:
    return question.right if key == RIGHT else int(key)


def _date(question: When, key: str) -> str:
    return question.right.spelling if key == RIGHT else key
