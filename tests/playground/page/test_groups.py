"""Groups, forums and channels in a real Chromium: made, spoken in, voted in, and changed."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from playwright.async_api import expect

from bot.playground.telegram import Chat
from tests.patience import PATIENCE
from tests.playground.browsing import DESKTOP, PHONE, Screen, Window, keyboard
from tests.playground.hosting import Playground

pytestmark = pytest.mark.browser


async def make(screen: Screen, title: str, kind: str) -> None:
    if await screen.page.locator("#people-open").is_visible():
        await screen.page.locator("#people-open").click()
    await screen.page.locator("#group-add").click()
    await screen.page.locator("#new-title").fill(title)
    await screen.page.get_by_role("radio", name=kind, exact=True).check()
    await screen.button("Create").click()
    await expect(screen.page.locator("#bot-name")).to_have_text(title)


def made(playground: Playground, title: str) -> Chat:
    return next(chat for chat in reversed(playground.telegram.chats.values()) if chat.title == title)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_a_group_of_all_is_made_and_each_speaks_in_it(
    window: Window, playground: Playground, size: tuple[int, int]
) -> None:
    screen = await window(size, locale="en")
    await make(screen, "Class 9", "Group")
    await expect(screen.page.locator(".event")).to_have_text(["Alice made the group", "Joined: Hamkori"])
    await screen.write("hello from Alice")
    await screen.switch_to("Даниил")
    await screen.write("hello from Даниил")
    await expect(screen.page.locator(".mine .text")).to_have_text(["hello from Даниил"])
    await expect(screen.page.locator(".theirs .sender")).to_have_text(["Alice"])
    await expect(screen.page.locator("#bot-name")).to_have_text("Class 9")
    said = [message.text for message in made(playground, "Class 9").messages.values() if message.text]
    assert said == ["hello from Alice", "hello from Даниил"]


async def test_three_people_vote_in_one_poll(window: Window, playground: Playground) -> None:
    screen = await window(PHONE, locale="en")
    await make(screen, "Class 9", "Group")
    group = made(playground, "Class 9")
    options = json.dumps([{"text": "Dushanbe"}, {"text": "Kulob"}])
    fields = {"question": "Where?", "type": "quiz", "correct_option_id": "0", "is_anonymous": "false"}
    where = {"chat_id": str(group.id), "options": options}
    await playground.telegram.call("sendPoll", {**where, **fields})
    for name, option in (("Alice", "Dushanbe"), ("Даниил", "Kulob"), ("Зарина", "Dushanbe")):
        await screen.page.locator(".face", has_text=name).click()
        await expect(screen.page.locator("#status")).to_contain_text(name)
        await screen.button(option).click()
        await expect(screen.page.locator(".poll-shown")).to_have_count(2)
    await expect(screen.page.locator(".poll-share")).to_have_text(["67%", "33%"])


async def test_the_bot_is_answered_in_a_group_by_replying(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await make(screen, "Class 9", "Group")
    group = made(playground, "Class 9")
    question = await playground.send(group, "In which year?")
    await expect(screen.page.locator(".sender").last).to_have_text("Hamkori")
    await screen.bubble("In which year?").hover()
    await screen.bubble("In which year?").get_by_role("button", name="Reply").click()
    await expect(screen.page.locator("#reply")).to_contain_text("In which year?")
    await screen.write("1994")
    await expect(screen.page.locator(".mine .quote")).to_contain_text("In which year?")
    await expect(screen.page.locator("#reply")).to_be_hidden()
    said = list(group.messages.values())[-1]
    assert said.json["reply_to_message"]["message_id"] == question


async def test_the_bot_goes_comes_back_and_is_given_rights(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await make(screen, "Class 9", "Supergroup")
    group = made(playground, "Class 9")
    for tool, status in (
        ("Remove the bot", "kicked"),
        ("Add the bot", "member"),
        ("Make the bot an administrator", "administrator"),
        ("Take the bot’s rights away", "member"),
    ):
        await screen.tool(tool)
        async with asyncio.timeout(PATIENCE):
            while group.bot.status != status:
                await playground.telegram.changed()
        await expect(screen.page.locator("#tools")).to_be_hidden()
    await expect(screen.page.locator(".event")).to_have_text(
        ["Alice made the group", "Joined: Hamkori", "Left: Hamkori", "Joined: Hamkori"]
    )


async def test_an_anonymous_administrator_writes_as_the_group(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await make(screen, "Class 9", "Supergroup")
    await screen.tool("Write as the group")
    await expect(screen.page.locator("#text")).to_have_attribute("placeholder", "Message as the group")
    await screen.write("nobody in particular")
    await expect(screen.page.locator(".mine .text")).to_have_text(["nobody in particular"])
    await screen.switch_to("Даниил")
    await expect(screen.page.locator(".theirs .sender").last).to_have_text("Class 9")
    last = list(made(playground, "Class 9").messages.values())[-1]
    assert last.json["from"]["username"] == "GroupAnonymousBot"


async def test_topics_are_opened_and_keep_their_talk_apart(window: Window, playground: Playground) -> None:
    screen = await window(PHONE, locale="en")
    await make(screen, "School", "With topics")
    await screen.write("in general")
    await screen.button("New topic").click()
    await screen.page.locator("#new-topic").fill("History")
    await screen.button("Create").click()
    await expect(screen.page.locator(".topic[aria-current]")).to_have_text("History")
    await screen.write("about history")
    await expect(screen.page.locator(".mine .text")).to_have_text(["about history"])
    await screen.button("General").click()
    await expect(screen.page.locator(".mine .text")).to_have_text(["in general"])
    forum = made(playground, "School")
    (topic,) = forum.topics.values()
    await playground.send(forum, "a fact", message_thread_id=str(topic.id))
    await screen.button("History").click()
    await expect(screen.bubble("a fact")).to_be_visible()
    await screen.tool("Close this topic")
    await expect(screen.page.locator(".event").last).to_have_text("The topic was closed")
    await screen.page.reload()
    await expect(screen.page.locator(".topic[aria-current]")).to_have_text("History")


async def test_a_group_becomes_a_supergroup_and_the_page_goes_along(
    window: Window, playground: Playground
) -> None:
    screen = await window(locale="en")
    await make(screen, "Class 9", "Group")
    await screen.write("before")
    await screen.tool("Make it a supergroup")
    await expect(screen.page.locator(".event")).to_have_text(["The group became a supergroup"])
    await screen.write("after")
    assert made(playground, "Class 9").kind == "supergroup"
    await expect(screen.page.locator("#chats-list .person")).to_have_count(2)


async def test_in_a_channel_only_its_administrators_write(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await make(screen, "News", "Channel")
    await screen.write("the first post")
    await expect(screen.page.locator(".theirs .sender")).to_have_text(["News"])
    await screen.switch_to("Даниил")
    await expect(screen.page.locator("#composer")).to_be_hidden()
    await expect(screen.page.locator("#start")).to_have_text("Здесь пишут только администраторы")
    await expect(screen.bubble("the first post")).to_be_visible()


async def test_buttons_in_a_group_answer_who_tapped(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await make(screen, "Class 9", "Group")
    await playground.send(made(playground, "Class 9"), "Ready?", reply_markup=keyboard(["Yes"]))
    await screen.switch_to("Даниил")
    await screen.button("Yes").click()
    await playground.answer_tap(text="Хорошо, Даниил")
    await expect(screen.page.locator("#toast")).to_have_text("Хорошо, Даниил")


async def test_what_a_member_may_not_is_said_in_their_language(
    window: Window, playground: Playground
) -> None:
    screen = await window(locale="ru")
    alice, daniil = playground.person("Alice"), playground.person("Даниил")
    group = playground.telegram.add_group("Class 9", [alice, daniil])
    await screen.open_chat("Class 9")
    playground.telegram.restrict(group, "can_send_messages")
    await screen.write("можно?")
    await expect(screen.page.locator("#toast")).to_have_text("В Telegram здесь так сделать нельзя.")
    await expect(screen.page.locator("#text")).to_have_value("можно?")
    assert any(re.search("400", complaint) for complaint in screen.complaints)
    screen.complaints.clear()
