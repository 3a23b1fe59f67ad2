"""Two hundred who vote in the polls of a live quiz while its bot is killed."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field

import orjson
from sqlalchemy import select

from content import questions
from content.model import Bank
from db.engine import Session
from db.models import answers
from tests.end_to_end.process import BotProcess
from tests.prove.hall import FIRST_PERSON, START_PATIENCE, Hall, person

VOTERS = 200


@dataclass
class Voters:
    """They vote in what they see: of two polls with one question some vote in both."""

    chance: random.Random
    bank: Bank
    voted: dict[tuple[int, str], set[str]] = field(default_factory=dict)  # (who, question) -> the options
    votes: int = 0

    async def play(self, hall: Hall, bot: BotProcess) -> int:
        """Dead with every second poll on its way, and once in two others at a random moment."""
        seen, kills = 0, 0
        while not hall.is_over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await hall.was_asked.wait()
            hall.was_asked.clear()
            while seen < len(hall.polled):
                is_at_once, seen = seen % 2 == 1, seen + 1
                if not is_at_once:
                    self._vote(hall, seen - 1)
                    await asyncio.sleep(self.chance.uniform(0.5, 6.0))
                if is_at_once or self.chance.random() < 0.5:
                    await bot.kill()
                    kills += 1
                    if is_at_once:
                        self._vote(hall, seen - 1)
                    await bot.start(START_PATIENCE)
        return kills

    def _vote(self, hall: Hall, number: int) -> None:
        poll_id, fields = hall.polled[number]
        options = [option["text"] for option in orjson.loads(fields["options"])]
        for voter in range(FIRST_PERSON, FIRST_PERSON + VOTERS):
            chosen = self.voted.setdefault((voter, fields["question"]), set())
            if self.chance.random() < (0.2 if chosen else 0.9):
                option = self.chance.randrange(len(options))
                chosen.add(options[option])
                self.votes += 1
                hall.feed(
                    {"poll_answer": {"poll_id": poll_id, "user": person(voter), "option_ids": [option]}}
                )

    def count(self, hall: Hall, session: Session) -> dict[str, int]:
        """Of whoever voted on a question there is one answer, and it is what they voted for."""
        columns = (answers.c.learner_id, answers.c.fact_id, answers.c.question_id, answers.c.chosen)
        stored = session.execute(select(*columns)).all()
        due = sum(bool(chosen) for chosen in self.voted.values())
        return {
            "questions": len({fields["question"] for _, fields in hall.polled}),
            "sent": len(hall.polled),
            "given": self.votes,
            "due": due,
            "lost": due - len(stored),
            "otherwise": sum(not self._is_voted(*row) for row in stored),
            "late": 0,
        }

    def _is_voted(self, learner_id: int, fact_id: str, question_id: str, chosen: str) -> bool:
        found = questions.look_up(self.bank, fact_id, question_id)
        option = found[1].option(chosen) if found else None
        return (
            found is not None
            and option is not None
            and any(
                option.text.en in options
                for (who, asked), options in self.voted.items()
                if who == learner_id and found[1].ask.en in asked
            )
        )
