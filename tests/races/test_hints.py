"""A hint and an answer at once: whichever comes first, the row says what was known."""

from __future__ import annotations

from typing import Any

from bot.services import answering, hints
from content.model import Bank
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import ITEM, RIGHT, answering_by, arrive, begin, memory_is_that_of_the_rows, rows
from tests.races.race import Act, Race


def taking_a_hint(bank: Bank, quiz_id: int) -> Act:
    def act(session: Session) -> Any:
        return hints.hint(session, bank, arrive(session), quiz_id=quiz_id, position=0)

    return act


async def test_hint_and_answer_at_once_agree_on_which_was_first(
    race: Race, database: Database, rivers: Bank
) -> None:
    quiz_id = begin(database, rivers, ITEM)
    race.meet_before(answering, "stand")
    await race.at_once(
        taking_a_hint(rivers, quiz_id), answering_by(rivers, quiz_id, RIGHT), taking_a_hint(rivers, quiz_id)
    )
    [answer], [quiz] = rows(database, "answers"), rows(database, "quizzes")
    assert answer.is_hinted == ("hint" in quiz.plan[0])
    assert memory_is_that_of_the_rows(database)


async def test_hints_and_a_miss_that_comes_back_lose_nothing_of_the_plan(
    race: Race, database: Database, rivers: Bank
) -> None:
    """Both write the plan whole."""
    quiz_id = begin(database, rivers, ITEM)
    race.meet_before(quiz_rows, "plan_anew")
    await race.at_once(*(taking_a_hint(rivers, quiz_id) for _ in range(3)), answering_by(rivers, quiz_id, 0))
    [answer], [quiz] = rows(database, "answers"), rows(database, "quizzes")
    assert [entry.get("again", False) for entry in quiz.plan] == [False, True]
    assert answer.is_hinted == ("hint" in quiz.plan[0])
