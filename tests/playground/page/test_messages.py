"""What the bot sends, in a real Chromium: bubbles, buttons, notices, polls, pictures."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import expect

from bot.playground.telegram import Upload
from tests.playground.browsing import DESKTOP, PHONE, Screen, Window, keyboard
from tests.playground.hosting import Playground

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")],
    ids=["phone-light", "phone-dark", "desktop-light", "desktop-dark"],
)


@SIZES
async def test_first_steps_feel_like_a_messenger(
    window: Window, playground: Playground, size: tuple[int, int], scheme: str
) -> None:
    screen, zarina = await window(size, scheme), playground.person("Зарина")
    await expect(screen.page.locator(".welcome")).to_contain_text("Ҳамкорӣ: Ҳар рӯз як далел")
    await screen.button("Оғоз").click()
    await expect(screen.page.locator(".mine .text")).to_have_text("/start")
    message = await playground.send(
        zarina, "Хуш омадед!", reply_markup=keyboard(["Тоҷикӣ", "Русский"], ["Оғоз кунед"])
    )
    await screen.button("Русский").click()
    await expect(screen.button("Русский")).to_have_attribute("aria-busy", "true")
    await playground.edit(zarina, message, "Добро пожаловать!", reply_markup=keyboard(["Начать"]))
    await playground.answer_tap(text="Выбран русский язык")
    await expect(screen.page.locator("#toast")).to_have_text("Выбран русский язык")
    await expect(screen.bubble("Добро пожаловать!")).to_contain_text("таҳрир шуд 08:12")
    await expect(screen.page.locator(".key")).to_have_text(["Начать"])
    await expect(screen.page.locator(".key.waiting")).to_have_count(0)
    assert await fits(screen)


async def fits(screen: Screen) -> bool:
    """Whether nothing is wider than the window, and the buttons of a row are equally wide."""
    return bool(
        await screen.page.evaluate(
            """() => {
                const wide = document.documentElement.scrollWidth > innerWidth;
                const log = document.getElementById("log");
                const isWide = wide || log.scrollWidth > log.clientWidth;
                const rows = [...document.querySelectorAll(".keyboard-row")];
                const widths = (row) => new Set([...row.children].map((key) => Math.round(key.offsetWidth)));
                return !isWide && rows.every((row) => widths(row).size === 1);
            }"""
        )
    )


@pytest.mark.parametrize("size", [(360, 640), (430, 932), (760, 600), (1920, 1080)])
async def test_long_words_and_labels_never_widen_the_page(
    window: Window, playground: Playground, size: tuple[int, int]
) -> None:
    zarina = playground.person("Зарина")
    playground.telegram.say(zarina, "w" * 500)
    labels = [["Даромади аввал дар соли 1992", "x" * 64], ["A", "B", "C", "Намедонам"]]
    await playground.send(zarina, "https://example.org/" + "a" * 400, reply_markup=keyboard(*labels))
    screen = await window(size)
    await expect(screen.button("Намедонам")).to_be_visible()
    assert await fits(screen)


async def test_alert_is_a_box_that_is_closed(window: Window, playground: Playground) -> None:
    screen, alice = await window(), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/start")
    await playground.send(alice, "Really?", reply_markup=keyboard(["Yes"]))
    await screen.button("Yes").click()
    await playground.answer_tap(text="This question is over.", show_alert="true")
    box = screen.page.get_by_role("dialog")
    await expect(box).to_contain_text("This question is over.")
    await screen.page.keyboard.press("Enter")
    await expect(box).to_have_count(0)


async def test_hostile_names_and_texts_stay_text(window: Window, playground: Playground) -> None:
    screen, alice = await window(), playground.person("Alice")
    await screen.page.locator("#people-add").click()
    await screen.page.locator("#new-name").fill(HOSTILE[:64])
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator(".person").nth(3)).to_contain_text("<img src=x")
    await screen.switch_to("Alice")
    await screen.button("Start").click()
    await screen.write(HOSTILE)
    await expect(screen.page.locator(".mine")).to_have_count(2)
    await playground.send(alice, HOSTILE, reply_markup=keyboard(["<b>bold</b>"]))
    await expect(screen.page.locator(".mine .text").last).to_have_text(HOSTILE)
    await expect(screen.page.locator(".theirs .text")).to_have_text(HOSTILE)
    await expect(screen.button("<b>bold</b>")).to_be_visible()
    assert await screen.page.locator(".log img, .log script, .person img").count() == 0
    assert await screen.page.evaluate("window.hacked") is None


async def test_text_is_drawn_as_the_bot_styled_it(window: Window, playground: Playground) -> None:
    screen, alice = await window(), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/start")
    text = (
        "𝕏 <b>bold <i>both</i></b> <u>under</u> <s>struck</s> <code>1 &lt; 2</code> <pre>x</pre>"
        "<blockquote>said</blockquote><tg-spoiler>hidden</tg-spoiler> "
        '<a href="https://osce.org/">site</a> /help'
    )
    await playground.send(alice, text, parse_mode="HTML")
    drawn = screen.page.locator(".theirs .text")
    for selector, words in {
        "strong": "bold both",
        "strong em": "both",
        "u": "under",
        "s": "struck",
        "code": "1 < 2",
        "pre": "x",
        "blockquote": "said",
    }.items():
        await expect(drawn.locator(selector)).to_have_text(words)
    link = drawn.get_by_role("link", name="site")
    await expect(link).to_have_attribute("href", "https://osce.org/")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await drawn.locator(".spoiler").click()
    await expect(drawn.locator(".spoiler")).to_have_count(0)
    await drawn.get_by_role("button", name="/help").click()
    await expect(screen.page.locator(".mine .text").last).to_have_text("/help")


async def test_behind_a_quote_stand_as_many_empty_lines_as_were_sent(
    window: Window, playground: Playground
) -> None:
    screen, alice = await window(), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/start")
    await playground.send(alice, "<blockquote>said</blockquote>\n\n<b>after</b>", parse_mode="HTML")
    drawn = screen.page.locator(".theirs .text")
    await expect(drawn.locator("strong")).to_have_text("after")
    assert await drawn.evaluate("(text) => text.querySelector('blockquote').nextSibling.data") == "\n"


async def test_quiz_poll_shows_right_wrong_and_why(window: Window, playground: Playground) -> None:
    screen, daniil = await window(PHONE), playground.person("Даниил")
    await screen.switch_to("Даниил")
    playground.telegram.say(daniil, "/quiz")
    options = json.dumps([{"text": "Душанбе"}, {"text": "Куляб"}])
    fields = {"type": "quiz", "correct_option_id": "0", "explanation": "Это столица."}
    where = {"chat_id": str(daniil.id), "question": "Где офис?", "options": options}
    await playground.telegram.call("sendPoll", {**where, **fields})
    await screen.button("Куляб").click()
    await expect(screen.page.locator(".is-right")).to_contain_text("Душанбе")
    await expect(screen.page.locator(".is-wrong")).to_contain_text("Куляб")
    await expect(screen.page.locator(".poll-explanation")).to_contain_text("Это столица.")


async def test_poll_with_several_answers_waits_for_the_vote(window: Window, playground: Playground) -> None:
    screen, alice = await window(), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/start")
    options = json.dumps([{"text": "Osh"}, {"text": "Khujand"}, {"text": "Kulob"}])
    fields = {"question": "Which are in Tajikistan?", "allows_multiple_answers": "true"}
    await playground.telegram.call("sendPoll", {"chat_id": str(alice.id), "options": options, **fields})
    await expect(screen.button("Vote")).to_be_disabled()
    await screen.button("Khujand").click()
    await screen.button("Kulob").click()
    await screen.button("Vote").click()
    await expect(screen.page.locator(".is-chosen")).to_have_text(["100%Khujand", "100%Kulob"])


async def test_picture_opens_wide(window: Window, playground: Playground) -> None:
    screen, alice = await window(PHONE, "dark"), playground.person("Alice")
    await screen.switch_to("Alice")
    playground.telegram.say(alice, "/progress")
    fields = {"chat_id": str(alice.id), "photo": "attach://card", "caption": "Your progress"}
    await playground.telegram.call("sendPhoto", fields, {"card": Upload("card.png", "image/png", PNG)})
    await screen.button("Photo").click()
    shown = "document.querySelector('#viewer img').naturalWidth"
    await screen.page.wait_for_function(f"{shown} === 1")
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator("#viewer")).to_be_hidden()
