"""A real Chromium, and a playground whose bot is the test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.playground.browsing import DESKTOP, Screen, Window
from tests.playground.hosting import Playground

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


_fixture = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All pages are of one browser, and so of one event loop: each has a context of its own in it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian package chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@_fixture
async def playground() -> Playground:
    playground = Playground()
    playground.meet()
    await playground.describe()
    return playground


@_fixture
async def window(chromium: Browser, playground: Playground) -> AsyncIterator[Window]:
    """Opens the page in a window; at the end, none may have complained or left the machine."""
    screens: list[Screen] = []
    async with playground.served() as address:

        async def opened(
            size: tuple[int, int] = DESKTOP, scheme: Any = "light", locale: str = "tg"
        ) -> Screen:
            context = await chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,
                reduced_motion="reduce",
                locale=locale,
            )
            screen = Screen(await context.new_page(), address)
            await screen.open()
            screens.append(screen)
            return screen

        yield opened
        for screen in screens:
            await screen.page.context.close()
    assert [screen.complaints for screen in screens] == [[] for _ in screens]
