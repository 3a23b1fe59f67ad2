"""Methods that send and stop native polls."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta

from telegram.constants import PollLimit, PollType

from bot.playground.checks import Values
from bot.playground.entities import Styled, parse, utf16_length
from bot.playground.methods.access import find_message, find_writable_chat
from bot.playground.methods.markup import inline_keyboard
from bot.playground.methods.sending import post
from bot.playground.state import Json, Poll, bad_request
from bot.playground.world import World


async def send_poll(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values, "can_send_polls")
    closes_at = _closes_at(values, world.clock())
    content: Json = {
        "id": f"poll{world.next_id()}",
        "question": _question(values),
        "options": _options(values),
        "total_voter_count": 0,
        "is_closed": values.get("is_closed", False),
        "is_anonymous": values.get("is_anonymous", True),
        "type": values.get("type", PollType.REGULAR),
        "allows_multiple_answers": values.get("allows_multiple_answers", False),
        "members_only": False,
    }
    if chat.kind == "channel" and not content["is_anonymous"]:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    is_quiz = content["type"] == PollType.QUIZ
    content["allows_revoting"] = values.get("allows_revoting", not is_quiz)
    content |= _quiz_fields(values, content) | _description(values)
    if closes_at is not None:
        content["close_date"] = int(closes_at.timestamp())
    if "open_period" in values:
        content["open_period"] = values["open_period"]
    answer = post(world, chat, values, {"poll": content})
    poll = chat.messages[answer["message_id"]].json["poll"]
    world.polls[poll["id"]] = Poll(poll["id"], chat.id, answer["message_id"], poll, closes_at=closes_at)
    return answer


def _plain(values: Values, name: str) -> Styled:
    return parse(values.get(name, ""), values.get(f"{name}_parse_mode"))


def _question(values: Values) -> str:
    question = _plain(values, "question").text
    if not question:
        raise bad_request("poll question must be non-empty")
    if utf16_length(question) > PollLimit.MAX_QUESTION_LENGTH:
        raise bad_request(f"poll question length must not exceed {int(PollLimit.MAX_QUESTION_LENGTH)}")
    return question


def _options(values: Values) -> list[Json]:
    texts = [parse(option["text"], option.get("text_parse_mode")).text for option in values["options"]]
    if not texts:
        raise bad_request("poll must have at least 1 option")
    if len(texts) > PollLimit.MAX_OPTION_NUMBER:
        raise bad_request(f"poll can't have more than {int(PollLimit.MAX_OPTION_NUMBER)} options")
    if not all(texts):
        raise bad_request("poll options must be non-empty")
    if any(utf16_length(text) > PollLimit.MAX_OPTION_LENGTH for text in texts):
        raise bad_request(f"poll options length must not exceed {int(PollLimit.MAX_OPTION_LENGTH)}")
    if len(set(texts)) < len(texts):
        raise bad_request("POLL_OPTION_DUPLICATE")
    return [
        {"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(texts)
    ]


def _quiz_fields(values: Values, poll: Json) -> Json:
    if poll["type"] not in set(PollType):
        raise bad_request("unsupported poll type specified")
    single = [values["correct_option_id"]] if "correct_option_id" in values else []
    right = values.get("correct_option_ids", single)
    explanation = _plain(values, "explanation")
    if poll["type"] != PollType.QUIZ:
        if right or explanation.text:
            raise bad_request("only a quiz has a correct option or an explanation")
        return {}
    is_rising = right == sorted(set(right))
    if not right or not is_rising or not 0 <= right[0] <= right[-1] < len(poll["options"]):
        raise bad_request("wrong correct option ID specified")
    if len(right) > 1 and not poll["allows_multiple_answers"]:
        raise bad_request("a quiz with several correct options must allow multiple answers")
    _check_explanation(explanation.text)
    fields: Json = {"correct_option_ids": right}
    if explanation.text:
        fields["explanation"] = explanation.text
    if explanation.entities:
        fields["explanation_entities"] = explanation.entities
    return fields


def _check_explanation(text: str) -> None:
    if utf16_length(text) > PollLimit.MAX_EXPLANATION_LENGTH:
        raise bad_request(f"poll explanation length must not exceed {int(PollLimit.MAX_EXPLANATION_LENGTH)}")
    if text.count("\n") > PollLimit.MAX_EXPLANATION_LINE_FEEDS:
        feeds = int(PollLimit.MAX_EXPLANATION_LINE_FEEDS)
        raise bad_request(f"poll explanation must not have more than {feeds} line feeds")


def _description(values: Values) -> Json:
    description = _plain(values, "description")
    if utf16_length(description.text) > PollLimit.MAX_DESCRIPTION_CHARACTERS:
        raise bad_request("message caption is too long")
    fields: Json = {"description": description.text} if description.text else {}
    if description.entities:
        fields["description_entities"] = description.entities
    return fields


def _closes_at(values: Values, now: datetime) -> datetime | None:
    if "open_period" not in values and "close_date" not in values:
        return None
    if "open_period" in values and "close_date" in values:
        raise bad_request("open_period and close_date can't be used together")
    seconds = values.get("open_period")
    if seconds is None:
        seconds = values["close_date"] - now.timestamp()
    if not PollLimit.MIN_OPEN_PERIOD <= seconds <= PollLimit.MAX_OPEN_PERIOD:
        raise bad_request("poll must be open for 5 to 2628000 seconds")
    return now + timedelta(seconds=seconds)


async def stop_poll(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values)
    message = find_message(chat, values, "message with poll to stop not found")
    if message.poll is None:
        raise bad_request("message with poll to stop not found")
    if message.sender_id != world.bot_id:
        raise bad_request("poll can't be stopped")
    markup = inline_keyboard(values)
    poll = world.polls[message.poll["id"]]
    if world.is_closed(poll):
        raise bad_request("poll has already been closed")
    message.json.pop("reply_markup", None)
    message.json.update(markup)
    poll.json["is_closed"] = True
    world.tell_poll(poll)
    return copy.deepcopy(poll.json)


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
