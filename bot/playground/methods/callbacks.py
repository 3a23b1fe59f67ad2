"""Methods that answer a tap on a button."""

from __future__ import annotations

from datetime import timedelta

from telegram.constants import CallbackQueryLimit

from bot.playground.checks import Values
from bot.playground.entities import utf16_length
from bot.playground.state import Alert, bad_request
from bot.playground.world import World

_VALID_FOR = timedelta(minutes=15)


async def answer_callback_query(world: World, values: Values) -> object:
    text = values.get("text", "")
    if utf16_length(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in values and not values["url"].startswith(f"https://t.me/{world.me['username']}?start="):
        raise bad_request("URL_INVALID")
    query = world.queries.get(values["callback_query_id"])
    if query is None or query.is_answered or world.clock() - query.asked_at > _VALID_FOR:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.is_answered = True
    if text:
        world.alerts.append(Alert(query.person_id, text, values.get("show_alert", False), query.id))
    world.touch()
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
