"""Every kind of failure is read as what it is: again, later, never, not to this chat, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram.error import NetworkError, TimedOut

from bot.delivery.reading import Record
from bot.delivery.sender import IN_FLIGHT, TokenRefused
from bot.screens.screen import Screen
from bot.services import deliveries, subscriptions
from bot.services.deliveries import Delivery
from bot.services.subscriptions import Wish
from bot.texts import Markup
from db.engine import Database
from tests.delivery.sending import PERSON, TOKEN, Answer, Bench, lost, no, nobody_answers
from tests.delivery.waves import DUE, rows, subscribe_all
from tests.patience import until


@pytest.fixture
async def bench(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    database = Database(database_url)
    yield Bench(database)
    database.close()


async def test_what_never_left_is_sent_again_and_counts_no_attempt(bench: Bench) -> None:
    unsent = [
        nobody_answers(),
        lost(TimedOut, aiohttp.ConnectionTimeoutError("no connection")),
    ]
    async with bench.running():
        await bench.send_one(*unsent)
        assert await bench.states() == [("pending", 0, None)]
        await bench.send_at(DUE + timedelta(seconds=2))
        assert await bench.states() == [("pending", 0, None)]
        await bench.send_at(DUE + timedelta(seconds=6))
    assert await bench.states() == [("sent", 0, None)]
    assert bench.telegram.shown == {PERSON: 1}


async def test_an_outage_is_waited_out_and_not_tried_for_everybody(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 101))
    for chat_id in range(1, 101):
        bench.telegram.script[chat_id] = [nobody_answers()]
    async with bench.running():
        await bench.send_at(DUE)
        assert len(bench.telegram.sends) <= IN_FLIGHT
        bench.telegram.script.clear()
        await bench.send_at(DUE + timedelta(minutes=1))
    assert bench.telegram.shown == Counter(range(1, 101))


async def test_an_outage_of_a_day_is_waited_out_like_one_of_a_minute(bench: Bench) -> None:
    bench.sender._reading._outages = 2000
    async with bench.running():
        await bench.send_one(nobody_answers())
        await bench.send_at(DUE + timedelta(minutes=1))
    assert await bench.states() == [("sent", 0, None)]


@pytest.mark.parametrize(
    "error",
    [
        lost(TimedOut, TimeoutError("no answer")),
        lost(NetworkError, aiohttp.ServerDisconnectedError()),
        lost(NetworkError, ConnectionResetError(104, "reset")),
    ],
)
async def test_an_unknown_fate_is_sent_once_more_and_no_oftener(bench: Bench, error: NetworkError) -> None:
    async with bench.running():
        await bench.send_one(error, error, error)
        assert await bench.states() == [("pending", 0, "fate unknown")]
        await bench.send_at(DUE + timedelta(seconds=31))
        await bench.send_at(DUE + timedelta(hours=1))
    assert await bench.states() == [("failed", 0, "fate unknown")]
    assert len(bench.telegram.sends) == 2


@pytest.mark.parametrize("result", [{"nothing": "of use"}, {"message_id": "x"}, True, [], "sent"])
async def test_a_success_of_which_nothing_is_understood_stays_a_success(bench: Bench, result: object) -> None:
    async with bench.running():
        await bench.send_one((200, {"ok": True, "result": result}))
        await bench.send_at(DUE + timedelta(hours=1))
    assert bench.telegram.shown == {PERSON: 1}
    assert await bench.states() == [("sent", 0, None)]


async def test_server_errors_are_tried_again_later_and_counted(bench: Bench) -> None:
    async with bench.running():
        await bench.send_one(no(502, "Bad Gateway"), no(500, "Internal Server Error"))
        assert await bench.states() == [("pending", 1, None)]
        await bench.send_at(DUE + timedelta(seconds=31))
        assert await bench.states() == [("pending", 2, None)]
        await bench.send_at(DUE + timedelta(minutes=3))
    assert await bench.states() == [("sent", 2, None)]


async def test_a_pause_telegram_asks_for_holds_everybody_and_survives_a_restart(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 101))
    bench.telegram.script[10] = [no(429, "Too Many Requests", retry_after=2282)]
    async with bench.running():
        await bench.send_at(DUE)
        sent_before = len(bench.telegram.sends)
    assert sent_before <= 10 + IN_FLIGHT
    bench.sender = bench.another()
    async with bench.running():
        await bench.send_at(DUE + timedelta(seconds=2280))
        assert len(bench.telegram.sends) == sent_before
        await bench.send_at(DUE + timedelta(seconds=2290))
    assert bench.telegram.shown == Counter(range(1, 101))


async def test_nothing_more_is_claimed_before_a_pause_is_written_down(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribe_all(bench.database, range(1, 101))
    bench.telegram.script[10] = [no(429, "Too Many Requests", retry_after=2282)]
    store = bench.sender._store

    async def store_last(delivery: Delivery, record: Record) -> None:
        if delivery.chat_id == 10:
            await until(lambda: len(bench.sender._in_flight) == 1)
        await store(delivery, record)

    monkeypatch.setattr(bench.sender, "_store", store_last)
    async with bench.running():
        await bench.send_at(DUE)
    assert len(bench.telegram.sends) <= 10 + IN_FLIGHT


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (no(403, "Forbidden: bot was blocked by the user"), "blocked"),
        (no(403, "Forbidden: bot was kicked from the group chat"), "blocked"),
        (no(400, "Bad Request: not enough rights to send text messages to the chat"), "blocked"),
        (no(400, "Bad Request: chat not found"), "gone"),
    ],
)
async def test_a_chat_that_cannot_be_written_to_is_switched_off(
    bench: Bench, answer: Answer, reason: str
) -> None:
    async with bench.running():
        await bench.send_one(answer)
        await bench.send_at(DUE + timedelta(days=1))
    assert await bench.states() == [("blocked", 0, reason)]
    assert len(bench.telegram.sends) == 1
    with bench.database.begin() as session:
        assert subscriptions.find(session, PERSON) is None


async def test_a_group_with_a_new_id_gets_its_fact_there(bench: Bench) -> None:
    upgraded = no(400, "group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)
    async with bench.running():
        await bench.send_one(upgraded, chat_id=-5)
    assert bench.telegram.shown == {-1005: 1, -5: 0}
    assert await rows(bench.database, "chat_id", "state") == [(-1005, "sent")]
    with bench.database.begin() as session:
        assert subscriptions.find(session, -1005) is not None


async def test_what_is_no_html_goes_out_as_plain_text(bench: Bench) -> None:
    async with bench.running():
        await bench.send_one(no(400, "Bad Request: can't parse entities: unclosed tag"))
    plain = bench.telegram.sends[1]
    assert plain["text"] == "one & 2026-11-23"
    assert "parse_mode" not in plain
    assert await bench.states() == [("sent", 0, None)]


async def test_a_closed_topic_falls_back_to_the_chat_itself(bench: Bench) -> None:
    with bench.database.begin() as session:
        early = DUE - timedelta(hours=1)
        subscriptions.subscribe(session, Wish(-5, "en", "Asia/Dushanbe", "08:30", topic_id=9), early)
    bench.telegram.script[-5] = [no(400, "Bad Request: TOPIC_CLOSED")]
    async with bench.running():
        await bench.send_at(DUE)
    assert [send.get("message_thread_id") for send in bench.telegram.sends] == [9, None]
    assert await bench.states() == [("sent", 0, None)]


async def test_a_message_telegram_refuses_is_given_up_and_the_subscription_stays(bench: Bench) -> None:
    async with bench.running():
        await bench.send_one(no(400, "Bad Request: message is too long"))
    assert await bench.states() == [("failed", 0, "Message is too long")]
    with bench.database.begin() as session:
        assert subscriptions.find(session, PERSON) is not None


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_getme_refuses_too_ends_the_sender_and_switches_nobody_off(
    bench: Bench, status: int
) -> None:
    await subscribe_all(bench.database, range(1, 31))
    bench.telegram.me = no(status, "Not Found")
    for chat_id in range(1, 31):
        bench.telegram.script[chat_id] = [no(status, "Not Found")]
    bench.hands.now = DUE
    await bench.sender.beat()
    with pytest.raises(TokenRefused) as refusal:
        await bench.sender.run()
    assert TOKEN not in str(refusal.value)
    assert await bench.states() == [("pending", 0, None)] * 30
    with bench.database.begin() as session:
        assert subscriptions.find(session, 1) is not None


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_only_a_send_refuses_goes_on(bench: Bench, status: int) -> None:
    async with bench.running():
        await bench.send_one(no(status, "Not Found"), no(status, "Not Found"))
        await send_later(bench)
    assert await bench.states() == [("sent", 0, None)]


NOT_TELEGRAMS = ["404: Not Found", "<html></html>", "", "{}", "[]", "null", '"x"', '{"ok":true}']


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 502])
async def test_answers_that_are_not_telegrams_switch_nobody_off_and_fail_nothing(
    bench: Bench, status: int
) -> None:
    chats = range(1, 31)
    await subscribe_all(bench.database, chats)
    for chat_id in chats:
        bench.telegram.script[chat_id] = [(status, body) for body in NOT_TELEGRAMS]
    async with bench.running():
        await bench.send_at(DUE)
        assert await bench.states() == [("pending", 0, None)] * 30
        assert len(bench.telegram.sends) <= IN_FLIGHT, "an outage is not tried for everybody"
        bench.telegram.script.clear()
        await send_later(bench)
    assert await bench.states() == [("sent", 0, None)] * 30


async def test_one_message_that_something_in_the_way_stops_does_not_stop_the_others(bench: Bench) -> None:
    await subscribe_all(bench.database, range(1, 31))
    bench.telegram.script[1] = [(403, "<html>Blocked by a filter</html>")] * 1000
    async with bench.running():
        await send_later(bench)
    assert bench.telegram.shown == Counter({1: 0} | dict.fromkeys(range(2, 31), 1))
    assert (await bench.states())[0] == ("pending", 0, None)


async def send_later(bench: Bench) -> None:
    """Beat every minute for a while."""
    for minutes in range(1, 10):
        await bench.send_at(DUE + timedelta(minutes=minutes))


async def test_a_screen_that_cannot_be_made_stops_nobody_elses_fact(bench: Bench) -> None:
    await subscribe_all(bench.database, [1, 2, 3])

    def render(delivery: Delivery) -> Screen:
        if delivery.chat_id == 2:
            raise ValueError("no such text")
        return Screen(Markup("text"))

    bench.sender._render = render
    async with bench.running():
        await bench.send_at(DUE)
    assert bench.telegram.shown == {1: 1, 3: 1}
    assert [row[0] for row in await bench.states()] == ["sent", "failed", "sent"]


async def test_a_failing_database_does_not_end_the_sender(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.AFTER_FAILURE_REST", 0.01)
    claim, failures = deliveries.claim, iter([OSError("the disk is full"), OSError("the disk is full")])

    def failing_claim(*args: Any, **values: Any) -> list[Delivery]:
        for failure in failures:
            raise failure
        return claim(*args, **values)

    monkeypatch.setattr(deliveries, "claim", failing_claim)
    async with bench.running():
        await bench.send_one()
    assert bench.telegram.shown == {PERSON: 1}


async def test_what_became_of_a_fact_is_stored_when_the_database_is_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.AFTER_FAILURE_REST", 0.01)
    sent, failures = deliveries.sent, iter([OSError("the disk is full"), OSError("the disk is full")])

    def failing_sent(*args: Any, **values: Any) -> None:
        for failure in failures:
            raise failure
        sent(*args, **values)

    monkeypatch.setattr(deliveries, "sent", failing_sent)
    async with bench.running():
        await bench.send_one()
        await bench.send_at(DUE + timedelta(hours=1))
    assert bench.telegram.shown == {PERSON: 1}
    assert await bench.states() == [("sent", 0, None)]
