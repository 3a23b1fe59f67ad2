"""The same question asked in vain by two at once: one row, and both are counted."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.services import asked, learners
from db import lookups, unanswered
from db.engine import Database, Session
from tests.races.playing import NOW, rows
from tests.races.race import Act, Race


def asking(update_id: int, key: str = "k", text: str = "sealed") -> Act:
    def act(session: Session) -> None:
        asked.note(session, key=key, sealed=text, language="tg", update_id=update_id, now=NOW)

    return act


async def test_two_who_ask_at_once_are_both_counted_in_one_row(race: Race, database: Database) -> None:
    race.meet_after(unanswered, "count")
    await race.at_once(asking(1), asking(2))
    [row] = rows(database, "unanswered")
    assert row.times == 2
    await race.at_once(asking(3), asking(4))
    [row] = rows(database, "unanswered")
    assert row.times == 4


async def test_an_update_that_is_handled_again_is_counted_once(race: Race, database: Database) -> None:
    race.meet_after(unanswered, "count")
    await race.at_once(asking(7), asking(7))
    [row] = rows(database, "unanswered")
    assert row.times == 1


async def test_whoever_asks_in_two_places_at_once_is_remembered_once(race: Race, database: Database) -> None:
    with database.begin() as session:
        learners.arrive(session, 7, code="tg", zone="Asia/Dushanbe", now=NOW)
    race.meet_after(lookups, "find")
    remember = partial(asked.remember, learner_id=7, now=NOW)
    await race.at_once(remember, remember)
    [row] = rows(database, "lookups")
    assert row.times == 1


async def test_what_is_old_or_beyond_the_number_goes(database: Database) -> None:
    with database.begin() as session:
        for update_id in range(asked.MOST + 3):
            asking(update_id, f"once-{update_id}")(session)
        asking(10_001, "twice")(session)
        asking(10_002, "twice")(session)
        assert asked.drop_old(session, NOW) == 4
        assert asked.how_many(session) == asked.MOST
        assert asked.listed(session)[0].times == 2
        assert asked.drop_old(session, NOW + asked.KEPT_FOR) == 0
        assert asked.drop_old(session, NOW + asked.KEPT_FOR + timedelta(seconds=1)) == asked.MOST
