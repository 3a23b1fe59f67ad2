"""What a message is about, and which fact a chat is told next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from bot.learning import telling, today
from bot.learning.queue import Told, next_fact
from bot.learning.telling import Telling
from bot.services.progress import mastered_by_each
from content.model import Bank
from db import deliveries, planned
from db.engine import Session
from db.planned import PlannedRow

Chat = tuple[int, int]
"""Who is told facts in teaching order: chat, topic."""


class Content(Struct, frozen=True):
    """``fact_id`` is empty where the kind is about no fact; ``about`` is what else the kind needs to know."""

    fact_id: str = ""
    about: str | None = None
    sealed: tuple[str, ...] = ()  # texts of people, looked up when it goes out


AGAIN = "+"
"""What a daily message is about, or begins with, if with it all that was told begins again."""


def question_of(about: str | None) -> str | None:
    """The id of the question in what a daily message is about, if it asks one."""
    return (about or "").removeprefix(AGAIN) or None


def begins_again(about: str | None) -> bool:
    return (about or "").startswith(AGAIN)


def is_of(bank: Bank, fact_id: str) -> bool:
    """Whether it is about no fact, or about one that the bank has."""
    return not fact_id or bank.find_fact(fact_id) is not None


class Wanted(NamedTuple):
    """A fact for the row with this id, meant for a local date in ISO form."""

    id: int
    chat_id: int
    topic_id: int
    occasion: str
    learner_id: int | None = None  # whose private chat it is
    era: str | None = None  # what it is to be about; None is everything


def facts(session: Session, bank: Bank, wanted: Sequence[Wanted]) -> dict[int, Content]:
    """A fact for each: what a learner is told next, and what a group or channel was promised for that date,
    or else its next one."""
    private = [each for each in wanted if each.learner_id is not None]
    of_chats = [each for each in wanted if each.learner_id is None]
    return _for_learners(session, bank, private) | _for_chats(session, bank, of_chats)


def _for_learners(session: Session, bank: Bank, wanted: Sequence[Wanted]) -> dict[int, Content]:
    if not wanted:
        return {}
    told = _tellings(session, [each.chat_id for each in wanted])
    known = mastered_by_each(session, {each.learner_id for each in wanted if each.learner_id is not None})
    of_days = {
        day: today.of_the_day(bank, date.fromisoformat(day)) for day in {each.occasion for each in wanted}
    }
    chosen: dict[int, Content] = {}
    for each in wanted:
        next_one = telling.next_fact(
            telling.chosen(bank, each.era),
            told[each.chat_id],
            of_the_day=of_days[each.occasion],
            well_known=known.get(each.learner_id or 0, ()),
        )
        if next_one is not None:
            chosen[each.id] = Content(next_one.fact_id, AGAIN if next_one.begins_again else None)
    return chosen


def _tellings(session: Session, chat_ids: Sequence[int]) -> defaultdict[int, dict[str, Telling]]:
    told: defaultdict[int, dict[str, Telling]] = defaultdict(dict)
    for chat_id, fact_id, count, last in deliveries.tellings(session, chat_ids):
        told[chat_id][fact_id] = Telling(count, last)
    return told


def _for_chats(session: Session, bank: Bank, wanted: Sequence[Wanted]) -> dict[int, Content]:
    if not wanted:
        return {}
    told = _told(session, [each.chat_id for each in wanted])
    plans = _plans(session, [each.chat_id for each in wanted if each.chat_id < 0])
    chosen = {
        each.id: _fact(bank, told[_chat(each)], plans.get(_chat(each), ()), each.occasion) for each in wanted
    }
    return {row_id: Content(fact_id) for row_id, fact_id in chosen.items() if fact_id is not None}


def _chat(wanted: Wanted) -> Chat:
    return wanted.chat_id, wanted.topic_id


def _fact(bank: Bank, told: Told, plan: Sequence[PlannedRow], occasion: str) -> str | None:
    promised = next((row.fact_id for row in plan if row.occasion == occasion), None)
    if promised is not None and bank.find_fact(promised) is not None:
        return promised
    taken = {row.fact_id for row in plan if row.occasion is None or row.occasion > occasion}
    return next_fact(bank, told, taken) or next_fact(bank, told)


def told_in(session: Session, chat_id: int, topic_id: int) -> Told:
    """What this chat or topic was told, or is about to be."""
    return _told(session, [chat_id])[chat_id, topic_id]


def _told(session: Session, chat_ids: Sequence[int]) -> defaultdict[Chat, dict[str, int]]:
    told: defaultdict[Chat, dict[str, int]] = defaultdict(dict)
    for chat_id, topic_id, fact_id, last in deliveries.told(session, chat_ids):
        told[chat_id, topic_id][fact_id] = last
    return told


def _plans(session: Session, chat_ids: Collection[int]) -> dict[Chat, list[PlannedRow]]:
    plans: defaultdict[Chat, list[PlannedRow]] = defaultdict(list)
    for row in planned.of_chats(session, chat_ids) if chat_ids else ():
        plans[row.chat_id, row.topic_id].append(row)
    return dict(plans)
