"""What somebody sent as a file: its content, from Telegram."""

from __future__ import annotations

from http import HTTPStatus

from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.wire.call import call


class NotThere(Exception):
    """Telegram does not give the file (any more), or it is too large; trying again is no use."""


async def fetch(bot: Bot, file_id: str, most: int) -> bytes:
    """The content, of ``most`` bytes at most. Raises NotThere, or TelegramError: then try again."""
    try:
        found = await call(bot, "getFile", {"file_id": file_id})
    except BadRequest as error:
        raise NotThere from error
    path, size = found.get("file_path"), found.get("file_size")
    # A server that keeps files on its own disk gives the path there, which is no address.
    if not isinstance(path, str) or path.startswith("/") or (isinstance(size, int) and size > most):
        raise NotThere
    # The address has the token in it: the way there hides it in every error.
    status, content = await bot.request.do_request(f"{bot.base_file_url}/{path}", "GET")
    if status not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
        raise NetworkError(f"a file could not be fetched: {status}")
    if status == HTTPStatus.NOT_FOUND or len(content) > most:
        raise NotThere
    return content
