"""Who is an administrator of a chat, asked of Telegram and remembered for a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram import Bot, ChatMember

from bot.wire.call import call

REMEMBERED = timedelta(minutes=1)
"""A screen of settings is many taps."""
NOT_ONE = timedelta(seconds=10)
"""Whoever has just been made one shall not wait long."""
MOST = 1_000
"""Answers that are remembered at once."""

_ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Standing:
    """One for the process."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[datetime, bool]] = {}

    async def is_admin(self, chat_id: int, person_id: int, now: datetime, *, anew: bool = False) -> bool:
        """Whether this person is an administrator of the chat; ``anew`` asks in any case.

        Raises TelegramError if Telegram does not answer, or does not tell the bot.
        """
        key = (chat_id, person_id)
        known = self._known.get(key)
        if known is not None and not anew and now < known[0]:
            return known[1]
        member = await call(self._bot, "getChatMember", {"chat_id": chat_id, "user_id": person_id})
        is_one = isinstance(member, dict) and member.get("status") in _ADMINISTRATORS
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = (now + (REMEMBERED if is_one else NOT_ONE), is_one)
        return is_one

    async def title(self, chat_id: int) -> str:
        """The name of a chat. Raises TelegramError."""
        chat = await call(self._bot, "getChat", {"chat_id": chat_id})
        title = chat.get("title") if isinstance(chat, dict) else None
        return title if isinstance(title, str) else ""
