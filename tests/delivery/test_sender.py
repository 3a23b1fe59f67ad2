"""The sender: a wave goes out once, few at a time; a stop, a kill or a new bank loses nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.delivery.sender import IN_FLIGHT
from bot.services import deliveries
from bot.tasks import spawn
from db.engine import Database
from tests.delivery.sending import PERSON, Bench
from tests.delivery.waves import DUE, bank_of, rows, subscribe_all


@pytest.fixture
async def bench(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    database = Database(database_url)
    yield Bench(database)
    database.close()


async def test_a_wave_reaches_everybody_once_with_few_in_flight(bench: Bench) -> None:
    chats = range(1, 301)
    await subscribe_all(bench.database, chats)
    async with bench.running():
        await bench.send_at(DUE)
    assert bench.telegram.shown == Counter(chats)
    assert bench.telegram.most_in_flight <= IN_FLIGHT
    assert {row[0] for row in await bench.states()} == {"sent"}
    assert bench.hands.now - DUE == pytest.approx(timedelta(seconds=300 / 25), abs=timedelta(seconds=0.5))


async def test_the_message_is_the_rendered_screen(bench: Bench) -> None:
    async with bench.running():
        await bench.send_one()
    [send] = bench.telegram.sends
    assert (send["text"], send["parse_mode"]) == ("<b>one</b> &amp; 2026-11-23", "HTML")
    assert await rows(bench.database, "message_id", "sent_at") == [(77, bench.hands.now)]


async def test_a_second_beat_sends_nothing_again(bench: Bench) -> None:
    async with bench.running():
        await bench.send_one()
        await bench.send_at(DUE + timedelta(minutes=1))
    assert bench.telegram.shown == {PERSON: 1}


async def test_a_stop_finishes_what_is_in_flight_and_leaves_the_rest(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 101))
    bench.telegram.gate.clear()
    async with bench.running():
        await bench.sender.beat()
        await bench.telegram.is_full.wait()
        stop = spawn(bench.sender.stop(), name="stop")
        await asyncio.sleep(0)
        bench.telegram.gate.set()
        await stop
    states = Counter(state for state, _, _ in await bench.states())
    assert states["sent"] >= IN_FLIGHT
    assert states == {"sent": bench.telegram.shown.total(), "pending": 100 - bench.telegram.shown.total()}
    bench.sender = bench.another()
    async with bench.running():
        await bench.send_at(DUE + timedelta(minutes=1))
    assert bench.telegram.shown == Counter(range(1, 101))


@pytest.mark.sqlite
async def test_what_was_claimed_at_a_kill_goes_out_after_the_start(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 31))
    await bench.sender.beat()
    with bench.database.begin() as session:
        claimed = deliveries.claim(session, bench.house.bank, DUE, 20, timedelta(hours=1))
    assert len(claimed) == 20
    async with bench.running():
        await bench.send_at(DUE + timedelta(seconds=1))
    assert bench.telegram.shown == Counter(range(1, 31))


async def test_messages_of_two_kinds_for_one_chat_go_out_one_after_the_other(bench: Bench) -> None:
    await subscribe_all(bench.database, [PERSON])
    with bench.database.begin() as session:
        deliveries.notify(
            session, learner_id=PERSON, language="en", kind="correction", occasion="mark 5", now=DUE
        )
    async with bench.running():
        await bench.send_at(DUE)
        await bench.send_at(DUE + timedelta(minutes=1))
    assert sorted(send["text"] for send in bench.telegram.sends) == [
        "<b></b> &amp; mark 5",
        "<b>one</b> &amp; 2026-11-23",
    ]
    assert [state for state, _, _ in await bench.states()] == ["sent", "sent"]


async def test_slow_answers_that_outlast_the_lease_are_waited_for(bench: Bench) -> None:
    chats = range(1, 201)
    await subscribe_all(bench.database, chats)

    def take_long() -> None:
        bench.hands.now += bench.sender._lease / IN_FLIGHT

    bench.telegram.on_send = take_long
    async with bench.running():
        await bench.send_at(DUE)
    assert bench.telegram.shown == Counter(chats)


async def test_a_fact_that_left_the_bank_is_replaced_by_another(bench: Bench) -> None:
    await subscribe_all(bench.database, [1, 2])
    await bench.sender.beat()
    bench.house.bank = bank_of(["two"])
    async with bench.running():
        await bench.send_at(DUE)
    assert await rows(bench.database, "fact_id", "state") == [("two", "sent")] * 2


async def test_a_fact_that_leaves_the_bank_while_it_waits_its_turn_is_replaced(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 31))
    smaller = bank_of(["two"])

    def replace_bank() -> None:
        bench.house.bank = smaller

    bench.telegram.on_send = replace_bank
    async with bench.running():
        await bench.send_at(DUE)
    assert bench.telegram.shown == Counter(range(1, 31))
