"""What a person does in the page, in a real Chromium: writes, scrolls, switches, moves the clock."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.async_api import FilePayload, expect

from tests.playground.browsing import DESKTOP, PHONE, Screen, Window, keyboard
from tests.playground.hosting import Playground

pytestmark = pytest.mark.browser

LONG = "\n".join(f"line {number}" for number in range(12))
TOP = "(node) => node.getBoundingClientRect().top"


async def scrolled(screen: Screen) -> tuple[float, bool]:
    """How far the log is scrolled (px), and whether that is its end."""
    top, rest = await screen.page.evaluate(
        "() => { const log = document.getElementById('log');"
        " return [log.scrollTop, log.scrollHeight - log.scrollTop - log.clientHeight]; }"
    )
    return float(top), rest < 2


async def talk(window: Window, playground: Playground, *, texts: int = 6) -> tuple[Screen, list[int]]:
    """Alice's chat on a phone, longer than the screen."""
    alice = playground.person("Alice")
    playground.telegram.say(alice, "/start")
    sent = [await playground.send(alice, f"{number}\n{LONG}") for number in range(texts)]
    screen = await window(PHONE)
    await screen.switch_to("Alice")
    await expect(screen.page.locator(".theirs")).to_have_count(texts)
    return screen, sent


async def test_chat_opens_at_its_end_and_follows_new_messages(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground)
    assert (await scrolled(screen))[1]
    await playground.send(playground.person("Alice"), "the newest")
    await expect(screen.bubble("the newest")).to_be_in_viewport(ratio=1)


async def test_edit_above_does_not_move_what_is_being_read(window: Window, playground: Playground) -> None:
    screen, sent = await talk(window, playground)
    await screen.page.locator(f'[data-id="{sent[3]}"]').evaluate("(node) => node.scrollIntoView()")
    await expect(screen.page.locator("#to-bottom")).to_be_visible()
    read = screen.page.locator(f'[data-id="{sent[3]}"]')
    before = await read.evaluate(TOP)
    alice = playground.person("Alice")
    await playground.edit(alice, sent[0], "short now", reply_markup=keyboard(["A"], ["B"]))
    await expect(screen.bubble("short now")).to_have_count(1)
    assert await read.evaluate(TOP) == pytest.approx(before, abs=1)


async def test_new_message_waits_below_for_who_has_scrolled_up(
    window: Window, playground: Playground
) -> None:
    screen, sent = await talk(window, playground)
    await screen.page.locator(f'[data-id="{sent[1]}"]').evaluate("(node) => node.scrollIntoView()")
    await expect(screen.page.locator("#to-bottom")).to_be_visible()
    top, _ = await scrolled(screen)
    await playground.send(playground.person("Alice"), "the newest")
    await expect(screen.page.locator("#to-bottom .dot")).to_be_visible()
    assert (await scrolled(screen))[0] == pytest.approx(top, abs=1)
    await screen.button("To the newest message").click()
    await expect(screen.bubble("the newest")).to_be_in_viewport(ratio=1)
    await expect(screen.page.locator("#to-bottom")).to_be_hidden()


async def test_command_menu_and_slash_offer_the_commands(window: Window, playground: Playground) -> None:
    playground.telegram.say(playground.person("Зарина"), "/start")
    screen = await window(PHONE)
    await screen.page.locator("#menu").click()
    options = screen.page.get_by_role("option")
    await expect(options).to_have_text(["/quizВикторина", "/dailyҲар рӯз як далел"])
    await screen.page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await screen.page.locator("#text").press_sequentially("/d")
    await expect(options).to_have_text(["/dailyҲар рӯз як далел"])
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator(".mine .text").last).to_have_text("/daily")
    await expect(screen.page.locator("#text")).to_have_value("")


async def test_enter_sends_and_shift_enter_breaks_the_line(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground, texts=1)
    await screen.page.locator("#text").press_sequentially("one")
    await screen.page.keyboard.press("Shift+Enter")
    await screen.page.keyboard.type("two")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator(".mine .text").last).to_have_text("one\ntwo")


async def test_quiz_can_be_played_with_the_keyboard_alone(window: Window, playground: Playground) -> None:
    alice = playground.person("Alice")
    playground.telegram.say(alice, "/quiz")
    message = await playground.send(alice, "Question 1", reply_markup=keyboard(["1992"], ["1993"]))
    screen = await window()
    await screen.switch_to("Alice")
    await screen.button("1993").focus()
    await screen.page.keyboard.press("Enter")
    await playground.answer_tap()
    await playground.edit(alice, message, "Right!", reply_markup=keyboard(["Next"]))
    await expect(screen.button("Next")).to_be_focused()


async def test_people_have_their_own_chats_languages_and_dots(window: Window, playground: Playground) -> None:
    zarina, daniil = playground.person("Зарина"), playground.person("Даниил")
    screen = await window()
    await expect(screen.button("Оғоз")).to_be_visible()
    playground.telegram.say(daniil, "/start")
    await playground.send(daniil, "Здравствуйте, Даниил")
    entry = screen.page.locator(".person", has_text="Даниил")
    await expect(entry).to_contain_text("Здравствуйте, Даниил")
    await expect(entry.locator(".dot")).to_be_visible()
    await screen.switch_to("Даниил")
    await expect(screen.page.locator("#text")).to_have_attribute("placeholder", "Сообщение")
    await expect(entry.locator(".dot")).to_have_count(0)
    await expect(screen.page.locator("html")).to_have_attribute("lang", "ru")
    playground.telegram.say(zarina, "/start")
    await screen.switch_to("Зарина")
    await expect(screen.bubble("Здравствуйте")).to_have_count(0)


async def test_two_windows_show_two_people_at_the_same_time(window: Window, playground: Playground) -> None:
    one, other = await window(PHONE), await window(PHONE, "dark")
    await other.switch_to("Alice")
    for name in ("Зарина", "Alice"):
        playground.telegram.say(playground.person(name), "/start")
        await playground.send(playground.person(name), f"for {name}")
    await expect(one.bubble("for Зарина")).to_be_visible()
    await expect(other.bubble("for Alice")).to_be_visible()
    await other.page.reload()
    await expect(other.bubble("for Alice")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_added_person_starts_a_chat_in_the_chosen_language(
    window: Window, playground: Playground, size: tuple[int, int]
) -> None:
    screen = await window(size)
    if size == PHONE:
        await screen.page.locator("#people-open").click()
    await screen.button("Иловаи шахс").click()
    await screen.page.locator("#new-name").fill("Bob")
    await screen.page.get_by_role("radio", name="English").check()
    await screen.button("Илова кардан").click()
    await expect(screen.page.locator("#status")).to_have_text("Bob · EN")
    await expect(screen.button("Start")).to_be_visible()
    assert playground.person("Bob").language_code == "en"


async def test_next_morning_moves_the_clock_and_a_day_begins(window: Window, playground: Playground) -> None:
    screen, alice = await window(PHONE), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/daily")
    await expect(screen.page.locator("#clock")).to_contain_text("08:12 · Mon, 5 October")
    await expect(screen.page.locator("#clock")).to_contain_text("Asia/Dushanbe")
    await screen.button("Next morning").click()
    await expect(screen.page.locator("#clock")).to_contain_text("08:00 · Tue, 6 October")
    await playground.send(alice, "A fact")
    await expect(screen.page.locator(".day")).to_have_text(["Mon, 5 October 2026", "Tue, 6 October 2026"])
    await screen.tool("+1 hour")
    await expect(screen.page.locator("#clock")).to_contain_text("09:00")
    assert playground.now.hour == timedelta(hours=4) // timedelta(hours=1)


async def test_blocking_hides_the_composer_until_unblocked(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground, texts=1)
    await screen.tool("Block the bot")
    await expect(screen.page.locator("#composer")).to_be_hidden()
    await screen.page.locator("#start", has_text="Unblock the bot").click()
    await expect(screen.page.locator("#composer")).to_be_visible()
    assert not playground.person("Alice").is_blocking


async def test_tools_send_delete_and_change_the_theme(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground, texts=1)
    for name, shown in {"sticker": "Sticker", "photo": "Photo", "voice message": "Voice message"}.items():
        await screen.tool(f"Send a {name}")
        await expect(screen.page.locator(".mine").last).to_contain_text(shown)
    async with screen.page.expect_file_chooser() as chooser:
        await screen.tool("Send a file")
    file = FilePayload(name="questions.csv", mimeType="text/csv", buffer=b"a;b")
    await (await chooser.value).set_files(file)
    await expect(screen.page.locator(".mine").last).to_contain_text("questions.csv")
    await screen.tool("Delete the bot’s last message")
    await expect(screen.page.locator(".theirs")).to_have_count(0)
    await screen.page.locator("#tools-open").click()
    for word, wall in (("as the system", "light"), ("light", "light"), ("dark", "dark")):
        scheme = await screen.page.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert wall in scheme
        await screen.button(f"Theme: {word}").click()


async def test_start_over_asks_first(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground, texts=1)
    await screen.tool("Start over")
    await screen.button("Cancel").click()
    await expect(screen.page.locator(".theirs")).to_have_count(1)
    await screen.tool("Start over")
    await screen.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await expect(screen.button("Оғоз")).to_be_visible()
    await expect(screen.page.locator(".message")).to_have_count(0)


async def test_problems_of_the_saved_content_are_shown_and_go_away(
    window: Window, playground: Playground
) -> None:
    playground.problems = ["eras.yaml, line 3: <b>the Tajik title is missing</b>"]
    screen = await window(PHONE)
    await expect(screen.page.get_by_role("alert")).to_contain_text(playground.problems[0])
    playground.problems = []
    await expect(screen.page.get_by_role("alert")).to_be_hidden()


async def test_refused_text_comes_back_with_the_reason(window: Window, playground: Playground) -> None:
    screen, _ = await talk(window, playground, texts=1)
    await screen.page.route(
        "**/chat/say", lambda route: route.fulfill(json={"error": "Not now."}, status=200)
    )
    await screen.write("hello")
    await expect(screen.page.locator("#text")).to_have_value("")
    body = json.dumps({"error": "Not now."})
    body = json.dumps({"error": "Not now."})
    await screen.page.route("**/chat/say", lambda route: route.fulfill(body=body, status=400))
    await screen.write("hello")
    await expect(screen.page.locator("#toast")).to_have_text("Not now.")
    await expect(screen.page.locator("#text")).to_have_value("hello")
    screen.complaints.clear()
