"""Three real processes, one PostgreSQL, one webhook: the leader is killed in a wave, the next is halted."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import func, select

from bot.delivery.sender import IN_FLIGHT
from db.engine import Database
from db.models import deliveries, inbox, learners
from tests.banks import write_bank
from tests.end_to_end.kill_facts import FIRST_CHAT, slowly, subscribe
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import WELL, StandIn, text_update
from tests.patience import until

FACTS, PEOPLE, WORDS = 240, 30, 4
LEADS, LEADS_NO_MORE = "this process leads:", "this process leads no more"


class Scene:
    """Three processes behind a proxy that knows their doors, dead or alive."""

    def __init__(self, server: StandIn, url: str, directory: Path) -> None:
        self.server = server
        self.database = Database(url)
        content, key = write_bank(directory / "rivers"), Fernet.generate_key().decode()
        here = {"DATABASE_URL": url, "CONTENT_DIR": str(content), "DATA_KEY": key}
        here["WEBHOOK_URL"] = "https://bot.example.org/telegram"
        environment = bot_environment(server, directory, **here)
        self.bots = [
            BotProcess(server, environment, directory / f"{name}.log", "tests.prove.hurried")
            for name in "abc"
        ]

    def say(self, *words: str) -> None:
        """Everybody says these."""
        for number in range(PEOPLE):
            self.server.feed(*(text_update(5001 + number, word) for word in words))

    def leader(self, but: list[BotProcess]) -> BotProcess | None:
        """Who leads, besides those that did."""
        return next((bot for bot in self.bots if bot not in but and LEADS in bot.words(100_000)), None)

    async def next_leader(self, *but: BotProcess) -> BotProcess:
        await until(lambda: self.leader([*but]) is not None, every=0.02)
        found = self.leader([*but])
        assert found is not None
        return found

    @property
    def facts(self) -> Counter[int]:
        calls = self.server.sent("sendMessage")
        return Counter(call.chat_id for call in calls if call.chat_id >= FIRST_CHAT)

    async def shown(self, more: int) -> None:
        """Wait until so many further facts were shown."""
        enough = min(self.facts.total() + more, FACTS)
        await until(lambda: self.facts.total() >= enough, every=0.02)

    def count(self, *where: object) -> int:
        with self.database.begin() as session:
            return int(session.execute(select(func.count()).where(*where)).scalar_one())  # type: ignore[arg-type]

    @property
    def replies(self) -> Counter[tuple[int, str]]:
        """By person and text: no two words have the same reply."""
        calls = self.server.sent("sendMessage")
        return Counter((call.chat_id, call.fields["text"]) for call in calls if call.chat_id < FIRST_CHAT)

    def unrecorded(self) -> int:
        """How many facts and replies are out, and not recorded as sent: on their way, or answered just now.

        The records are read first: what the living do meanwhile can make it too many, never too few.
        """
        recorded = self.count(deliveries.c.state == "sent") + self.count(inbox.c.handled_at.is_not(None))
        return len(self.facts) + len(self.replies) - recorded


async def test_killed_leader_and_a_halted_one_lose_nothing_and_send_twice_only_what_was_in_flight(
    postgres_url: str, tmp_path: Path
) -> None:
    async with StandIn(fate=slowly(lambda _: WELL)) as server:
        await subscribe(postgres_url, FACTS)
        scene = Scene(server, postgres_url, tmp_path)
        server.doors[:] = await asyncio.gather(*(bot.open() for bot in scene.bots))
        scene.say("/start", "/help")
        first = await scene.next_leader()
        await scene.shown(20)
        first.signal(signal.SIGKILL)
        assert await first.wait() == -signal.SIGKILL
        risked = scene.unrecorded()
        scene.say("/about")
        second = await scene.next_leader(first)
        await scene.shown(5)  # the rest of what it has claimed waits in its hand
        scene.say("/privacy")
        second.signal(signal.SIGSTOP)
        risked += scene.unrecorded()
        third = await scene.next_leader(first, second)
        await until(lambda: len(scene.facts) == FACTS, every=0.05)
        second.signal(signal.SIGCONT)
        await until(lambda: not (server.queue or scene.count(inbox.c.handled_at.is_(None))), every=0.05)
        await until(lambda: scene.count(deliveries.c.state == "sent") == FACTS, every=0.05)
        await until(lambda: LEADS_NO_MORE in second.words(100_000), every=0.05)
        assert await second.stop_quietly() == await third.stop_quietly() == 0
        words = PEOPLE * WORDS
        assert scene.count(inbox.c.update_id > 0) == words
        assert scene.count(learners.c.id > 0) == PEOPLE
        assert len(scene.replies) == words
        surplus = scene.facts.total() - FACTS + scene.replies.total() - words
        assert max(scene.facts.values()) <= 3  # in flight at the kill, and again when it was halted
        assert surplus <= risked
        assert scene.facts.total() - FACTS <= 2 * IN_FLIGHT
        scene.database.close()
