"""Where it was: the map of a lesson, of an era of the timeline, of a fact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from bot.context import Visit
from bot.errors import Refusal
from bot.learning import where
from bot.learning.learner import Learner
from bot.learning.where import Spot
from bot.pictures import atlas
from bot.pictures.map import Mark
from bot.pictures.palette import theme_of
from bot.screens import where as screens
from bot.screens.screen import Screen
from bot.services import lessons
from bot.taps.home import FactWhereTap
from bot.taps.lessons import EraWhereTap, LessonWhereTap


async def lesson(visit: Visit, tap: LessonWhereTap) -> None:
    """Below the lesson, with the way on."""
    learner, readings = await visit.act(lessons.look)
    about, spots = visit.bank.find_scope(tap.scope), where.of_lesson(visit.bank, tap.scope)
    if about is None or not spots:
        raise Refusal("error-button-old")
    reading = next((each for each in readings if each.scope == tap.scope), None)
    speech = visit.speech(learner)
    screen = screens.lesson(speech, visit.bank, about, spots, reading)
    await visit.below().show(await _with_map(visit, learner, screen, about.title.to(speech.language), spots))


async def era(visit: Visit, tap: EraWhereTap) -> None:
    """In the place of the timeline, with the way back."""
    learner = await visit.arrive()
    learner.refuse_in_exam()
    about, spots = visit.bank.find_era(tap.era), where.of_lesson(visit.bank, tap.era)
    if about is None or not spots:
        raise Refusal("error-button-old")
    speech = visit.speech(learner)
    screen = screens.era(speech, about, spots, tap.page)
    await visit.show(await _with_map(visit, learner, screen, about.title.to(speech.language), spots))


async def fact(visit: Visit, tap: FactWhereTap) -> None:
    """Below the fact, which stays to be read."""
    learner = await visit.arrive()
    learner.refuse_in_exam()
    found = visit.bank.find_fact(tap.fact)
    spots = where.of_fact(visit.bank, found) if found else ()
    if found is None or not spots:
        raise Refusal("error-button-old")
    speech = visit.speech(learner)
    title = found.event.to(speech.language) if found.event else speech.plain("where-fact")
    screen = screens.fact(speech, found, spots)
    await visit.below().show(await _with_map(visit, learner, screen, title, spots))


async def _with_map(
    visit: Visit, learner: Learner, screen: Screen, title: str, spots: Sequence[Spot]
) -> Screen:
    """The places where most happened are the last to be left out."""
    if learner.is_text_only:
        return screen
    ordered = sorted(spots, key=lambda spot: -len(spot.facts))
    marks = tuple(Mark(spot.at, spot.name.text.to(learner.language)) for spot in ordered)
    theme = theme_of(is_dark=learner.settings.is_dark)
    draw = partial(atlas.draw, visit.speech(learner), title, marks, theme)
    return replace(screen, picture=await visit.draw(draw))
