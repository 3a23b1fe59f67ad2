"""The words of the progress stand under a picture, where there is room for 1,024 characters."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from bot.learning.progress import EraProgress, Progress, Week
from bot.learning.streak import Streak
from bot.screens import progress as screens
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests.banks import shipped

CAPTION_LIMIT = 1024


@pytest.mark.parametrize("language", LANGUAGES)
def test_caption_fits_with_the_longest_figures(language: Language) -> None:
    eras = tuple(EraProgress(era, 188, 188, 188) for era in shipped().eras)
    weeks = (Week(date(2026, 3, 2), 100, 100),) * 12
    done = Progress(date(2026, 3, 2), 88_888, 88_888, Streak(888, 888), eras, {}, (888,) * 14, weeks)
    screen = screens.progress(Catalogues().to(language), done, doubts=88)
    assert len(html.unescape(re.sub(r"<[^>]*>", "", screen.html))) <= CAPTION_LIMIT
