"""A window of the browser as a person uses it: reads, taps, writes, switches."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.patience import PATIENCE

expect.set_options(timeout=1000 * PATIENCE)

PHONE, DESKTOP = (390, 844), (1280, 800)


def keyboard(*rows: list[str]) -> str:
    """Buttons whose data is their label."""
    markup = [[{"text": label, "callback_data": label} for label in row] for row in rows]
    return json.dumps({"inline_keyboard": markup})


@dataclass
class Screen:
    """One window of the browser and what it complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    async def open(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)
        self.page.set_default_timeout(1000 * PATIENCE)
        await self.page.goto(self.address)
        await expect(self.page.locator("#bot-name")).not_to_be_empty()

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(self.address):
            self.complaints.append(f"asked for {request.url}")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".bubble", has_text=text)

    async def write(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.keyboard.press("Enter")

    async def open_chat(self, title: str) -> None:
        """A group or channel from the list of chats; the drawer is opened where it is one."""
        if await self.page.locator("#people-open").is_visible():
            await self.page.locator("#people-open").click()
        await self.page.locator("#chats-list .person", has_text=title).click()
        await expect(self.page.locator("#bot-name")).to_have_text(title)

    async def tool(self, name: str) -> None:
        await self.page.locator("#tools-open").click()
        await self.page.locator("#tools").get_by_role("button", name=name, exact=True).click()

    async def switch_to(self, name: str) -> None:
        if await self.page.locator("#people-open").is_visible():
            await self.page.locator("#people-open").click()
        await self.page.locator("#people-list .person", has_text=name).click()
        await expect(self.page.locator("#status")).to_contain_text(name)


Window = Callable[..., Awaitable[Screen]]
