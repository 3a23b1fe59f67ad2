"""Answers in a live quiz: a vote in a poll, and taps on a question that no poll can carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from telegram import PollAnswer

from bot.acts import run
from bot.context import House
from bot.handlers.errand import Deed, Errand
from bot.live import tapping, voting
from bot.live.screens.options import over_tap
from bot.live.tapping import Tapped, Touch
from bot.taps import live as taps
from bot.taps.base import Tap


async def vote(house: House, answer: PollAnswer) -> None:
    """A vote in a poll; whoever votes as a chat, or takes a vote back, is no learner's answer."""
    voter, options = answer.user, answer.option_ids
    if voter is None or answer.voter_chat is not None or len(options) != 1:
        return
    given = voting.Vote(answer.poll_id, voter.id, options[0], house.clock())
    zone = house.settings.default_zone
    await run(house.database, partial(voting.vote, bank=house.bank, given=given, zone=zone))


async def choose(errand: Errand, tap: taps.LiveVoteTap) -> None:
    await _tapped(errand, tap, partial(tapping.choose, option=tap.option))


async def finish(errand: Errand, tap: taps.LiveDoneTap) -> None:
    await _tapped(errand, tap, tapping.finish)


async def clear(errand: Errand, tap: taps.LiveClearTap) -> None:
    await _tapped(errand, tap, tapping.clear)


async def _tapped(errand: Errand, tap: Any, act: Callable[..., Tapped]) -> None:
    """Whoever taps, and nobody else, reads what they have chosen."""
    house, zone = errand.house, errand.house.settings.default_zone
    touch = Touch(tap.live, tap.position, errand.person_id or 0, zone, errand.now, errand.update_id)
    became = await errand.act(partial(act, bank=house.bank, touch=touch))
    words = over_tap(house.texts.to(became.language), became.asked, became.keys, became.became)
    await house.voice.acknowledge(errand.query_id or "", words)


DEEDS: Mapping[type[Tap], Deed] = {
    taps.LiveVoteTap: choose,
    taps.LiveDoneTap: finish,
    taps.LiveClearTap: clear,
}
"""What each button does under an open question."""
