"""The one mouth of the bot: shows a Screen as a text, a picture, a file or a poll, in any chat or topic."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from telegram import Bot, InputFile, InputMediaPhoto
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.outage import Outage
from bot.screens.inline import Offer
from bot.screens.screen import Button, Link, Poll, Row, Screen, Switch
from bot.wire.answers import TooLarge, seconds_asked
from bot.wire.call import call
from bot.wire.fate import Fate, fate_of, is_unparsable, is_without_topic
from bot.wire.pacer import Pacer

log = logging.getLogger(__name__)

PICTURE_NAME = "hamkori.png"
"""Says what kind of picture it is."""

Fields = Mapping[str, object]
_NO_PREVIEW: Fields = {"link_preview_options": {"is_disabled": True}}


class Place(Struct, frozen=True):
    """A chat, or one topic of it: of a forum, or of a private chat with the bot (since Bot API 9.3)."""

    chat_id: int
    topic_id: int | None = None


class Said(Struct, frozen=True):
    """What is read of Telegram's answer to a message; None is what it did not tell.

    It was sent all the same, whatever shape the answer has: sent again, it would be there twice.
    """

    message_id: int | None
    poll_id: str | None = None


class Voice:
    """One for the process. All it does may raise TelegramError, unless it says otherwise.

    What it shows goes out in its turn, by the pacer.
    """

    def __init__(self, bot: Bot, pacer: Pacer) -> None:
        self.bot = bot
        self.pacer = pacer
        self._outage = Outage("Telegram takes no messages")

    @property
    def username(self) -> str:
        """The bot's, without the @."""
        return self.bot.username

    @property
    def is_asked_inline(self) -> bool:
        """Whether people may call the bot in any chat: BotFather switches that on (/setinline)."""
        return bool(self.bot.bot.supports_inline_queries)

    async def send(self, place: Place, screen: Screen, *, has_turn: bool = False) -> Said:
        """Show a screen in a message of its own; bulk has had its turn already.

        What is no HTML for Telegram goes out as plain text, and what is for a topic that is closed or gone,
        to the chat itself. (For a day in May 2026 all topics of private chats were gone: telegram-bot-api
        issue 847.)
        """
        return await self._send(place, screen, is_plain=False, has_turn=has_turn)

    async def _send(self, place: Place, screen: Screen, *, is_plain: bool, has_turn: bool = False) -> Said:
        method, fields = _as_new(screen, is_plain)
        where = {
            "chat_id": place.chat_id,
            "message_thread_id": place.topic_id,
            "disable_notification": screen.is_silent or None,
        }
        try:
            fields = {**where, **fields, **_keyboard(screen.rows)}
            answer = await self._show(method, fields, has_turn=has_turn)
        except BadRequest as error:
            if not is_plain and _is_no_html(error):
                return await self._send(place, screen, is_plain=True)
            if place.topic_id is not None and is_without_topic(error):
                return await self._send(replace(place, topic_id=None), screen, is_plain=is_plain)
            raise
        return _said(answer)

    async def edit(self, place: Place, message_id: int, screen: Screen) -> bool:
        """Whether the message shows the screen now; False if it can no longer be edited, or not into this.

        The message must show a text, for a text, or a picture, for a picture.
        """
        return await self._edit(place, message_id, screen, is_plain=False)

    async def _edit(self, place: Place, message_id: int, screen: Screen, *, is_plain: bool) -> bool:
        if screen.poll is not None or screen.file is not None:
            return False
        method, fields = _as_edited(screen, is_plain)
        where = {"chat_id": place.chat_id, "message_id": message_id}
        try:
            await self._show(method, {**where, **fields, **_keyboard(screen.rows)})
        except TooLarge:
            raise  # as a new message it would be no smaller
        except BadRequest as error:
            if not is_plain and _is_no_html(error):
                return await self._edit(place, message_id, screen, is_plain=True)
            # Else it is deleted, or too old.
            return "not modified" in error.message.lower()
        return True

    async def change_buttons(self, place: Place, message_id: int, rows: tuple[Row, ...]) -> None:
        """Put other buttons under a message, whatever it shows; what can no longer be edited stays."""
        where = {"chat_id": place.chat_id, "message_id": message_id}
        try:
            await self._show("editMessageReplyMarkup", {**where, **_keyboard(rows)})
        except BadRequest as error:
            log.debug("message %s keeps its buttons: %s", message_id, error.message)

    async def _show(self, method: str, fields: dict[str, Any], *, has_turn: bool = False) -> Any:
        """Call a method that counts as a message. What Telegram says of a flood holds for what follows."""
        chat_id: int = fields["chat_id"]
        if not has_turn:
            await self.pacer.reply(chat_id)
        try:
            answer = await call(self.bot, method, fields)
        except TelegramError as error:
            if isinstance(error, RetryAfter):
                self.pacer.halt(chat_id, seconds_asked(error))
            elif fate_of(error) is Fate.AWAY:
                self._outage.met(error)
            raise
        self._outage.over()
        return answer

    async def retire(self, place: Place, message_id: int) -> None:
        """Take the buttons off a message that is shown anew elsewhere, if that still can be done."""
        where = {"chat_id": place.chat_id, "message_id": message_id}
        try:
            await self._show("editMessageReplyMarkup", where)
        except TelegramError:
            # Whatever the reason: buttons that stay do no harm, while trying again would show it all twice.
            log.debug("message %s keeps its buttons", message_id)

    async def close_poll(self, place: Place, message_id: int) -> None:
        """Take no more votes in a poll; one that is closed, or gone, is none that could be closed."""
        try:
            await self._show("stopPoll", {"chat_id": place.chat_id, "message_id": message_id})
        except BadRequest as error:
            log.debug("the poll in message %s cannot be closed: %s", message_id, error.message)

    async def answer_inline(self, query_id: str, offers: Sequence[Offer]) -> None:
        """Offer things to choose from; nobody else is shown them, and not later. A query that is too old is
        left: whoever typed has typed on."""
        fields = {
            "inline_query_id": query_id,
            "results": [_article(offer) for offer in offers],
            "cache_time": 0,
            "is_personal": True,
        }
        try:
            await call(self.bot, "answerInlineQuery", fields)
        except BadRequest as error:
            log.debug("an inline query could not be answered: %s", error.message)

    async def acknowledge(self, query_id: str, words: str | None = None, *, in_window: bool = False) -> None:
        """Stop the spinner on a tapped button; the words are shown over the chat, for a while or until read.

        Raises only if there were words to say, and they may be said again.
        """
        answer = {"callback_query_id": query_id, "text": words, "show_alert": in_window or None}
        try:
            await call(self.bot, "answerCallbackQuery", answer)
        except TelegramError as error:
            if words is not None and not isinstance(error, BadRequest):
                raise
            # "query is too old" or worse: only the spinner is lost, never what the tap did.
            log.debug("a callback query could not be answered: %s", error.message)


def _as_new(screen: Screen, is_plain: bool) -> tuple[str, Fields]:
    """The method that shows the screen in a new message, and its fields."""
    if screen.poll is not None:
        return "sendPoll", _poll(screen.poll)
    if screen.file is not None:
        file = InputFile(screen.file.content, filename=screen.file.name)
        return "sendDocument", {"document": file, **_words("caption", screen, is_plain)}
    if screen.picture is not None:
        picture = InputFile(screen.picture, filename=PICTURE_NAME)
        return "sendPhoto", {"photo": picture, **_words("caption", screen, is_plain)}
    return "sendMessage", {**_words("text", screen, is_plain), **_NO_PREVIEW}


def _as_edited(screen: Screen, is_plain: bool) -> tuple[str, Fields]:
    if screen.picture is None:
        return "editMessageText", {**_words("text", screen, is_plain), **_NO_PREVIEW}
    words = _words("caption", screen, is_plain)
    return "editMessageMedia", {"media": InputMediaPhoto(screen.picture, filename=PICTURE_NAME, **words)}


def _words(name: str, screen: Screen, is_plain: bool) -> dict[str, Any]:
    if not screen.html:
        return {}
    if is_plain:
        return {name: html.unescape(re.sub(r"<[^>]*>", "", screen.html))}
    return {name: screen.html, "parse_mode": "HTML"}


def _poll(poll: Poll) -> Fields:
    return {
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "type": "quiz",
        "correct_option_ids": [poll.right],
        "explanation": poll.explanation or None,
        "is_anonymous": poll.is_anonymous,
        "open_period": poll.open_seconds,
    }


def _keyboard(rows: tuple[Row, ...]) -> Fields:
    if not rows:
        return {}
    keys = [[{"text": button.label, **_action(button)} for button in row] for row in rows]
    return {"reply_markup": {"inline_keyboard": keys}}


def _action(button: Button | Link | Switch) -> dict[str, str]:
    if isinstance(button, Switch):
        return {"switch_inline_query": button.query}
    return {"url": button.url} if isinstance(button, Link) else {"callback_data": button.tap.encode()}


def _is_no_html(error: BadRequest) -> bool:
    if not is_unparsable(error):
        return False
    log.error("a text is no HTML for Telegram: %s", error.message)
    return True


def _article(offer: Offer) -> dict[str, Any]:
    content = {"message_text": offer.html, "parse_mode": "HTML", **_NO_PREVIEW}
    words = {"title": offer.title, **({"description": offer.line} if offer.line else {})}
    return {
        "type": "article",
        "id": offer.id,
        **words,
        "input_message_content": content,
        **_keyboard(((offer.link,),)),
    }


def _said(answer: Any) -> Said:
    message = answer if isinstance(answer, dict) else {}
    poll = message.get("poll")
    message_id, poll_id = message.get("message_id"), poll.get("id") if isinstance(poll, dict) else None
    return Said(
        message_id if type(message_id) is int else None,
        poll_id if isinstance(poll_id, str) else None,
    )
