"""The Bot API over HTTP, as the library's own client and others meet it."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest
import telegram as ptb
from aiohttp import web
from telegram.request import HTTPXRequest

from bot.playground.bot_api import routes
from bot.playground.telegram import Json, Person, Telegram

TOKEN = "42:top-secret"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
async def address(playground: Telegram) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes(routes(playground))
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    playground.close()
    await runner.cleanup()


@pytest.fixture
async def bot(address: str) -> AsyncIterator[ptb.Bot]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False})

    bot = ptb.Bot(
        TOKEN,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with bot:
        yield bot


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def no_fields_unknown(thing: ptb.TelegramObject) -> bool:
    return not thing.api_kwargs


async def test_a_conversation_through_the_library(bot: ptb.Bot, playground: Telegram, zarina: Person) -> None:
    playground.say(zarina, "/start")
    (update,) = await bot.get_updates(timeout=1, allowed_updates=ptb.Update.ALL_TYPES)
    assert update.message is not None
    assert update.message.text == "/start"
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Two", callback_data="two")]])
    sent = await bot.send_message(zarina.id, "<b>How many?</b>", parse_mode="HTML", reply_markup=markup)
    assert no_fields_unknown(sent)
    assert (sent.text, sent.reply_markup) == ("How many?", markup)
    playground.tap(zarina, sent.message_id, "two")
    (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=1)
    assert update.callback_query is not None
    assert await update.callback_query.answer("Right!")
    edited = await bot.edit_message_text("Two it is.", zarina.id, sent.message_id)
    assert isinstance(edited, ptb.Message)
    assert (edited.text, edited.reply_markup) == ("Two it is.", None)
    assert await bot.send_chat_action(zarina.id, "typing")
    assert await bot.set_message_reaction(zarina.id, sent.message_id, "👍")
    assert await bot.delete_message(zarina.id, sent.message_id)
    assert [alert.text for alert in playground.alerts] == ["Right!"]


async def test_pictures_and_documents_go_up_and_down(bot: ptb.Bot, zarina: Person) -> None:
    photo = await bot.send_photo(zarina.id, PNG, caption="<i>card</i>", parse_mode="HTML")
    assert (photo.caption, photo.photo[-1].width) == ("card", 1)
    file = await photo.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == PNG
    changed = await bot.edit_message_caption(zarina.id, photo.message_id, caption="other")
    assert isinstance(changed, ptb.Message)
    assert changed.caption == "other"
    large = await bot.send_document(zarina.id, bytes(3_000_000), filename="рӯйхат.csv")
    assert large.document is not None
    assert (large.document.file_name, large.document.file_size) == ("рӯйхат.csv", 3_000_000)


async def test_polls_go_out_and_stop(bot: ptb.Bot, zarina: Person) -> None:
    message = await bot.send_poll(
        zarina.id,
        "When?",
        ["1992", "1994"],
        type="quiz",
        is_anonymous=False,
        correct_option_ids=[1],
        explanation="In <b>1994</b>.",
        explanation_parse_mode="HTML",
        open_period=60,
    )
    assert message.poll is not None
    assert no_fields_unknown(message.poll)
    assert (message.poll.correct_option_ids, message.poll.explanation) == ((1,), "In 1994.")
    assert (await bot.stop_poll(zarina.id, message.message_id)).is_closed


async def test_the_bot_describes_itself(bot: ptb.Bot, playground: Telegram, zarina: Person) -> None:
    assert (bot.id, bot.username) == (42, "hamkori_bot")
    commands = [ptb.BotCommand("quiz", "A quiz")]
    scope = ptb.BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands(commands, scope=scope, language_code="tg")
    assert list(await bot.get_my_commands(scope, "tg")) == commands
    assert await bot.delete_my_commands(scope, "tg")
    assert await bot.set_my_name("Ҳамкорӣ", "tg")
    assert (await bot.get_my_name("tg")).name == "Ҳамкорӣ"
    assert await bot.set_my_description("About")
    assert await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("tg")).description == "About"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert await bot.set_chat_menu_button(menu_button=ptb.MenuButtonCommands())
    assert await bot.get_chat_menu_button(zarina.id) == ptb.MenuButtonCommands()


async def test_chats_and_members_are_known(bot: ptb.Bot, playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina])
    assert (await bot.get_chat(zarina.id)).first_name == "Zarina"
    assert (await bot.get_chat(group.id)).title == "Class 9"
    assert (await bot.get_chat_member(group.id, zarina.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, 42)).status == "member"
    assert await bot.get_chat_member_count(group.id) == 2
    assert await bot.leave_chat(group.id)
    assert (await bot.get_chat_member(group.id, 42)).status == "left"


async def test_webhooks_are_set_and_dropped(bot: ptb.Bot, zarina: Person) -> None:
    assert await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (400, ptb.error.BadRequest),
        (403, ptb.error.Forbidden),
        (409, ptb.error.Conflict),
        (429, ptb.error.RetryAfter),
        (502, ptb.error.NetworkError),
    ],
)
async def test_refusals_become_the_librarys_errors(
    bot: ptb.Bot,
    playground: Telegram,
    zarina: Person,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    error: type[ptb.error.TelegramError],
) -> None:
    # Without it the library warns about its own future whenever it makes a RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    playground.fail_next("sendMessage", code, "No", retry_after=3 if code == 429 else None)
    with pytest.raises(error):
        await bot.send_message(zarina.id, "x")
    assert (await bot.send_message(zarina.id, "x")).text == "x"


async def test_a_wrong_token_is_unauthorised(
    address: str, client: aiohttp.ClientSession, playground: Telegram
) -> None:
    for path in ("/bot42:wrong/getMe", "/file/bot42:wrong/files/file1"):
        async with client.get(address + path) as response:
            assert response.status == 401
            refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            assert await response.json() == refused
    assert playground.calls == []


async def test_calls_come_as_query_form_or_json(
    address: str, client: aiohttp.ClientSession, playground: Telegram, zarina: Person
) -> None:
    url = f"{address}/bot{TOKEN}/sendMessage"
    fields: Json = {"chat_id": str(zarina.id), "text": "Ҳа"}
    as_json: Json = {"chat_id": zarina.id, "text": "Ҳа", "disable_notification": True, "parse_mode": None}
    for answer in (
        client.get(url, params=fields),
        client.post(url, data=fields),
        client.post(url, json=as_json),
    ):
        async with answer as response:
            assert (response.status, (await response.json())["result"]["text"]) == (200, "Ҳа")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"chat_id": 1, "text": "\\ud800"}', "application/json"),
        (b"chat_id=1&text=\xff", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_is_none_is_refused(
    address: str, client: aiohttp.ClientSession, body: bytes, content_type: str
) -> None:
    url = f"{address}/bot{TOKEN}/sendMessage"
    async with client.post(url, data=body, headers={"Content-Type": content_type}) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)


async def test_an_unknown_method_is_not_found(address: str, client: aiohttp.ClientSession) -> None:
    async with client.post(f"{address}/bot{TOKEN}/sendMesage") as response:
        assert response.status == 404
        assert (await response.json())["description"] == "Not Found: method not found"


async def test_the_token_is_in_no_log(
    address: str, client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for method in ("getMe", "noSuchMethod"):
        async with client.post(f"{address}/bot{TOKEN}/{method}") as response:
            await response.read()
    assert "noSuchMethod" in caplog.text
    assert TOKEN not in caplog.text


async def test_of_two_pollers_over_http_one_gets_a_conflict(
    address: str, client: aiohttp.ClientSession, playground: Telegram
) -> None:
    async def poll() -> int:
        async with client.post(f"{address}/bot{TOKEN}/getUpdates", data={"timeout": "50"}) as response:
            return response.status

    async with asyncio.timeout(40), asyncio.TaskGroup() as group:
        pollers = [group.create_task(poll()), group.create_task(poll())]
        ended, _ = await asyncio.wait(pollers, return_when=asyncio.FIRST_COMPLETED)
        assert [poller.result() for poller in ended] == [409]
        playground.close()
    assert sorted(poller.result() for poller in pollers) == [200, 409]


async def test_lists_and_numbers_in_json_are_read_as_in_a_form(
    address: str, client: aiohttp.ClientSession, zarina: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "Two", "callback_data": "two"}]]}
    fields: Json = {"chat_id": zarina.id, "text": "x", "reply_markup": markup}
    async with client.post(f"{address}/bot{TOKEN}/sendMessage", json=fields) as response:
        assert json.loads(await response.text())["result"]["reply_markup"] == markup
