"""The five of the day."""

from __future__ import annotations

from functools import partial

from bot.context import Visit
from bot.handlers import challenge, quiz
from bot.links import Target, address
from bot.screens import challenge as challenge_screens
from bot.screens import five as screens
from bot.services import fives
from bot.taps.base import Tap


async def five(visit: Visit, _: Tap | str) -> None:
    learner, at = await visit.act(partial(fives.look, zone=visit.house.settings.default_zone))
    speech = visit.speech(learner)
    if at.mine is None or at.quiz_id is None:
        await visit.show(screens.waiting(speech, at.found.count, at.streak))
        return
    link = address(visit.house.voice.username, Target("set", at.found.code))
    words = speech.plain("five-shared", day=at.day, squares=challenge_screens.squares(speech, at.mine))
    query = challenge.inline_query(visit, screens.QUERY)
    share = challenge_screens.share_row(speech, query, link, words)
    await visit.show(screens.done(speech, at.mine, at.streak, at.quiz_id, share))


async def begin(visit: Visit, _: Tap) -> None:
    await quiz.play(visit, partial(fives.begin, zone=visit.house.settings.default_zone))
