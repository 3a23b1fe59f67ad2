"""Two who are done with the same questions at once: each hears of the other, once."""

from __future__ import annotations

from bot.learning.quiz import Turn
from bot.learning.recipe import Recipe
from bot.services import answering, sets
from content.model import Bank
from db import challenges
from db import forget as forgetting
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import FACT, LEARNER, NOW, arrive, rows
from tests.races.race import Act, Race

OTHER = LEARNER + 1
CODE = "c0de"


def nearly_done(database: Database, bank: Bank) -> dict[int, int]:
    """A set of one's own and of another, both answered and not yet ended; gives the quiz of each."""
    begun = {}
    for learner_id in (LEARNER, OTHER):
        with database.begin() as session:
            learner = arrive(session, learner_id)
            questions = ((FACT, "how-many"),)
            recipe = Recipe(5, "a", "own", questions=questions)
            sets.make(session, bank, LEARNER, recipe=recipe, code=CODE, now=NOW)
            turn = sets.begin(session, bank, learner, code=CODE, nonce="tap")
            assert isinstance(turn, Turn)
            right = turn.options.index("right")
            answering.answer(session, bank, learner, quiz_id=turn.quiz_id, position=0, option=right)
            begun[learner_id] = turn.quiz_id
    return begun


def ending(bank: Bank, quiz_id: int, learner_id: int) -> Act:
    def act(session: Session) -> object:
        learner = arrive(session, learner_id)
        return answering.advance(session, bank, learner, quiz_id=quiz_id, position=0)

    return act


async def test_of_two_who_end_at_once_one_is_told_and_the_other_sees(
    race: Race, database: Database, rivers: Bank
) -> None:
    begun = nearly_done(database, rivers)
    race.meet_after(quiz_rows, "end")
    await race.at_once(*(ending(rivers, quiz_id, learner_id) for learner_id, quiz_id in begun.items()))
    [owed] = rows(database, "deliveries")
    assert owed.kind == "challenge"
    await race.at_once(*(ending(rivers, quiz_id, learner_id) for learner_id, quiz_id in begun.items()))
    assert rows(database, "deliveries") == [owed], "told once, however often the last button is tapped"


async def test_whoever_forgets_while_another_ends_is_owed_nothing(
    race: Race, database: Database, rivers: Bank
) -> None:
    begun = nearly_done(database, rivers)
    with database.begin() as session:
        ending(rivers, begun[OTHER], OTHER)(session)

    def forget(session: Session) -> int:
        arrive(session, OTHER)
        return forgetting.forget(session, OTHER)

    race.meet_after(challenges, "hold")
    await race.in_turn(ending(rivers, begun[LEARNER], LEARNER), forget)
    assert [row for row in rows(database, "deliveries") if row.learner_id == OTHER] == []
