"""The bot called in any chat: `@name`, and what is meant. It offers sets, own results and facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from telegram import InlineQuery

from bot.acts import run
from bot.context import House, Session
from bot.links import Target, address
from bot.screens import five as five_screens
from bot.screens import inline as screens
from bot.screens import share as share_screens
from bot.screens.inline import Offer
from bot.services import fives, inline
from bot.services.inline import Caller
from bot.texts import Speech

MOST_FACTS = 3
_CODE = re.compile(r"[0-9a-f]{12}|day-[0-9]{8}")


async def asked(house: House, query: InlineQuery) -> None:
    """An empty query means the five of the day; in an exam there is nothing at all."""
    words, now, zone = query.query.strip(), house.clock(), house.settings.default_zone
    is_five = words in ("", five_screens.QUERY)
    code = fives.code_of(fives.day_in(zone, now)) if is_five else words if _CODE.fullmatch(words) else None

    def look(session: Session) -> Caller:
        if is_five:
            inline.make_five(session, house.bank, zone, now)
        person = query.from_user
        return inline.look(
            session, house.bank, person.id, language_code=person.language_code, code=code, now=now
        )

    caller = await run(house.database, look)
    offers: list[Offer] = []
    if not caller.is_in_exam:
        speech = house.texts.to(caller.language)
        offers = list(_of_set(house, speech, caller)) if code else await _facts(house, speech, words)
    await house.voice.answer_inline(query.id, offers)


def _of_set(house: House, speech: Speech, caller: Caller) -> Iterator[Offer]:
    found = caller.found
    if found is None:
        return
    about = share_screens.about(speech, house.bank, found.scope, found.play, found.source)
    url = address(house.voice.username, Target("set", found.code))
    if caller.mine is not None:
        yield screens.played(speech, found.code, about, caller.mine, url)
    yield screens.unplayed(speech, found.code, about, found.count, url)


async def _facts(house: House, speech: Speech, words: str) -> list[Offer]:
    reply = (await house.index()).ask(words)
    found = {fact.id: fact for fact in (reply.answer, *(each.fact for each in reply.others)) if fact}
    return [
        screens.fact(speech, house.bank, fact, address(house.voice.username, Target("fact", fact.id)))
        for fact in list(found.values())[:MOST_FACTS]
    ]
