"""The real process under SIGKILL between two messages of one reply."""

from __future__ import annotations

from pathlib import Path

from content.loader import load
from db.engine import Database
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.dialogs.conversation import data_of, world_of
from tests.dialogs.sitting import with_certificate
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import WELL, Call, Fate, StandIn, tap_update
from tests.patience import until


async def test_a_certificate_goes_on_with_its_file_after_a_kill_behind_its_picture(tmp_path: Path) -> None:
    content = write_bank(tmp_path / "rivers")

    def hang_the_file(call: Call) -> Fate:
        return (
            Fate(status=429, retry_after=600) if call.method == "sendDocument" and server.life == 0 else WELL
        )

    async with StandIn(fate=hang_the_file) as server:
        environment = bot_environment(server, tmp_path, CONTENT_DIR=str(content))
        tap = await _tap_for_the_certificate(content, environment["DATABASE_URL"])
        bot = BotProcess(server, environment, tmp_path / "bot.log")
        await bot.start()
        server.feed(tap)
        await until(lambda: any(call.method == "sendDocument" for call in server.calls))
        await bot.kill()
        assert len(server.sent("sendPhoto")) == 1
        await bot.start()
        await until(lambda: bool(server.sent("sendDocument")))
        assert await bot.stop() == 0
    assert len(server.sent("sendPhoto")) == 1
    assert len(server.sent("sendDocument")) == 1


async def _tap_for_the_certificate(content: Path, database_url: str) -> dict[str, object]:
    """The tap of somebody who passed the exam in an earlier life of the bot."""
    bank = load(content)
    upgrade(database_url, backup_dir=None, bank_id=bank.id)
    database = Database(database_url)
    async with world_of(bank, database) as world:
        talk = await with_certificate(world, bank)
        await talk.say("/exam")
        button = data_of(talk.last, "My certificate")
    database.close()
    return tap_update(talk.person.id, talk.last.json, button, "9000001")
