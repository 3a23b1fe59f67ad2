"""A person of the contact sheets: talks through the page's own interface, and knows the answers."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from content.answers import right_answer
from content.model import Bank, Language
from tests.end_to_end.knowing import question_in, right_words

LOOKS = 300
"""At the chat, 30 ms apart, for what the bot says: it may be slow, and some taps change nothing."""


@dataclass
class Chat:
    """One person's chat, acted in through the page's interface and drawn by a phone-sized browser."""

    address: str
    person: int
    page: Page
    directory: Path
    language: Language
    message_id: int = 0  # the message whose buttons were looked at last

    def post(self, act: str, **values: object) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self.address}/chat/{act}",
            data=json.dumps(values).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return dict(json.load(answer))

    def messages(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.address}/chat/state?person={self.person}") as answer:
            return list(json.load(answer)["messages"])

    def buttons(self) -> list[dict[str, str]]:
        """The buttons under the last message that has any."""
        for message in reversed(self.messages()):
            if message["buttons"]:
                self.message_id = message["id"]
                return [button for row in message["buttons"] for button in row]
        return []

    def say(self, text: str) -> None:
        before = self.messages()
        self.post("say", person=self.person, text=text)
        self._wait(before, and_more=2)

    def tap(self, code: str, number: int = 0) -> None:
        """Press the button whose tap has this code (bot/taps.py)."""
        before = self.messages()
        found = [b["callback_data"] for b in self.buttons() if b["callback_data"].split(":")[0] == code]
        self.post("tap", person=self.person, message_id=self.message_id, data=found[number])
        self._wait(before)

    def until_offered(self, code: str) -> None:
        """Wait until the last message has a button whose tap has this code."""
        for _ in range(LOOKS):
            rows = self.messages()[-1]["buttons"] or []
            if any(b["callback_data"].split(":")[0] == code for row in rows for b in row):
                return
            time.sleep(0.03)

    def _wait(self, before: list[dict[str, Any]], and_more: int = 0) -> None:
        for _ in range(LOOKS):
            now = self.messages()
            if now != before and len(now) >= len(before) + and_more:
                break
            time.sleep(0.03)
        time.sleep(0.05)

    def hash(self) -> str:
        """Where the page shows this chat."""
        return str(self.person)

    def draw(self, name: str, *, from_top: bool = False) -> None:
        """The chat as it stands, or scrolled up to where its last message begins."""
        self.page.goto(f"{self.address}/#{self.hash()}")
        self.page.wait_for_timeout(450)
        end = "true" if from_top else "false"
        self.page.locator("article.message").last.evaluate(f"each => each.scrollIntoView({end})")
        self.page.wait_for_timeout(150)
        self.page.screenshot(path=self.directory / f"{self.language}-{name}.png")


def is_asked(chat: Chat) -> bool:
    return any(b["callback_data"].startswith("x:") for b in chat.buttons())


def answer(chat: Chat, bank: Bank, *, is_right: bool) -> None:
    """Answer the written question now shown right, or say "don't know"."""
    text = chat.messages()[-1]["text"]
    question = question_in(text, bank, chat.language)
    if question is None or not is_right:
        chat.tap("x")
    else:
        chat.say(right_words(question, chat.language, text, [b["text"] for b in chat.buttons()]))
        for code in ("r", "go"):
            if any(b["callback_data"].startswith(f"{code}:") for b in chat.buttons()):
                # It was another question in the same words, and took another answer: it waits.
                chat.tap(code)
                chat.tap("x")


def answer_wrong(chat: Chat, bank: Bank) -> bool:
    """Tap a wrong option of the question now shown; False if one tap does not answer it."""
    question = question_in(chat.messages()[-1]["text"], bank, chat.language)
    taps = [b for b in chat.buttons() if b["callback_data"].startswith("a:")]
    if question is None or not taps:
        return False
    right = right_answer(question, chat.language)
    lettered = [line for line in chat.messages()[-1]["text"].splitlines() if line[1:3] == ". "]
    labels = [line[3:] for line in lettered] or [b["text"] for b in taps]
    wrong = [place for place, label in enumerate(labels) if label != right]
    if not wrong or right not in labels:
        return False
    chat.tap("a", wrong[0])
    return True
