"""A bank whose titles are as long as a bank's may be, for pictures that must hold them."""

from __future__ import annotations

import pytest

from content.limits import TITLE_LIMIT
from content.model import Bank, Era, Text

_LONG = ("Ҷамъбасти машваратҳои байналмилалии Шӯро " * 4)[: TITLE_LIMIT - 1] + "Ш"
LONG_TITLE = Text(en=_LONG, ru=_LONG, tg=_LONG)


@pytest.fixture(scope="session")
def wordy(rivers: Bank) -> Bank:
    """The tiny bank with nine eras, all with the longest of titles."""
    eras = [Era(id=f"{rivers.eras[0].id}-{n}", title=LONG_TITLE, introduction=LONG_TITLE) for n in range(9)]
    return rivers.model_copy(update={"title": LONG_TITLE, "eras": tuple(eras)})
