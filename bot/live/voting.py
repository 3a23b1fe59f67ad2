"""A vote in a poll of a live quiz is an answer of whoever gave it: once, and it moves their memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from bot.learning import live as rules
from bot.learning.grading import Given as Graded
from bot.learning.grading import grade_chosen
from bot.learning.learner import Learner
from bot.learning.live import Given
from bot.learning.memory import Recall
from bot.learning.quiz import Item
from bot.services import arrival, memories, turns
from content import questions
from content.model import Bank, Language
from db import learners as people
from db import lives, polls, quizzes
from db.engine import Session
from db.lives import GivenRow, LiveRow
from db.polls import PollRow, VoteRow

Vote = VoteRow
"""As an update brings it."""
SHOW_EVERY = timedelta(seconds=5)
"""How many have answered is shown no oftener: a group takes twenty messages a minute, edits with them."""
KEPT_FOR = timedelta(hours=1)
"""A vote whose poll is not known by then was in none of ours."""


def vote(session: Session, bank: Bank, given: Vote, zone: str) -> None:
    """Count a vote. That of a poll which is not known yet is kept until it is."""
    poll = polls.find(session, given.poll_id)
    if poll is None:
        polls.hold(session, given)
        poll = polls.find(session, given.poll_id)  # it may have become known this instant
    if poll is not None and poll.kind == rules.KIND:
        _count(session, bank, poll, [given], zone)  # those of others that wait are counted by adopt


def adopt(session: Session, bank: Bank, row: LiveRow, zone: str) -> None:
    """Count the votes that were kept for the polls of the present question.

    If a sending of its poll broke off, Telegram may have it all the same: then the poll that is voted in,
    and that nobody knows, is this one.
    """
    assert row.quiz_id is not None
    assert row.position is not None
    known = polls.asking(session, row.quiz_id, row.position)
    for poll_id in _found(session, row, row.sends - len(known)):
        polls.insert(session, poll_id, row.quiz_id, row.position, None, row.sent_at)
    for poll in polls.asking(session, row.quiz_id, row.position):
        if waiting := polls.held(session, [poll.poll_id]):
            _count(session, bank, poll, waiting, zone)
            polls.let_go(session, [poll.poll_id])


def _found(session: Session, row: LiveRow, missing: int) -> list[str]:
    """The unknown polls that must be of this question, those with most votes first."""
    if missing <= 0 or row.sent_at is None or row.plan is None or row.position is None:
        return []
    unknown = polls.held_since(session, row.sent_at)
    options = len(turns.item_of(row.plan[row.position]).options)
    unfit = {each.poll_id for each in unknown if each.option >= options}
    others = [other for other in lives.in_doubt(session) if other.id != row.id]
    if others:  # then only what is voted in by those who play here
        players = {each.learner_id for each in lives.given(session, row.quiz_id or 0)}
        mine = {each.poll_id for each in unknown if each.learner_id in players}
        unfit |= {each.poll_id for each in unknown} - mine
    counted = Counter(each.poll_id for each in unknown if each.poll_id not in unfit)
    return [poll_id for poll_id, _ in counted.most_common(missing)]


def _count(session: Session, bank: Bank, poll: PollRow, votes: Sequence[VoteRow], zone: str) -> None:
    language = cast(Language, lives.language_of(session, poll.quiz_id))
    for each in votes:
        people.insert(session, each.learner_id, language, zone, each.voted_at)  # unless they are known
    people.lock(session, [each.learner_id for each in votes])
    for each in votes:
        learner = arrival.arrive(
            session, each.learner_id, code=language, zone=zone, now=each.voted_at, keep=True
        )
        _answer(session, bank, poll, learner, each.option, language)
    tell(session, poll.quiz_id, poll.position, max(each.voted_at for each in votes))


def _answer(
    session: Session, bank: Bank, poll: PollRow, learner: Learner, option: int, language: Language
) -> None:
    item = turns.item_of(poll.plan[poll.position])
    found = questions.look_up(bank, item.fact_id, item.question_id)
    if found is None or option >= len(item.options) or not found[1].option(item.options[option]):
        return  # the bank changed this instant
    given = grade_chosen(found[1], (item.options[option],))
    at = Spot(poll.quiz_id, poll.position, poll.shown_at or learner.now)
    record(session, bank, at, learner, item, given, language)


class Spot(NamedTuple):
    """A question of a live quiz, and since when it is open."""

    quiz_id: int
    position: int
    shown_at: datetime


def record(
    session: Session,
    bank: Bank,
    at: Spot,
    learner: Learner,
    item: Item,
    given: Graded,
    language: Language,
) -> bool:
    """Insert the answer of somebody to a question; whether it is their first, which alone counts."""
    values = {
        "quiz_id": at.quiz_id,
        "position": at.position,
        "learner_id": learner.id,
        "fact_id": item.fact_id,
        "question_id": item.question_id,
        "shown": list(item.options),
        "chosen": " ".join(given.chosen),
        "typed": None,
        "is_right": given.is_right,
        "is_half": given.is_half,
        "is_slip": False,
        "is_again": False,
        "is_hinted": False,
        "pace": None,
        "shown_at": at.shown_at,
        "answered_at": learner.now,
        "answered_on": learner.today.isoformat(),
        "language": language,
        "bank_version": bank.version,
    }
    if not quizzes.insert_answer(session, values):
        return False
    recall = Recall(given.grade, learner.now, options=len(item.options))
    memories.move(session, learner.id, item.fact_id, recall)
    return True


def tell(session: Session, quiz_id: int, position: int, now: datetime) -> None:
    """That somebody answered is shown in a while; where all have, the question ends."""
    lives.want_edit(session, quiz_id, now + SHOW_EVERY)
    if lives.pace_of(session, quiz_id) == "all":
        given = given_of(lives.given(session, quiz_id))
        if rules.have_all_answered(given, position, lives.members(session, quiz_id)):
            lives.hurry(session, quiz_id, position, now)


def given_of(rows: Iterable[GivenRow]) -> list[Given]:
    return [
        Given(row.position, row.learner_id, row.is_right, row.answered_at - row.shown_at, row.team)
        for row in rows
    ]


def keep_house(session: Session, now: datetime) -> None:
    """Let go of votes in polls that were never ours."""
    polls.forget_held(session, now - KEPT_FOR)
