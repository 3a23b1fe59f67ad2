"""Who is in which chat and as what: groups, supergroups and channels, and how they change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram.constants import UpdateType

from bot.playground.standing import (
    CREATOR,
    GONE,
    KICKED,
    MEMBER,
    RIGHTS,
    ChatKind,
    Standing,
    administrator,
)
from bot.playground.state import GROUP_ANONYMOUS_BOT, Chat, Person
from bot.playground.world import World

# Today's ids of people and groups exceed 32 bits; so do these, so that a narrow column is noticed.
_PEOPLE_FROM = 7_000_000_000
_CHATS_FROM: dict[ChatKind, int] = {
    "group": -4_000_000_000,
    "supergroup": -1_002_000_000_000,
    "channel": -1_002_000_000_000,
}


class Membership(World):
    """The world, with verbs for whoever makes a chat, comes, goes, and gives rights.

    They raise ValueError, with a sentence, for what a client would not let that person do.
    """

    def add_person(
        self,
        first_name: str,
        language_code: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        person_id: int | None = None,
    ) -> Person:
        """A person with an empty private chat; ``person_id`` brings back somebody of an earlier run."""
        found = _PEOPLE_FROM + self.next_id() if person_id is None else person_id
        person = Person(found, first_name, language_code, last_name, username)
        hidden = {"is_bot", "language_code"}
        facts = {name: value for name, value in person.json.items() if name not in hidden}
        chat_json = facts | {"type": "private"}
        self.people[person.id] = person
        self.chats[person.id] = Chat(
            person.id, "private", first_name, chat_json, standings={person.id: MEMBER}
        )
        self.touch()
        return person

    def add_group(
        self,
        title: str,
        members: Sequence[Person],
        *,
        kind: ChatKind = "group",
        is_forum: bool = False,
        has_bot: bool = True,
    ) -> Chat:
        """The first member makes the group and adds the bot. A forum is a supergroup."""
        kind = "supergroup" if is_forum else kind
        chat = self._add_chat(title, members, kind)
        if is_forum:
            chat.json["is_forum"] = True
        created = "supergroup_chat_created" if kind == "supergroup" else "group_chat_created"
        self.note(chat, members[0], {created: True})
        if has_bot:
            self.add_bot(members[0], chat)
        return chat

    def add_channel(self, title: str, members: Sequence[Person], *, has_bot: bool = True) -> Chat:
        """The first member makes the channel and lets the bot post in it; the others are subscribers."""
        chat = self._add_chat(title, members, "channel")
        self.note(chat, members[0], {"channel_chat_created": True})
        if has_bot:
            self.add_bot(members[0], chat)
        return chat

    def _add_chat(self, title: str, members: Sequence[Person], kind: ChatKind) -> Chat:
        chat_id = _CHATS_FROM[kind] - self.next_id()
        standings = {person.id: MEMBER for person in members} | {members[0].id: CREATOR}
        chat_json = {"id": chat_id, "type": kind, "title": title}
        chat = Chat(chat_id, kind, title, chat_json, standings=standings, bot=GONE)
        self.chats[chat_id] = chat
        self.touch()
        return chat

    def add_bot(self, person: Person, chat: Chat, *, rights: Iterable[str] | None = None) -> None:
        """With ``rights`` as an administrator; a channel has its bots no other way, and gives all it has."""
        self._need(person, chat, "can_invite_users")
        if chat.has_bot:
            raise ValueError("the bot is in this chat already")
        if rights is None and chat.kind == "channel":
            rights = RIGHTS["channel"]
        self.change_bot_standing(chat, person.json, MEMBER if rights is None else administrator(rights))
        if chat.kind != "channel":
            self.note(chat, person, {"new_chat_members": [self.me]})

    def kick(self, person: Person, chat: Chat) -> None:
        """A member removes the bot from a group."""
        self._need(person, chat, "can_restrict_members")
        if not chat.has_bot:
            raise ValueError("the bot is not in this chat")
        self.change_bot_standing(chat, person.json, KICKED)
        if chat.kind != "channel":
            self.note(chat, person, {"left_chat_member": self.me})

    def promote_bot(self, person: Person, chat: Chat, *, rights: Iterable[str] | None = None) -> None:
        """Makes the bot an administrator, or changes its rights; without ``rights`` it gets all there are."""
        self._need(person, chat, "can_promote_members")
        if not chat.has_bot:
            raise ValueError("the bot is not in this chat")
        given = RIGHTS[chat.kind] if rights is None else rights
        self.change_bot_standing(chat, person.json, administrator(given))

    def demote_bot(self, person: Person, chat: Chat) -> None:
        self._need(person, chat, "can_promote_members")
        if chat.kind == "channel" or not chat.bot.is_admin:
            raise ValueError("the bot can only be removed from a channel, and is no administrator elsewhere")
        self.change_bot_standing(chat, person.json, MEMBER)

    def promote(
        self,
        by: Person,
        chat: Chat,
        person: Person,
        *,
        rights: Iterable[str] | None = None,
        is_anonymous: bool = False,
    ) -> None:
        self._need(by, chat, "can_promote_members")
        if not chat.standing(person.id).is_present:
            raise ValueError(f"{person.first_name} is not in this chat")
        given = RIGHTS[chat.kind] if rights is None else rights
        self.change_standing(chat, by.json, person, administrator(given, is_anonymous=is_anonymous))

    def demote(self, by: Person, chat: Chat, person: Person) -> None:
        self._need(by, chat, "can_promote_members")
        if chat.standing(person.id).status != "administrator":
            raise ValueError(f"{person.first_name} is no administrator who could be demoted")
        self.change_standing(chat, by.json, person, MEMBER)

    def hide(self, person: Person, chat: Chat, is_anonymous: bool = True) -> None:
        """An administrator of a supergroup writes as the group from now on, or as itself again."""
        standing = chat.standing(person.id)
        if chat.kind != "supergroup" or not standing.is_admin:
            raise ValueError("only administrators of a supergroup can be anonymous")
        new = replace(standing, is_anonymous=is_anonymous)
        self.change_standing(chat, person.json, person, new)

    def join(self, person: Person, chat: Chat) -> None:
        if chat.standing(person.id).is_present:
            raise ValueError(f"{person.first_name} is in this chat already")
        self.change_standing(chat, person.json, person, MEMBER)
        if chat.kind != "channel":
            self.note(chat, person, {"new_chat_members": [person.json]})

    def leave(self, person: Person, chat: Chat) -> None:
        standing = chat.standing(person.id)
        if not standing.is_present or standing.status == "creator":
            raise ValueError(f"{person.first_name} cannot leave this chat")
        if chat.kind != "channel":
            self.note(chat, person, {"left_chat_member": person.json})
        self.change_standing(chat, person.json, person, GONE)

    def restrict(self, chat: Chat, *permissions: str) -> None:
        """From now on plain members, and a bot that is one, lack these and no other permissions."""
        chat.forbidden = frozenset(permissions)
        self.touch()

    def migrate(self, chat: Chat) -> Chat:
        """A group becomes a supergroup with another id; messages and the bot's standing stay or go over."""
        if chat.kind != "group" or chat.migrated_to is not None:
            raise ValueError("only a group can become a supergroup, and only once")
        creator = next(self.people[each] for each in chat.members if chat.standing(each) == CREATOR)
        new = self._add_chat(chat.title, [creator], "supergroup")
        new.standings = dict(chat.standings)
        new.forbidden = chat.forbidden
        chat.migrated_to = new.id
        bot = chat.bot
        self.note(chat, creator, {"migrate_to_chat_id": new.id})
        if bot.is_present:
            self.change_bot_standing(new, creator.json, bot)
        head = {"from": GROUP_ANONYMOUS_BOT, "sender_chat": new.json}
        moved = self.add_message(new, head, {"migrate_from_chat_id": chat.id}, author_id=0)
        if bot.is_present:
            self.tell(UpdateType.MESSAGE, moved.json)
        return new

    def _need(self, person: Person, chat: Chat, right: str) -> Standing:
        """Plain members of a group may invite, unless that is forbidden."""
        standing = chat.standing(person.id)
        is_open = chat.kind in {"group", "supergroup"} and right == "can_invite_users"
        is_allowed = is_open and standing.is_present and right not in chat.forbidden
        if not standing.may(right) and not is_allowed:
            raise ValueError(f"{person.first_name} may not do this in {chat.title}")
        return standing
