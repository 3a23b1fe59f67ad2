"""One card tapped for twice at once: the quiz has one code, and both links carry it."""

from __future__ import annotations

from bot.errors import Refusal
from bot.services import answering, sets
from content.model import Bank
from db import sets as set_rows
from db.engine import Database, Session
from tests.races.playing import ITEM, RIGHT, arrive, begin, rows, stranger
from tests.races.race import Act, Race


def finished(database: Database, bank: Bank) -> int:
    """A quiz whose one question was answered right."""
    quiz_id = begin(database, bank, ITEM)
    with database.begin() as session:
        learner = arrive(session)
        answering.answer(session, bank, learner, quiz_id=quiz_id, position=0, option=RIGHT)
        answering.advance(session, bank, learner, quiz_id=quiz_id, position=0)
    return quiz_id


def sharing(bank: Bank, quiz_id: int, code: str, *, locks: bool) -> Act:
    def act(session: Session) -> str:
        learner = arrive(session) if locks else stranger()
        return sets.share(session, bank, learner, quiz_id=quiz_id, code=code)

    return act


async def test_two_taps_at_once_make_one_code(race: Race, database: Database, rivers: Bank) -> None:
    quiz_id = finished(database, rivers)
    race.meet_before(set_rows, "put")
    outcomes = await race.at_once(*(sharing(rivers, quiz_id, code, locks=True) for code in ("aa", "bb")))
    [row] = rows(database, "sets")
    assert outcomes == [row.code, row.code]


async def test_two_acts_that_lock_nobody_make_one_code(race: Race, database: Database, rivers: Bank) -> None:
    quiz_id = finished(database, rivers)
    race.meet_before(set_rows, "put")
    outcomes = await race.at_once(*(sharing(rivers, quiz_id, code, locks=False) for code in ("aa", "bb")))
    [row] = rows(database, "sets")
    assert {each for each in outcomes if not isinstance(each, Refusal)} == {row.code}
