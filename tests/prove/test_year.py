"""Two months of the year, and the control that must fail; the long form is `make prove PART=year`."""

from __future__ import annotations

from datetime import timedelta

from db import learners
from db.engine import Database
from tests.delivery.waves import bank_of
from tests.prove import year
from tests.prove.acting import Bot
from tests.prove.book import judge


def test_in_two_months_every_local_date_is_accounted_for() -> None:
    assert year.counted(people=8, chats=1, days=60, seed=0)["wrong"] == []


def test_a_timetable_that_adds_24_hours_is_caught() -> None:
    assert year.mistimed()["wrong"]


async def test_what_a_wrong_clock_planned_is_known_as_its_own_also_when_it_is_sent_later(
    database: Database,
) -> None:
    bot = Bot(database, bank_of(year.FACTS), year.BEGIN, lambda _: "server error")
    with database.begin() as session:
        learners.insert(session, 1, "en", "Asia/Dushanbe", bot.now)
    bot.subscribe(1, "Asia/Dushanbe", "08:00", 1)
    wrong, bot.drift = bot.now + timedelta(days=40), timedelta(days=40)
    bot.now = wrong
    bot.beat()
    bot.send()
    bot.drift, bot.now = timedelta(0), bot.true_now
    bot.start()
    bot.fate = lambda _: "well"
    for _ in range(24):
        bot.now += timedelta(minutes=10)
        bot.beat()
        bot.send()
    assert wrong.date() in bot.accounts[1].shown
    bot.stop(1)
    with database.begin() as session:
        assert judge(session, bot.accounts, bot.true_now).wrong == []
