"""The kinds of message that chats are owed: how each is chosen, when it is too late, what a receipt does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.learning import broadcast, polls
from bot.learning.picking import QuestionKey
from bot.learning.timetable import Occurrence
from bot.services import memories, reminders
from bot.services.contents import AGAIN, Content, Wanted, begins_again, facts, is_of, question_of
from bot.services.subscriptions import Kind
from content.model import Bank
from content.questions import find
from db import broadcasts, homework, pauses, reports, retention, subscriptions, suggestions
from db.deliveries import DeliveryRow
from db.engine import Session
from db.subscriptions import SubscriptionRow

Due = Sequence[tuple[SubscriptionRow, Occurrence]]
"""Subscriptions, and what each of them is due for."""

_WARNING_KINDS: tuple[Kind, ...] = ("late", "refusal", "fault")

Chosen = dict[int, Content]
"""By the id of the row; left out is what has nothing to say."""


class Message(Struct, frozen=True):
    """One kind. A new kind is a new value here and a screen in bot.delivery.messages."""

    kind: Kind
    lateness: timedelta  # what is later than this is not welcome any more
    choose: Callable[[Session, Bank, Due, datetime], Chosen]  # when it is planned
    renew: Callable[[Session, Bank, Sequence[DeliveryRow], datetime], Chosen]  # when it is to go out
    receive: Callable[[Session, int, Content, datetime], None]  # a learner (id) has got it
    waits_for_morning: bool = True  # what is late goes out in no night
    is_for_the_day: bool = False  # never goes out at night, even where it is not late
    is_for_every_day: bool = False  # a day without it has its reason on record


def is_kind(kind: str) -> bool:
    return kind in _MESSAGES


def message_of(kind: str) -> Message:
    return _MESSAGES[kind]


def choose(session: Session, bank: Bank, due: Due, now: datetime) -> Chosen:
    """What to send for subscriptions that are due."""
    chosen: Chosen = {}
    for kind, message in _MESSAGES.items():
        if own := [(row, occurrence) for row, occurrence in due if row.kind == kind]:
            chosen |= message.choose(session, bank, own, now)
    return chosen


def renew(session: Session, bank: Bank, rows: Sequence[DeliveryRow], now: datetime) -> Chosen:
    """What planned messages are about by now."""
    renewed: Chosen = {}
    for kind, message in _MESSAGES.items():
        if own := [row for row in rows if row.kind == kind]:
            renewed |= message.renew(session, bank, own, now)
    return renewed


def _choose_fact(session: Session, bank: Bank, due: Due, _: datetime) -> Chosen:
    """In a chat that is asked, with the id of the question."""
    wanted = [
        Wanted(row.id, row.chat_id, row.topic_id, occurrence.on.isoformat(), row.learner_id, row.era)
        for row, occurrence in due
    ]
    chosen = facts(session, bank, wanted)
    asked = {row.id: occurrence for row, occurrence in due if row.form != "fact" and row.id in chosen}
    if not asked:
        return chosen
    paused = pauses.keys(session)
    seeds = {each.id: f"{each.chat_id} {each.topic_id} {each.occasion}" for each in wanted}
    return chosen | {row_id: _with_question(bank, chosen[row_id], paused, seeds[row_id]) for row_id in asked}


def _with_question(bank: Bank, content: Content, paused: frozenset[QuestionKey], seed: str) -> Content:
    fact = bank.find_fact(content.fact_id)
    question_id = polls.choose(bank, fact, paused, seed) if fact else None
    return replace(content, about=f"{content.about or ''}{question_id}") if question_id else content


def _renew_fact(session: Session, bank: Bank, rows: Sequence[DeliveryRow], now: datetime) -> Chosen:
    """A fact that has left the bank gives way to another."""
    gone = [row for row in rows if not is_of(bank, row.fact_id)]
    wishes = subscriptions.of_keys(session, {(row.chat_id, row.topic_id, "fact") for row in gone})
    eras = {key[:2]: wish.era for key, wish in wishes.items()}
    wanted = [
        Wanted(
            row.id,
            row.chat_id,
            row.topic_id,
            row.occasion,
            row.learner_id,
            eras.get((row.chat_id, row.topic_id)),
        )
        for row in gone
    ]
    return _same(session, bank, rows, now) | facts(session, bank, wanted)


def _renew_poll(session: Session, bank: Bank, rows: Sequence[DeliveryRow], _: datetime) -> Chosen:
    """A question that is asked no more gives way to another on the same fact."""
    paused = pauses.keys(session)
    renewed: Chosen = {}
    for row in rows:
        fact, question_id = bank.find_fact(row.fact_id), question_of(row.about)
        if fact is None:
            continue
        if question_id is None or (fact.id, question_id) in paused or not find(bank, fact, question_id):
            question_id = polls.choose(bank, fact, paused, f"poll {row.id}")
        if question_id is not None:
            again = AGAIN if begins_again(row.about) else ""
            renewed[row.id] = Content(fact.id, f"{again}{question_id}")
    return renewed


def _tell(session: Session, learner_id: int, content: Content, now: datetime) -> None:
    memories.tell(session, learner_id, content.fact_id, now)


def _choose_reminder(session: Session, bank: Bank, due: Due, now: datetime) -> Chosen:
    about = reminders.about(session, bank, [(row, occurrence.at) for row, occurrence in due], now)
    return {row.id: Content(about=about[row.learner_id]) for row, _ in due if row.learner_id in about}


def _renew_reminder(session: Session, bank: Bank, rows: Sequence[DeliveryRow], now: datetime) -> Chosen:
    """Whoever has practised in the meantime is not reminded."""
    by_chat = {row.chat_id: row for row in rows}
    running = subscriptions.of_chats(session, by_chat, "review")
    about = reminders.about(session, bank, [(each, by_chat[each.chat_id].due_at) for each in running], now)
    return {row.id: Content(about=about[row.learner_id]) for row in rows if row.learner_id in about}


def _fall_silent(session: Session, learner_id: int, content: Content, now: datetime) -> None:
    if content.about == reminders.PAUSE:
        reminders.paused(session, learner_id, now)


def _never_due(_: Session, __: Bank, ___: Due, ____: datetime) -> Chosen:
    return {}


def _renew_report(session: Session, _: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    """How many reports are open by now; nothing is said of reports that were dealt with."""
    count = reports.count(session) if rows else 0
    return {row.id: Content(about=str(count)) for row in rows} if count else {}


def _same(_: Session, bank: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    return {row.id: Content(row.fact_id, row.about) for row in rows if is_of(bank, row.fact_id)}


def _renew_answer(session: Session, _: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    """The texts stay where they are sealed until the answer goes out."""
    found = suggestions.answered(session, [int(row.about or 0) for row in rows])
    return {
        row.id: Content(about=row.about, sealed=found[int(row.about or 0)])
        for row in rows
        if int(row.about or 0) in found
    }


def _drop_answer(session: Session, _: int, content: Content, __: datetime) -> None:
    suggestions.drop_answer(session, int(content.about or 0))


def _renew_broadcast(session: Session, _: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    """The text for the reader's language, or else that for everybody; none is left of what was cancelled."""
    texts = broadcasts.texts(session, {int(row.about or 0) for row in rows})
    chosen: Chosen = {}
    for row in rows:
        key = int(row.about or 0)
        sealed = texts.get((key, row.language)) or texts.get((key, ""))
        if sealed is not None:
            chosen[row.id] = Content(about=row.about, sealed=(sealed,))
    return chosen


def _renew_homework(session: Session, _: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    """Whoever has handed it in by now, or wants no word any more, is not reminded."""
    ids = {row.id: int((row.about or "0").split()[0]) for row in rows}
    wanted = homework.to_remind(session, [*ids.values()]) if ids else []
    whom = {(each.homework_id, each.learner_id) for each in wanted}
    return {row.id: Content(about=row.about) for row in rows if (ids[row.id], row.learner_id) in whom}


def _renew_inactive(session: Session, _: Bank, rows: Sequence[DeliveryRow], __: datetime) -> Chosen:
    """Whoever has come in the meantime need not hear of it."""
    return {
        row.id: Content(about=row.about)
        for row in rows
        if (seen_at := retention.seen_at(session, row.learner_id or 0)) and seen_at < row.due_at
    }


def _nothing_more(_: Session, __: int, ___: Content, ____: datetime) -> None:
    return None


FACT = Message("fact", timedelta(hours=12), _choose_fact, _renew_fact, _tell, is_for_every_day=True)
POLL = Message("poll", FACT.lateness, _never_due, _renew_poll, _nothing_more)
"""The question on a chat's fact: planned together with it."""
REMINDER = Message("review", timedelta(hours=3), _choose_reminder, _renew_reminder, _fall_silent, False)
CORRECTION = Message("correction", timedelta(days=14), _never_due, _same, _nothing_more)
"""That an answer was marked anew: owed once, and not by the timetable."""
REPORT = Message("report", timedelta(days=1), _never_due, _renew_report, _nothing_more)
"""That mistakes were reported: owed to administrators by services.alerts."""
EXAM = Message("exam", timedelta(days=1), _never_due, _same, _nothing_more)
"""That the time of an exam is up."""
SUGGESTION = Message("suggestion", timedelta(days=14), _never_due, _renew_answer, _drop_answer)
"""The answer to a suggestion, owed once; who has got it needs it here no more."""
CHALLENGE = Message("challenge", timedelta(days=3), _never_due, _same, _nothing_more)
"""That somebody else is done with the same questions: owed once by services.challenges."""
BROADCAST = Message(
    "broadcast", broadcast.LATENESS, _never_due, _renew_broadcast, _nothing_more, is_for_the_day=True
)
"""What administrators write to many: planned by services.broadcasts, a beat's worth at a time."""
HOMEWORK = Message("homework", timedelta(hours=12), _never_due, _renew_homework, _nothing_more)
"""That homework is due tomorrow, to those who want to hear it: owed by bot.classes."""
INACTIVE = Message(
    "inactive", timedelta(days=365), _never_due, _renew_inactive, _nothing_more, is_for_the_day=True
)
"""That a learner will be forgotten, by services.retention: never too late, since nobody goes unwarned."""
WARNINGS = tuple(
    Message(kind, timedelta(days=1), _never_due, _same, _nothing_more, waits_for_morning=False)
    for kind in _WARNING_KINDS
)
"""To administrators by services.alerts: that messages are late or refused, or an error was unexpected."""

_KINDS = (
    *(FACT, POLL, REMINDER, CORRECTION, REPORT, EXAM, SUGGESTION, CHALLENGE, BROADCAST, HOMEWORK, INACTIVE),
    *WARNINGS,
)
_MESSAGES: Mapping[str, Message] = {message.kind: message for message in _KINDS}
