"""The proof that the pictures are held to does find what is wrong."""

from __future__ import annotations

import pytest

from bot.pictures.canvas import Canvas, Style
from bot.pictures.palette import LIGHT
from tests.pictures.proof import hold, watched

SOUND = ((100, 100, "One", Style(LIGHT.ink)), (100, 200, "Two", Style(LIGHT.muted, 40)))


def held(*texts: tuple[float, float, str, Style]) -> None:
    canvas = Canvas(400, 300, LIGHT)
    with watched() as drawn:
        for text in texts:
            canvas.text(*text)
    hold(drawn, canvas.image.size)


def test_sound_texts_pass() -> None:
    held(*SOUND)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param((330, 250, "Over the edge", Style(LIGHT.ink)), id="over the edge"),
        pytest.param((100, 20, "Cut above", Style(LIGHT.ink)), id="cut above"),
        pytest.param((120, 110, "Upon it", Style(LIGHT.ink)), id="upon another"),
        pytest.param((100, 270, "Small", Style(LIGHT.ink, 34)), id="small"),
        pytest.param((100, 270, "Pale", Style(LIGHT.soft)), id="pale"),
    ],
)
def test_what_is_wrong_is_found(wrong: tuple[float, float, str, Style]) -> None:
    with pytest.raises(AssertionError, match=wrong[2]):
        held(*SOUND, wrong)
