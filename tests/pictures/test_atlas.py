"""The maps of lessons: every place of every lesson by name, whole and apart, on one map or on two."""

from __future__ import annotations

import pytest

from bot.learning import where
from bot.pictures import atlas
from bot.pictures.countries import TAJIKISTAN
from bot.pictures.geography import is_near
from bot.pictures.map import Mark
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests import banks
from tests.banks import shipped
from tests.pictures.places import FIELD_OFFICES, SEATS, TALKS, Place
from tests.pictures.proof import hold, opened, watched

TEXTS = Catalogues()
SCOPES = [scope.id for scope in banks.lessons() if where.of_lesson(shipped(), scope.id)]


def marks_of(scope: str, language: Language) -> list[Mark]:
    spots = where.of_lesson(shipped(), scope)
    return [Mark(spot.at, spot.name.text.to(language)) for spot in spots]


def marks(places: tuple[Place, ...]) -> list[Mark]:
    return [Mark(at, text.en) for at, text in places]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_lesson_shows_all_its_places(scope: str, language: Language, theme: Theme) -> None:
    speech, about = TEXTS.to(language), shipped().find_scope(scope)
    assert about is not None
    wanted, title, said = marks_of(scope, language), about.title.to(language), ""
    near = [mark for mark in wanted if is_near(mark.at)]
    far = [mark for mark in wanted if not is_near(mark.at)]
    panels = atlas.panels(speech, title, wanted, theme)
    for canvas, part in zip(panels, (wanted,) if len(panels) == 1 else (near, far), strict=True):
        with watched() as drawn:
            again = atlas.panels(speech, title, part, theme)
        assert len(again) == 1
        hold(drawn, again[0].image.size)
        assert canvas.width == 1080
        said += " ".join(line.text for line in canvas.lines)
    assert all(mark.label in said for mark in wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_map_is_light_enough_for_a_slow_line(scope: str, language: Language) -> None:
    png = atlas.draw(TEXTS.to(language), "Title", marks_of(scope, language), DARK)
    assert len(png) <= 150_000
    image = opened(png)
    assert image.width == 1080
    assert image.height <= 2400


def test_what_crowds_near_by_has_a_map_of_its_own_and_the_other_shows_the_country() -> None:
    near, far = atlas.panels(TEXTS.to("en"), "Offices", marks((*FIELD_OFFICES, *SEATS)), LIGHT)
    assert [line.text for line in near.lines if line.text == "Offices"]
    assert not [line.text for line in near.lines if line.text == "Vienna"]
    assert {"Vienna", "Warsaw", TAJIKISTAN.name.en} <= {line.text for line in far.lines}


def test_a_few_near_by_stay_with_the_rest() -> None:
    [only] = atlas.panels(TEXTS.to("en"), "Talks", marks((*FIELD_OFFICES[:2], *TALKS)), LIGHT)
    assert {"Khujand", "Moscow"} <= {line.text for line in only.lines}


def test_one_place_is_a_map() -> None:
    for place in (FIELD_OFFICES[0], SEATS[0]):
        [only] = atlas.panels(TEXTS.to("en"), "One", marks((place,)), LIGHT)
        assert place[1].en in {line.text for line in only.lines}


def test_what_has_no_room_is_left_out_from_the_end() -> None:
    crowd = [Mark((38 + number / 1000, 69.0), f"Name {number}") for number in range(15)]
    [only] = atlas.panels(TEXTS.to("en"), "Crowd", crowd, LIGHT)
    names = {line.text for line in only.lines if line.text.startswith("Name")}
    assert "Name 0" in names
    assert len(names) < len(crowd)
