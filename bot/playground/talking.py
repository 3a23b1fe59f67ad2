"""What people do in chats: write, edit, tap, vote, block, delete."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from telegram.constants import MessageLimit, UpdateType

from bot.playground.attachments import ATTACHMENTS
from bot.playground.entities import Styled, detect, utf16_length
from bot.playground.methods.files import document_json
from bot.playground.methods.inline import content_of
from bot.playground.standing import KICKED, MEMBER
from bot.playground.state import CallbackQuery, Chat, InlineQuery, Json, Message, Person, Poll, Upload
from bot.playground.topics import Topics

CHANNEL_BOT: Json = {
    "id": 136_817_688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
"""Who votes, for clients that know no ``voter_chat``, when an anonymous administrator does."""


class Talking(Topics):
    """A chat that is not named is the person's own with the bot."""

    def say(
        self,
        person: Person,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: int | None = None,
        topic_id: int | None = None,
    ) -> Message:
        """Raises ValueError for a text that no client would send there as one message."""
        styled = _written(text)
        content: Json = {"text": styled.text}
        if styled.entities:
            content["entities"] = styled.entities
        return self._write(person, chat or self.chats[person.id], content, reply_to, topic_id)

    def send(
        self, person: Person, kind: str, *, chat: Chat | None = None, topic_id: int | None = None
    ) -> Message:
        """``kind``: sticker, photo, voice, document, location (Dushanbe), abroad (Vienna) or forward."""
        now = int(self.clock().timestamp())
        content = ATTACHMENTS[kind](f"sent{self.next_id()}", now)
        return self._write(person, chat or self.chats[person.id], content, None, topic_id)

    def hand(self, person: Person, file: Upload) -> Message:
        """Send a file with something in it, which the bot may fetch."""
        content = {"document": document_json(self, file)}
        return self._write(person, self.chats[person.id], content, None, None)

    def forward_poll(self, person: Person, poll: Json) -> Message:
        """Send on a poll of some other chat; what of it the bot is told, ``poll`` says."""
        origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
        content = {"poll": poll, "forward_origin": origin}
        return self._write(person, self.chats[person.id], content, None, None)

    def _write(
        self, person: Person, chat: Chat, content: Json, reply_to: int | None, topic_id: int | None
    ) -> Message:
        self._check_may_write(person, chat, topic_id)
        person.has_started = person.has_started or chat.kind == "private"
        place = self.in_topic(chat, chat.topics[topic_id] if topic_id is not None else None)
        if reply_to is not None:
            answered = find(chat, reply_to).json
            shallow = {name: value for name, value in answered.items() if name != "reply_to_message"}
            place["reply_to_message"] = copy.deepcopy(shallow)
        message = self.add_message(chat, self.signed(chat, person), place | content, author_id=person.id)
        if self._is_seen(message, chat):
            self.tell(_kind(chat, is_edit=False), message.json)
        return message

    def _check_may_write(self, person: Person, chat: Chat, topic_id: int | None) -> None:
        standing = chat.standing(person.id)
        if chat.kind == "private":
            if person.is_blocking:
                raise ValueError(f"{person.first_name} blocks the bot: unblock it before writing")
            return
        if chat.migrated_to is not None:
            raise ValueError("this group has become a supergroup: write there")
        if chat.kind == "channel":
            is_allowed = standing.may("can_post_messages")
        else:
            is_allowed = standing.is_present and (
                standing.is_admin or "can_send_messages" not in chat.forbidden
            )
        topic = chat.topics[topic_id] if topic_id is not None else None
        if topic is not None and topic.is_closed and not standing.may("can_manage_topics"):
            is_allowed = False
        if not is_allowed:
            raise ValueError(f"{person.first_name} may not write in {chat.title}")

    def _is_seen(self, message: Message, chat: Chat) -> bool:
        """Privacy mode: what of a group's talk is the bot's business. An administrator sees all of it."""
        if chat.kind == "private":
            return True
        if not chat.has_bot:
            return False
        if chat.kind == "channel" or chat.bot.is_admin or self.reads_all_group_messages:
            return True
        replied = message.json.get("reply_to_message", {}).get("from", {})
        command, _, addressee = (message.text or "").split(" ")[0].partition("@")
        is_command = command.startswith("/") and addressee.lower() in {"", self.username.lower()}
        return is_command or replied.get("id") == self.bot_id

    def edit(self, person: Person, message_id: int, text: str, *, chat: Chat | None = None) -> None:
        """Raises KeyError unless it is a text of this person."""
        chat = chat or self.chats[person.id]
        message = find(chat, message_id)
        if message.sender_id != person.id or message.text is None:
            raise KeyError(f"message {message_id} is no text that {person.first_name} wrote")
        styled = _written(text)
        message.json |= {"text": styled.text, "entities": styled.entities}
        message.json["edit_date"] = int(self.clock().timestamp())
        if self._is_seen(message, chat):
            self.tell(_kind(chat, is_edit=True), message.json)
        self.touch()

    def tap(
        self, person: Person, message_id: int, data: str, *, chat: Chat | None = None, is_late: bool = False
    ) -> str:
        """The id of the callback query; raises KeyError if that message has no such button now.

        A late tap is of a client that still shows an earlier state of the message: any data goes.
        Also an anonymous administrator taps under their own name.
        """
        chat = chat or self.chats[person.id]
        message = find(chat, message_id)
        buttons = [button for row in message.buttons for button in row]
        offered = [button["callback_data"] for button in buttons if "callback_data" in button]
        if data not in offered and not is_late:
            raise KeyError(f"message {message_id} has no button {data!r}, only {offered}")
        self._check_is_there(person, chat)
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

    def _check_is_there(self, person: Person, chat: Chat) -> None:
        if not chat.standing(person.id).is_present:
            raise ValueError(f"{person.first_name} is not in {chat.title}")

    def call_inline(self, person: Person, words: str) -> InlineQuery:
        """``person`` writes the bot's name somewhere, and then these words."""
        query = InlineQuery(str(self.next_id()), person.id)
        self.inline_queries[query.id] = query
        told = {"id": query.id, "from": person.json, "query": words.strip(), "offset": ""}
        self.tell(UpdateType.INLINE_QUERY, told)
        return query

    def choose_inline(
        self,
        person: Person,
        query_id: str,
        result_id: str,
        *,
        chat: Chat | None = None,
        topic_id: int | None = None,
    ) -> Message:
        """Send what the bot offered; raises KeyError for what it did not offer."""
        query = self.inline_queries[query_id]
        offered = {result["id"]: result for result in query.results or []}
        if query.person_id != person.id:
            raise KeyError("another person asked this")
        content = {"via_bot": self.me, **content_of(offered[result_id])}
        return self._write(person, chat or self.chats[person.id], content, None, topic_id)

    def vote(
        self, person: Person, message_id: int, option_ids: Sequence[int], *, chat: Chat | None = None
    ) -> None:
        """No option takes the vote back; raises KeyError where a client would not offer the choice."""
        chat = chat or self.chats[person.id]
        message = find(chat, message_id)
        if message.poll is None:
            raise KeyError(f"message {message_id} is no poll")
        self._check_is_there(person, chat)
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
            self._tell_vote(poll, person, chat, option_ids)

    def _tell_vote(self, poll: Poll, person: Person, chat: Chat, option_ids: Sequence[int]) -> None:
        is_hidden = chat.standing(person.id).is_anonymous
        voter = {"user": CHANNEL_BOT, "voter_chat": chat.json} if is_hidden else {"user": person.json}
        persistent = [poll.json["options"][number]["persistent_id"] for number in option_ids]
        answer = {"poll_id": poll.id, "option_ids": list(option_ids), "option_persistent_ids": persistent}
        self.tell(UpdateType.POLL_ANSWER, answer | voter)

    def _check_vote(self, poll: Poll, person: Person, option_ids: Sequence[int]) -> None:
        if self.is_closed(poll):
            raise KeyError("this poll is closed")
        if person.id in poll.votes and not poll.json["allows_revoting"]:
            raise KeyError(f"{person.first_name} has voted, and this poll takes one vote")
        if person.id not in poll.votes and not option_ids:
            raise KeyError(f"{person.first_name} has no vote to take back")
        if len(option_ids) > 1 and not poll.json["allows_multiple_answers"]:
            raise KeyError("this poll takes one option")
        if not set(option_ids) <= set(range(len(poll.json["options"]))):
            raise KeyError(f"this poll has options 0 to {len(poll.json['options']) - 1}")

    def block(self, person: Person, is_blocking: bool = True) -> None:
        """Stops the bot, or lets it write again."""
        if person.is_blocking == is_blocking:
            return
        person.is_blocking = is_blocking
        self.change_bot_standing(self.chats[person.id], person.json, KICKED if is_blocking else MEMBER)

    def delete_message(self, person: Person, message_id: int, *, chat: Chat | None = None) -> None:
        """For everybody; the bot is not told."""
        chat = chat or self.chats[person.id]
        del chat.messages[find(chat, message_id).id]
        self.touch()


def find(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise KeyError(f"the chat with {chat.title} has no message {message_id} (any more)")
    return chat.messages[message_id]


def _kind(chat: Chat, *, is_edit: bool) -> UpdateType:
    if chat.kind == "channel":
        return UpdateType.EDITED_CHANNEL_POST if is_edit else UpdateType.CHANNEL_POST
    return UpdateType.EDITED_MESSAGE if is_edit else UpdateType.MESSAGE


def _written(text: str) -> Styled:
    text = text.strip()
    if not 1 <= utf16_length(text) <= MessageLimit.MAX_TEXT_LENGTH:
        raise ValueError(f"a message has 1 to {int(MessageLimit.MAX_TEXT_LENGTH)} characters")
    return detect(Styled(text, []))
