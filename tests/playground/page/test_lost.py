"""The server goes away and comes back while somebody writes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, expect

from tests.playground.browsing import PHONE, Screen
from tests.playground.hosting import Playground

pytestmark = pytest.mark.browser

LOST = [
    ("tg", "Зарина", "ҷавоб намедиҳад"),
    ("ru", "Даниил", "Сервер площадки не отвечает"),
    ("en", "Alice", "server does not answer"),
]


@pytest.mark.parametrize(("locale", "name", "words"), LOST)
async def test_a_lost_server_is_said_and_the_text_can_be_sent_again(
    chromium: Browser, playground: Playground, locale: str, name: str, words: str
) -> None:
    person = playground.person(name)
    playground.telegram.say(person, "/start")
    context = await chromium.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce", locale=locale
    )
    async with playground.served() as address:
        screen = Screen(await context.new_page(), address)
        await screen.open()
        await expect(screen.page.locator(".mine .text")).to_have_text(["/start"])
    lost = screen.page.get_by_role("alert")
    await expect(lost).to_contain_text(words)
    await screen.write("1994")
    await expect(screen.page.locator("#toast")).to_contain_text(words)
    await expect(screen.page.locator("#text")).to_have_value("1994")
    async with playground.served(urlsplit(address).port or 0):
        await expect(lost).to_be_hidden()
        await expect(screen.page.locator("#text")).to_have_value("1994")
        await screen.page.keyboard.press("Enter")
        await expect(screen.page.locator(".mine .text")).to_have_text(["/start", "1994"])
        await expect(screen.page.locator("#text")).to_have_value("")
        await context.close()
    assert all("ERR_" in complaint for complaint in screen.complaints)


async def test_what_was_typed_survives_loading_the_page_again(
    chromium: Browser, playground: Playground
) -> None:
    playground.telegram.say(playground.person("Alice"), "/start")
    context = await chromium.new_context(locale="en")
    async with playground.served() as address:
        screen = Screen(await context.new_page(), address)
        await screen.open()
        await screen.page.locator("#text").fill("half a thou")
        await screen.page.reload()
        await expect(screen.page.locator("#text")).to_have_value("half a thou")
        await context.close()
