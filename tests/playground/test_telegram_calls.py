"""Messages are refused where Telegram would refuse them, in its words."""

import html
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import parse
from bot.playground.telegram import ApiError, Json, Message, Person, Telegram, Upload

NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)
HTML = {"parse_mode": "HTML"}


async def refusal(playground: Telegram, method: str, fields: dict[str, str], **files: Upload) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields, files)
    return str(caught.value)


async def sent(playground: Telegram, person: Person, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(person.id), "text": "Hi"} | fields)
    return playground.chats[person.id].messages[answer["message_id"]]


def keyboard(*rows: list[Json]) -> str:
    return json.dumps({"inline_keyboard": rows})


def button(**fields: object) -> Json:
    return {"text": "Two", "callback_data": "two"} | fields


async def test_a_method_that_telegram_lacks_is_refused_and_logged(
    playground: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    assert await refusal(playground, "sendMesage", {}) == "404 Not Found: method not found"
    assert "sendMesage" in caplog.text


async def test_what_the_playground_does_not_play_is_named(playground: Telegram, zarina: Person) -> None:
    fields = {"chat_id": str(zarina.id), "user_id": "1"}
    assert "does not play the method banChatMember" in await refusal(playground, "banChatMember", fields)
    fields = {"chat_id": str(zarina.id), "text": "x", "message_effect_id": "5"}
    assert 'the field "message_effect_id" of sendMessage' in await refusal(playground, "sendMessage", fields)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": "12"}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>"} | HTML, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"txt": "x"}, 'sendMessage has no field "txt"'),
        ({"disable_notification": "yes"}, 'disable_notification must be true or false, not "yes"'),
        ({"parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "\udc80"}, "strings must be encoded in UTF-8"),
        ({"link_preview_options": "[]"}, "link_preview_options must be object in JSON"),
        (
            {"link_preview_options": '{"disabled": true}'},
            'link_preview_options: LinkPreviewOptions has no field "disabled"',
        ),
        ({"link_preview_options": "{"}, "can't parse link_preview_options JSON object"),
        ({"reply_parameters": '{"message_id": 999}'}, "message to be replied not found"),
        (
            {"reply_parameters": '{"message_id": "1"}'},
            "reply_parameters.message_id must be integer in JSON",
        ),
        ({"reply_parameters": "{}"}, 'reply_parameters: can\'t find field "message_id" of ReplyParameters'),
    ],
)
async def test_a_wrong_message_is_refused(
    playground: Telegram, zarina: Person, fields: dict[str, str], reason: str
) -> None:
    given = {"chat_id": str(zarina.id), "text": "Hi"} | fields
    assert await refusal(playground, "sendMessage", given) == f"400 Bad Request: {reason}"


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "x" * 4096 + "</b>", "&lt;" * 4096])
async def test_length_counts_after_the_markup_is_read(
    playground: Telegram, zarina: Person, text: str
) -> None:
    message = await sent(playground, zarina, text=text, parse_mode="HTML")
    assert len(message.text or "") == 4096


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("Ҳа <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 5'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a&nbsp;b", 'Unsupported entity "&nbsp;" at byte offset 1'),
        ("Q & A", 'Write "&" as "&amp;" at byte offset 2'),
        ("&#0;", 'Unsupported character "&#0;" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="osce">x</a>', '"osce" is no link, at byte offset 0'),
        ("<b!>x</b!>", 'Unsupported start tag "b!" at byte offset 0'),
        ("<b =>x</b>", 'Unexpected attributes in the tag "b" at byte offset 0'),
        ("<b>x</b>" * 101, "more than 100 entities"),
    ],
)
async def test_wrong_markup_is_refused(playground: Telegram, zarina: Person, text: str, reason: str) -> None:
    fields = {"chat_id": str(zarina.id), "text": text} | HTML
    assert await refusal(playground, "sendMessage", fields) == (
        f"400 Bad Request: can't parse entities: {reason}"
    )


async def test_only_html_is_read(playground: Telegram, zarina: Person) -> None:
    fields = {"chat_id": str(zarina.id), "text": "*x*", "parse_mode": "MarkdownV2"}
    assert await refusal(playground, "sendMessage", fields) == (
        "501 The playground reads HTML only: write parse_mode HTML, not MarkdownV2"
    )


@pytest.mark.parametrize(
    ("marked_up", "text", "entities"),
    [
        ("😀 <b>Ҳа <i>x</i></b>", "😀 Ҳа x", [("bold", 3, 4), ("italic", 6, 1)]),
        ("  <u> x </u>  ", "x", [("underline", 0, 1)]),
        ("<b></b>x &lt;b&gt; &#8212; &#x27;", "x <b> — '", []),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ("see /quiz <code>/not</code>", "see /quiz /not", [("bot_command", 4, 5), ("code", 10, 4)]),
    ],
)
async def test_markup_becomes_entities_in_utf16_units(
    playground: Telegram, zarina: Person, marked_up: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    message = await sent(playground, zarina, text=marked_up, parse_mode="HTML")
    assert message.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in message.entities] == entities


@given(st.text(max_size=300))
def test_an_escaped_text_of_anybody_is_never_markup(text: str) -> None:
    styled = parse(html.escape(text), "HTML")
    assert styled.text == text.strip()
    assert {entity["type"] for entity in styled.entities} <= {"url", "bot_command"}


async def test_a_link_keeps_its_address(playground: Telegram, zarina: Person) -> None:
    marked_up = '<a href="https://osce.org/?a=1&amp;b=2">x</a>'
    message = await sent(playground, zarina, text=marked_up, parse_mode="HTML")
    assert [entity["url"] for entity in message.entities] == ["https://osce.org/?a=1&b=2"]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keyboard([button(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="Ҳ" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keyboard([button(text=" ")]), "can't parse inline keyboard button: the label is empty"),
        (
            keyboard([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard([button(url="https://osce.org")]),
            "can't parse inline keyboard button: it has more than one action: ['callback_data', 'url']",
        ),
        (
            keyboard([{"text": "x", "url": "osce"}]),
            "inline keyboard button URL 'osce' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard([button(style="loud")]),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (keyboard([button()] * 9), "reply markup has too many buttons in a row"),
        (keyboard(*[[button()] * 8] * 13), "reply markup is too long"),
        (keyboard([{"text": "x", "copy_text": {"text": "y" * 257}}]), "BUTTON_COPY_TEXT_INVALID"),
        (
            keyboard([{"callback_data": "x"}]),
            'reply_markup.inline_keyboard[0][0]: can\'t find field "text" of InlineKeyboardButton',
        ),
        (
            keyboard([button(colour="red")]),
            'reply_markup.inline_keyboard[0][0]: InlineKeyboardButton has no field "colour"',
        ),
        (
            keyboard([button(callback_data=5)]),
            "reply_markup.inline_keyboard[0][0].callback_data must be string in JSON",
        ),
        (json.dumps({"inline_keyboard": button()}), "reply_markup.inline_keyboard must be array in JSON"),
        ('{"buttons": []}', "object expected as reply markup"),
        ("nonsense", "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    playground: Telegram, zarina: Person, markup: str, reason: str
) -> None:
    fields = {"chat_id": str(zarina.id), "text": "x", "reply_markup": markup}
    assert await refusal(playground, "sendMessage", fields) == f"400 Bad Request: {reason}"


async def test_keyboards_up_to_the_limits_are_taken(playground: Telegram, zarina: Person) -> None:
    largest = keyboard(*[[button(callback_data="x" * 64)] * 8] * 12)
    assert len((await sent(playground, zarina, reply_markup=largest)).buttons) == 12
    forced = await sent(playground, zarina, reply_markup='{"force_reply": true}')
    assert (forced.keyboard, forced.reply_markup) == ({"force_reply": True}, None)


async def test_people_who_never_wrote_or_who_block_cannot_be_reached(
    playground: Telegram, zarina: Person
) -> None:
    stranger = playground.add_person("Tom", "en")
    fields = {"chat_id": str(stranger.id), "text": "x"}
    assert await refusal(playground, "sendMessage", fields) == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    playground.block(zarina)
    fields = {"chat_id": str(zarina.id), "text": "x"}
    assert await refusal(playground, "sendMessage", fields) == "403 Forbidden: bot was blocked by the user"
