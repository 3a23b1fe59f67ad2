"""The bot under SIGKILL in the middle of its updates: `python -m tests.end_to_end.kill_updates --kills 20`.

People play quizzes over HTTP while the real process is killed at random moments and started again on the same
database. Then every answer, every memory and every reply is counted. The control kills a bot that polls as
python-telegram-bot does by itself, and the same bot with our intake.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.learning import memory
from bot.learning.memory import Recall
from bot.vault import open_vault
from tests.end_to_end.player import Player
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import Call, Fate, StandIn, text_update
from tests.patience import until

REPLIES = ("sendMessage", "answerCallbackQuery")
"""The calls that must happen for each message and each tap; edits of a message may be repeated unseen."""


@dataclass
class Figures:
    """What the kills did. ``in_flight``: updates, at kills, with a reply out and not recorded as handled."""

    name: str
    kills: int = 0
    updates: int = 0
    lost: int = 0  # updates without their effect
    twice: int = 0  # effects applied twice
    missing: int = 0  # updates never replied to
    repeated: int = 0  # replies sent more than once, each surplus one counted
    seen_again: int = 0  # of these, messages that a person sees a second time
    in_flight: int = 0
    unfinished: int = 0  # updates in hand or waiting at kills, so that a kill of an idle process shows
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether the promises held: nothing lost, nothing twice but what was in flight."""
        return not (self.lost or self.twice or self.missing) and self.repeated <= self.in_flight

    def line(self) -> str:
        counts = (self.kills, self.updates, self.unfinished, self.lost, self.twice, self.missing)
        return f"{self.name:<24}" + "".join(
            f"{count:>11}" for count in (*counts, self.repeated, self.seen_again, self.in_flight)
        )


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
    directory: Path, *, kills: int, people: int = 40, seed: int = 1, suicide: Mapping[str, str] | None = None
) -> Figures:
    """Kill the real bot while people play; then let them finish their quizzes.

    With ``suicide``, what tells ``tests.prove.dying`` when to die, it is that which does the only kill.
    """
    rng = random.Random(seed)
    figures = Figures("the bot, quizzes")
    started = time.monotonic()
    async with StandIn(fate=_slow(rng, 0.005, 0.04)) as server:
        players = {number: Player(number, server, rng) for number in range(5001, 5001 + people)}
        server.shown = lambda message: players[message["chat"]["id"]].see(message)
        environment, log = bot_environment(server, directory), directory / "bot.log"
        database = directory / "bot.db"
        bot = BotProcess(server, environment, log)
        if suicide is not None:
            bot = BotProcess(server, environment | dict(suicide), log, "tests.prove.dying")
        await bot.start()
        for player in players.values():
            player.begin()
        if suicide is not None:
            await until(lambda: not bot.is_running)
            await _bury(bot, server, figures, lambda: _unrecorded(database, server))
            bot = BotProcess(server, environment, log)
            await bot.start()
        for _ in range(kills):
            await asyncio.sleep(rng.uniform(0.2, 1.2))
            await _kill(bot, server, figures, lambda: _unrecorded(database, server))
            await bot.start()
        for player in players.values():
            player.may_begin = False
        await until(lambda: all(player.is_done for player in players.values()) and not server.queue)
        # Somebody may have turned to another screen while the reply to a tap was still to come.
        await until(lambda: not _rows(database, "SELECT 1 FROM inbox WHERE handled_at IS NULL"))
        await bot.stop()
        _count_quizzes(figures, database, server, list(players.values()))
    figures.seconds = time.monotonic() - started
    return figures


async def echoes(directory: Path, way: str, *, kills: int, batch: int = 40, seed: int = 1) -> Figures:
    """Kill the echo bot in batches of messages; ``way`` is how it polls: stock or inbox."""
    rng = random.Random(seed)
    figures = Figures(f"echo bot, {way} polling")
    heard = directory / "heard.db"
    texts: list[str] = []
    async with StandIn(fate=_slow(rng, 0.005, 0.02)) as server:
        environment = bot_environment(server, directory, ECHO_DB=str(heard))
        bot = BotProcess(server, environment, directory / "echo.log", "tests.end_to_end.echo_bot", (way,))
        for kill in range(kills):
            await bot.start()
            fresh = [f"{kill}-{number}" for number in range(batch)]
            texts += fresh
            server.feed(*(text_update(6001, text) for text in fresh))
            target = len(server.calls) + rng.randint(2, 10)
            await until(lambda target=target: len(server.calls) >= target)  # type: ignore[misc]
            await _kill(bot, server, figures, lambda: _unrecorded(directory / "bot.db", server))
        await bot.start()
        await _until_quiet(server)
        await bot.kill()
        _count_echoes(figures, heard, server, texts)
    return figures


def _slow(rng: random.Random, least: float, most: float) -> Callable[[Call], Fate]:
    return lambda call: Fate(delay=rng.uniform(least, most))


async def _kill(
    bot: BotProcess, server: StandIn, figures: Figures, unrecorded: Callable[[], tuple[set[int], int]]
) -> None:
    """SIGKILL while at least one call waits for its answer."""
    await until(lambda: bool(server.in_flight(time.monotonic())))
    await _bury(bot, server, figures, unrecorded)


async def _bury(
    bot: BotProcess, server: StandIn, figures: Figures, unrecorded: Callable[[], tuple[set[int], int]]
) -> None:
    """Count what is unfinished once it is dead."""
    await bot.kill()
    waiting, replied = unrecorded()
    figures.kills += 1
    figures.unfinished += len(waiting | {update["update_id"] for update in server.queue})
    figures.in_flight += replied


def _unrecorded(database: Path, server: StandIn) -> tuple[set[int], int]:
    """The updates in the inbox that are not handled, and how many of them have a reply out already."""
    if not database.exists():
        return set(), 0
    rows = _rows(database, "SELECT body FROM inbox WHERE handled_at IS NULL")
    vault = open_vault([], database.parent)
    updates = [json.loads(vault.open(body) or "") for (body,) in rows]
    replied = _replies(server)
    return {update["update_id"] for update in updates}, sum(1 for u in updates if replied[_reply_key(u)])


def _reply_key(update: dict[str, Any]) -> str:
    """What the reply to an update is known by: the tap's id, the text it quotes, or the chat it goes to."""
    if query := update.get("callback_query"):
        return str(query["id"])
    text = str(update["message"]["text"])
    return f"to {update['message']['chat']['id']}" if text == "/start" else f"heard {text}"


def _replies(server: StandIn) -> Counter[str]:
    """How often each reply went out."""
    replies: Counter[str] = Counter()
    for call in server.sent(*REPLIES):
        text = call.fields.get("text", "")
        key = call.fields.get("callback_query_id") or (text if text.startswith("heard ") else "")
        replies[key or f"to {call.chat_id}"] += 1
    return replies


def _count_quizzes(figures: Figures, database: Path, server: StandIn, players: list[Player]) -> None:
    replies = _replies(server)
    quizzes = set(_rows(database, "SELECT learner_id, origin FROM quizzes"))
    started = {(player.id, origin) for player in players for origin in player.starts}
    figures.lost += len(started - quizzes)
    figures.twice += len(quizzes - started)
    answers = set(_rows(database, "SELECT quiz_id, position FROM answers"))
    tapped = {_answered(data): tap_id for player in players for tap_id, data in player.answers()}
    for player in players:
        figures.updates += player.greetings + len(player.taps)
        due = {f"to {player.id}": player.greetings} | dict.fromkeys(player.taps, 1)
        figures.missing += sum(max(0, count - replies[key]) for key, count in due.items())
        figures.repeated += sum(max(0, replies[key] - count) for key, count in due.items())
        figures.seen_again += max(0, replies[f"to {player.id}"] - player.greetings)
    unanswered = {key: tap_id for key, tap_id in tapped.items() if key not in answers}
    figures.lost += len(unanswered) - _told_it_is_over(unanswered, database, server)
    figures.lost += len(_rows(database, "SELECT 1 FROM inbox WHERE handled_at IS NULL"))
    figures.twice += len(answers - tapped.keys()) + _odd_memories(database)


def _answered(data: str) -> tuple[int, int]:
    """The quiz and the position that a tap answers."""
    quiz, position = data.split(":")[1:3]
    return int(quiz), int(position)


def _told_it_is_over(unanswered: Mapping[tuple[int, int], str], database: Path, server: StandIn) -> int:
    """How many answers came to a quiz that was over, from a screen shown again after a kill, and heard so."""
    over = {row[0] for row in _rows(database, "SELECT id FROM quizzes WHERE ended_at IS NOT NULL")}
    told = {call.fields["callback_query_id"] for call in server.sent(REPLIES[1]) if "text" in call.fields}
    return sum(quiz in over and tap_id in told for (quiz, _), tap_id in unanswered.items())


def _odd_memories(database: Path) -> int:
    """Memories that are not what the answers, each applied once, make of them."""
    recalls: dict[tuple[int, str], list[Recall]] = {}
    answers = (
        "SELECT learner_id, fact_id, is_right, is_half, is_slip, pace, typed, shown, is_hinted, answered_at "
        "FROM answers ORDER BY answered_at, id"
    )
    for learner, fact, is_right, is_half, is_slip, pace, typed, shown, hinted, at in _rows(database, answers):
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        options = 0 if typed is not None else len(json.loads(shown))
        recall = Recall(
            grade="right" if is_right else "half" if is_half else "wrong",
            at=moment,
            is_slip=bool(is_slip),
            pace=pace,
            options=options,
            is_hinted=bool(hinted),
        )
        recalls.setdefault((learner, fact), []).append(recall)
    stored = "SELECT learner_id, fact_id, stability, difficulty FROM memories"
    found = {(learner, fact): (s, d) for learner, fact, s, d in _rows(database, stored)}
    wanted = {}
    for (learner, fact), given in recalls.items():
        card = memory.rebuild((), given, f"{learner}/{fact}")
        assert card is not None
        wanted[learner, fact] = (card.stability, card.difficulty)
    return len(set(found.items()) ^ set(wanted.items()))


def _count_echoes(figures: Figures, heard: Path, server: StandIn, texts: list[str]) -> None:
    kept = Counter(row[0] for row in _rows(heard, "SELECT text FROM heard"))
    replies = _replies(server)
    figures.updates = len(texts)
    figures.lost = sum(1 for text in texts if not kept[text])
    figures.twice = kept.total() - len(kept)
    figures.missing = sum(1 for text in texts if not replies[f"heard {text}"])
    figures.repeated = figures.seen_again = replies.total() - len(replies)


def _rows(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


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
        figures = await quizzes(Path(name), kills=chosen.kills, people=chosen.people, seed=chosen.seed)
        out(f"{figures.line()}\n")
    for way in ("inbox", "stock"):
        with tempfile.TemporaryDirectory() as name:
            out(f"{(await echoes(Path(name), way, kills=chosen.kills, seed=chosen.seed)).line()}\n")
    out(f"the quizzes took {figures.seconds:.0f} s\n")
    return 0 if figures.is_clean else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
