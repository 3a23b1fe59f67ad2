"""Updates of every broken shape, through the real polling: told once, passed over, acknowledged."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.updates.envelope import chat_of
from db import inbox
from db.engine import Database
from tests.end_to_end.stand_in import WELL, Fate, StandIn, text_update
from tests.updates.conftest import NOON, VAULT, Bot, MakeBot

SECRET = "what somebody typed"
ODD = 41
CHAT = {"id": 5, "type": "private", "first_name": SECRET}
PERSON = {"id": 5, "is_bot": False, "first_name": SECRET}
MESSAGE = {"message_id": 7, "date": 1, "chat": CHAT, "from": PERSON, "text": SECRET}
TAP = {"id": "9", "from": PERSON, "chat_instance": "1", "data": SECRET, "message": MESSAGE}
DEEP = "[" * 2000 + "]" * 2000
NESTED = "deep"
"""Stands for DEEP until the body is written: no program here can hold it as values."""


def message(**parts: Any) -> dict[str, Any]:
    return {"update_id": ODD, "message": MESSAGE | parts}


def without(part: str) -> dict[str, Any]:
    return {"update_id": ODD, "message": {name: value for name, value in MESSAGE.items() if name != part}}


def tap(**parts: Any) -> dict[str, Any]:
    return {"update_id": ODD, "callback_query": TAP | parts}


UNREADABLE: dict[str, dict[str, Any]] = {
    "nothing": {"update_id": ODD},
    "a kind nobody knows": {"update_id": ODD, "telepathy": {"text": SECRET}},
    "a kind nobody asked for": {"update_id": ODD, "channel_post": MESSAGE},
    "its number as text": {"update_id": str(ODD), "message": MESSAGE},
    "message null": {"update_id": ODD, "message": None},
    "message a text": {"update_id": ODD, "message": SECRET},
    "message a list": {"update_id": ODD, "message": [MESSAGE]},
    "message a number": {"update_id": ODD, "message": 7},
    "message true": {"update_id": ODD, "message": True},
    "message empty": {"update_id": ODD, "message": {}},
    "message nested": {"update_id": ODD, "message": NESTED},
    "chat missing": without("chat"),
    "chat null": message(chat=None),
    "chat a number": message(chat=5),
    "chat a text": message(chat=SECRET),
    "chat a list": message(chat=[CHAT]),
    "chat empty": message(chat={}),
    "chat nested": message(chat=NESTED),
    "chat's id null": message(chat=CHAT | {"id": None}),
    "chat's id a text": message(chat=CHAT | {"id": "5"}),
    "chat's id true": message(chat=CHAT | {"id": True}),
    "chat's id half": message(chat=CHAT | {"id": 5.5}),
    "chat's id 2^63": message(chat=CHAT | {"id": 2**63}),
    "chat's id below -2^63": message(chat=CHAT | {"id": -(2**63) - 1}),
    "chat's id an object": message(chat=CHAT | {"id": {"id": 5}}),
    "chat's id nested": message(chat=CHAT | {"id": NESTED}),
    "chat's type missing": message(chat={"id": 5}),
    "chat's type a number": message(chat=CHAT | {"type": 1}),
    "sender a text": message(**{"from": SECRET}),
    "sender without id": message(**{"from": {"is_bot": False, "first_name": SECRET}}),
    "sender's id null": message(**{"from": PERSON | {"id": None}}),
    "sender's id 2^63": message(**{"from": PERSON | {"id": 2**63}}),
    "sender nested": message(**{"from": NESTED}),
    "number of the message missing": without("message_id"),
    "number of the message a text": message(message_id="7"),
    "date missing": without("date"),
    "date a text": message(date=SECRET),
    "date beyond all time": message(date=10**30),
    "text a number": message(text=5),
    "text an object": message(text={"text": SECRET}),
    "text nested": message(text=NESTED),
    "tap null": {"update_id": ODD, "callback_query": None},
    "tap without id": tap(id=None),
    "tap's id a number": tap(id=9),
    "tap without a person": tap(**{"from": None}),
    "tap's data a number": tap(data=7),
    "tap's data nested": tap(data=NESTED),
    "tap's message a text": tap(message=SECRET),
    "tap's message without a chat": tap(message={"message_id": 7, "date": 1}),
    "tap's message in chat 2^63": tap(message=MESSAGE | {"chat": CHAT | {"id": 2**63}}),
    "vote without a poll": {"update_id": ODD, "poll_answer": {"user": PERSON, "option_ids": [1]}},
    "vote for no list": {"update_id": ODD, "poll_answer": {"poll_id": "1", "option_ids": SECRET}},
    "membership of nobody": {"update_id": ODD, "my_chat_member": {"chat": CHAT, "from": PERSON, "date": 1}},
}
NUMBERLESS: dict[str, Any] = {
    "number missing": {"message": MESSAGE},
    "number null": {"update_id": None, "message": MESSAGE},
    "number true": {"update_id": True, "message": MESSAGE},
    "number half": {"update_id": 41.5, "message": MESSAGE},
    "number negative": {"update_id": -41, "message": MESSAGE},
    "number 2^63": {"update_id": 2**63, "message": MESSAGE},
    "number a word": {"update_id": SECRET, "message": MESSAGE},
    "number a list": {"update_id": [ODD], "message": MESSAGE},
    "number nested": {"update_id": NESTED, "message": MESSAGE},
    "update null": None,
    "update a text": SECRET,
    "update a list": [MESSAGE],
    "update nested": NESTED,
}


def warnings(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.fixture(autouse=True)
def busy_server(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers every poll at once, so that nobody waits for a life's second one."""
    server.has_long_polling = False
    monkeypatch.setattr("bot.updates.polling.EMPTY_POLL_PERIOD", 0.02)


async def live(server: StandIn, bot: Bot, *first: Any) -> None:
    """A life in which Telegram hands these out first, and then what it has."""
    body = json.dumps({"ok": True, "result": first}).replace(f'"{NESTED}"', DEEP)
    fates = iter([Fate(body=body.encode())] if first else [])
    server.poll_fate = lambda call: next(fates, WELL)
    async with bot.polling():
        await server.wait_for_poll()
        await server.wait_for_poll()
        await bot.intake.idle()


@pytest.mark.parametrize("shape", [*UNREADABLE, *NUMBERLESS])
async def test_an_update_of_a_broken_shape_is_told_once_and_passed_over(
    server: StandIn, make_bot: MakeBot, caplog: pytest.LogCaptureFixture, shape: str
) -> None:
    caplog.set_level(logging.INFO)
    update = {**UNREADABLE, **NUMBERLESS}[shape]
    good = {"update_id": ODD + 1, **text_update(5, "hi")}
    server.queue.append(good)
    bot = await make_bot()
    await live(server, bot, update, good)
    [told] = warnings(caplog)
    assert told.exc_info is None
    assert SECRET not in caplog.text
    expected = "without a number" if shape in NUMBERLESS else f"update {ODD} cannot be read; it is skipped"
    assert expected in told.getMessage()
    assert (bot.ended, bot.errors) == ([ODD + 1], [])
    assert server.polls[-1].fields["offset"] == str(ODD + 2)
    caplog.clear()
    again = await make_bot()
    await live(server, again)
    assert (again.begun, warnings(caplog)) == ([], [])


async def test_an_update_of_a_broken_shape_alone_is_acknowledged(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot()
    await live(server, bot, message(chat=None))
    assert server.polls[-1].fields["offset"] == str(ODD + 1)


async def test_updates_without_a_number_that_come_for_ever_are_told_of_once(
    server: StandIn, make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await make_bot()
    server.poll_fate = lambda call: Fate(body=b'{"ok": true, "result": [{}]}')
    async with bot.polling():
        for _ in range(5):
            await server.wait_for_poll()
        assert bot.poll.pulse.ailment is not None
    assert len(warnings(caplog)) == 1


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"update_id": 1, "message": {"chat": 7}}', DEEP])
async def test_a_row_that_cannot_be_read_is_told_once_and_passed_over(
    server: StandIn, make_bot: MakeBot, database: Database, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    bot = await make_bot()
    with database.begin() as session:
        inbox.insert(session, [inbox.Entry(7, 5, VAULT.seal(body))], NOON)
    await live(server, bot)
    assert (bot.begun, bot.errors) == ([], [])
    assert [record.getMessage() for record in warnings(caplog)] == ["update 7 cannot be read; it is skipped"]
    assert await bot.rows() == [] or (await bot.rows())[0].handled_at is not None


async def test_text_is_read_without_the_sign_that_no_database_keeps(make_bot: MakeBot) -> None:
    bot = await make_bot()
    texts = []

    async def note(update: Any) -> None:
        texts.append((update.message.text, update.effective_user.first_name))

    bot.reaction = note
    await bot.intake.take([message(text="in\x00 1994", **{"from": PERSON | {"first_name": "A\x00lice"}})])
    await bot.intake.idle()
    assert texts == [("in 1994", "Alice")]


@pytest.mark.parametrize(("data", "lane"), [("vv:1:0:2", 5), ("vd:1:0", 5), ("vk:1:0", -7), ("vvx:1", -7)])
def test_a_vote_by_a_button_is_in_the_lane_of_who_gives_it(data: str, lane: int) -> None:
    in_group = MESSAGE | {"chat": {"id": -7, "type": "group", "title": "A class"}}
    assert chat_of({"update_id": 1, "callback_query": TAP | {"data": data, "message": in_group}}) == lane
