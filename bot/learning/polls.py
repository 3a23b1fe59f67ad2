"""A question of a fact as Telegram's own quiz poll."""

from __future__ import annotations

import random
from collections.abc import Collection

from bot.learning.picking import QuestionKey
from bot.learning.quiz import Item, lay_out
from content.model import Bank, Choice, Fact, Place, Question, TrueFalse, When
from content.questions import SEEDS, made_for

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
"""Bot API, sendPoll."""


def is_pollable(question: Question) -> bool:
    """Whether it is answered by choosing one of its options, in words."""
    if isinstance(question, Place) or not isinstance(question, Choice | TrueFalse | When):
        return False
    return FEWEST_OPTIONS <= len(question.options) <= MOST_OPTIONS


def choose(bank: Bank, fact: Fact, paused: Collection[QuestionKey], seed: str) -> str | None:
    """The id of a question for a poll, one that an author wrote if there is any; None if there is none."""
    chance = random.Random(seed)
    written = [each.id for each in fact.questions if is_pollable(each) and (fact.id, each.id) not in paused]
    made = [] if written else [*filter(is_pollable, made_for(bank, fact, chance.randrange(SEEDS)))]
    found = written or [each.id for each in made]
    return chance.choice(found) if found else None


def laid_out(fact: Fact, question: Question, delivery_id: int) -> Item:
    """The poll of a delivery, with its options in the order in which they are shown there."""
    return lay_out(fact, question, random.Random(f"poll {delivery_id}"))
