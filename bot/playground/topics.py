"""The topics of a forum: opened, closed, opened again and deleted by people."""

from __future__ import annotations

from bot.playground.membership import Membership
from bot.playground.state import Chat, Person, Topic

_COLOUR = 7_322_096
_LONGEST = 128


class Topics(Membership):
    """They raise ValueError, with a sentence, for what a client would not offer."""

    def make_forum(self, person: Person, chat: Chat) -> None:
        """Turns the topics of a supergroup on; what was said before is in the general topic."""
        self._need(person, chat, "can_change_info")
        if chat.kind != "supergroup" or chat.is_forum:
            raise ValueError("only a supergroup without topics can get them")
        chat.json["is_forum"] = True
        self.touch()

    def open_topic(self, person: Person, chat: Chat, name: str) -> Topic:
        name = name.strip()
        if not chat.is_forum:
            raise ValueError("only a forum has topics")
        if not 1 <= len(name) <= _LONGEST:
            raise ValueError(f"a topic has a name of 1 to {_LONGEST} characters")
        self._need_to_manage(person, chat)
        opening = {"name": name, "icon_color": _COLOUR}
        topic_id = chat.last_message_id + 1
        place = {"message_thread_id": topic_id, "is_topic_message": True}
        topic = Topic(topic_id, name)
        chat.topics[topic_id] = topic
        self.note(chat, person, place | {"forum_topic_created": opening})
        return topic

    def close_topic(self, person: Person, chat: Chat, topic: Topic, is_closed: bool = True) -> None:
        """From now on only administrators write there; or everybody again."""
        self._need_to_manage(person, chat)
        if topic.is_closed == is_closed:
            raise ValueError("the topic is so already")
        topic.is_closed = is_closed
        event = "forum_topic_closed" if is_closed else "forum_topic_reopened"
        self.note(chat, person, self.in_topic(chat, topic) | {event: {}})

    def delete_topic(self, person: Person, chat: Chat, topic: Topic) -> None:
        """With all its messages; the bot is not told."""
        self._need(person, chat, "can_delete_messages")
        del chat.topics[topic.id]
        for message in [each for each in chat.messages.values() if each.topic_id == topic.id]:
            del chat.messages[message.id]
        self.touch()

    def _need_to_manage(self, person: Person, chat: Chat) -> None:
        standing = chat.standing(person.id)
        is_free = standing.is_present and "can_manage_topics" not in chat.forbidden
        if not standing.may("can_manage_topics") and not is_free:
            raise ValueError(f"{person.first_name} may not do this in {chat.title}")
