"""`make screens`: every screen in three languages, as a learner sees them on a phone, into docs/images.

Starts the playground as the README says, talks to it through its page's own interface, and lets Chromium
draw the page. Needs Chromium (Debian's package chromium).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bot.links import Target
from bot.playground.__main__ import DATABASE
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
from tests.end_to_end import contact_groups, contact_school, contact_together
from tests.end_to_end.contact_chat import Chat, answer, answer_wrong, is_asked

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PEOPLE: dict[Language, int] = {"tg": 7_000_000_001, "ru": 7_000_000_002, "en": 7_000_000_003}
PHONE = ViewportSize(width=390, height=844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SHEETS = {
    "quiz": ("welcome", "home", "question", "answer", "wrong", "again", "result"),
    "more": ("menu", "how-many", "open-quiz", "help", "privacy", "forget"),
    "kinds": ("several", "order", "match", "true-false", "number", "when", "name", "place"),
    "answers": ("several-half", "order-begun", "match-begun", "true-false-answer", "name-slip", "no-date"),
    "ask": ("ask", "found", "no-answer", "off-topic", "themes", "theme", "link"),
    "daily": ("offer", "on", "other-time", "bad-time", "zones", "fact", "quiz-me"),
    "learn": ("lessons", "opening", "guess", "guessed", "sources", "check", "today", "timeline", "where"),
    "exam": ("rules", "exam-question", "exam-result", "exam-name", "certificate", "verify"),
    "settings": ("settings", "how-sure", "sure-and-wrong", "mistake", "thanks", "text-only"),
    "progress": ("review", "snoozed", "reviewed", "progress", "card", "remind"),
    **contact_groups.SHEETS,
    **contact_together.SHEETS,
    **contact_school.SHEETS,
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


@dataclass
class Playground:
    """One of its own in a directory; it can be stopped and started again there."""

    directory: Path
    address: str = ""
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        env = {**os.environ, "PORT": "0", "PYTHONPATH": str(ROOT), "BOT_TOKEN": "", "LOG_LEVEL": "WARNING"}
        env["ADMIN_IDS"] = ",".join(map(str, PEOPLE.values()))
        command = [sys.executable, "-m", "bot"]
        self._process = subprocess.Popen(
            command, cwd=self.directory, env=env, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        addresses = (re.search(r"http://\S+", line) for line in self._process.stdout)
        found = next(filter(None, addresses), None)
        assert found, "the playground did not say its address"
        self.address = found[0]

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


@contextmanager
def playground() -> Iterator[Playground]:
    """A playground in an empty directory."""
    with tempfile.TemporaryDirectory() as directory:
        made = Playground(Path(directory))
        made.start()
        try:
            yield made
        finally:
            made.stop()


def is_offered(chat: Chat, code: str) -> bool:
    return any(b["callback_data"].startswith(f"{code}:") for b in chat.buttons())


def begin(chat: Chat) -> None:
    chat.say("/start")
    if is_offered(chat, "l"):
        chat.tap("l")


def play_quiz(chat: Chat, bank: Bank) -> None:
    chat.say("/start")
    chat.draw("welcome")
    chat.tap("l")
    chat.draw("home")
    chat.tap("s")
    chat.draw("question")
    is_missed = False
    for number in range(30):
        if not is_asked(chat):
            break
        if not is_missed and number < 4 and answer_wrong(chat, bank):
            is_missed = True
            chat.draw("wrong")
        else:
            answer(chat, bank, is_right=True)
            chat.draw("answer" if number < 2 else "later")
        if "🔁" in chat.messages()[-1]["text"][:2]:
            chat.draw("again")
        chat.until_offered("n")
        chat.tap("n")
    chat.draw("result")


def finish(chat: Chat, bank: Bank, *, right: int = 99) -> None:
    """Play what is open to its end, the first answers right."""
    for number in range(60):
        if not is_asked(chat):
            return
        answer(chat, bank, is_right=number < right)
        for code in ("cf", "n"):
            if is_offered(chat, code):
                chat.tap(code)


def learn(chat: Chat) -> None:
    chat.say("/learn")
    chat.draw("lessons")
    chat.tap("ln", 1)
    chat.draw("opening")
    chat.tap("ln")
    is_guessed = False
    for _ in range(12):
        codes = {b["callback_data"].split(":")[0] for b in chat.buttons()}
        if "lc" in codes:
            break
        if "lg" in codes and not is_guessed:
            chat.draw("guess")
            chat.tap("lg")
            chat.draw("guessed")
            is_guessed = True
            chat.tap("ln")
            chat.draw("sources")
        else:
            chat.tap("ln", 1 if "lg" not in codes else 0)
    chat.draw("check")
    chat.say("/today 27.06")
    chat.draw("today")
    chat.say("/timeline")
    chat.tap("te", 1)
    time.sleep(0.4)
    chat.draw("timeline")
    chat.tap("tw")
    time.sleep(0.4)
    chat.draw("where")


def sit_exam(chat: Chat, bank: Bank) -> None:
    chat.say("/exam")
    chat.draw("rules")
    chat.tap("eb")
    chat.draw("exam-question")
    finish(chat, bank, right=20)
    chat.draw("exam-result")
    chat.tap("ce")
    chat.draw("exam-name")
    chat.say("Зарина Ҷӯраева")
    time.sleep(0.8)
    chat.draw("certificate")
    text = next(m["text"] for m in reversed(chat.messages()) if "/verify" in m["text"])
    chat.say(f"/verify {text.split('/verify ')[1].split()[0]}")
    chat.draw("verify")


def miss_one(chat: Chat, bank: Bank) -> None:
    """Play on until there is a question that one tap answers, and answer it wrong."""
    for _ in range(30):
        if not is_asked(chat):
            chat.say("/quiz")
            chat.tap("qs")
            chat.tap("s")
        if answer_wrong(chat, bank):
            if is_offered(chat, "cf"):
                return  # of what comes once more it is not asked how sure one is
        else:
            answer(chat, bank, is_right=False)
        chat.tap("n")
    raise AssertionError("no question came that one tap answers")


def set_up(chat: Chat, bank: Bank) -> None:
    chat.say("/settings")
    chat.draw("settings")
    chat.tap("sw", 2)
    miss_one(chat, bank)
    chat.draw("how-sure")
    chat.tap("cf")
    chat.draw("sure-and-wrong")
    chat.tap("am")
    chat.tap("wr")
    chat.draw("mistake")
    chat.tap("ww")
    chat.draw("thanks")
    chat.say("/settings")
    chat.tap("sw", 0)
    chat.say("/quiz")
    if is_offered(chat, "go"):
        chat.tap("go")
    else:  # the miss was the last answer of its quiz
        chat.tap("qs")
        chat.tap("s")
    chat.draw("text-only")
    chat.say("/settings")
    chat.tap("sw", 0)


def look_back(chat: Chat, bank: Bank) -> None:
    """Some days later: what is due, and how far one has come."""
    chat.say("/cancel")
    chat.tap("ab")
    chat.say("/review")
    chat.draw("review")
    chat.tap("sz")
    chat.draw("snoozed")
    chat.tap("sz")
    chat.tap("rn")
    finish(chat, bank)
    chat.say("/review")
    chat.draw("reviewed")
    chat.say("/progress")
    time.sleep(0.6)
    chat.draw("progress")
    for topic in range(1, 7):  # a good result alone may be shared, and made questions go unanswered here
        chat.say("/quiz")
        chat.tap("qs", topic)
        chat.tap("s")
        contact_together.play(chat, bank, 99)
        if is_offered(chat, "kr"):
            chat.tap("kr")
        if is_offered(chat, "sh"):
            break
    chat.tap("sh")
    time.sleep(0.5)
    chat.draw("card")
    chat.say("/remind")
    chat.draw("remind")


def ask_of_kind(chat: Chat, bank: Bank, kind: str) -> Question:
    """Ask about the facts that have a question of this kind, until one comes."""
    facts = [fact for fact in bank.facts if any(q.kind == kind for q in fact.questions)]
    for fact in facts * 10:
        chat.say(f"/start {Target('fact', fact.id).payload}")
        for _ in range(6):
            chat.tap("fq")
            chat.until_offered("x")
            text = chat.messages()[-1]["text"]
            shown = [q for q in fact.questions if q.kind == kind and q.ask.to(chat.language) in text]
            if shown:
                return shown[0]
            chat.tap("x")
            chat.until_offered("fq")
    raise AssertionError(f"no question of the kind {kind} came")


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
    if is_offered(chat, "x"):
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
    chat.say("/quiz")
    chat.tap("qs")
    chat.tap("s")
    chat.say("/quiz")
    chat.draw("open-quiz")
    chat.tap("ab")
    chat.say("/quiz")
    chat.draw("menu")
    chat.tap("qs", 2)
    chat.draw("how-many")
    for command in ("help", "privacy", "forget"):
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
    """The screens beside each other, a row a language; with a palette it has a third of the bytes."""
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
    drawn = Image.open(BytesIO(tab.screenshot(full_page=True))).convert("RGB")
    tab.close()
    drawn.quantize(method=Image.Quantize.MAXCOVERAGE).save(IMAGES / f"screens-{name}.png", optimize=True)


def learners(chats: list[Chat], bank: Bank, _: Playground) -> None:
    """Who practises, asks, learns, sits the exam and has a fact a day."""
    for chat in chats:
        play_quiz(chat, bank)
        visit_more(chat)
        show_kinds(chat, bank)
        ask_freely(chat)
        learn(chat)
        sit_exam(chat, bank)
        set_up(chat, bank)
        subscribe(chat)
    chats[0].post("clock", to="next-morning")
    time.sleep(6)
    for chat in chats:
        read_fact(chat)
    chats[0].post("clock", to="next-morning")
    chats[0].post("clock", to="next-morning")
    time.sleep(4)
    for chat in chats:
        look_back(chat, bank)


def groups(chats: list[Chat], _: Bank, __: Playground) -> None:
    """Administrators of groups and channels, and of the bot."""
    for chat in chats:
        begin(chat)
    places = [
        contact_groups.set_up(chat, other) for chat, other in zip(chats, chats[1:] + chats[:1], strict=True)
    ]
    chats[0].post("clock", to="next-morning")
    time.sleep(6)
    for group, channel in places:
        contact_groups.see_out(group, channel)
    for chat in chats:
        contact_groups.administer(chat)


def classes(chats: list[Chat], bank: Bank, _: Playground) -> None:
    """Teachers and their pupils, from nothing to the reports."""
    for chat in chats:
        contact_together.teach(contact_together.gather(chat), bank)


def school(chats: list[Chat], bank: Bank, playground: Playground) -> None:
    """A class on paper, and with questions of its teacher's own."""
    for chat in chats:
        hall = contact_together.gather(chat)
        contact_school.open_class(hall)
        contact_school.on_paper(hall, bank, playground.directory / DATABASE)
        contact_school.with_own(hall)


def lives(chats: list[Chat], _: Bank, playground: Playground) -> None:
    """Ten who play together in a group; the bot is started again in the middle of a question."""
    halls = [contact_together.gather(chat, contact_together.PLAYERS) for chat in chats]
    places = [contact_together.call_quiz(hall) for hall in halls]
    for hall, place in zip(halls, places, strict=True):
        contact_together.begin_quiz(hall, place)
    playground.stop()
    playground.start()
    for hall, place in zip(halls, places, strict=True):
        for each in (place, hall.teacher, *hall.pupils):
            each.address = playground.address
        contact_together.go_on(hall, place)
        contact_together.tap_together(hall)


def sets(chats: list[Chat], bank: Bank, _: Playground) -> None:
    """Questions that are passed on, and what is kept of a person."""
    for chat in chats:
        hall = contact_together.gather(chat)
        contact_together.pass_on(hall, bank)
        contact_together.look_at_mine(hall)


SCENES: dict[str, Callable[[list[Chat], Bank, Playground], None]] = {
    "learners": learners,
    "groups": groups,
    "classes": classes,
    "school": school,
    "lives": lives,
    "sets": sets,
}
"""Given to the command, only these are played: `python -m tests.end_to_end.contact_sheet groups`."""


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed (Debian package chromium)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, playground() as at:
        directory = Path(os.environ.get("SCREENS_DIR", name))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport=PHONE)
        chats = [Chat(at.address, person, page, directory, code) for code, person in PEOPLE.items()]
        for scene in sys.argv[1:] or SCENES:
            SCENES[scene](chats, load(), at)
        for sheet_name, screens in SHEETS.items():
            if all((directory / f"en-{screen}.png").exists() for screen in screens):
                sheet(browser, directory, sheet_name, screens)
        if (directory / "en-question.png").exists():
            shutil.copy(directory / "en-question.png", IMAGES / "question.png")
        browser.close()


if __name__ == "__main__":
    main()
