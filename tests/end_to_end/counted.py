"""What the kills amid updates did: every answer, every memory and every reply, counted."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.learning import memory
from bot.learning.memory import Recall
from db.models import answers, inbox, memories
from db.models import quizzes as begun_quizzes
from tests.end_to_end.grounds import Ground
from tests.end_to_end.player import Player
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import Call, StandIn

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


WAITING = select(inbox.c.body).where(inbox.c.handled_at.is_(None))


def unrecorded(ground: Ground, server: StandIn, dead: BotProcess) -> tuple[set[int], int]:
    """The updates in the inbox that are not handled, and how many of them have a reply of the dead out."""
    vault = ground.vault
    updates = [json.loads(vault.open(body) or "") for (body,) in ground.rows(WAITING)]
    replied = _replies(call for call in server.sent(*REPLIES) if dead.made(call))
    return {update["update_id"] for update in updates}, sum(1 for u in updates if replied[_reply_key(u)])


def _reply_key(update: dict[str, Any]) -> str:
    """What the reply to an update is known by: the tap's id, the text it quotes, or the chat it goes to."""
    if query := update.get("callback_query"):
        return str(query["id"])
    text = str(update["message"]["text"])
    return f"to {update['message']['chat']['id']}" if text == "/start" else f"heard {text}"


def _replies(calls: Iterable[Call]) -> Counter[str]:
    """How often each reply went out."""
    replies: Counter[str] = Counter()
    for call in calls:
        text = call.fields.get("text", "")
        key = call.fields.get("callback_query_id") or (text if text.startswith("heard ") else "")
        replies[key or f"to {call.chat_id}"] += 1
    return replies


def count_quizzes(figures: Figures, ground: Ground, server: StandIn, players: list[Player]) -> None:
    replies = _replies(server.sent(*REPLIES))
    begun = set(ground.rows(select(begun_quizzes.c.learner_id, begun_quizzes.c.origin)))
    started = {(player.id, origin) for player in players for origin in player.starts}
    figures.lost += len(started - begun)
    figures.twice += len(begun - started)
    given = set(ground.rows(select(answers.c.quiz_id, answers.c.position)))
    tapped = {_answered(data): tap_id for player in players for tap_id, data in player.answers()}
    for player in players:
        figures.updates += player.greetings + len(player.taps)
        due = {f"to {player.id}": player.greetings} | dict.fromkeys(player.taps, 1)
        figures.missing += sum(max(0, count - replies[key]) for key, count in due.items())
        figures.repeated += sum(max(0, replies[key] - count) for key, count in due.items())
        figures.seen_again += max(0, replies[f"to {player.id}"] - player.greetings)
    unanswered = {key: tap_id for key, tap_id in tapped.items() if key not in given}
    figures.lost += len(unanswered) - _told_it_is_over(unanswered, ground, server)
    figures.lost += len(ground.rows(WAITING))
    figures.twice += len(given - tapped.keys()) + _odd_memories(ground)


def _answered(data: str) -> tuple[int, int]:
    """The quiz and the position that a tap answers."""
    quiz, position = data.split(":")[1:3]
    return int(quiz), int(position)


def _told_it_is_over(unanswered: Mapping[tuple[int, int], str], ground: Ground, server: StandIn) -> int:
    """How many answers came to a quiz that was over, from a screen shown again after a kill, and heard so."""
    ended = select(begun_quizzes.c.id).where(begun_quizzes.c.ended_at.is_not(None))
    over = {quiz for [quiz] in ground.rows(ended)}
    told = {call.fields["callback_query_id"] for call in server.sent(REPLIES[1]) if "text" in call.fields}
    return sum(quiz in over and tap_id in told for (quiz, _), tap_id in unanswered.items())


_RECALLED = (
    *("learner_id", "fact_id", "is_right", "is_half", "is_slip", "pace", "typed", "shown", "is_hinted"),
    "answered_at",
)


def _odd_memories(ground: Ground) -> int:
    """Memories that are not what the answers, each applied once, make of them."""
    recalls: dict[tuple[int, str], list[Recall]] = {}
    in_order = select(*(answers.c[name] for name in _RECALLED)).order_by(answers.c.answered_at, answers.c.id)
    for learner, fact, is_right, is_half, is_slip, pace, typed, shown, is_hinted, at in ground.rows(in_order):
        recall = Recall(
            grade="right" if is_right else "half" if is_half else "wrong",
            at=at,
            is_slip=is_slip,
            pace=pace,
            options=0 if typed is not None else len(shown),
            is_hinted=is_hinted,
        )
        recalls.setdefault((learner, fact), []).append(recall)
    c = memories.c
    stored = ground.rows(select(c.learner_id, c.fact_id, c.stability, c.difficulty))
    found = {(learner, fact): (s, d) for learner, fact, s, d in stored}
    wanted = {}
    for (learner, fact), given in recalls.items():
        card = memory.rebuild((), given, f"{learner}/{fact}")
        assert card is not None
        wanted[learner, fact] = (card.stability, card.difficulty)
    return len(set(found.items()) ^ set(wanted.items()))


def count_echoes(figures: Figures, heard: Path, server: StandIn, texts: list[str]) -> None:
    with closing(sqlite3.connect(heard)) as database:
        kept = Counter(text for [text] in database.execute("SELECT text FROM heard"))
    replies = _replies(server.sent(*REPLIES))
    figures.updates = len(texts)
    figures.lost = sum(1 for text in texts if not kept[text])
    figures.twice = kept.total() - len(kept)
    figures.missing = sum(1 for text in texts if not replies[f"heard {text}"])
    figures.repeated = figures.seen_again = replies.total() - len(replies)
