"""Fifty taps at the same moment on one question, of one person and of fifty."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from db.models import answers
from tests.banks import write_bank
from tests.end_to_end.counted import WAITING
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground
from tests.end_to_end.stand_in import WELL, Limits, StandIn, buttons, tap_update, text_update
from tests.patience import until
from tests.prove.paper import Found, Notes
from tests.prove.places import Place

TAPS = 50
FIRST_PERSON = 5001

HEADS = ("taps at once", "rounds", "taps", "answers stored", "answers due", "tap without a reply", "s")


@dataclass
class Tapped:
    """``asked`` questions were tapped ``taps`` times in all."""

    taps: int
    asked: int
    answers: int
    unanswered: int  # taps whose spinner was never stopped
    seconds: float


async def tap(ground: Ground, people: int, taps_each: int, *, has_limits: bool = True) -> Tapped:
    """Everybody opens a question; then all taps come in one batch, on the options in turn."""
    everybody = range(FIRST_PERSON, FIRST_PERSON + people)
    async with StandIn(fate=Limits() if has_limits else lambda _: WELL) as server:
        content, rate = write_bank(ground.directory / "rivers"), "30" if has_limits else "0"
        environment = ground.environment(server, CONTENT_DIR=str(content), SEND_RATE=rate)
        crew = Crew(server, ground, environment)
        await crew.start()
        await _open(server, everybody)
        began, answered = time.monotonic(), len(server.sent("answerCallbackQuery"))
        server.feed(*(each for person in everybody for each in _taps(server, person, taps_each)))
        count = people * taps_each
        await until(lambda: len(server.sent("answerCallbackQuery")) >= answered + count)
        await until(lambda: not ground.rows(WAITING))
        seconds = time.monotonic() - began
        await crew.stop()
        replied = {call.fields["callback_query_id"] for call in server.sent("answerCallbackQuery")}
    tapped = {f"{person} tap {number}" for person in everybody for number in range(taps_each)}
    given = ground.rows(select(answers.c.quiz_id, answers.c.position))
    return Tapped(count, people, len(given), len(tapped - replied), seconds)


async def _open(server: StandIn, everybody: Sequence[int]) -> None:
    """Each says /start and taps the first button until a question is there."""
    server.feed(*(text_update(person, "/start") for person in everybody))
    for prefix in ("l:", "s:"):
        await until(lambda prefix=prefix: all(_data(server, each, prefix) for each in everybody))  # type: ignore[misc]
        for person in everybody:
            message, [data, *_] = _message(server, person), _data(server, person, prefix)
            server.feed(tap_update(person, message, data, f"{person} {prefix}"))
    await until(lambda: all(_data(server, each, "a:") for each in everybody))


def _taps(server: StandIn, person: int, count: int) -> list[dict[str, Any]]:
    message, options = _message(server, person), _data(server, person, "a:")
    return [
        tap_update(person, message, options[number % len(options)], f"{person} tap {number}")
        for number in range(count)
    ]


def _message(server: StandIn, person: int) -> dict[str, Any]:
    """What the person was shown last."""
    return next((each for (chat, _), each in reversed(server.messages.items()) if chat == person), {})


def _data(server: StandIn, person: int, prefix: str) -> list[str]:
    offered = buttons(_message(server, person)).values()
    return [data for data in offered if data.startswith(prefix)]


async def prove(notes: Notes, rounds: int, place: Place) -> Found:
    found = Found(HEADS)
    for name, people, taps_each in (
        ("fifty of one person on one question", 1, TAPS),
        ("five each of ten people", 10, 5),
        ("control: one each of fifty people", TAPS, 1),
    ):
        tapped = [
            await notes.once(f"{name} {number}", partial(_plain, place, people, taps_each))
            for number in range(rounds)
        ]
        total = {key: sum(each[key] for each in tapped) for key in tapped[0]}
        is_kept = total["answers"] == total["asked"] and total["unanswered"] == 0
        cells = (rounds, total["taps"], total["answers"], total["asked"], total["unanswered"])
        found.add(name, *cells, f"{total['seconds'] / rounds:.1f}", is_kept=is_kept)
    found.remark = "Seconds until the last tap has its reply, for one round."
    return found


async def _plain(place: Place, people: int, taps_each: int) -> dict[str, Any]:
    with place.fresh() as ground:
        return asdict(await tap(ground, people, taps_each))
