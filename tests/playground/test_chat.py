"""The chat face over HTTP: what the page is given, what it may do, and who is kept out."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.playground import acts
from bot.playground.telegram import Person, Telegram, Upload
from tests.patience import PATIENCE
from tests.playground.hosting import Playground

START = datetime(2026, 10, 5, 3, 12, tzinfo=UTC)
KEYBOARD = json.dumps({"inline_keyboard": [[{"text": "1992", "callback_data": "a:1"}]]})
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (4).to_bytes(4, "big") + (3).to_bytes(4, "big") + b"\x08\x02\0\0\0"

Browser = TestClient[web.Request, web.Application]


@pytest.fixture
def host() -> Playground:
    return Playground()


@pytest.fixture
def telegram(host: Playground) -> Telegram:
    return host.telegram


@pytest.fixture
def zarina(telegram: Telegram) -> Person:
    return telegram.add_person("Зарина", "tg")


@pytest.fixture
async def browser(host: Playground) -> AsyncIterator[Browser]:
    async with TestClient(TestServer(host.app())) as client:
        yield client


async def state(browser: Browser, person: Person | None = None) -> Any:
    answer = await browser.get("/chat/state", params={"person": str(person.id)} if person else {})
    assert answer.status == 200
    return await answer.json()


async def act(browser: Browser, what: str, **fields: object) -> Any:
    answer = await browser.post(f"/chat/{what}", json=fields)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def refusal(answer: ClientResponse) -> str:
    assert answer.status == 400
    return str((await answer.json())["error"])


async def send(telegram: Telegram, person: Person, method: str = "sendMessage", **fields: str) -> Any:
    return await telegram.call(method, {"chat_id": str(person.id), **fields})


async def test_empty_playground_has_a_state(browser: Browser) -> None:
    drawn = await state(browser)
    assert (drawn["people"], drawn["person"], drawn["zone"]) == ([], None, "Asia/Dushanbe")


async def test_added_person_is_listed_with_a_language(browser: Browser) -> None:
    added = await act(browser, "people", name=" Alice ", language="en")
    listed = (await state(browser))["people"]
    assert [(each["id"], each["name"], each["language"]) for each in listed] == [
        (added["person"], "Alice", "en")
    ]


async def test_what_was_said_is_seen_by_its_person_alone(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    daniil = telegram.add_person("Даниил", "ru")
    await act(browser, "say", person=zarina.id, text="/start")
    [message] = (await state(browser, zarina))["messages"]
    assert (message["text"], message["is_mine"], message["date"]) == ("/start", True, int(START.timestamp()))
    assert [entity["type"] for entity in message["entities"]] == ["bot_command"]
    assert (await state(browser, daniil))["messages"] == []


async def test_huge_text_goes_out_as_several_messages(browser: Browser, zarina: Person) -> None:
    text = "𝕏" * 5000
    await act(browser, "say", person=zarina.id, text=text)
    pieces = [message["text"] for message in (await state(browser, zarina))["messages"]]
    assert "".join(pieces) == text
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) == 4096


async def test_tap_waits_until_the_bot_has_answered(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    sent = await send(telegram, zarina, text="When?", reply_markup=KEYBOARD)
    tapped = await act(browser, "tap", person=zarina.id, message_id=sent["message_id"], data="a:1")
    assert (await state(browser, zarina))["waiting"] == [tapped["query"]]
    await telegram.call(
        "answerCallbackQuery", {"callback_query_id": tapped["query"], "text": "Yes", "show_alert": "true"}
    )
    answered = await state(browser, zarina)
    assert answered["waiting"] == []
    assert answered["alerts"] == [{"query": tapped["query"], "text": "Yes", "is_box": True}]


async def test_tap_on_a_button_that_is_gone_is_refused(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    sent = await send(telegram, zarina, text="When?", reply_markup=KEYBOARD)
    fields = {"person": zarina.id, "message_id": sent["message_id"], "data": "a:2"}
    assert "no longer" in await refusal(await browser.post("/chat/tap", json=fields))


async def test_quiz_keeps_its_secret_until_the_vote(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    options = json.dumps([{"text": "Dushanbe"}, {"text": "Kulob"}])
    quiz = {"type": "quiz", "correct_option_id": "0", "explanation": "It is the capital."}
    sent = await send(telegram, zarina, "sendPoll", question="Where?", options=options, **quiz)
    [_, before] = (await state(browser, zarina))["messages"]
    assert before["poll"]["is_open"]
    assert not {"right", "explanation", "voters"} & before["poll"].keys()
    await act(browser, "vote", person=zarina.id, message_id=sent["message_id"], options=[1])
    [_, after] = (await state(browser, zarina))["messages"]
    shown = {name: after["poll"][name] for name in ("chosen", "right", "voters", "explanation")}
    assert shown == {"chosen": [1], "right": [0], "voters": [0, 1], "explanation": "It is the capital."}


async def test_picture_of_the_bot_is_served_to_the_page(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    fields = {"chat_id": str(zarina.id), "photo": "attach://card", "caption": "Progress"}
    await telegram.call("sendPhoto", fields, {"card": Upload("card.png", "image/png", PNG)})
    picture = (await state(browser, zarina))["messages"][-1]["picture"]
    answer = await browser.get(picture["url"])
    assert (picture["width"], picture["height"]) == (4, 3)
    assert (answer.content_type, await answer.read()) == ("image/png", PNG)


async def test_file_that_is_no_picture_is_only_offered_for_saving(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    fields = {"chat_id": str(zarina.id), "document": "attach://page"}
    upload = Upload("page.html", "text/html", b"<script>alert(1)</script>")
    await telegram.call("sendDocument", fields, {"page": upload})
    file = (await state(browser, zarina))["messages"][-1]["file"]
    answer = await browser.get(file["url"])
    assert file["name"] == "page.html"
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice"])
async def test_person_sends_more_than_texts(browser: Browser, zarina: Person, kind: str) -> None:
    await act(browser, "send", person=zarina.id, kind=kind)
    assert [message["kind"] for message in (await state(browser, zarina))["messages"]] == [kind]


async def test_person_sends_a_file_which_the_bot_may_fetch(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    content = base64.b64encode(b"a;b").decode()
    await act(browser, "hand", person=zarina.id, name="questions.csv", content=content)
    [message] = (await state(browser, zarina))["messages"]
    assert (message["kind"], message["file"]["name"]) == ("document", "questions.csv")
    [update] = telegram.queue.pending
    assert telegram.files[update["message"]["document"]["file_id"]].content == b"a;b"


async def test_file_that_is_too_large_is_refused_with_a_sentence(
    browser: Browser, zarina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "LARGEST_FILE", 2)
    fields = {"person": zarina.id, "name": "a.csv", "content": base64.b64encode(b"a;b").decode()}
    assert "2 bytes" in await refusal(await browser.post("/chat/hand", json=fields))


async def test_message_of_the_bot_can_be_deleted(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    telegram.say(zarina, "/start")
    sent = await send(telegram, zarina, text="Welcome")
    await act(browser, "delete", person=zarina.id, message_id=sent["message_id"])
    assert [message["text"] for message in (await state(browser, zarina))["messages"]] == ["/start"]


async def test_who_blocks_the_bot_does_not_write_to_it(browser: Browser, zarina: Person) -> None:
    await act(browser, "block", person=zarina.id, is_blocking=True)
    answer = await browser.post("/chat/say", json={"person": zarina.id, "text": "hello"})
    assert "unblock" in await refusal(answer)
    await act(browser, "block", person=zarina.id, is_blocking=False)
    await act(browser, "say", person=zarina.id, text="hello")


async def test_commands_and_profile_come_in_the_language_of_the_person(
    browser: Browser, telegram: Telegram, zarina: Person
) -> None:
    for language, description in (("", "Quiz"), ("tg", "Викторина")):
        commands = json.dumps([{"command": "quiz", "description": description}])
        tongue = {"language_code": language} if language else {}
        await telegram.call("setMyCommands", {"commands": commands, **tongue})
        await telegram.call("setMyDescription", {"description": f"{description}!", **tongue})
    seen = await state(browser, zarina)
    assert seen["commands"] == [{"command": "quiz", "description": "Викторина"}]
    assert seen["profile"]["description"] == "Викторина!"


async def test_clock_moves_forward_only(browser: Browser, host: Playground) -> None:
    moved = await act(browser, "clock", hours=1)
    assert datetime.fromisoformat(moved["now"]) == START + timedelta(hours=1)
    for hours in (0, -1, 9000):
        assert "never goes back" in await refusal(await browser.post("/chat/clock", json={"hours": hours}))
    assert host.now == START + timedelta(hours=1)


async def test_next_morning_is_the_hosts(browser: Browser, host: Playground) -> None:
    await act(browser, "clock", to="next-morning")
    assert datetime.fromisoformat((await state(browser))["now"]) == host.now > START


async def test_reset_is_the_hosts(browser: Browser, telegram: Telegram, zarina: Person) -> None:
    await act(browser, "reset")
    assert zarina.id not in telegram.people
    assert [each["name"] for each in (await state(browser, zarina))["people"]] == [
        "Зарина",
        "Даниил",
        "Alice",
    ]


BAD: list[tuple[str, Callable[[int], object]]] = [
    ("say", lambda person: {"person": person}),
    ("say", lambda person: {"person": person, "text": " "}),
    ("say", lambda person: {"person": person, "text": "x" * 20_001}),
    ("say", lambda person: {"person": str(person), "text": "hello"}),
    ("say", lambda person: {"person": person + 1, "text": "hello"}),
    ("say", lambda person: [person]),
    ("people", lambda person: {"name": "Alice", "language": "xx"}),
    ("people", lambda person: {"name": "", "language": "en"}),
    ("send", lambda person: {"person": person, "kind": "bomb"}),
    ("hand", lambda person: {"person": person, "name": "a.csv", "content": "?"}),
    ("hand", lambda person: {"person": person, "name": "a.csv", "content": ""}),
    ("tap", lambda person: {"person": person, "message_id": 1.5, "data": "x"}),
    ("vote", lambda person: {"person": person, "message_id": 1, "options": [True]}),
    ("vote", lambda person: {"person": person, "message_id": 1, "options": [0]}),
    ("block", lambda person: {"person": person, "is_blocking": "yes"}),
    ("delete", lambda person: {"person": person, "message_id": 12345}),
    ("clock", lambda person: {"hours": "one"}),
]


@pytest.mark.parametrize(("what", "fields"), BAD)
async def test_bad_input_is_refused_with_a_sentence(
    browser: Browser, zarina: Person, what: str, fields: Callable[[int], object]
) -> None:
    sentence = await refusal(await browser.post(f"/chat/{what}", json=fields(zarina.id)))
    assert sentence[0].isupper()
    assert sentence.endswith(".")


async def test_body_that_is_no_json_is_refused(browser: Browser) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"\xff"):
        assert "JSON" in await refusal(await browser.post("/chat/say", data=body, headers=headers))


async def line_of(stream: ClientResponse) -> str:
    while True:
        line = (await asyncio.wait_for(stream.content.readline(), PATIENCE)).decode().strip()
        if line.startswith("data:"):
            return line


async def test_stream_says_at_once_that_something_changed(browser: Browser, telegram: Telegram) -> None:
    async with browser.get("/chat/events") as stream:
        assert await line_of(stream) == f"data: {telegram.version}"
        telegram.add_person("Зарина", "tg")
        assert await line_of(stream) == f"data: {telegram.version}"


async def test_stream_tells_of_problems_in_the_content(
    browser: Browser, host: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.chat.LISTENING", 0.05)
    async with browser.get("/chat/events") as stream:
        await line_of(stream)
        host.problems = ["eras.yaml, line 3: the Tajik title is missing"]
        await line_of(stream)
        assert (await state(browser))["problems"] == host.problems
