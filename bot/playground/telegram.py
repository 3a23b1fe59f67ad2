"""An in-memory Telegram with one bot: its people act through verbs, its bot through Bot API calls."""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping, Sequence

from telegram.constants import MessageLimit, UpdateType

from bot.playground.attachments import ATTACHMENTS
from bot.playground.checks import known_methods, read, unplayed
from bot.playground.entities import Styled, detect, utf16_length
from bot.playground.methods import METHODS, PLAYED_FIELDS, UNPLAYED_FIELDS
from bot.playground.state import (
    Alert,
    ApiError,
    Call,
    CallbackQuery,
    Chat,
    ChatKind,
    Fault,
    Json,
    Message,
    Person,
    Poll,
    Upload,
    bad_request,
)
from bot.playground.world import World

__all__ = [
    "Alert",
    "ApiError",
    "Call",
    "CallbackQuery",
    "Chat",
    "Json",
    "Message",
    "Person",
    "Poll",
    "Telegram",
    "Upload",
]

_LOG = logging.getLogger(__name__)
_MAX_LOGGED = 10_000
# Today's ids of people and groups exceed 32 bits; so do these, so that a narrow column is noticed.
_PEOPLE_FROM = 7_000_000_000
_GROUPS_FROM = {"group": -4_000_000_000, "supergroup": -1_002_000_000_000}


class Telegram(World):
    """The world, with verbs for its people and the Bot API for its bot."""

    # The bot's side

    async def call(
        self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload] | None = None
    ) -> object:
        """The JSON-able result of a Bot API method; raises ApiError."""
        self.calls.append(Call(method, dict(fields)))
        del self.calls[:-_MAX_LOGGED]
        if method not in known_methods():
            _LOG.error("The bot called %r, which is no method of the Bot API", method)
            raise ApiError(404, "Not Found: method not found")
        _check_encoding(fields)
        values = read(method, fields, files or {})
        self._fail_if_told(method)
        if method not in METHODS:
            raise unplayed(method)
        for name in values:
            if name in UNPLAYED_FIELDS and (method, name) not in PLAYED_FIELDS:
                raise unplayed(method, name)
        return await METHODS[method](self, values)

    def fail_next(
        self, method: str, code: int, description: str, *, retry_after: int | None = None, times: int = 1
    ) -> None:
        """The next ``times`` calls of ``method`` fail and do nothing; ``retry_after`` in seconds."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        error = ApiError(code, description, parameters)
        self.faults.setdefault(method, []).append(Fault(error, times))

    def _fail_if_told(self, method: str) -> None:
        faults = self.faults.get(method, [])
        if not faults:
            return
        fault = faults[0]
        fault.times -= 1
        if fault.times <= 0:
            faults.pop(0)
        raise ApiError(fault.error.code, fault.error.description, fault.error.parameters)

    # The people's side

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
        self.chats[person.id] = Chat(person.id, "private", first_name, chat_json, members=[person.id])
        self.touch()
        return person

    def add_group(self, title: str, members: Sequence[Person], *, kind: ChatKind = "group") -> Chat:
        """The first member makes the group and adds the bot."""
        chat_id = _GROUPS_FROM[kind] - self.next_id()
        chat_json = {"id": chat_id, "type": kind, "title": title}
        chat = Chat(chat_id, kind, title, chat_json, members=[person.id for person in members])
        self.chats[chat_id] = chat
        creator = members[0].json
        self.change_bot_status(chat, creator, "left", "member")
        joined = self.add_message(chat, creator, {"new_chat_members": [self.me]})
        self.tell(UpdateType.MESSAGE, joined.json)
        return chat

    def kick(self, person: Person, chat: Chat) -> None:
        """A member removes the bot from a group."""
        self.change_bot_status(chat, person.json, "member", "kicked")
        chat.has_bot = False

    def say(
        self, person: Person, text: str, *, chat: Chat | None = None, reply_to: int | None = None
    ) -> Message:
        """Raises ValueError for a text that no client would send as one message."""
        styled = _written(text)
        content: Json = {"text": styled.text}
        if styled.entities:
            content["entities"] = styled.entities
        chat = chat or self.chats[person.id]
        if reply_to is not None:
            content["reply_to_message"] = copy.deepcopy(chat.messages[reply_to].json)
        return self._write(person, chat, content)

    def send(self, person: Person, kind: str) -> Message:
        """``kind``: sticker, photo, voice, document, location or forward (of somebody's text)."""
        now = int(self.clock().timestamp())
        content = ATTACHMENTS[kind](f"sent{self.next_id()}", now)
        return self._write(person, self.chats[person.id], content)

    def _write(self, person: Person, chat: Chat, content: Json) -> Message:
        if person.is_blocking and chat.kind == "private":
            raise ValueError(f"{person.first_name} blocks the bot: unblock it before writing")
        person.has_started = person.has_started or chat.kind == "private"
        message = self.add_message(chat, person.json, content)
        if self._is_seen(message, chat):
            self.tell(UpdateType.MESSAGE, message.json)
        return message

    def _is_seen(self, message: Message, chat: Chat) -> bool:
        """Privacy mode: what of a group's talk is the bot's business."""
        if chat.kind == "private":
            return True
        if not chat.has_bot:
            return False
        replied = message.json.get("reply_to_message", {}).get("from", {})
        command, _, addressee = (message.text or "").split(" ")[0].partition("@")
        is_command = command.startswith("/") and addressee.lower() in {"", self.username}
        return self.reads_all_group_messages or is_command or replied.get("id") == self.bot_id

    def edit(self, person: Person, message_id: int, text: str, *, chat: Chat | None = None) -> None:
        """Raises KeyError unless it is a text of this person."""
        chat = chat or self.chats[person.id]
        message = _find(chat, message_id)
        if message.sender_id != person.id or message.text is None:
            raise KeyError(f"message {message_id} is no text that {person.first_name} wrote")
        styled = _written(text)
        message.json |= {"text": styled.text, "entities": styled.entities}
        message.json["edit_date"] = int(self.clock().timestamp())
        if self._is_seen(message, chat):
            self.tell(UpdateType.EDITED_MESSAGE, message.json)
        self.touch()

    def tap(
        self, person: Person, message_id: int, data: str, *, chat: Chat | None = None, is_late: bool = False
    ) -> str:
        """The id of the callback query; raises KeyError if that message has no such button now.

        A late tap is of a client that still shows an earlier state of the message: any data goes.
        """
        message = _find(chat or self.chats[person.id], message_id)
        buttons = [button for row in message.buttons for button in row]
        offered = [button["callback_data"] for button in buttons if "callback_data" in button]
        if data not in offered and not is_late:
            raise KeyError(f"message {message_id} has no button {data!r}, only {offered}")
        query = CallbackQuery(str(self.next_id()), person.id, self.clock())
        self.queries[query.id] = query
        self.tell(
            UpdateType.CALLBACK_QUERY,
            {
                "id": query.id,
                "from": person.json,
                "message": message.json,
                "chat_instance": str(message.chat_id),
                "data": data,
            },
        )
        return query.id

    def vote(
        self, person: Person, message_id: int, option_ids: Sequence[int], *, chat: Chat | None = None
    ) -> None:
        """No option takes the vote back; raises KeyError where a client would not offer the choice."""
        message = _find(chat or self.chats[person.id], message_id)
        if message.poll is None:
            raise KeyError(f"message {message_id} is no poll")
        poll = self.polls[message.poll["id"]]
        self._check_vote(poll, person, option_ids)
        poll.votes[person.id] = list(option_ids)
        if not option_ids:
            del poll.votes[person.id]
        poll.json["total_voter_count"] = len(poll.votes)
        for number, option in enumerate(poll.json["options"]):
            option["voter_count"] = sum(number in chosen for chosen in poll.votes.values())
        self.tell_poll(poll)
        if not poll.json["is_anonymous"]:
            answer = {"poll_id": poll.id, "user": person.json, "option_ids": list(option_ids)}
            persistent = [poll.json["options"][number]["persistent_id"] for number in option_ids]
            self.tell(UpdateType.POLL_ANSWER, answer | {"option_persistent_ids": persistent})

    def _check_vote(self, poll: Poll, person: Person, option_ids: Sequence[int]) -> None:
        if self.is_closed(poll):
            raise KeyError("this poll is closed")
        if person.id in poll.votes and not poll.json["allows_revoting"]:
            raise KeyError(f"{person.first_name} has voted, and this poll takes one vote")
        if len(option_ids) > 1 and not poll.json["allows_multiple_answers"]:
            raise KeyError("this poll takes one option")
        if not set(option_ids) <= set(range(len(poll.json["options"]))):
            raise KeyError(f"this poll has options 0 to {len(poll.json['options']) - 1}")

    def block(self, person: Person, is_blocking: bool = True) -> None:
        """Stops the bot, or lets it write again."""
        if person.is_blocking == is_blocking:
            return
        person.is_blocking = is_blocking
        old, new = ("member", "kicked") if is_blocking else ("kicked", "member")
        self.change_bot_status(self.chats[person.id], person.json, old, new)

    def delete_message(self, person: Person, message_id: int, *, chat: Chat | None = None) -> None:
        """For everybody; the bot is not told."""
        chat = chat or self.chats[person.id]
        del chat.messages[_find(chat, message_id).id]
        self.touch()

    def commands_for(self, person: Person, *, chat: Chat | None = None) -> list[Json]:
        """What the command menu shows to this person."""
        return self.profile.menu(person, chat)

    def profile_for(self, language_code: str) -> Json:
        """Name, description and short description, as a person with this language sees them."""
        wording = self.profile.wording
        return {
            "name": wording("name", language_code),
            "description": wording("description", language_code),
            "short_description": wording("short_description", language_code),
        }


def _find(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise KeyError(f"the chat with {chat.title} has no message {message_id} (any more)")
    return chat.messages[message_id]


def _written(text: str) -> Styled:
    text = text.strip()
    if not 1 <= utf16_length(text) <= MessageLimit.MAX_TEXT_LENGTH:
        raise ValueError(f"a message has 1 to {int(MessageLimit.MAX_TEXT_LENGTH)} characters")
    return detect(Styled(text, []))


def _check_encoding(fields: Mapping[str, str]) -> None:
    for text in fields.values():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
