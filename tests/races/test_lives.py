"""What is done to a live quiz at the same moment: it begins once, moves once, and every vote counts once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.errors import Refusal
from bot.live import hosting, moving, voting
from bot.live.voting import Vote
from bot.services import chats, memories
from bot.services.groups import Where
from content.model import Bank
from db import lives as live_rows
from db import polls as poll_rows
from db.engine import Database, Session
from tests.races.playing import LEARNER, NOW, rows
from tests.races.race import Act, Race

CLASS = -1005
HERE = Where(CLASS)
HOST = 5_000_000_009
READ = NOW + timedelta(seconds=5)
OVER = READ + timedelta(seconds=33)


@pytest.fixture(autouse=True)
def group(database: Database) -> None:
    with database.begin() as session:
        chats.enter(session, CLASS, "en", "Asia/Dushanbe", NOW)


def calling(bank: Bank, origin: str, host_id: int = HOST) -> Act:
    return partial(hosting.call, bank=bank, where=HERE, origin=origin, host_id=host_id, code=None, now=NOW)


def begun(database: Database, bank: Bank) -> int:
    with database.begin() as session:
        row = calling(bank, "a")(session)
        hosting.begin(session, bank, HERE, row.id, now=NOW)
    return int(row.id)


def stepped(database: Database, bank: Bank, live_id: int, now: datetime) -> str:
    with database.begin() as session:
        assert moving.claim(session, now) == [live_id]
    with database.begin() as session:
        step = moving.step(session, bank, live_id, "UTC", now)
    assert step is not None
    return step.deed


def asked(database: Database, bank: Bank) -> int:
    """A quiz whose first poll is out."""
    live_id = begun(database, bank)
    assert stepped(database, bank, live_id, READ) == "ask"
    with database.begin() as session:
        moving.opened(session, live_id, 0, "p1", 77, READ)
    return live_id


def voting_in(
    bank: Bank, poll_id: str, learner_id: int = LEARNER, at: datetime = READ, option: int = 0
) -> Act:
    vote = Vote(poll_id, learner_id, option, at)
    return partial(voting.vote, bank=bank, given=vote, zone="UTC")


async def test_of_two_who_begin_at_once_one_does(race: Race, database: Database, rivers: Bank) -> None:
    race.meet_before(live_rows, "insert")
    outcomes = await race.at_once(calling(rivers, "a", 1), calling(rivers, "b", 2))
    [refused] = [each for each in outcomes if isinstance(each, Refusal)]
    assert refused.key == "live-running"
    [live] = rows(database, "lives")
    again = live_rows.insert
    with database.begin() as session:
        values = {name: getattr(live, name) for name in live._fields if name not in ("id", "origin")}
        assert again(session, values | {"origin": "c"}) is None  # also past the chat's lock


async def test_a_tap_to_begin_that_comes_twice_begins_once(
    race: Race, database: Database, rivers: Bank
) -> None:
    with database.begin() as session:
        live_id = calling(rivers, "a")(session).id
    begin = partial(hosting.begin, bank=rivers, where=HERE, live_id=live_id, now=NOW)
    race.meet_after(live_rows, "lock")
    await race.at_once(begin, begin)
    assert len(rows(database, "quizzes")) == 1


async def test_of_two_processes_one_moves_it_on(race: Race, database: Database, rivers: Bank) -> None:
    live_id = begun(database, rivers)
    race.meet_before(live_rows, "claim")
    claim = partial(moving.claim, now=READ)
    assert sorted(await race.at_once(claim, claim)) == [[], [live_id]]
    with database.begin() as session:
        assert moving.claim(session, READ + moving.LEASE) == [live_id]  # what a dead one had


async def test_one_step_written_down_twice_moves_once(race: Race, database: Database, rivers: Bank) -> None:
    live_id = asked(database, rivers)
    with database.begin() as session:
        voting_in(rivers, "p1")(session)
        moving.claim(session, OVER)
        step = moving.step(session, rivers, live_id, "UTC", OVER)
    assert step is not None
    told = partial(moving.told, done=step, message_id=78, now=OVER)
    race.meet_before(live_rows, "lock")
    await race.at_once(told, told)
    [quiz] = rows(database, "quizzes")
    assert quiz.position == 1
    with database.begin() as session:  # and one that is late does not take an open question back
        moving.opened(session, live_id, 1, "p2", 79, OVER)
        told(session)
    [live] = rows(database, "lives")
    assert live.phase == "asking"


async def test_a_vote_that_comes_twice_at_once_counts_once(
    race: Race, database: Database, rivers: Bank
) -> None:
    asked(database, rivers)
    race.meet_after(poll_rows, "find")
    await race.at_once(voting_in(rivers, "p1"), voting_in(rivers, "p1", option=1))
    [answer] = rows(database, "answers")
    with database.begin() as session:
        held = memories.of_learner(session, LEARNER)[answer.fact_id]
        assert held == memories.from_rows(session, LEARNER, answer.fact_id)


async def test_a_vote_at_the_end_of_time_counts_while_the_verdict_is_made(
    race: Race, database: Database, rivers: Bank
) -> None:
    live_id = asked(database, rivers)
    with database.begin() as session:
        moving.claim(session, OVER)
    race.meet_before(poll_rows, "asking")
    step = partial(moving.step, bank=rivers, live_id=live_id, zone="UTC", now=OVER)
    await race.at_once(voting_in(rivers, "p1", at=OVER), step)
    [answer] = rows(database, "answers")
    assert answer.position == 0
    with database.begin() as session:  # and one that comes when the next question is asked
        done = step(session)
        assert done is not None
        moving.told(session, done, 78, OVER)
        voting_in(rivers, "p1", learner_id=LEARNER + 1, at=OVER)(session)
    assert [row.position for row in rows(database, "answers")] == [0, 0]


async def test_a_vote_that_comes_before_its_poll_is_known_counts(
    race: Race, database: Database, rivers: Bank
) -> None:
    live_id = begun(database, rivers)
    assert stepped(database, rivers, live_id, READ) == "ask"
    race.meet_after(poll_rows, "find")
    opened = partial(moving.opened, live_id=live_id, position=0, poll_id="p1", message_id=77, now=READ)
    early = LEARNER + 1
    _run(database, [voting_in(rivers, "p1", early)])
    await race.at_once(voting_in(rivers, "p1"), opened)
    _run(database, [voting_in(rivers, "p1", LEARNER + 2)])  # takes nobody else's vote away
    assert stepped(database, rivers, live_id, OVER) == "tell"
    assert {row.learner_id for row in rows(database, "answers")} == {LEARNER, early, LEARNER + 2}
    assert rows(database, "votes") == []


async def test_the_poll_of_a_sending_that_broke_off_is_known_by_its_votes(
    database: Database, rivers: Bank
) -> None:
    live_id = begun(database, rivers)
    assert stepped(database, rivers, live_id, READ) == "ask"
    _run(database, [voting_in(rivers, "lost", at=READ + timedelta(seconds=1))])
    later = READ + moving.LEASE
    assert stepped(database, rivers, live_id, later) == "nothing"
    assert [row.learner_id for row in rows(database, "answers")] == [LEARNER]
    _run(database, [voting_in(rivers, "lost", LEARNER + 1, later), voting_in(rivers, "lost", at=later)])
    assert [row.learner_id for row in rows(database, "answers")] == [LEARNER, LEARNER + 1]


async def test_of_a_poll_that_went_out_twice_each_voter_counts_once(database: Database, rivers: Bank) -> None:
    live_id = begun(database, rivers)
    assert stepped(database, rivers, live_id, READ) == "ask"
    again = READ + moving.LEASE
    assert stepped(database, rivers, live_id, again) == "ask"
    with database.begin() as session:
        moving.opened(session, live_id, 0, "p2", 78, again)
    twice = [voting_in(rivers, "p2", at=again), voting_in(rivers, "lost", at=again, option=1)]
    _run(database, [*twice, voting_in(rivers, "lost", LEARNER + 1, again)])
    over = again + timedelta(seconds=33)
    assert stepped(database, rivers, live_id, over) == "tell"
    assert [row.learner_id for row in rows(database, "answers")] == [LEARNER, LEARNER + 1]


def _run(database: Database, acts: Sequence[Act]) -> None:
    for act in acts:
        with database.begin() as session:
            act(session)


async def test_a_vote_in_somebody_elses_poll_is_forgotten(database: Database, rivers: Bank) -> None:
    _run(database, [voting_in(rivers, "strange")])
    assert len(rows(database, "votes")) == 1

    def keep_house(session: Session) -> None:
        voting.keep_house(session, READ + voting.KEPT_FOR + timedelta(seconds=1))

    _run(database, [keep_house])
    assert rows(database, "votes") == []
