"""The shipped bank, as the pictures show it."""

from __future__ import annotations

from bot.pictures import timeline
from bot.pictures.fonts import can_draw
from bot.pictures.palette import LIGHT
from bot.texts import Catalogues
from tests.banks import shipped
from tests.pictures.proof import hold, watched


def test_every_character_has_a_letter() -> None:
    bank = shipped()
    texts = [bank.title, *(era.title for era in bank.eras)]
    texts += [text for fact in bank.facts for text in (fact.statement, fact.event) if text]
    assert can_draw("".join(said for text in texts for said in text.all()))


def test_every_page_of_the_timeline_suits_a_phone() -> None:
    bank, speech = shipped(), Catalogues().to("tg")
    for era in bank.eras:
        pages = timeline.pages(bank.facts_of(era.id))
        for number, facts in enumerate(pages, 1):
            with watched() as drawn:
                canvas = timeline.paint(speech, era, facts, frozenset(), (number, len(pages)), LIGHT)
            hold(drawn, canvas.image.size)
            assert canvas.height <= 2200, (era.id, number)
