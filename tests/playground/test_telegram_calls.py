"""Calls are refused where Telegram would refuse them, in its words."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground.telegram import ApiError, Json, Message, Person, Telegram, Upload

NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)
HTML = {"parse_mode": "HTML"}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def playground(clock: Clock) -> Telegram:
    return Telegram(token="42:secret", clock=clock)


@pytest.fixture
def zarina(playground: Telegram) -> Person:
    person = playground.add_person("Zarina", "tg")
    playground.say(person, "/start")
    return person


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
    fields = {"chat_id": str(zarina.id), "text": "x", "message_thread_id": "5"}
    assert 'the field "message_thread_id" of sendMessage' in await refusal(playground, "sendMessage", fields)


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
    ("html", "text", "entities"),
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
    playground: Telegram, zarina: Person, html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    message = await sent(playground, zarina, text=html, parse_mode="HTML")
    assert message.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in message.entities] == entities


async def test_a_link_keeps_its_address(playground: Telegram, zarina: Person) -> None:
    html = '<a href="https://osce.org/?a=1&amp;b=2">x</a>'
    message = await sent(playground, zarina, text=html, parse_mode="HTML")
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


async def test_a_group_that_was_left_cannot_be_reached(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina])
    chat = {"chat_id": str(group.id)}
    assert await playground.call("leaveChat", chat)
    assert await refusal(playground, "sendMessage", chat | {"text": "x"}) == (
        "403 Forbidden: bot was kicked from the group chat"
    )
    assert "in private chats" in await refusal(playground, "leaveChat", {"chat_id": str(zarina.id)})


def edit_of(message: Message, **fields: str) -> dict[str, str]:
    return {"chat_id": str(message.chat_id), "message_id": str(message.id)} | fields


async def test_an_edit_must_change_something(playground: Telegram, zarina: Person) -> None:
    markup = keyboard([button()])
    message = await sent(playground, zarina, text="<b>x</b>", reply_markup=markup, **HTML)
    same = edit_of(message, text="<strong>x</strong>", reply_markup=markup, **HTML)
    assert await refusal(playground, "editMessageText", same) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert "not modified" in await refusal(
        playground, "editMessageReplyMarkup", edit_of(message, reply_markup=markup)
    )
    await playground.call("editMessageText", edit_of(message, text="x", reply_markup=markup))
    assert (message.text, message.entities, message.is_edited) == ("x", [], True)


async def test_a_keyboard_that_is_not_sent_again_is_gone(playground: Telegram, zarina: Person) -> None:
    message = await sent(playground, zarina, reply_markup=keyboard([button()]))
    await playground.call("editMessageText", edit_of(message, text="Hi"))
    assert message.buttons == []


async def test_only_own_living_messages_of_the_right_kind_can_be_edited(
    playground: Telegram, zarina: Person
) -> None:
    theirs = playground.say(zarina, "mine")
    ours = await sent(playground, zarina)
    assert "message can't be edited" in await refusal(
        playground, "editMessageText", edit_of(theirs, text="yours")
    )
    assert "no caption in the message" in await refusal(
        playground, "editMessageCaption", edit_of(ours, caption="x")
    )
    assert "message identifier is not specified" in await refusal(
        playground, "editMessageText", {"chat_id": str(zarina.id), "text": "x"}
    )
    playground.delete_message(zarina, ours.id)
    assert "message to edit not found" in await refusal(
        playground, "editMessageText", edit_of(ours, text="x")
    )


async def test_old_messages_can_be_edited_unless_a_window_is_set(
    playground: Telegram, zarina: Person, clock: Clock
) -> None:
    message = await sent(playground, zarina)
    clock.now += timedelta(hours=49)
    await playground.call("editMessageText", edit_of(message, text="new"))
    playground.edit_window = timedelta(hours=48)
    assert "message can't be edited" in await refusal(
        playground, "editMessageText", edit_of(message, text="newer")
    )


async def test_only_young_messages_can_be_deleted(playground: Telegram, zarina: Person, clock: Clock) -> None:
    old, other = await sent(playground, zarina), await sent(playground, zarina)
    assert await playground.call("deleteMessage", edit_of(other))
    assert "message to delete not found" in await refusal(playground, "deleteMessage", edit_of(other))
    clock.now += timedelta(hours=49)
    assert "can't be deleted for everyone" in await refusal(playground, "deleteMessage", edit_of(old))


async def test_a_query_can_be_answered_once_and_soon(
    playground: Telegram, zarina: Person, clock: Clock
) -> None:
    message = await sent(playground, zarina, reply_markup=keyboard([button()]))
    query = {"callback_query_id": playground.tap(zarina, message.id, "two")}
    old = {"callback_query_id": playground.tap(zarina, message.id, "two")}
    assert "MESSAGE_TOO_LONG" in await refusal(playground, "answerCallbackQuery", query | {"text": "x" * 201})
    assert await playground.call("answerCallbackQuery", query | {"text": "Right!", "show_alert": "true"})
    (alert,) = playground.alerts
    assert (alert.person_id, alert.text, alert.show_alert) == (zarina.id, "Right!", True)
    clock.now += timedelta(minutes=16)
    for late in (query, old, {"callback_query_id": "12345"}):
        assert await refusal(playground, "answerCallbackQuery", late) == (
            "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


QUIZ = {"question": "When?", "options": '[{"text": "a"}, {"text": "b"}]', "type": "quiz"} | {
    "correct_option_ids": "[1]"
}


def options(*texts: str) -> dict[str, str]:
    return {"options": json.dumps([{"text": text} for text in texts])}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        (options(), "poll must have at least 1 option"),
        (options(*"abcdefghijklm"), "poll can't have more than 12 options"),
        (options("a", "x" * 101), "poll options length must not exceed 100"),
        (options("a", ""), "poll options must be non-empty"),
        (options("a", "a"), "POLL_OPTION_DUPLICATE"),
        ({"options": '["a", "b"]'}, "options[0] must be object in JSON"),
        ({"type": "exam"}, "unsupported poll type specified"),
        ({"type": "regular"}, "only a quiz has a correct option or an explanation"),
        ({"correct_option_ids": "[2]"}, "wrong correct option ID specified"),
        ({"correct_option_ids": "[]"}, "wrong correct option ID specified"),
        ({"correct_option_ids": "[1, 0]"}, "wrong correct option ID specified"),
        (
            {"correct_option_ids": "[0, 1]"},
            "a quiz with several correct options must allow multiple answers",
        ),
        ({"explanation": "x" * 201}, "poll explanation length must not exceed 200"),
        ({"explanation": "1\n2\n3\n4"}, "poll explanation must not have more than 2 line feeds"),
        ({"open_period": "4"}, "poll must be open for 5 to 2628000 seconds"),
        ({"open_period": "soon"}, 'open_period must be an integer, not "soon"'),
        ({"open_period": "5", "close_date": "1"}, "open_period and close_date can't be used together"),
        ({"description": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_a_wrong_poll_is_refused(
    playground: Telegram, zarina: Person, fields: dict[str, str], reason: str
) -> None:
    given = {"chat_id": str(zarina.id)} | QUIZ | fields
    assert await refusal(playground, "sendPoll", given) == f"400 Bad Request: {reason}"


async def test_a_poll_stops_once(playground: Telegram, zarina: Person) -> None:
    answer: Any = await playground.call("sendPoll", {"chat_id": str(zarina.id)} | QUIZ)
    message = playground.chats[zarina.id].messages[answer["message_id"]]
    poll: Any = await playground.call("stopPoll", edit_of(message))
    assert poll["is_closed"]
    assert "already been closed" in await refusal(playground, "stopPoll", edit_of(message))
    text = await sent(playground, zarina)
    assert "message with poll to stop not found" in await refusal(playground, "stopPoll", edit_of(text))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "400 Bad Request: file must be non-empty"),
        (b"GIF89a", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (PNG[:16] + b"\0\0\0\x64\0\0\0\x01", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + b"\0\0\x27\x10\0\0\x27\x10", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (PNG + bytes(10_000_000), "413 Request Entity Too Large"),
    ],
)
async def test_a_wrong_photo_is_refused(
    playground: Telegram, zarina: Person, content: bytes, reason: str
) -> None:
    photo = Upload("card.png", "image/png", content)
    assert await refusal(playground, "sendPhoto", {"chat_id": str(zarina.id)}, photo=photo) == reason


async def test_a_photo_is_kept_and_can_be_sent_again_by_id(playground: Telegram, zarina: Person) -> None:
    chat = {"chat_id": str(zarina.id)}
    first: Any = await playground.call("sendPhoto", chat, {"photo": Upload("a.png", "image/png", PNG)})
    file_id = first["photo"][-1]["file_id"]
    again: Any = await playground.call("sendPhoto", chat | {"photo": file_id, "caption": "x"})
    assert (again["photo"], again["caption"]) == (first["photo"], "x")
    assert playground.files[file_id].content == PNG
    assert "wrong file identifier" in await refusal(playground, "sendPhoto", chat | {"photo": "nope"})
    assert "there is no photo" in await refusal(playground, "sendPhoto", chat)
    too_long = chat | {"photo": file_id, "caption": "x" * 1025}
    assert "message caption is too long" in await refusal(playground, "sendPhoto", too_long)


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("setMyCommands", {"commands": '[{"command": "Quiz", "description": "x"}]'}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": '[{"command": "", "description": "x"}]'}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": '[{"command": "quiz", "description": ""}]'},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": json.dumps([{"command": "quiz", "description": "x" * 257}])},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": json.dumps([{"command": f"c{n}", "description": "x"} for n in range(101)])},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        (
            "setMyCommands",
            {"commands": "[]", "scope": '{"type": "everybody"}'},
            'scope: unsupported type "everybody" of BotCommandScope',
        ),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat", "chat_id": 5}'}, "chat not found"),
        ("setMyCommands", {"commands": "[]", "language_code": "tajik"}, "invalid language code specified"),
        ("setMyCommands", {}, "commands is empty"),
        ("setMyName", {"name": "x" * 65}, "name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short_description is too long"),
        ("getUpdates", {"limit": "101"}, "limit must be 1 to 100"),
        ("getUpdates", {"timeout": "-1"}, "timeout must not be negative"),
        (
            "getUpdates",
            {"allowed_updates": '["messages"]'},
            "allowed_updates: there are no updates of type messages",
        ),
        (
            "setWebhook",
            {"url": "http://x.org"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
    ],
)
async def test_wrong_settings_of_the_bot_are_refused(
    playground: Telegram, method: str, fields: dict[str, str], reason: str
) -> None:
    assert await refusal(playground, method, fields) == f"400 Bad Request: {reason}"


async def test_reactions_and_actions_are_those_of_telegram(playground: Telegram, zarina: Person) -> None:
    message = playground.say(zarina, "1994")
    thumb, word = json.dumps([{"type": "emoji", "emoji": "👍"}]), '[{"type": "emoji", "emoji": "ok"}]'
    assert await playground.call("setMessageReaction", edit_of(message, reaction=thumb))
    assert message.reactions == json.loads(thumb)
    assert "REACTION_INVALID" in await refusal(
        playground, "setMessageReaction", edit_of(message, reaction=word)
    )
    chat = {"chat_id": str(zarina.id)}
    assert await playground.call("sendChatAction", chat | {"action": "typing"})
    assert "wrong parameter action" in await refusal(playground, "sendChatAction", chat | {"action": "nap"})


async def test_faults_come_as_often_as_asked_and_do_nothing(playground: Telegram, zarina: Person) -> None:
    playground.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(ApiError) as caught:
            await sent(playground, zarina)
        assert (caught.value.code, caught.value.parameters) == (429, {"retry_after": 3})
    await sent(playground, zarina)
    assert len(playground.chats[zarina.id].messages) == 2
    assert [call.method for call in playground.calls] == ["sendMessage"] * 3


async def ids(playground: Telegram, **fields: str) -> list[int]:
    updates: Any = await playground.call("getUpdates", fields)
    return [update["update_id"] for update in updates]


async def test_updates_stay_until_they_are_acknowledged(playground: Telegram, zarina: Person) -> None:
    for text in "abc":
        playground.say(zarina, text)
    assert await ids(playground) == await ids(playground) == [1, 2, 3, 4]
    assert await ids(playground, limit="2") == [1, 2]
    assert await ids(playground, offset="3") == [3, 4]
    assert await ids(playground, offset="0") == [3, 4]
    assert await ids(playground, offset="-1") == [4]
    assert await ids(playground) == [4]
    assert await ids(playground, offset="5") == []


async def test_the_choice_of_updates_is_remembered(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100", allowed_updates='["callback_query"]')
    playground.say(zarina, "unheard")
    assert await ids(playground) == []
    await ids(playground, allowed_updates="[]")
    playground.say(zarina, "heard")
    assert len(await ids(playground)) == 1


async def test_a_waiting_poller_wakes_at_once(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100")
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        poller = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.say(zarina, "hello")
    assert len(poller.result()) == 1


async def test_a_poll_that_nothing_wakes_ends_in_time(playground: Telegram) -> None:
    async with asyncio.timeout(2):
        assert await ids(playground, timeout="1") == []


async def test_the_older_of_two_pollers_is_sent_away(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100")
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        older = group.create_task(refusal(playground, "getUpdates", {"timeout": "50"}))
        await asyncio.sleep(0)
        newer = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.say(zarina, "hello")
    assert older.result() == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert len(newer.result()) == 1


async def test_closing_lets_the_poller_go(playground: Telegram) -> None:
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        poller = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.close()
    assert poller.result() == []


async def test_polling_and_a_webhook_exclude_each_other(playground: Telegram, zarina: Person) -> None:
    await playground.call("setWebhook", {"url": "https://example.org/hook"})
    assert "can't use getUpdates method while webhook is active" in await refusal(
        playground, "getUpdates", {}
    )
    info: Any = await playground.call("getWebhookInfo", {})
    assert (info["url"], info["pending_update_count"]) == ("https://example.org/hook", 1)
    await playground.call("deleteWebhook", {"drop_pending_updates": "true"})
    assert await ids(playground) == []
