"""Pictures come from a process of its own, which is there while it is needed and comes again if it dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

import pytest

from bot.pictures import result
from bot.pictures.result import Score
from bot.studio import Studio
from bot.texts import Catalogues

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SCORE = Score(right=7, total=10, about="Springs", on=date(2026, 3, 1), streak=3, bank_title="Rivers")
CARD = partial(result.draw, Catalogues().to("tg", is_text_only=True), SCORE)


@pytest.fixture
def studio() -> Iterator[Studio]:
    studio = Studio()
    yield studio
    studio.close()


def its_id() -> bytes:
    return str(os.getpid()).encode()


def test_a_picture_is_drawn_elsewhere_and_is_the_same(studio: Studio) -> None:
    assert studio.draw(CARD) == CARD()
    there = studio.draw(its_id)
    assert there != its_id()
    assert studio.draw(its_id) == there, "a process for every picture would be slow"


def test_a_process_that_was_killed_is_begun_again(studio: Studio) -> None:
    there = int(studio.draw(its_id))
    os.kill(there, signal.SIGKILL)
    assert int(studio.draw(its_id)) not in (there, os.getpid())


def test_what_goes_wrong_there_is_told_here_and_ends_nothing(studio: Studio) -> None:
    there = studio.draw(its_id)
    with pytest.raises(RuntimeError, match="invalid literal for int"):
        studio.draw(partial(int, "no picture"))  # type: ignore[arg-type]
    assert studio.draw(its_id) == there


def test_it_ends_when_nothing_was_drawn_from_one_beat_to_the_next_and_minds_no_signal(studio: Studio) -> None:
    there = int(studio.draw(its_id))
    os.kill(there, signal.SIGTERM)  # as to all processes of the bot, which may still owe a picture
    studio.beat(NOW)
    assert int(studio.draw(its_id)) == there
    studio.beat(NOW)
    studio.beat(NOW)
    with pytest.raises(ProcessLookupError):
        os.kill(there, 0)
