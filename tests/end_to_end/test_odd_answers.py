"""The real process and a server that answers oddly: it lives through what passes, and says what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.banks import write_bank
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import WELL, Call, Fate, StandIn, text_update
from tests.patience import until

PAGES = [
    Fate(status=404, body=b"404: Not Found"),
    Fate(status=403, body=b"<html></html>"),
    Fate(body=b'{"ok":true}'),
]


def small_bot(server: StandIn, directory: Path) -> BotProcess:
    """With the tiny bank, which is quickly read, and with short pauses."""
    content = write_bank(directory / "rivers")
    environment = bot_environment(server, directory, CONTENT_DIR=str(content))
    return BotProcess(server, environment, directory / "bot.log", "tests.prove.hurried")


async def test_odd_answers_to_every_method_lose_nothing_and_end_nothing(tmp_path: Path) -> None:
    odd: dict[str, Iterator[Fate]] = {}

    def first_oddly(call: Call) -> Fate:
        return next(odd.setdefault(call.method, iter(PAGES)), WELL)

    async with StandIn(fate=first_oddly, poll_fate=first_oddly) as server:
        bot = small_bot(server, tmp_path)
        await bot.start()
        server.feed(text_update(5000, "/start"))
        await until(lambda: bool(server.sent("sendMessage")))
        assert bot.is_running
        assert await bot.stop() == 0
    assert "Traceback" not in bot.words(100_000)


@pytest.mark.parametrize("me", [b"true", b"{}", b'{"id": 1, "is_bot": true, "first_name": "Hamkori"}'])
async def test_a_server_that_knows_no_bot_is_told_in_one_sentence(tmp_path: Path, me: bytes) -> None:
    odd = Fate(body=b'{"ok": true, "result": %b}' % me)
    async with StandIn(fate=lambda call: odd if call.method == "getMe" else WELL) as server:
        bot = small_bot(server, tmp_path)
        assert await bot.run() == 78
    assert "BOT_API_URL is no Bot API server" in bot.words()
    assert "Traceback" not in bot.words()
