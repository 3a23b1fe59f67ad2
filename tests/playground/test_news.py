"""The page is given a whole view once, and then only what of it has changed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.playground.telegram import Person
from tests.playground.hosting import Playground

Browser = TestClient[web.Request, web.Application]


@pytest.fixture
def host() -> Playground:
    host = Playground()
    host.meet()
    return host


@pytest.fixture
def alice(host: Playground) -> Person:
    return host.person("Alice")


@pytest.fixture
async def browser(host: Playground) -> AsyncIterator[Browser]:
    async with TestClient(TestServer(host.app())) as client:
        yield client


async def state(browser: Browser, person: Person, since: str = "", **more: str) -> Any:
    answer = await browser.get("/chat/state", params={"person": str(person.id), "since": since, **more})
    return await answer.json()


async def test_only_news_is_fetched(browser: Browser, host: Playground, alice: Person) -> None:
    for number in range(100):
        host.telegram.say(alice, f"{number} " + "x" * 1000)
    whole = await state(browser, alice)
    sent = await host.send(alice, "the newest")
    news = await state(browser, alice, whole["revision"])
    assert (len(whole["messages"]), whole["is_whole"], news["is_whole"]) == (100, True, False)
    assert [message["id"] for message in news["messages"]] == [sent]
    assert len(json.dumps(news)) < 3000 < 100_000 < len(json.dumps(whole))
    again = await state(browser, alice, news["revision"])
    assert again["messages"] == []
    assert not {"people", "commands", "profile", "problems"} & again.keys()


async def test_what_was_edited_or_deleted_is_news(browser: Browser, host: Playground, alice: Person) -> None:
    host.telegram.say(alice, "/start")
    first, second = await host.send(alice, "one"), await host.send(alice, "two")
    since = (await state(browser, alice))["revision"]
    await host.edit(alice, first, "one, better")
    host.telegram.delete_message(alice, second)
    news = await state(browser, alice, since)
    assert [(message["id"], message["text"]) for message in news["messages"]] == [(first, "one, better")]
    assert news["gone"] == [second]


async def test_two_windows_each_hear_all_of_the_news(
    browser: Browser, host: Playground, alice: Person
) -> None:
    since = (await state(browser, alice))["revision"]
    host.telegram.say(alice, "hello")
    for _ in range(2):
        assert len((await state(browser, alice, since))["messages"]) == 1


async def test_problems_and_their_end_are_news(browser: Browser, host: Playground, alice: Person) -> None:
    since = (await state(browser, alice))["revision"]
    for problems in (["eras.yaml, line 3"], []):
        host.problems = problems
        news = await state(browser, alice, since)
        assert news["problems"] == problems
        since = news["revision"]


@pytest.mark.parametrize("since", ["nonsense", "abcd.1.1.1", "...", "5"])
async def test_a_revision_of_another_start_or_view_gets_the_whole(
    browser: Browser, host: Playground, alice: Person, since: str
) -> None:
    host.telegram.say(alice, "hello")
    of_another = (await state(browser, host.person("Даниил")))["revision"]
    for revision in (since, of_another):
        shown = await state(browser, alice, revision)
        assert (shown["is_whole"], len(shown["messages"])) == (True, 1)


LANDINGS = [
    ("en-US,en;q=0.9", "Alice"),
    ("ru-RU,ru;q=0.9,en;q=0.8", "Даниил"),
    ("tg", "Зарина"),
    ("en;q=0.3,tg;q=0.7", "Зарина"),
    ("de-DE,de;q=0.9", "Alice"),
    ("uz,ru;q=0.5", "Даниил"),
    ("*;q=x,,", "Alice"),
    ("", "Зарина"),
]


@pytest.mark.parametrize(("header", "name"), LANDINGS)
async def test_a_newcomer_lands_on_who_speaks_the_browsers_language(
    browser: Browser, host: Playground, header: str, name: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    answer = await browser.get("/chat/state", headers=headers)
    assert (await answer.json())["person"] == host.person(name).id


async def act(browser: Browser, what: str, **fields: object) -> Any:
    answer = await browser.post(f"/chat/{what}", json=fields)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_a_group_is_made_seen_and_spoken_in(browser: Browser, host: Playground, alice: Person) -> None:
    made = await act(browser, "groups", person=alice.id, title="Class 9", kind="forum")
    where = {"person": alice.id, "chat": made["chat"]}
    topic = (await act(browser, "group", **where, deed="open-topic", name="History"))["topic"]
    await act(browser, "say", **where, topic=topic, text="hello")
    shown = await state(browser, host.person("Даниил"), chat=str(made["chat"]))
    assert [(chat["title"], chat["is_forum"]) for chat in shown["chats"]] == [("Class 9", True)]
    assert shown["group"]["topics"] == [{"id": topic, "name": "History", "is_closed": False}]
    last = shown["messages"][-1]
    assert (last["from"]["name"], last["topic"], last["is_mine"]) == ("Alice", topic, False)
    kinds = [message["event"]["kind"] for message in shown["messages"] if message["event"]]
    assert kinds == ["supergroup_chat_created", "new_chat_members", "forum_topic_created"]


async def test_everything_can_be_done_to_a_group(browser: Browser, host: Playground, alice: Person) -> None:
    made = await act(browser, "groups", person=alice.id, title="Class 9", kind="group")
    where = {"person": alice.id, "chat": made["chat"]}
    deeds = ("promote-bot", "demote-bot", "remove-bot", "add-bot", "migrate")
    for deed in deeds:
        await act(browser, "group", **where, deed=deed)
    shown = await state(browser, alice, chat=str(made["chat"]))
    where["chat"] = shown["chat"]
    assert (shown["chat"] != made["chat"], shown["group"]["kind"]) == (True, "supergroup")
    for deed in ("hide", "make-forum"):
        await act(browser, "group", **where, deed=deed)
    await act(browser, "say", **where, text="as the group")
    shown = await state(browser, alice, chat=str(where["chat"]))
    assert shown["group"]["is_anonymous"]
    assert (shown["messages"][-1]["from"]["name"], shown["messages"][-1]["is_mine"]) == ("Class 9", True)


async def test_who_may_not_is_refused_with_a_sentence(
    browser: Browser, host: Playground, alice: Person
) -> None:
    made = await act(browser, "groups", person=alice.id, title="News", kind="channel")
    daniil = host.person("Даниил")
    for what, fields in (("say", {"text": "hello"}), ("group", {"deed": "remove-bot"})):
        body = {"person": daniil.id, "chat": made["chat"], **fields}
        answer = await browser.post(f"/chat/{what}", json=body)
        assert (answer.status, (await answer.json())["about"]) == (400, "refused")
    shown = await state(browser, daniil, chat=str(made["chat"]))
    assert shown["group"]["is_mute"]


async def test_nobody_reaches_into_the_private_chat_of_another(
    browser: Browser, host: Playground, alice: Person
) -> None:
    daniil = host.person("Даниил")
    body = {"person": alice.id, "chat": daniil.id, "text": "hello"}
    assert (await browser.post("/chat/say", json=body)).status == 400
    assert (await state(browser, alice, chat=str(daniil.id)))["chat"] == alice.id
