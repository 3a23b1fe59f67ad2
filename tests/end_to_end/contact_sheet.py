"""`make screens`: every screen in three languages, as a learner sees them on a phone, into docs/images.

Starts the playground as the README says, talks to it through its page's own interface, and lets Chromium
draw the page. Needs Chromium (Debian's package chromium).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from content.loader import load
from content.model import Bank, Language

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PEOPLE: dict[Language, int] = {"tg": 7_000_000_001, "ru": 7_000_000_002, "en": 7_000_000_003}
PHONE = ViewportSize(width=390, height=844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SHEETS = {
    "quiz": ("welcome", "home", "question", "answer", "wrong", "result", "again"),
    "more": ("menu", "how-many", "open-quiz", "progress", "help", "privacy", "forget"),
    "daily": ("offer", "on", "other-time", "bad-time", "zones", "fact", "quiz-me"),
}


@contextmanager
def playground() -> Iterator[str]:
    """A playground of its own in an empty directory; gives its address."""
    with tempfile.TemporaryDirectory() as directory:
        env = {**os.environ, "PORT": "0", "PYTHONPATH": str(ROOT), "BOT_TOKEN": "", "LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "bot"]
        with subprocess.Popen(command, cwd=directory, env=env, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"the playground did not say its address: {line!r}"
            try:
                yield found[0]
            finally:
                process.terminate()


@dataclass
class Chat:
    """One person's chat, acted in through the page's interface and drawn by a phone-sized browser."""

    address: str
    person: int
    page: Page
    directory: Path
    language: Language
    message_id: int = 0  # the message whose buttons were looked at last

    def post(self, act: str, **values: object) -> None:
        request = urllib.request.Request(
            f"{self.address}/chat/{act}",
            data=json.dumps(values).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            answer.read()

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

    def _wait(self, before: list[dict[str, Any]], and_more: int = 0) -> None:
        for _ in range(100):
            now = self.messages()
            if now != before and len(now) >= len(before) + and_more:
                break
            time.sleep(0.03)
        time.sleep(0.05)

    def draw(self, name: str) -> None:
        self.page.goto(f"{self.address}/#{self.person}")
        self.page.wait_for_timeout(450)
        self.page.screenshot(path=self.directory / f"{self.language}-{name}.png")


def play_quiz(chat: Chat, bank: Bank) -> None:
    chat.say("/start")
    chat.draw("welcome")
    chat.tap("l")
    chat.draw("home")
    chat.tap("s")
    chat.draw("question")
    for number in range(5):
        right = right_option(chat, bank)
        chat.tap("a", right if number % 2 else right - 1)
        if number < 2:
            chat.draw("answer" if "✅" in chat.messages()[-1]["text"] else "wrong")
        chat.tap("n")
    chat.draw("result")
    chat.tap("p")
    chat.draw("again")


def right_option(chat: Chat, bank: Bank) -> int:
    """The place of the right option of the question now shown; -1, the last one, if it is not found."""
    text = chat.messages()[-1]["text"]
    questions = [question for fact in bank.facts for question in fact.questions]
    right = {q.right.text.to(chat.language) for q in questions if q.ask.to(chat.language) in text}
    labels = [button["text"] for button in chat.buttons()]
    lettered = [line[3:] for line in text.splitlines() if line[1:3] == ". "]
    return next((place for place, label in enumerate(lettered or labels) if label in right), -1)


def visit_more(chat: Chat) -> None:
    chat.tap("a")
    chat.say("/quiz")
    chat.draw("open-quiz")
    chat.tap("ab")
    chat.say("/quiz")
    chat.draw("menu")
    chat.tap("qs", 2)
    chat.draw("how-many")
    for command in ("progress", "help", "privacy", "forget"):
        chat.say(f"/{command}")
        chat.draw(command)


def subscribe(chat: Chat) -> None:
    chat.say("/daily")
    chat.draw("offer")
    chat.tap("dt")
    chat.draw("other-time")
    chat.say("25:70")
    chat.draw("bad-time")
    chat.say("08:30")
    chat.draw("on")
    chat.tap("zs")
    chat.draw("zones")


def read_fact(chat: Chat) -> None:
    chat.draw("fact")
    chat.tap("f")
    chat.draw("quiz-me")


def sheet(browser: Browser, directory: Path, name: str, screens: tuple[str, ...]) -> None:
    """The screens beside each other, a row a language, as one picture."""
    figures = "".join(
        f'<figure><img src="{language}-{screen}.png"><figcaption>{language} · {screen}</figcaption></figure>'
        for language in PEOPLE
        for screen in screens
    )
    style = (
        f"body{{margin:12px;display:grid;grid-template-columns:repeat({len(screens)},240px);gap:12px;"
        "background:#fff;font:12px sans-serif}figure{margin:0}"
        "img{width:238px;border:1px solid #ccc;border-radius:8px}figcaption{text-align:center;color:#555}"
    )
    page = directory / f"{name}.html"
    page.write_text(f"<!doctype html><style>{style}</style>{figures}", encoding="utf-8")
    tab = browser.new_page(viewport=ViewportSize(width=len(screens) * 252 + 24, height=600))
    tab.goto(page.as_uri())
    tab.screenshot(path=IMAGES / f"screens-{name}.png", full_page=True)
    tab.close()


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed (Debian package chromium)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, playground() as address:
        directory = Path(os.environ.get("SCREENS_DIR", name))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport=PHONE)
        chats = [Chat(address, person, page, directory, code) for code, person in PEOPLE.items()]
        bank = load()
        for chat in chats:
            play_quiz(chat, bank)
            visit_more(chat)
            subscribe(chat)
        chats[0].post("clock", to="next-morning")
        time.sleep(6)
        for chat in chats:
            read_fact(chat)
        for sheet_name, screens in SHEETS.items():
            sheet(browser, directory, sheet_name, screens)
        shutil.copy(directory / "en-question.png", IMAGES / "question.png")
        browser.close()


if __name__ == "__main__":
    main()
