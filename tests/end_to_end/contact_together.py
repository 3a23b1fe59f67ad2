"""The contact sheets of what is done together: a class with homework, a live quiz, sets and challenges."""

from __future__ import annotations

import re
import time
import urllib.request
from dataclasses import dataclass
from typing import Any

from content.model import Bank, Language
from tests.end_to_end.contact_chat import Chat, answer, is_asked
from tests.end_to_end.contact_groups import CLASS, Room, room

SHEETS = {
    "class": ("class-none", "class-ask", "class-made", "class-more", "class-pupils", "class-out"),
    "pupil": ("pupil-asked", "pupil-desk", "pupil-task", "pupil-handed-in", "pupil-seen", "pupil-result"),
    "homework": ("what", "draft-work", "given", "stands", "longer", "show-ask"),
    "report": ("report", "report-files", "test-draft", "test-stands", "test-report"),
    "live": ("lobby", "lobby-scopes", "lobby-paces", "lobby-rules", "lobby-teams", "live-read"),
    "playing": ("live-poll", "live-voted", "live-told", "live-held", "live-end", "live-missed", "live-board"),
    "tapping": ("lobby-set", "tap-read", "tap-open", "tap-first", "tap-voted", "tap-closed", "tap-told"),
    "sets": ("set-from", "set-mix", "set-about", "set-kinds", "set-parts", "set-made", "set-result"),
    "challenge": ("challenge", "challenged", "versus", "news", "drawn", "five", "five-done", "inline"),
    "mine": ("hint", "hint-taken", "privacy-brief", "privacy-more", "mydata"),
}
PUPILS: dict[Language, tuple[str, ...]] = {
    "tg": ("Зарина Ҷӯраева", "Фаррух", "Ситора", "Далер"),
    "ru": ("Зарина Джураева", "Фаррух", "Ситора", "Далер"),
    "en": ("Zarina Jurayeva", "Farrukh", "Sitora", "Daler"),
}
PLAYERS: dict[Language, tuple[str, ...]] = {
    "tg": (*PUPILS["tg"], "Нигина", "Рустам", "Мадина", "Ҷамшед", "Шаҳло"),
    "ru": (*PUPILS["ru"], "Нигина", "Рустам", "Мадина", "Джамшед", "Шахло"),
    "en": (*PUPILS["en"], "Nigina", "Rustam", "Madina", "Jamshed", "Shahlo"),
}
"""With whoever calls it, a live quiz of ten."""


@dataclass
class Hall:
    """A person who teaches or calls the quiz, and those who came with them."""

    teacher: Chat
    pupils: list[Chat]


def gather(chat: Chat, names: dict[Language, tuple[str, ...]] = PUPILS) -> Hall:
    pupils = []
    for name in names[chat.language]:
        person = chat.post("people", name=name, language=chat.language)["person"]
        pupils.append(Chat(chat.address, person, chat.page, chat.directory, chat.language))
    for each in (chat, *pupils):
        each.say("/start")
        if any(b["callback_data"].startswith("l:") for b in each.buttons()):
            each.tap("l")
    return Hall(chat, pupils)


def teach(hall: Hall, bank: Bank) -> None:
    teacher, pupils = hall.teacher, hall.pupils
    teacher.say("/class")
    teacher.draw("class-none")
    teacher.tap("cb")
    teacher.draw("class-ask")
    teacher.say(CLASS[teacher.language])
    teacher.draw("class-made")
    payload = payload_of(teacher.messages()[-1]["text"])
    for pupil, name in zip(pupils, PUPILS[teacher.language], strict=True):
        pupil.say(f"/start {payload}")
        pupil.draw("pupil-asked")
        pupil.say(name)
    pupils[0].draw("pupil-desk")
    _manage(teacher)
    _homework(hall, bank)
    _test(hall, bank)


def payload_of(text: str) -> str:
    [payload] = re.findall(r"start=(\w+)", text)
    return str(payload)


def _manage(teacher: Chat) -> None:
    _room(teacher)
    teacher.tap("cu")
    teacher.draw("class-pupils")
    teacher.tap("cv", 3)
    teacher.draw("class-out")
    teacher.tap("cu")
    teacher.tap("cl")
    teacher.tap("cm")
    teacher.draw("class-more")


def _room(teacher: Chat) -> None:
    teacher.say("/class")
    teacher.tap("cl")


def _give(teacher: Chat, topic: int, shows: int) -> None:
    """Five questions on an era."""
    _room(teacher)
    teacher.tap("cw")
    teacher.draw("what")
    teacher.tap("ct", topic)
    teacher.tap("cc")
    found = [b["callback_data"] for b in teacher.buttons() if ":shows:" in b["callback_data"]]
    teacher.tap("cc", place_of(teacher, "cc", found[shows]))
    teacher.draw("draft-work")
    teacher.tap("cx")
    time.sleep(0.3)
    teacher.draw("given")


def place_of(chat: Chat, code: str, data: str) -> int:
    found = [b["callback_data"] for b in chat.buttons() if b["callback_data"].split(":")[0] == code]
    return found.index(data)


def _homework(hall: Hall, bank: Bank) -> None:
    """Two pieces: one whose results are shown at once, and one that waits for the teacher's word."""
    teacher, pupils = hall.teacher, hall.pupils
    _give(teacher, 1, 0)
    for pupil, right in zip(pupils[:3], (5, 3, 1), strict=True):
        _do(pupil, bank, right)
    _give(teacher, 2, 2)
    for pupil, right in zip(pupils[:2], (4, 2), strict=True):
        _do(pupil, bank, right)
        pupil.draw("pupil-handed-in")
    _stands(teacher)
    teacher.draw("stands")
    teacher.tap("cq")
    teacher.tap("cq", 3)
    teacher.draw("longer")
    _stands(teacher)
    teacher.tap("cs")
    teacher.draw("show-ask")
    teacher.tap("cs")
    _room(teacher)
    teacher.tap("ch", 1)
    teacher.tap("cr")
    teacher.draw("report", from_top=True)
    for place in (0, 1):
        teacher.tap("ck", place)
        time.sleep(2.5)
    _keep_files(teacher)
    teacher.draw("report-files")
    pupils[0].say("/class")
    pupils[0].tap("co")
    pupils[0].draw("pupil-result")
    pupils[0].tap("cse")
    pupils[0].draw("pupil-seen")


def _stands(teacher: Chat, place: int = 0) -> None:
    _room(teacher)
    teacher.tap("ch", place)


def _do(pupil: Chat, bank: Bank, right: int, *, shown: str = "pupil-task") -> None:
    pupil.say("/class")
    pupil.tap("co")
    pupil.draw(shown)
    pupil.tap("cz")
    play(pupil, bank, right)


def play(chat: Chat, bank: Bank, right: int) -> None:
    """What is open to its end, the first answers right."""
    for number in range(60):
        if not is_asked(chat):
            return
        answer(chat, bank, is_right=number < right)
        for code in ("cf", "n"):
            if any(b["callback_data"].startswith(f"{code}:") for b in chat.buttons()):
                chat.tap(code)


def _keep_files(teacher: Chat) -> None:
    for message in teacher.messages():
        file = message["file"]
        if file and file["url"]:
            with urllib.request.urlopen(f"{teacher.address}{file['url']}") as answer:
                (teacher.directory / f"{teacher.language}-{file['name']}").write_bytes(answer.read())


def _test(hall: Hall, bank: Bank) -> None:
    """A test before and after."""
    teacher = hall.teacher
    _room(teacher)
    teacher.tap("cw")
    teacher.tap("ct", 3)
    teacher.tap("ct")
    teacher.tap("cc")
    teacher.draw("test-draft")
    teacher.tap("cx")
    for pupil, right in zip(hall.pupils, (2, 1, 3, 0), strict=True):
        _do(pupil, bank, right, shown="test-task")
    _stands(teacher)
    teacher.draw("test-stands")
    teacher.tap("cta")
    teacher.tap("cx")
    for pupil, right in zip(hall.pupils, (5, 3, 4, 1), strict=True):
        _do(pupil, bank, right, shown="test-task")
    _stands(teacher)
    teacher.tap("cr")
    teacher.draw("test-report", from_top=True)


def call_quiz(hall: Hall) -> Room:
    """A lobby, at the pace of the host, with two teams."""
    host = hall.teacher
    place = room(host, "group")
    place.say("/play")
    place.draw("lobby")
    for codes, name, chosen in ((("vs", "vsc"), "scopes", 0), (("vn", "vnc"), "counts", 1)):
        place.tap(codes[0])
        place.draw(f"lobby-{name}")
        place.tap(codes[1], chosen)
    place.tap("vp")
    place.draw("lobby-paces")
    place.tap("vpc", 4)
    place.tap("vr")
    place.draw("lobby-rules")
    place.tap("v")
    place.tap("vt")
    place.tap("vtc", 1)
    for number, pupil in enumerate(hall.pupils):
        place.seen_by(pupil.person).tap("vj", number % 2)
        if number < 2:
            place.seen_by(pupil.person).say(f"/nick {PLAYERS[host.language][number]}")
    time.sleep(3.5)
    place.draw("lobby-teams")
    return place


def begin_quiz(hall: Hall, place: Room) -> None:
    """The first question, with the options on it, and what two said of it."""
    lobby = next(m["id"] for m in reversed(place.messages()) if _codes(m) & {"vb"})
    data = next(
        b["callback_data"]
        for m in place.messages()
        if m["id"] == lobby
        for row in m["buttons"]
        for b in row
        if b["callback_data"].startswith("vb:")
    )
    place.post("tap", person=place.person, message_id=lobby, data=data)
    time.sleep(1.5)
    place.draw("live-read")
    _until_asked(place)
    place.draw("live-poll")
    _vote(place, hall.pupils[:2])


def _codes(message: dict[str, object]) -> set[str]:
    rows: list[list[dict[str, str]]] = message["buttons"] or []  # type: ignore[assignment]
    return {b["callback_data"].split(":")[0] for row in rows for b in row if "callback_data" in b}


def _until_asked(place: Room) -> None:
    """By a poll, or by buttons under the question."""
    for _ in range(150):
        last = place.messages()[-1]
        if last["poll"] or "vv" in _codes(last):
            return
        time.sleep(0.1)


def _data(message: dict[str, Any], code: str) -> list[str]:
    found = [b["callback_data"] for row in message["buttons"] or [] for b in row if "callback_data" in b]
    return [data for data in found if data.split(":")[0] == code]


def _vote(place: Room, voters: list[Chat]) -> None:
    """Each something else; by buttons one letter, and what it takes besides."""
    asked = place.messages()[-1]
    letters, done = _data(asked, "vv"), _data(asked, "vd")
    for number, voter in enumerate(voters):
        seen = place.seen_by(voter.person)
        if asked["poll"]:
            option = number % len(asked["poll"]["options"])
            seen.post("vote", person=voter.person, message_id=asked["id"], options=[option])
        for data in (*letters[number % 2 :], *done) if letters else ():
            seen.post("tap", person=voter.person, message_id=asked["id"], data=data)


def tap_together(hall: Hall) -> None:
    """A quiz of questions that no poll can carry: read, tapped, told."""
    host = hall.teacher
    host.say("/set")
    host.tap("kw", 1)
    host.tap("kk")
    for kind in (0, 1, 2, 4):
        host.tap("kk", kind)
    host.tap("kw")
    host.tap("km")
    payload = payload_of(host.messages()[-1]["text"])
    place = room(host, "group")
    place.say(f"/play {payload}")
    place.draw("lobby-set")
    place.tap("vp")
    place.tap("vpc", 4)
    place.tap("vb")
    time.sleep(1.5)
    place.draw("tap-read")
    _until_asked(place)
    place.draw("tap-open")
    place.seen_by(hall.pupils[0].person).press(_data(place.messages()[-1], "vv")[1], "tap-first")
    _vote(place, hall.pupils)
    time.sleep(5.5)
    place.draw("tap-voted")
    asked = place.messages()[-1]["id"]
    place.tap("vk")
    time.sleep(1.0)
    place.draw("tap-closed")
    _until_after(place, asked)
    place.draw("tap-told", from_top=True)


def go_on(hall: Hall, place: Room) -> None:
    """After a restart in the middle of the first question: the others vote, and it goes on to its end."""
    host = hall.teacher
    _vote(place, [*hall.pupils[2:], host])
    time.sleep(6)
    place.seen_by(hall.pupils[0].person).draw("live-voted")
    for number in range(20):
        asked = place.messages()[-1]["id"]
        place.tap("vk")
        _until_after(place, asked)
        place.draw("live-told" if number == 0 else "later", from_top=True)
        if not any(code in _codes(place.messages()[-1]) for code in ("vk", "vx")):
            break
        place.draw("live-held")
        place.tap("vk")
        _until_asked(place)
        _vote(place, [host, *hall.pupils])
    place.draw("live-end", from_top=True)
    links = re.findall(r"start=(l_\d+)", str(place.messages()[-1]["buttons"]))
    hall.pupils[1].say(f"/start {links[0]}")
    hall.pupils[1].draw("live-missed")
    place.say("/board")
    place.draw("live-board")


def _until_after(place: Chat, asked: int) -> None:
    """Until there is a message after this one."""
    for _ in range(600):
        if place.messages()[-1]["id"] != asked:
            return
        time.sleep(0.1)


def pass_on(hall: Hall, bank: Bank) -> None:
    """A set, a challenge, the five of the day, and the bot called in a group."""
    maker, friend = hall.teacher, hall.pupils[0]
    maker.say("/set")
    maker.draw("set-from")
    maker.tap("kx")
    maker.tap("kx", 0)
    maker.tap("kx", 1)
    maker.draw("set-mix")
    maker.say("/set")
    maker.tap("kw", 1)
    maker.draw("set-about")
    maker.tap("kk")
    maker.tap("kk", 4)
    maker.draw("set-kinds")
    maker.tap("kw")
    maker.tap("kp")
    maker.draw("set-parts")
    maker.tap("kw")
    maker.tap("km")
    maker.draw("set-made")
    payload = payload_of(maker.messages()[-1]["text"])
    maker.say(f"/start {payload}")
    if any(b["callback_data"].startswith("sb:") for b in maker.buttons()):
        maker.tap("sb")
    play(maker, bank, 4)
    maker.draw("set-result", from_top=True)
    maker.tap("kr")
    maker.draw("result-more")
    maker.tap("kd")
    maker.draw("drawn")
    _challenge(maker, friend, bank)
    _five(maker, bank)


def _challenge(maker: Chat, friend: Chat, bank: Bank) -> None:
    maker.say("/quiz")
    maker.tap("qs")
    maker.tap("s")
    play(maker, bank, 3)
    maker.tap("kr")
    maker.tap("kc")
    maker.draw("challenge")
    friend.say(f"/start {payload_of(maker.messages()[-1]['text'])}")
    friend.draw("challenged")
    friend.tap("sb")
    play(friend, bank, 2)
    friend.draw("versus", from_top=True)
    _until_after(maker, maker.messages()[-1]["id"])
    maker.draw("news")


def _five(maker: Chat, bank: Bank) -> None:
    maker.say("/five")
    maker.draw("five")
    maker.tap("kb")
    play(maker, bank, 3)
    maker.say("/five")
    maker.draw("five-done")
    place = room(maker, "group")
    offered = maker.post("inline", person=maker.person, query="five")
    place.post("choose", person=maker.person, query=offered["query"], result=offered["results"][0]["id"])
    offered = maker.post("inline", person=maker.person, query="1997")
    if offered["results"]:
        place.post("choose", person=maker.person, query=offered["query"], result=offered["results"][0]["id"])
    time.sleep(0.5)
    place.draw("inline")


def look_at_mine(hall: Hall) -> None:
    chat = hall.pupils[3]
    chat.say("/quiz")
    chat.tap("qs")
    chat.tap("s")
    for _ in range(12):
        if any(b["callback_data"].startswith("hi:") for b in chat.buttons()):
            break
        chat.tap("x")
        chat.tap("n")
    chat.draw("hint")
    chat.tap("hi")
    chat.draw("hint-taken")
    chat.say("/privacy")
    chat.draw("privacy-brief")
    chat.tap("yh")
    chat.draw("privacy-more")
    chat.say("/mydata")
    time.sleep(1.0)
    chat.draw("mydata")
