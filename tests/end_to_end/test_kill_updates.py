"""A few kills in the middle of updates; the long run is `python -m tests.end_to_end.kill_updates`."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end import kill_updates
from tests.end_to_end.grounds import on_a_file
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import WELL, Fate, StandIn, text_update
from tests.patience import until


async def test_kills_in_the_middle_of_quizzes_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    figures = await kill_updates.quizzes(on_a_file(tmp_path), kills=3, people=20)
    assert figures.kills == 3
    assert figures.unfinished > 0
    assert figures.is_clean, figures.line()


async def test_the_same_kills_make_stock_polling_lose_updates(tmp_path: Path) -> None:
    figures = await kill_updates.echoes(on_a_file(tmp_path), "stock", kills=1)
    assert figures.lost > 0
    assert figures.missing > 0


async def test_sigterm_lets_what_is_in_hand_finish(tmp_path: Path) -> None:
    async with StandIn(fate=lambda call: Fate(delay=0.3 if call.method == "sendMessage" else 0)) as server:
        bot = BotProcess(server, bot_environment(server, tmp_path), tmp_path / "bot.log")
        await bot.start()
        server.feed(*(text_update(5000 + number, "/start") for number in range(10)))
        await until(lambda: bool(server.sent("sendMessage")))
        assert await bot.stop() == 0
        assert all(call.answered_at is not None for call in server.sent("sendMessage"))
        await bot.start()
        await until(lambda: len(server.sent("sendMessage")) >= 10)
        assert await bot.stop() == 0
        assert len(server.sent("sendMessage")) == 10


async def test_a_refused_token_ends_the_process_with_its_code(tmp_path: Path) -> None:
    refused = Fate(status=401, description="Unauthorized")
    async with StandIn() as server:
        bot = BotProcess(server, bot_environment(server, tmp_path), tmp_path / "bot.log")
        server.poll_fate = lambda call: refused
        server.fate = lambda call: refused if server.polls and call.method == "getMe" else WELL
        await bot.start()
        assert await bot.wait() == 78
        assert "BOT_TOKEN" in bot.words()
