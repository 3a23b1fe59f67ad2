"""Methods that change a message of the bot."""

from __future__ import annotations

import copy

from telegram.constants import ReactionEmoji, ReactionType

from bot.playground.checks import Values, unplayed
from bot.playground.methods.access import find_message, find_writable_chat
from bot.playground.methods.files import photo_json
from bot.playground.methods.markup import inline_keyboard, message_caption, message_text
from bot.playground.state import Json, Message, bad_request
from bot.playground.world import World

_MARKUP = ("reply_markup",)
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


async def edit_message_text(world: World, values: Values) -> object:
    content = message_text(values)
    if "link_preview_options" in values:
        content["link_preview_options"] = values["link_preview_options"]
    message = _find_editable(world, values)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, (*_TEXT, *_MARKUP), content | inline_keyboard(values))


async def edit_message_caption(world: World, values: Values) -> object:
    content = message_caption(values)
    if values.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    message = _find_editable(world, values)
    if message.photo is None and message.document is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, message, (*_CAPTION, *_MARKUP), content | inline_keyboard(values))


async def edit_message_media(world: World, values: Values) -> object:
    """A photo in the place of a photo or a text; the caption comes with it, or there is none."""
    media = values["media"]
    if media["type"] != "photo":
        raise unplayed("editMessageMedia", f"media of type {media['type']}")
    photo = photo_json(world, media["media"])
    content = message_caption(media) | {"photo": photo} | inline_keyboard(values)
    message = _find_editable(world, values)
    for name in ("text", "entities", "link_preview_options"):
        message.json.pop(name, None)
    return _change(world, message, ("photo", *_CAPTION, *_MARKUP), content)


async def edit_message_reply_markup(world: World, values: Values) -> object:
    message = _find_editable(world, values)
    return _change(world, message, _MARKUP, inline_keyboard(values))


def _find_editable(world: World, values: Values) -> Message:
    chat = find_writable_chat(world, values)
    message = find_message(chat, values, "message to edit not found")
    is_too_old = world.edit_window is not None and world.clock() - message.sent_at > world.edit_window
    if message.sender_id != world.me["id"] or is_too_old:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, names: tuple[str, ...], content: Json) -> Json:
    """Replaces the fields ``names`` by ``content``: a keyboard that is not sent again is gone."""
    before = {name: message.json[name] for name in names if name in message.json}
    if before == content:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    for name in before:
        del message.json[name]
    message.json.update(content)
    if names != _MARKUP:
        message.json["edit_date"] = int(world.clock().timestamp())
    world.touch()
    return copy.deepcopy(message.json)


async def set_message_reaction(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values)
    message = find_message(chat, values, "message to react not found")
    reactions = values.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        is_emoji = reaction["type"] == ReactionType.EMOJI
        if not is_emoji or reaction["emoji"] not in set(ReactionEmoji):
            raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    world.touch()
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "setMessageReaction": set_message_reaction,
}
