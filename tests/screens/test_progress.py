"""The words of the progress: a few beside the picture, all of them for whoever wants no picture."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from msgspec.structs import replace

from bot.learning.progress import EraProgress, Progress, Week
from bot.learning.streak import Streak
from bot.screens import progress as screens
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests.banks import shipped

CAPTION_LIMIT = 1024


def longest() -> Progress:
    eras = tuple(EraProgress(era, 188, 188, 188) for era in shipped().eras)
    weeks = (Week(date(2026, 3, 2), 100, 100),) * 12
    return Progress(
        date(2026, 3, 2), 88_888, 88_888, Streak(888, 888), eras, {}, (888,) * 14, weeks, 888, 888
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_with_the_longest_figures(language: Language) -> None:
    speech = Catalogues().to(language, is_text_only=True)
    screen = screens.progress(speech, longest(), doubts=88)
    assert len(html.unescape(re.sub(r"<[^>]*>", "", screen.html))) <= CAPTION_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_caption_is_short_and_repeats_no_figure_of_the_picture(language: Language) -> None:
    caption = screens.progress(Catalogues().to(language), longest(), doubts=88).html
    assert len(caption.splitlines()) <= 4
    assert "88" not in caption


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("due", [0, 3])
def test_every_button_has_a_sign_of_its_own(language: Language, due: int) -> None:
    of = replace(longest(), due=(due,) * 14)
    rows = screens.progress(Catalogues().to(language), of, doubts=2).rows
    signs = [button.label.split()[0] for row in rows for button in row]
    assert len(signs) == 3
    assert len(set(signs)) == len(signs)
