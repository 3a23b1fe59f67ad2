"""The bot under SIGKILL in the middle of its updates: `python -m tests.end_to_end.kill_updates --kills 20`.

People play quizzes over HTTP while the real process is killed at random moments and started again on the same
database. Then every answer, every memory and every reply is counted. The control kills a bot that polls as
python-telegram-bot does by itself, and the same bot with our intake.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.end_to_end.counted import WAITING, Figures, count_echoes, count_quizzes, unrecorded
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground, on_a_file
from tests.end_to_end.player import Player
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import Call, Fate, StandIn, text_update
from tests.patience import until

TITLES = (
    "kills",
    "updates",
    "unfinished",
    "lost",
    "twice",
    "no reply",
    "repeated",
    "seen again",
    "in flight",
)


async def quizzes(
    ground: Ground, *, kills: int, people: int = 40, seed: int = 1, suicide: Mapping[str, str] | None = None
) -> Figures:
    """Kill the real bot while people play; then let them finish their quizzes.

    Of several processes the kill strikes each in turn. With ``suicide``, what tells ``tests.prove.dying``
    when to die, it is that which does the only kill, of whichever process comes there first.
    """
    rng = random.Random(seed)
    figures = Figures("the bot, quizzes")
    started = time.monotonic()
    async with StandIn(fate=_slow(rng, 0.005, 0.04)) as server:
        players = {number: Player(number, server, rng) for number in range(5001, 5001 + people)}
        server.shown = lambda message: players[message["chat"]["id"]].see(message)
        environment = ground.environment(server) | dict(suicide or {})
        crew = Crew(server, ground, environment, "tests.prove.dying" if suicide else "bot")
        scene = _Scene(server, crew, figures, partial(unrecorded, ground, server))
        await crew.start()
        for player in players.values():
            player.begin()
        if suicide is not None:
            await scene.bury(await crew.one_is_dead())
            await crew.start()
        for kill in range(kills):
            await asyncio.sleep(rng.uniform(0.2, 1.2))
            await scene.kill(crew.bots[kill % len(crew.bots)])
            await crew.start()
        for player in players.values():
            player.may_begin = False
        await until(lambda: all(player.is_done for player in players.values()) and not server.queue)
        # Somebody may have turned to another screen while the reply to a tap was still to come.
        await until(lambda: not ground.rows(WAITING))
        await crew.stop()
        count_quizzes(figures, ground, server, list(players.values()))
    figures.seconds = time.monotonic() - started
    return figures


async def echoes(ground: Ground, way: str, *, kills: int, batch: int = 40, seed: int = 1) -> Figures:
    """Kill the echo bot in batches of messages; ``way`` is how it polls: stock or inbox."""
    rng = random.Random(seed)
    figures = Figures(f"echo bot, {way} polling")
    heard = ground.directory / "heard.db"
    texts: list[str] = []
    async with StandIn(fate=_slow(rng, 0.005, 0.02)) as server:
        environment = ground.environment(server, ECHO_DB=str(heard))
        crew = Crew(server, ground, environment, "tests.end_to_end.echo_bot", (way,))
        left = partial(unrecorded, ground, server) if way == "inbox" else lambda _: (set[int](), 0)
        scene, [bot] = _Scene(server, crew, figures, left), crew.bots
        for kill in range(kills):
            await crew.start()
            fresh = [f"{kill}-{number}" for number in range(batch)]
            texts += fresh
            server.feed(*(text_update(6001, text) for text in fresh))
            target = len(server.calls) + rng.randint(2, 10)
            await until(lambda target=target: len(server.calls) >= target)  # type: ignore[misc]
            await scene.kill(bot)
        await crew.start()
        await _until_quiet(server)
        await crew.kill(bot)
        count_echoes(figures, heard, server, texts)
    return figures


def _slow(rng: random.Random, least: float, most: float) -> Callable[[Call], Fate]:
    return lambda call: Fate(delay=rng.uniform(least, most))


@dataclass
class _Scene:
    """``unrecorded`` tells of a dead process what it left, and how much of that has a reply out."""

    server: StandIn
    crew: Crew
    figures: Figures
    unrecorded: Callable[[BotProcess], tuple[set[int], int]]

    async def kill(self, bot: BotProcess) -> None:
        """SIGKILL while at least one of its calls waits for its answer."""
        await until(lambda: any(bot.made(call) for call in self.server.in_flight(time.monotonic())))
        await self.bury(bot)

    async def bury(self, bot: BotProcess) -> None:
        """Count what is unfinished once it is dead."""
        await self.crew.kill(bot)
        waiting, replied = self.unrecorded(bot)
        self.figures.kills += 1
        self.figures.unfinished += len(waiting | {update["update_id"] for update in self.server.queue})
        self.figures.in_flight += replied


async def _until_quiet(server: StandIn) -> None:
    """Wait until no call has come for a while and nothing waits for an answer."""
    await until(lambda: not server.queue and server.calls[-1].arrived_at < time.monotonic() - 0.7)


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    out = sys.stdout.write
    out(f"{'':<24}" + "".join(f"{title:>11}" for title in TITLES) + "\n")
    with tempfile.TemporaryDirectory() as name:
        figures = await quizzes(
            on_a_file(Path(name)), kills=chosen.kills, people=chosen.people, seed=chosen.seed
        )
        out(f"{figures.line()}\n")
    for way in ("inbox", "stock"):
        with tempfile.TemporaryDirectory() as name:
            out(
                f"{(await echoes(on_a_file(Path(name)), way, kills=chosen.kills, seed=chosen.seed)).line()}\n"
            )
    out(f"the quizzes took {figures.seconds:.0f} s\n")
    return 0 if figures.is_clean else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
