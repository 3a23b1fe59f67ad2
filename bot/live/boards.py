"""The board of a chat, and under which name somebody agrees to be shown there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.errors import Refusal
from bot.learning import live as rules
from bot.learning.learner import Learner
from bot.learning.live import Standing
from bot.learning.play import MISSED
from bot.learning.quiz import Result, Turn
from bot.services import groups, quizzes
from bot.services.groups import Where
from content.model import Bank, Fact
from db import answers, chats, lives
from db.engine import Session

LONGEST_NAME = 24
"""Characters."""


def look(
    session: Session, where: Where, *, span: str, now: datetime
) -> tuple[tuple[Standing, ...], dict[int, str]]:
    """The board over a span, of those who agreed to be shown, with their (sealed) names."""
    names = lives.names(session, where.chat_id)
    tallies = lives.board(session, where.chat_id, names, rules.since(span, now)) if names else ()
    _, least = rules.SPANS[span]
    return rules.board(tallies, least), names


def show_as(
    session: Session,
    where: Where,
    *,
    person_id: int,
    name: str,
    sealed: str,
    unseal: Callable[[str], str | None],
) -> None:
    """Show somebody here under a name, which nobody else has here."""
    groups.look(session, where)  # holds the chat: two who take one name come one after the other
    others = [each for person, each in lives.names(session, where.chat_id).items() if person != person_id]
    if name.casefold() in {(unseal(each) or "").casefold() for each in others}:
        raise Refusal("live-nick-taken")
    lives.put_name(session, where.chat_id, person_id, sealed)


def hide(session: Session, where: Where, *, person_id: int) -> None:
    """Show somebody here no more."""
    chats.lock(session, where.chat_id)
    lives.drop_name(session, where.chat_id, person_id)


def missed(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> tuple[Fact, ...]:
    """The facts that this learner did not know in a live quiz."""
    found = (bank.find_fact(fact_id) for fact_id in answers.missed_live(session, learner.id, quiz_id))
    return tuple(fact for fact in found if fact is not None)


def practise(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, nonce: str) -> Turn | Result:
    """Ask about these, by other questions where there are any."""
    facts = missed(session, bank, learner, quiz_id=quiz_id)
    if not facts:
        raise Refusal("live-nothing-missed")
    origin = quizzes.origin_of(session, learner.id, f"live-{quiz_id}", nonce)
    return quizzes.start_on(session, bank, learner, play=MISSED, facts=list(facts), origin=origin)
