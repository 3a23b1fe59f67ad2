"""Limits of texts and keyboards, for every method that sends or edits them."""

from __future__ import annotations

import inspect
from functools import cache

from telegram import InlineKeyboardButton
from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    KeyboardButtonStyle,
    MessageLimit,
)

from bot.playground.checks import Values
from bot.playground.entities import Styled, is_address, parse, utf16_length
from bot.playground.state import Json, bad_request

_DECORATION = {"text", "style", "icon_custom_emoji_id", "api_kwargs"}


def message_text(values: Values) -> Json:
    """The text fields of a Message."""
    styled = parse(values["text"], values.get("parse_mode"))
    if not styled.text:
        raise bad_request("message text is empty")
    if utf16_length(styled.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    return _json("text", "entities", styled)


def message_caption(values: Values) -> Json:
    """The caption fields of a Message; none for an empty caption."""
    styled = parse(values.get("caption", ""), values.get("parse_mode"))
    if utf16_length(styled.text) > MessageLimit.CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return _json("caption", "caption_entities", styled) if styled.text else {}


def _json(text: str, entities: str, styled: Styled) -> Json:
    return {text: styled.text} | ({entities: styled.entities} if styled.entities else {})


def inline_keyboard(values: Values) -> Json:
    """The keyboard field of a Message; none if there is no inline keyboard or it has no button."""
    rows = [row for row in values.get("reply_markup", {}).get("inline_keyboard", []) if row]
    if sum(len(row) for row in rows) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    for row in rows:
        if len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW:
            raise bad_request("reply markup has too many buttons in a row")
        for button in row:
            _check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: the label is empty")
    actions = [name for name in button if name in _actions()]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: it has more than one action: {actions}")
    if "style" in button and button["style"] not in set(KeyboardButtonStyle):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        least, most = InlineKeyboardButtonLimit.MIN_CALLBACK_DATA, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        if not least <= size <= most:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_address(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button:
        length = utf16_length(button["copy_text"]["text"])
        if not 1 <= length <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


@cache
def _actions() -> frozenset[str]:
    return frozenset(inspect.signature(InlineKeyboardButton).parameters) - _DECORATION
