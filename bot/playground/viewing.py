"""What the page draws: one person's view of one chat, and what of it is news."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.drawing import drawn, glimpse, name_of
from bot.playground.news import Ledger
from bot.playground.state import Json
from bot.playground.telegram import Chat, Person, Telegram

SHOWN_MESSAGES = 300
_SHOWN_ALERTS = 20
_DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Controls:
    """What the host of the playground offers to the page. Instants are aware UTC."""

    now: Callable[[], datetime]
    next_morning: Callable[[], Awaitable[datetime]]
    """Moves the clock to the next local morning and beats."""
    move_clock: Callable[[timedelta], Awaitable[datetime]]
    """Forward only."""
    reset: Callable[[], Awaitable[None]]
    zone: str
    problems: Callable[[], Sequence[str]]
    """Sentences about the content files saved last; empty when they are in use."""


class Views:
    """Every (person, chat) that a page looked at."""

    def __init__(self, telegram: Telegram, controls: Controls) -> None:
        self._telegram = telegram
        self._controls = controls
        self._ledgers: dict[tuple[int, int], Ledger] = {}
        self._run = secrets.token_hex(4)
        """Revisions of an earlier run mean nothing to this one."""

    def show(self, person: Person | None, chat: Chat | None, since: str = "") -> Json:
        """The whole view; or, if ``since`` is a revision of it, only its parts that changed after that."""
        key = (person.id if person else 0, chat.id if chat else 0)
        ledger = self._ledgers.setdefault(key, Ledger())
        parts = self._parts(person, chat) if person and chat else self._frame(person)
        messages = {f"message/{message['id']}": message for message in parts.pop("messages", [])}
        ledger.take(parts | messages)
        head = {
            "version": self._telegram.version,
            "revision": f"{self._run}.{key[0]}.{key[1]}.{ledger.revision}",
            "now": self._controls.now().isoformat(),
            "person": person.id if person else None,
            "chat": chat.id if chat else None,
        }
        known = self._known(since, key)
        if known is None:
            return head | {"is_whole": True} | parts | {"messages": list(messages.values())}
        changed = ledger.changed_since(known)
        gone = [int(name.partition("/")[2]) for name in ledger.gone_since(known) if "/" in name]
        return (
            head
            | {"is_whole": False, "gone": gone}
            | {name: part for name, part in parts.items() if name in changed}
            | {"messages": [part for name, part in messages.items() if name in changed]}
        )

    def _known(self, since: str, key: tuple[int, int]) -> int | None:
        head, _, revision = since.rpartition(".")
        is_of_this_view = head == f"{self._run}.{key[0]}.{key[1]}"
        return int(revision) if is_of_this_view and revision.isdecimal() else None

    def _frame(self, person: Person | None) -> Json:
        return {
            "zone": self._controls.zone,
            "problems": list(self._controls.problems()),
            "birth": self._telegram.birth,
            "username": self._telegram.username,
            "people": [self._listed(each) for each in self._telegram.people.values()],
            "chats": self._chats_of(person) if person else [],
        }

    def _listed(self, person: Person) -> Json:
        chat = self._telegram.chats.get(person.id)
        messages = list(chat.messages.values()) if chat else []
        from_bot = (message.id for message in reversed(messages) if message.sender_id != person.id)
        return {
            "id": person.id,
            "name": name_of(person.json),
            "language": person.language_code,
            "is_blocking": person.is_blocking,
            "newest_from_bot": next(from_bot, 0),
            "last": glimpse(messages[-1], person) if messages else None,
        }

    def _chats_of(self, person: Person) -> list[Json]:
        """Groups and channels where ``person`` is; one that has become a supergroup is that."""
        found = []
        for chat in self._telegram.chats.values():
            is_there = chat.kind != "private" and chat.standing(person.id).is_present
            if not is_there or chat.migrated_to is not None:
                continue
            messages = list(chat.messages.values())
            others = (message.id for message in reversed(messages) if message.sender_id != person.id)
            found.append(
                {
                    "id": chat.id,
                    "title": chat.title,
                    "kind": chat.kind,
                    "is_forum": chat.is_forum,
                    "newest": next(others, 0),
                    "last": glimpse(messages[-1], person) if messages else None,
                }
            )
        return found

    def _parts(self, person: Person, chat: Chat) -> Json:
        queries = self._telegram.queries.values()
        alerts = [alert for alert in self._telegram.alerts if alert.person_id == person.id]
        messages = list(chat.messages.values())[-SHOWN_MESSAGES:]
        return self._frame(person) | {
            "messages": [drawn(self._telegram, message, person) for message in messages],
            "action": chat.last_action,
            "commands": self._telegram.commands_for(person, chat=chat) if chat.kind != "channel" else [],
            "profile": self._telegram.profile_for(person.language_code),
            "group": self._group(person, chat) if chat.kind != "private" else None,
            "waiting": [
                query.id for query in queries if query.person_id == person.id and not query.is_answered
            ],
            "alerts": [
                {"query": alert.query_id, "text": alert.text, "is_box": alert.show_alert}
                for alert in alerts[-_SHOWN_ALERTS:]
            ],
        }

    def _group(self, person: Person, chat: Chat) -> Json:
        people = self._telegram.people
        mine = chat.standing(person.id)
        return {
            "title": chat.title,
            "kind": chat.kind,
            "is_forum": chat.is_forum,
            "topics": [
                {"id": topic.id, "name": topic.name, "is_closed": topic.is_closed}
                for topic in chat.topics.values()
            ],
            "members": [
                {"id": each, "name": name_of(people[each].json), "status": chat.standing(each).status}
                for each in chat.members
                if each in people
            ],
            "bot": chat.bot.status,
            "me": mine.status,
            "is_anonymous": mine.is_anonymous,
            "is_mute": chat.kind == "channel" and not mine.may("can_post_messages"),
        }

    def person_for(self, wanted: str, languages: str) -> Person | None:
        """Who has the id ``wanted``, or else the first who speaks what the browser asks for, or English."""
        people = self._telegram.people
        if wanted.isdecimal() and int(wanted) in people:
            return people[int(wanted)]
        for language in (*_accepted(languages), *([_DEFAULT_LANGUAGE] if languages else [])):
            for person in people.values():
                if person.language_code == language:
                    return person
        return next(iter(people.values()), None)

    def chat_for(self, person: Person | None, wanted: str) -> Chat | None:
        """The group that is wanted, or what it became, if ``person`` is in it; or else the private chat."""
        chats = self._telegram.chats
        chat = chats.get(int(wanted)) if wanted.removeprefix("-").isdecimal() else None
        if chat is not None and chat.migrated_to is not None:
            chat = chats.get(chat.migrated_to)
        if person is None:
            return None
        if chat is None or not chat.standing(person.id).is_present:
            return chats.get(person.id)
        return chat


def _accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed = []
    for item in header.split(","):
        tag, _, parameter = item.strip().partition(";")
        weight = parameter.strip().removeprefix("q=") or "1"
        if tag and weight.replace(".", "", 1).isdecimal():
            weighed.append((-float(weight), tag.partition("-")[0].lower()))
    return [language for weight, language in sorted(weighed, key=lambda pair: pair[0]) if weight]
