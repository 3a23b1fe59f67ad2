"""Suggesting a fact or a correction, and answering: each once, whatever is repeated."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.meaning import SuggestionAnswer, SuggestionText
from bot.learning.suggestion import DAY, KEPT, MOST_A_DAY, Suggestion
from bot.services import deliveries
from bot.services import learners as people
from content.model import Bank, Language
from db import learners, suggestions
from db.engine import Session


def ask(session: Session, _: Bank, learner: Learner) -> None:
    """Wait for a suggestion. Refuses whoever has sent enough for a day, before they write."""
    if _of_a_day(session, learner) >= MOST_A_DAY:
        raise Refusal("error-suggestions-many", n=MOST_A_DAY)
    people.expect(session, learner, SuggestionText())


def suggest(session: Session, bank: Bank, learner: Learner, *, update_id: int, sealed: str) -> None:
    """Keep a (sealed) suggestion; the same update keeps one."""
    values = {
        "learner_id": learner.id,
        "update_id": update_id,
        "text": sealed,
        "language": learner.language,
        "bank_version": bank.version,
        "created_at": learner.now,
    }
    suggestions.insert(session, values)
    # Counted with itself: an update that comes again must not meet the limit that it has reached.
    if _of_a_day(session, learner) > MOST_A_DAY:
        raise Refusal("error-suggestions-many", n=MOST_A_DAY)


def _of_a_day(session: Session, learner: Learner) -> int:
    """Read from the rows, so the limit ends with them. What a wrong clock dated ahead keeps nobody out."""
    return suggestions.count_of(session, learner.id, learner.now - DAY, learner.now)


def find_open(session: Session, from_id: int = 0) -> Suggestion | None:
    """The first that waits from an id on; behind the last one it begins anew."""
    row = suggestions.find_open(session, from_id) or suggestions.find_open(session)
    if row is None:
        return None
    is_last = suggestions.count_open(session) == 1
    return Suggestion(row.id, row.text, row.language, row.created_at, is_last)


def close(session: Session, suggestion_id: int, now: datetime) -> None:
    suggestions.close(session, suggestion_id, now)


def ask_answer(session: Session, learner: Learner, suggestion_id: int) -> Suggestion | None:
    """Wait for the answer of an administrator; None if there is nothing open to answer."""
    found = find_open(session, suggestion_id)
    if found is None or found.id != suggestion_id:
        return None
    people.expect(session, learner, SuggestionAnswer(suggestion_id))
    return found


def answer(session: Session, suggestion_id: int, sealed: str, now: datetime) -> bool:
    """Close it and owe its author the (sealed) answer; False if it is closed or gone."""
    # Whoever forgets this instant waits for the row, and deletes it before what their chat is owed.
    learner_id = suggestions.answer(session, suggestion_id, sealed, now)
    if learner_id is None:
        return False
    deliveries.notify(
        session,
        learner_id=learner_id,
        language=cast(Language, learners.languages(session, [learner_id])[learner_id]),
        kind="suggestion",
        occasion=f"suggestion-{suggestion_id}",
        about=str(suggestion_id),
        now=now,
    )
    return True


def forget_closed(session: Session, now: datetime) -> None:
    """What was dealt with long ago goes."""
    suggestions.delete_closed_before(session, now - KEPT)
