"""Methods that send messages and chat actions."""

from __future__ import annotations

import copy

from telegram.constants import ChatAction

from bot.playground.checks import Values
from bot.playground.methods.access import check_is_open, find_topic, find_writable_chat
from bot.playground.methods.files import document_json, photo_json
from bot.playground.methods.markup import inline_keyboard, message_caption, message_text
from bot.playground.state import Chat, Json, Message, bad_request
from bot.playground.world import World


async def send_message(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values, "can_send_messages")
    content = message_text(values)
    if "link_preview_options" in values:
        content["link_preview_options"] = values["link_preview_options"]
    return post(world, chat, values, content)


async def send_photo(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values, "can_send_photos")
    content = message_caption(values) | {"photo": photo_json(world, values["photo"])}
    if values.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return post(world, chat, values, content | _caption_place(values))


async def send_document(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values, "can_send_documents")
    content = message_caption(values) | {"document": document_json(world, values["document"])}
    return post(world, chat, values, content)


def _caption_place(values: Values) -> Json:
    return {"show_caption_above_media": True} if values.get("show_caption_above_media") else {}


def post(world: World, chat: Chat, values: Values, content: Json) -> Json:
    """Adds the bot's message to the chat; gives the Message as a caller gets it."""
    markup = inline_keyboard(values)
    replied = _find_replied(chat, values)
    topic = find_topic(chat, values)
    if topic is None and replied is not None and replied.topic_id is not None:
        topic = chat.topics.get(replied.topic_id)  # an answer stays in the topic of what it answers
    check_is_open(chat, topic)
    place = world.in_topic(chat, topic) | _reply(replied)
    head = world.from_bot(chat)
    message = world.add_message(chat, head, place | content | markup, author_id=world.bot_id)
    other_markup = values.get("reply_markup")
    if other_markup is not None and "inline_keyboard" not in other_markup:
        message.keyboard = other_markup
    if values.get("protect_content"):
        message.json["has_protected_content"] = True
    chat.last_action = None
    return copy.deepcopy(message.json)


def _find_replied(chat: Chat, values: Values) -> Message | None:
    parameters = values.get("reply_parameters")
    if parameters is None:
        return None
    replied = chat.messages.get(parameters["message_id"])
    if replied is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return replied


def _reply(replied: Message | None) -> Json:
    if replied is None:
        return {}
    shallow = {name: value for name, value in replied.json.items() if name != "reply_to_message"}
    return {"reply_to_message": copy.deepcopy(shallow)}


async def send_chat_action(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values)
    if values["action"] not in set(ChatAction):
        raise bad_request("wrong parameter action in request")
    check_is_open(chat, find_topic(chat, values))
    chat.last_action = values["action"]
    world.touch()
    return True


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
