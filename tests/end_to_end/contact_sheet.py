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

from bot.links import Target
from content.answers import right_answer
from content.loader import load
from content.model import (
    Bank,
    Language,
    Match,
    Naming,
    Order,
    Question,
    Several,
    TrueFalse,
    When,
)

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PEOPLE: dict[Language, int] = {"tg": 7_000_000_001, "ru": 7_000_000_002, "en": 7_000_000_003}
PHONE = ViewportSize(width=390, height=844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SHEETS = {
    "quiz": ("welcome", "home", "question", "answer", "wrong", "result", "again"),
    "more": ("menu", "how-many", "open-quiz", "progress", "help", "privacy", "forget"),
    "kinds": ("several", "order", "match", "true-false", "number", "when", "name"),
    "answers": ("several-half", "order-begun", "match-begun", "true-false-answer", "name-slip", "no-date"),
    "ask": ("ask", "found", "no-answer", "off-topic", "themes", "theme", "link"),
    "daily": ("offer", "on", "other-time", "bad-time", "zones", "fact", "quiz-me"),
}


FREE: dict[str, dict[Language, str]] = {
    "found": {
        "tg": "созишномаи сулх кай имзо шуд",
        "ru": "когда подписали мирное соглашение",
        "en": "when was the peace agreement signed",
    },
    "no-answer": {
        "tg": "буҷети Миссияи САҲА дар соли 1994 чанд буд?",
        "ru": "каким был бюджет Миссии ОБСЕ в 1994 году?",
        "en": "What was the budget of the OSCE Mission in 1994?",
    },
    "off-topic": {"tg": "обу ҳаво фардо", "ru": "погода на завтра", "en": "how do I cook plov"},
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

    def until_offered(self, code: str) -> None:
        """Wait until the last message has a button whose tap has this code."""
        for _ in range(100):
            rows = self.messages()[-1]["buttons"] or []
            if any(b["callback_data"].split(":")[0] == code for row in rows for b in row):
                return
            time.sleep(0.03)

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
    drawn = {"answer"}
    for number in range(5):
        answer(chat, bank, is_right=bool(number % 2))
        text = chat.messages()[-1]["text"]
        name = "wrong" if "❌" in text else "answer" if "✅" in text else ""
        if name and (name not in drawn or number < 2):
            chat.draw(name)
            drawn.add(name)
        chat.tap("n")
    chat.draw("result")
    chat.tap("p")
    chat.draw("again")


def answer(chat: Chat, bank: Bank, *, is_right: bool) -> None:
    """Tap the right option of the question now shown, or a wrong one; what is not one tap is not known."""
    text = chat.messages()[-1]["text"]
    asked = [q for fact in bank.facts for q in fact.questions if q.ask.to(chat.language) in text]
    right = {right_answer(question, chat.language) for question in asked}
    taps = [b for b in chat.buttons() if b["callback_data"].startswith("a:")]
    labels = [line[3:] for line in text.splitlines() if line[1:3] == ". "] or [b["text"] for b in taps]
    places = [place for place, label in enumerate(labels) if (label in right) == is_right]
    if taps and places:
        chat.tap("a", places[0])
    else:
        chat.tap("x")


def ask_of_kind(chat: Chat, bank: Bank, kind: str) -> Question:
    """Ask about a fact that has a question of this kind, until that one comes."""
    fact = next(fact for fact in bank.facts if any(q.kind == kind for q in fact.questions))
    chat.say(f"/start {Target('fact', fact.id).payload}")
    for _ in range(12):
        chat.tap("fq")
        chat.until_offered("x")
        text = chat.messages()[-1]["text"]
        shown = [q for q in fact.questions if q.kind == kind and q.ask.to(chat.language) in text]
        if shown:
            return shown[0]
        chat.tap("x")
        chat.until_offered("fq")
    raise AssertionError(f"no question of the kind {kind} came on {fact.id}")


def show_kinds(chat: Chat, bank: Bank) -> None:
    for kind in SHEETS["kinds"]:
        question = ask_of_kind(chat, bank, kind)
        chat.draw(kind)
        answer_of_kind(chat, question)


def answer_of_kind(chat: Chat, question: Question) -> None:
    match question:
        case Several():
            chat.tap("t", 0)
            chat.tap("t", 1)
            chat.tap("c")
            chat.draw("several-half")
        case Order():
            chat.tap("pl")
            chat.draw("order-begun")
        case Match():
            chat.tap("m")
            chat.draw("match-begun")
        case TrueFalse():
            chat.tap("a", int(question.is_true))
            chat.draw("true-false-answer")
        case Naming():
            name = question.right.to(chat.language)
            chat.say(name[:3] + name[4:] if len(name) > 6 else name.lower())
            chat.draw("name-slip")
        case When():
            chat.say("31.02.1996")
            chat.draw("no-date")
            chat.say("1066")
        case _:
            chat.tap("x")
    if any(b["callback_data"].startswith("x:") for b in chat.buttons()):
        chat.tap("x")


def ask_freely(chat: Chat) -> None:
    chat.say("/ask")
    chat.draw("ask")
    for name in ("found", "no-answer", "off-topic"):
        chat.say(FREE[name][chat.language])
        chat.draw(name)
    chat.say("/quiz")
    chat.tap("ts")
    chat.draw("themes")
    chat.tap("qs")
    chat.draw("theme")
    chat.tap("lk")
    chat.draw("link")


def visit_more(chat: Chat) -> None:
    chat.tap("x")
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
            show_kinds(chat, bank)
            ask_freely(chat)
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
