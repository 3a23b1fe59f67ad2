"""Updates in: kept first, handled in the order of their chat, tried again, never begun twice by mistake."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import orjson
import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.updates.envelope import MOST_ATTEMPTS, chat_of
from bot.updates.slim import slim
from bot.vault import Vault
from bot.wire.answers import NotTelegram
from db import inbox
from db.engine import Database
from tests.end_to_end.stand_in import StandIn, tap_update, text_update
from tests.patience import PATIENCE, until
from tests.updates.conftest import VAULT, Bot, MakeBot


def numbered(*chats: int) -> list[dict[str, object]]:
    """One message update for each chat named, numbered from 1."""
    return [{"update_id": number, **text_update(chat, "hi")} for number, chat in enumerate(chats, 1)]


async def take(bot: Bot, *chats: int) -> None:
    await bot.intake.take(numbered(*chats))
    await bot.intake.idle()


async def test_updates_of_one_chat_are_handled_in_order(make_bot: MakeBot) -> None:
    async def slower_at_first(update: Update) -> None:
        await asyncio.sleep(0.02 / update.update_id)

    bot = await make_bot(slower_at_first)
    await take(bot, 5, 5, 5, 5)
    assert bot.begun == bot.ended == [1, 2, 3, 4]


async def test_chats_do_not_wait_for_each_other(make_bot: MakeBot) -> None:
    both_begun = asyncio.Barrier(2)

    async def meet(_: Update) -> None:
        async with asyncio.timeout(PATIENCE):
            await both_begun.wait()

    bot = await make_bot(meet)
    await take(bot, 5, 6)
    assert sorted(bot.ended) == [1, 2]


async def test_no_more_chats_at_once_than_allowed(make_bot: MakeBot) -> None:
    at_once: list[int] = []

    async def count(_: Update) -> None:
        at_once.append(len(bot.begun) - len(bot.ended))
        await asyncio.sleep(0.005)

    bot = await make_bot(count, concurrency=3)
    await take(bot, *range(1, 21))
    assert max(at_once) == 3


async def test_the_body_is_safe_before_handling_begins_and_emptied_after(make_bot: MakeBot) -> None:
    let_go = asyncio.Event()

    async def hold(_: Update) -> None:
        await let_go.wait()

    bot = await make_bot(hold)
    [update] = numbered(5)
    update["a_field_of_next_year"] = {"nested": [1]}
    await bot.intake.take([update])
    [row] = await bot.rows()
    assert (row.update_id, row.chat_id, row.handled_at) == (1, 5, None)
    assert "nested" not in row.body, "what people type is kept sealed"
    assert orjson.loads(VAULT.open(row.body) or "") == slim(update)
    let_go.set()
    await bot.intake.idle()
    [row] = await bot.rows()
    assert (row.body, row.handled_at is not None) == ("", True)


async def test_an_update_that_comes_again_is_not_begun_again(make_bot: MakeBot) -> None:
    bot = await make_bot()
    await take(bot, 5, 6)
    await take(bot, 5, 6, 7)
    assert sorted(bot.begun) == [1, 2, 3]


async def test_a_later_life_handles_what_was_left_in_order_and_first(
    server: StandIn, make_bot: MakeBot
) -> None:
    async def hang(_: Update) -> None:
        await asyncio.sleep(60)

    first = await make_bot(hang)
    await first.intake.take(numbered(5, 5, 6, 5))
    await first.intake.stop(patience=0.05)
    second = await make_bot()
    async with second.polling():
        await server.wait_for_poll()
        await second.intake.idle()
    assert [number for number in second.ended if number != 3] == [1, 2, 4]
    assert sorted(second.ended) == [1, 2, 3, 4]


async def test_an_update_that_only_waited_its_turn_is_never_dropped(
    server: StandIn, make_bot: MakeBot
) -> None:
    async def hang(_: Update) -> None:
        await asyncio.sleep(60)

    bot = await make_bot(hang)
    await bot.intake.take(numbered(5, 5))
    await bot.has_begun()
    await bot.intake.stop(patience=0.01)
    for _ in range(MOST_ATTEMPTS):
        bot = await make_bot(hang)
        async with bot.polling():
            await bot.has_begun()
            await bot.intake.stop(patience=0.01)
    last = await make_bot()
    async with last.polling():
        await server.wait_for_poll()
        await last.intake.idle()
    assert last.ended == [2]


async def test_an_update_begun_too_often_is_dropped(
    server: StandIn, make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    async def hang(_: Update) -> None:
        await asyncio.sleep(60)

    bot = await make_bot(hang)
    await bot.intake.take(numbered(5))
    await bot.has_begun()
    await bot.intake.stop(patience=0.01)
    for _ in range(MOST_ATTEMPTS):
        bot = await make_bot(hang)
        async with bot.polling():
            await bot.has_begun()
            await bot.intake.stop(patience=0.01)
    last = await make_bot()
    async with last.polling():
        await server.wait_for_poll()
    assert last.begun == []
    assert "it is dropped" in caplog.text


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("Bad Gateway"),
        RetryAfter(timedelta(milliseconds=10)),
        OperationalError("UPDATE", {}, Exception("database is locked")),
    ],
)
async def test_an_error_that_passes_is_tried_again_in_the_order_of_the_chat(
    make_bot: MakeBot, error: Exception
) -> None:
    async def fail_once(update: Update) -> None:
        if bot.begun.count(update.update_id) == 1:
            raise error

    bot = await make_bot(fail_once)
    await take(bot, 5, 5)
    assert bot.begun == [1, 1, 2, 2]
    assert bot.ended == [1, 2]
    assert bot.errors == []


@pytest.mark.parametrize("error", [BadRequest("chat not found"), Forbidden("blocked"), ValueError("a bug")])
async def test_an_error_that_stays_goes_to_the_error_handler_once(
    make_bot: MakeBot, error: Exception
) -> None:
    async def fail(_: Update) -> None:
        raise error

    bot = await make_bot(fail)
    await take(bot, 5)
    assert bot.begun == [1]
    assert bot.errors == [error]
    assert (await bot.rows())[0].handled_at is not None


async def test_an_update_that_keeps_failing_is_given_up_and_the_chat_goes_on(
    make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail_at_first(update: Update) -> None:
        if update.update_id == 1:
            raise NetworkError("away")

    bot = await make_bot(fail_at_first)
    await take(bot, 5, 5)
    assert bot.begun == [1, 1, 1, 2]
    assert "update 1 is given up" in caplog.text


@pytest.mark.parametrize("error", [NotTelegram("404: Not Found"), RetryAfter(0)])
async def test_what_surely_passes_is_outwaited_however_often_it_comes(
    make_bot: MakeBot, error: TelegramError
) -> None:
    async def fail_for_long(update: Update) -> None:
        if update.update_id == 1 and bot.begun.count(1) < 12:
            raise error

    bot = await make_bot(fail_for_long)
    await take(bot, 5, 6, 5)
    assert bot.begun.count(1) == 12
    assert bot.ended == [2, 1, 3], "it holds the lane of its chat, and no other"


async def test_a_long_wait_counts_as_one_attempt_of_an_update_that_was_left(
    server: StandIn, make_bot: MakeBot
) -> None:
    async def hang(_: Update) -> None:
        await asyncio.sleep(60)

    async def fail_for_long(_: Update) -> None:
        if len(bot.begun) <= MOST_ATTEMPTS:
            raise NotTelegram("<html>")

    first = await make_bot(hang)
    await first.intake.take(numbered(5))
    await first.intake.stop(patience=0.01)
    bot = await make_bot(fail_for_long)
    async with bot.polling():
        await server.wait_for_poll()
        await bot.intake.idle()
        assert bot.ended == [1]
        assert (await bot.rows())[0].attempts == 1


async def test_a_reply_that_may_have_arrived_is_sent_once_more_and_no_more(make_bot: MakeBot) -> None:
    async def time_out(_: Update) -> None:
        raise TimedOut

    bot = await make_bot(time_out, retry_pauses=(0.0, 0.0, 0.0, 0.0))
    await take(bot, 5)
    assert bot.begun == [1, 1]
    assert (await bot.rows())[0].handled_at is not None


async def test_half_a_surrogate_pair_does_not_end_the_bot(make_bot: MakeBot) -> None:
    bot = await make_bot()
    await bot.intake.take([{"update_id": 1, **text_update(5, "h\ud83di")}, *numbered(5, 5)[1:]])
    await bot.intake.idle()
    assert bot.ended == [1, 2]


async def test_an_update_the_database_cannot_take_is_never_given_up(make_bot: MakeBot) -> None:
    async def fail_for_long(update: Update) -> None:
        if bot.begun.count(update.update_id) < 12:
            raise OperationalError("INSERT", {}, Exception("disk is full"))

    bot = await make_bot(fail_for_long)
    await take(bot, 5)
    assert bot.begun == [1] * 12
    assert bot.ended == [1]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"message": {"chat": {"id": 5}}},
        {"message": "hello"},
        {"message": {"message_id": 1, "date": 10**40, "chat": {"id": 5, "type": "private"}}},
        {"message": {"message_id": 1, "date": 1, "chat": "x"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 10**30, "type": "private"}}},
        {"callback_query": {"id": 7, "message": [], "from": None}},
        {"my_chat_member": {"chat": {"id": "x"}, "new_chat_member": 7}},
        {"something_new": [{"id": "x"}]},
    ],
)
async def test_an_update_that_makes_no_sense_ends_nothing(make_bot: MakeBot, odd: dict[str, object]) -> None:
    bot = await make_bot()
    await bot.intake.take([{"update_id": 1, **odd}, *numbered(5, 5)[1:]])
    await bot.intake.idle()
    assert bot.ended == [2]
    assert all(row.handled_at is not None for row in await bot.rows())


async def test_a_part_of_a_later_bot_api_does_not_hide_the_rest(make_bot: MakeBot) -> None:
    texts = []

    async def note(update: Update) -> None:
        texts.append(update.message and update.message.text)

    bot = await make_bot(note)
    message = text_update(5, "hi")["message"]
    replied = {**message, "unique_gift": {"of": "next year"}, "poll": {"id": 7}}
    await bot.intake.take([{"update_id": 1, "message": {**message, "reply_to_message": replied}}])
    await bot.intake.idle()
    assert texts == ["hi"]


async def test_stopping_lets_what_is_in_hand_finish_and_leaves_the_rest(make_bot: MakeBot) -> None:
    may_end = asyncio.Event()

    async def work(_: Update) -> None:
        await may_end.wait()

    bot = await make_bot(work)
    await bot.intake.take(numbered(5, 5, 6))
    await until(lambda: len(bot.begun) == 2)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bot.intake.stop())
        await until(bot.intake.stopping.is_set)
        may_end.set()
    assert sorted(bot.ended) == [1, 3]
    assert [row.update_id for row in await bot.rows() if row.handled_at is None] == [2]


async def test_stopping_does_not_wait_for_a_pause_between_tries(make_bot: MakeBot) -> None:
    async def fail(_: Update) -> None:
        raise NetworkError("away")

    bot = await make_bot(fail, retry_pauses=(10 * PATIENCE,))
    await bot.intake.take(numbered(5))
    await until(lambda: bot.begun)
    async with asyncio.timeout(PATIENCE):
        await bot.intake.stop()
    assert (await bot.rows())[0].handled_at is None


async def test_many_that_end_together_are_written_down_together(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await make_bot()
    begin, transactions = bot.database.begin, []

    def counting() -> object:
        transactions.append(1)
        return begin()

    monkeypatch.setattr(bot.database, "begin", counting)
    await take(bot, *range(1, 101))
    assert sorted(bot.ended) == list(range(1, 101))
    assert len(transactions) <= 10


async def test_rows_go_once_telegram_has_heard_and_not_before(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        [first] = server.feed(text_update(5, "one"))
        await server.wait_for_poll()
        await bot.intake.idle()
        assert server.queue == []
        assert [row.update_id for row in await bot.rows()] == [first]
        [second] = server.feed(text_update(5, "two"))
        await server.wait_for_poll()
        await bot.intake.idle()
        assert [row.update_id for row in await bot.rows()] == [second]


async def test_handled_rows_of_long_ago_are_swept_at_the_start(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot()
    await take(bot, 5)
    later = await make_bot()
    later.now += timedelta(days=3)
    async with later.polling():
        await server.wait_for_poll()
        assert await later.rows() == []


async def test_the_database_being_away_acknowledges_nothing(
    server: StandIn, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    bot = await make_bot()
    begin = bot.database.begin

    def away() -> object:
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    async with bot.polling():
        await server.wait_for_poll()
        monkeypatch.setattr(bot.database, "begin", away)
        [update_id] = server.feed(text_update(5, "one"))
        await server.wait_for_poll()
        assert [update["update_id"] for update in server.queue] == [update_id]
        monkeypatch.setattr(bot.database, "begin", begin)
        await server.wait_for_poll()
        await server.wait_for_poll()
        await bot.intake.idle()
    assert bot.ended == [update_id]
    assert server.queue == []


def test_every_kind_of_update_has_its_chat_or_its_person() -> None:
    message = {"chat": {"id": -7}, "from": {"id": 5}}
    assert chat_of({"update_id": 1, "edited_message": message}) == -7
    assert chat_of({"update_id": 1, **tap_update(5, message, "x", "1")}) == -7
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": 5}, "inline_message_id": "1"}}) == 5
    assert chat_of({"update_id": 1, "poll_answer": {"poll_id": "1", "user": {"id": 5}}}) == 5
    assert chat_of({"update_id": 1, "my_chat_member": message}) == -7
    assert chat_of({"update_id": 1, "something_new": {"id": "x"}}) == 0


async def test_update_from_before_the_vault_is_handled(make_bot: MakeBot, database: Database) -> None:
    bot = await make_bot()
    [update] = numbered(5)
    with database.begin() as session:
        entry = inbox.Entry(1, 5, orjson.dumps(update).decode())
        inbox.insert(session, [entry], bot.now)
    async with bot.polling():
        await bot.has_begun()
    assert bot.ended == [1]


async def test_update_sealed_with_a_lost_key_is_dropped_and_said_so(
    make_bot: MakeBot, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await make_bot()
    with database.begin() as session:
        sealed = Vault([Fernet.generate_key().decode()]).seal("{}")
        inbox.insert(session, [inbox.Entry(7, 5, sealed)], bot.now)
    async with bot.polling():
        await until(lambda: "sealed with a key that is gone" in caplog.text)
    assert [row.handled_at is not None for row in await bot.rows()] == [True]
