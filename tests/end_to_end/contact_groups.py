"""The contact sheets of groups, topics and channels, and of what an administrator of the bot sees."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass
from typing import Any

from tests.end_to_end.contact_chat import Chat

SHEETS = {
    "group": ("group", "first", "group-on", "form", "days", "next", "out"),
    "places": ("member", "topic-on", "channel-hello", "channel-on", "channel-out"),
    "admin": ("admin", "figures", "whom", "draft", "preview", "confirm", "sending"),
}
CLASS = {"tg": "Синфи 9А", "ru": "9А класс", "en": "Class 9A"}
TEXT = {
    "tg": "Салом! Дарсҳо аз 9 январ идома меёбанд.",
    "ru": "Здравствуйте! Занятия продолжатся 9 января.",
    "en": "Hello! Lessons go on from 9 January.",
}


@dataclass
class Room(Chat):
    """A group, a topic of it, or a channel, as one person in it sees and uses it."""

    chat: int = 0
    topic: int | None = None

    def post(self, act: str, **values: object) -> dict[str, Any]:
        return super().post(act, chat=self.chat, topic=self.topic, **values)

    def messages(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(
            f"{self.address}/chat/state?person={self.person}&chat={self.chat}"
        ) as answer:
            return list(json.load(answer)["messages"])

    def hash(self) -> str:
        return "/".join(str(part) for part in (self.person, self.chat, self.topic) if part)

    def press(self, data: str, name: str) -> None:
        """Press a button of the last message in the page, and draw what is said over the chat."""
        label = next(b["text"] for b in self.buttons() if b.get("callback_data") == data)
        self.page.goto(f"{self.address}/#{self.hash()}")
        self.page.wait_for_timeout(450)
        self.page.get_by_role("button", name=label, exact=True).last.click()
        self.page.wait_for_timeout(450)
        self.page.screenshot(path=self.directory / f"{self.language}-{name}.png")
        self.page.mouse.move(0, 0)  # what it rests on looks different

    def seen_by(self, person: int) -> Room:
        return Room(
            self.address, person, self.page, self.directory, self.language, chat=self.chat, topic=self.topic
        )


def room(chat: Chat, kind: str) -> Room:
    """A new one with everybody in it, whose administrator is this person."""
    made = chat.post("groups", person=chat.person, title=CLASS[chat.language], kind=kind)
    place = Room(chat.address, chat.person, chat.page, chat.directory, chat.language, chat=made["chat"])
    for _ in range(100):
        if place.buttons() or kind == "channel":
            break
        time.sleep(0.03)
    return place


def set_up(chat: Chat, other: Chat) -> tuple[Room, Room]:
    """A class's group and its channel, to be looked at again when their fact is out."""
    group = room(chat, "group")
    group.draw("group")
    group.tap("g")
    group.draw("first")
    group.tap("ga", 1)
    group.draw("group-on")
    group.tap("gf")
    group.draw("form")
    group.tap("gfo", 2)
    group.tap("gd")
    group.draw("days")
    group.tap("gds", 1)
    group.tap("gn")
    group.draw("next")
    pupil = group.seen_by(other.person)
    pupil.say("/daily")
    pupil.draw("member")
    _set_up_topic(chat)
    return group, _set_up_channel(chat)


def _set_up_topic(chat: Chat) -> None:
    forum = room(chat, "forum")
    opened = forum.post("group", person=chat.person, deed="open-topic", name=CLASS[chat.language])
    forum.topic = opened["topic"]
    forum.say("/daily 08:30")
    forum.draw("topic-on")


def _set_up_channel(chat: Chat) -> Room:
    before = chat.messages()
    channel = room(chat, "channel")
    for _ in range(100):
        if chat.messages() != before:
            break
        time.sleep(0.03)
    chat.draw("channel-hello")
    chat.tap("g")
    chat.tap("ga", 1)
    chat.draw("channel-on")
    return channel


def see_out(group: Room, channel: Room) -> None:
    """The next morning."""
    group.draw("out")
    channel.draw("channel-out")


def administer(chat: Chat) -> None:
    chat.say("/admin")
    chat.draw("admin")
    chat.tap("yf")
    time.sleep(0.4)
    chat.draw("figures")
    chat.say("/broadcast")
    chat.draw("whom")
    chat.tap("yn")
    chat.draw("draft")
    chat.tap("yt")
    chat.say(TEXT[chat.language])
    chat.tap("ye")
    time.sleep(0.4)
    chat.draw("preview")
    chat.tap("yg")
    chat.draw("confirm")
    chat.tap("yg")
    time.sleep(3.0)
    chat.draw("sending")
