"""The method that answers whoever calls the bot in a chat."""

from __future__ import annotations

from bot.playground.checks import Values
from bot.playground.methods.markup import inline_keyboard, message_text
from bot.playground.state import bad_request
from bot.playground.world import World

MOST_RESULTS = 50
LONGEST_ID = 64
"""Bytes."""


async def answer_inline_query(world: World, values: Values) -> object:
    """Only articles that become a text are played."""
    results = values["results"]
    ids = [result["id"] for result in results]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if any(not 1 <= len(each.encode()) <= LONGEST_ID for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    query = world.inline_queries.get(values["inline_query_id"])
    if query is None or query.results is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    for result in results:  # what could not be sent is refused now, as Telegram does
        message_text(_written(result))
        inline_keyboard(result)
    query.results = results
    world.touch()
    return True


def _written(result: Values) -> Values:
    content = result.get("input_message_content", {})
    if result["type"] != "article" or "message_text" not in content:
        raise bad_request("the playground plays only articles that become a text")
    return {"text": content["message_text"], "parse_mode": content.get("parse_mode")}


def content_of(result: Values) -> Values:
    """What the message is that a result becomes."""
    return message_text(_written(result)) | inline_keyboard(result)


METHODS = {"answerInlineQuery": answer_inline_query}
