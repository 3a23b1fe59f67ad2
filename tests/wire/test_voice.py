"""The one mouth: every kind of screen, in any topic, and a success that stays one whatever is told of it."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from PIL import Image
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.playground.telegram import Telegram
from bot.screens.screen import Button, File, Poll, Screen
from bot.taps.home import HomeTap
from bot.texts import Markup
from bot.wire.answers import NotTelegram, TooLarge
from bot.wire.pacer import Pacer
from bot.wire.request import AiohttpRequest
from bot.wire.voice import Place, Said, Voice
from tests.end_to_end.stand_in import BAD_GATEWAY, NOT_MODIFIED, TOKEN, WELL, Call, Fate, StandIn
from tests.memory_request import MemoryRequest


def png(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(file, "PNG")
    return file.getvalue()


HOME = ((Button("Home", HomeTap()),),)
HELLO = Screen(Markup("<b>1 &lt; 2</b>"), HOME)
PICTURE = Screen(Markup("<b>A</b> picture"), HOME, picture=png("red"))
FILE = Screen(Markup(), file=File("hamkori.pdf", b"%PDF"))
QUESTION = Poll("When?", ("1993", "1994"), right=1, explanation="In February.", open_seconds=30)
POLL = Screen(Markup(), poll=QUESTION)
TOPIC = Place(5, 77)
NO_HTML = Fate(status=400, description="Bad Request: can't parse entities: unclosed tag")
CLOSED = Fate(status=400, description="Bad Request: TOPIC_CLOSED")
NO_THREAD = Fate(status=400, description="Bad Request: message thread not found")
TOO_LARGE = Fate(status=413, description="Request Entity Too Large")
OLD_QUERY = Fate(status=400, description="Bad Request: query is too old and response timeout expired")

SHAPES = ["true", "{}", "[]", "7", '"yes"', '{"message_id": "x", "poll": 7}', '{"message_id": true}']
"""Results that tell nothing that could be read, though the call succeeded."""


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


@pytest.fixture
async def voice(server: StandIn) -> AsyncIterator[Voice]:
    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=request, get_updates_request=request)
        yield Voice(bot, Pacer(0))


def script(server: StandIn, *fates: Fate) -> None:
    """What becomes of the next calls; those after them go well."""
    to_come = iter(fates)
    server.fate = lambda call: next(to_come, WELL)


def told(result: str) -> Fate:
    return Fate(body=f'{{"ok": true, "result": {result}}}'.encode())


def fields(call: Call, *names: str) -> list[str | None]:
    return [call.fields.get(name) for name in names]


async def test_a_text_goes_to_its_topic_with_its_buttons(server: StandIn, voice: Voice) -> None:
    assert await voice.send(TOPIC, HELLO) == Said(1)
    [call] = server.sent("sendMessage")
    expected = ["5", "77", "<b>1 &lt; 2</b>", "HTML"]
    assert fields(call, "chat_id", "message_thread_id", "text", "parse_mode") == expected
    assert json.loads(call.fields["reply_markup"])["inline_keyboard"][0][0]["text"] == "Home"
    assert json.loads(call.fields["link_preview_options"]) == {"is_disabled": True}


async def test_a_chat_itself_has_no_topic(server: StandIn, voice: Voice) -> None:
    await voice.send(Place(5), Screen(Markup("hello")))
    [call] = server.calls
    assert fields(call, "message_thread_id", "reply_markup") == [None, None]


async def test_a_picture_and_a_file_go_to_their_topic_as_uploads(server: StandIn, voice: Voice) -> None:
    await voice.send(TOPIC, PICTURE)
    await voice.send(TOPIC, FILE)
    picture, file = server.sent("sendPhoto", "sendDocument")
    names = ("message_thread_id", "photo", "caption", "parse_mode")
    assert fields(picture, *names) == ["77", "(file)", "<b>A</b> picture", "HTML"]
    assert fields(file, "message_thread_id", "document", "caption") == ["77", "(file)", None]


async def test_a_poll_is_telegrams_own_quiz_and_its_id_is_read(server: StandIn, voice: Voice) -> None:
    script(server, told('{"message_id": 9, "poll": {"id": "88", "of": "next year"}}'))
    assert await voice.send(TOPIC, POLL) == Said(9, "88")
    [call] = server.calls
    assert call.method == "sendPoll"
    names = ("message_thread_id", "question", "type", "correct_option_ids", "is_anonymous", "open_period")
    assert fields(call, *names) == ["77", "When?", "quiz", "[1]", "false", "30"]
    assert json.loads(call.fields["options"]) == [{"text": "1993"}, {"text": "1994"}]


async def test_every_kind_of_screen_is_shown_by_a_telegram_that_checks_its_fields() -> None:
    telegram = Telegram(token=TOKEN, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC))
    alice = telegram.add_person("Alice", "en")
    telegram.say(alice, "/start")
    voice = Voice(Bot(TOKEN, request=MemoryRequest(telegram)), Pacer(0))
    said = [await voice.send(Place(alice.id), screen) for screen in (HELLO, PICTURE, FILE, POLL)]
    shown = [telegram.chats[alice.id].messages[each.message_id or 0] for each in said]
    assert (shown[0].text, shown[1].caption) == ("1 < 2", "A picture")
    assert shown[2].document is not None
    assert shown[2].document["file_name"] == "hamkori.pdf"
    assert shown[3].poll is not None
    assert (shown[3].poll["id"], shown[3].poll["type"]) == (said[3].poll_id, "quiz")
    assert await voice.edit(Place(alice.id), shown[1].id, Screen(Markup("another"), picture=png("blue")))
    assert shown[1].caption == "another"


@pytest.mark.parametrize("screen", [HELLO, PICTURE, FILE, POLL])
@pytest.mark.parametrize("shape", SHAPES)
async def test_what_was_sent_is_sent_whatever_is_told_of_it(
    server: StandIn, voice: Voice, screen: Screen, shape: str
) -> None:
    script(server, told(shape))
    assert await voice.send(TOPIC, screen) == Said(None)
    assert len(server.calls) == 1


@pytest.mark.parametrize("screen", [HELLO, PICTURE])
@pytest.mark.parametrize("shape", SHAPES)
async def test_what_was_edited_is_edited_whatever_is_told_of_it(
    server: StandIn, voice: Voice, screen: Screen, shape: str
) -> None:
    script(server, told(shape))
    assert await voice.edit(TOPIC, 9, screen)
    assert len(server.calls) == 1


@pytest.mark.parametrize(("screen", "name"), [(HELLO, "text"), (PICTURE, "caption")])
async def test_what_is_no_html_goes_out_as_plain_text(
    server: StandIn, voice: Voice, screen: Screen, name: str
) -> None:
    script(server, NO_HTML)
    await voice.send(TOPIC, screen)
    plain = {"text": "1 < 2", "caption": "A picture"}[name]
    assert fields(server.calls[1], name, "parse_mode", "message_thread_id") == [plain, None, "77"]
    assert "reply_markup" in server.calls[1].fields


async def test_an_edit_that_is_no_html_goes_out_as_plain_text(server: StandIn, voice: Voice) -> None:
    script(server, NO_HTML, WELL, NO_HTML)
    assert await voice.edit(TOPIC, 9, HELLO)
    assert fields(server.calls[1], "text", "parse_mode") == ["1 < 2", None]
    assert await voice.edit(TOPIC, 9, PICTURE)
    assert json.loads(server.calls[3].fields["media"])["caption"] == "A picture"


async def test_plain_text_is_tried_once(server: StandIn, voice: Voice) -> None:
    script(server, *[NO_HTML] * 9)
    with pytest.raises(BadRequest):
        await voice.send(TOPIC, HELLO)
    assert len(server.calls) == 2


@pytest.mark.parametrize("fate", [CLOSED, NO_THREAD])
@pytest.mark.parametrize("screen", [HELLO, PICTURE, FILE, POLL])
async def test_what_is_for_a_topic_that_is_gone_goes_to_the_chat_itself(
    server: StandIn, voice: Voice, screen: Screen, fate: Fate
) -> None:
    script(server, fate)
    await voice.send(TOPIC, screen)
    assert [call.fields.get("message_thread_id") for call in server.calls] == ["77", None]


async def test_both_may_happen_to_one_message(server: StandIn, voice: Voice) -> None:
    script(server, CLOSED, NO_HTML)
    await voice.send(TOPIC, HELLO)
    assert fields(server.calls[2], "message_thread_id", "text", "parse_mode") == [None, "1 < 2", None]


async def test_a_message_that_shows_the_screen_already_counts_as_edited(
    server: StandIn, voice: Voice
) -> None:
    script(server, NOT_MODIFIED)
    assert await voice.edit(TOPIC, 9, HELLO)


async def test_a_message_that_is_gone_or_shows_no_text_cannot_be_edited(
    server: StandIn, voice: Voice
) -> None:
    script(server, Fate(status=400, description="Bad Request: message to edit not found"))
    assert not await voice.edit(TOPIC, 9, HELLO)
    assert not await voice.edit(TOPIC, 9, POLL)
    assert not await voice.edit(TOPIC, 9, FILE)
    assert len(server.calls) == 1


async def test_what_is_too_large_is_too_large_for_an_edit_too(server: StandIn, voice: Voice) -> None:
    script(server, TOO_LARGE, TOO_LARGE)
    with pytest.raises(TooLarge):
        await voice.edit(TOPIC, 9, PICTURE)
    with pytest.raises(TooLarge):
        await voice.send(TOPIC, FILE)


@pytest.mark.parametrize(
    ("fate", "kind"),
    [
        (BAD_GATEWAY, NetworkError),
        (Fate(status=403, description="Forbidden: bot was blocked by the user"), Forbidden),
        (Fate(status=403, body=b"<html>"), NotTelegram),
    ],
)
async def test_every_other_error_is_for_who_speaks(
    server: StandIn, voice: Voice, fate: Fate, kind: type[Exception]
) -> None:
    script(server, fate, fate)
    with pytest.raises(kind):
        await voice.send(TOPIC, HELLO)
    with pytest.raises(kind):
        await voice.edit(TOPIC, 9, HELLO)


@pytest.mark.parametrize("fate", [BAD_GATEWAY, NOT_MODIFIED, Fate(body=b""), told("{}")])
async def test_taking_buttons_off_may_fail(server: StandIn, voice: Voice, fate: Fate) -> None:
    script(server, fate)
    await voice.retire(TOPIC, 9)
    assert [call.method for call in server.calls] == ["editMessageReplyMarkup"]


@pytest.mark.parametrize("fate", [BAD_GATEWAY, OLD_QUERY, Fate(body=b""), told("{}")])
async def test_stopping_a_spinner_may_fail(server: StandIn, voice: Voice, fate: Fate) -> None:
    script(server, fate)
    await voice.acknowledge("3")
    assert fields(server.calls[0], "callback_query_id", "text", "show_alert") == ["3", None, None]


async def test_words_over_the_chat_may_come_too_late_but_are_not_lost_to_an_outage(
    server: StandIn, voice: Voice
) -> None:
    script(server, OLD_QUERY, BAD_GATEWAY)
    await voice.acknowledge("3", "No.", in_window=True)
    assert fields(server.calls[0], "text", "show_alert") == ["No.", "true"]
    with pytest.raises(NetworkError):
        await voice.acknowledge("3", "No.")
