"""Maps: every place with its letter or its name, whole, legible, and nothing upon anything else."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.pictures import map as maps
from bot.pictures.countries import OTHERS, TAJIKISTAN
from bot.pictures.fonts import can_draw
from bot.pictures.geography import frame, outlines
from bot.pictures.map import Mark
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.texts import Catalogues
from content.authoring.places import APART, SHARE
from content.geography import kilometres
from content.model import LANGUAGES, Language, Position
from tests.pictures.outlines import FILE
from tests.pictures.places import DUSHANBE, GROUPS, MANY, SEATS, Place, names
from tests.pictures.proof import hold, opened, watched

TEXTS = Catalogues()
LETTERS = "ABCDEF"
TITLE = "Дафтарҳои саҳроии Миссия дар Тоҷикистон ва шаҳрҳои гуфтушунид"


def lettered_marks(places: tuple[Place, ...]) -> list[Mark]:
    return [Mark(at, letter) for (at, _), letter in zip(places, LETTERS, strict=False)]


def named_marks(places: tuple[Place, ...], language: Language) -> list[Mark]:
    return [Mark(at, text.to(language)) for at, text in places]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_names_are_whole_and_stand_apart(group: str, language: Language, theme: Theme) -> None:
    with watched() as drawn:
        png = maps.named(TEXTS.to(language), TITLE, named_marks(GROUPS[group], language), theme)
    image = opened(png)
    assert image.width == 1080
    assert image.height <= 1300
    assert len(png) <= 150_000
    hold(drawn, image.size)
    said = " ".join(text.text for text in drawn)
    assert all(name in said for name in names(GROUPS[group], language))
    assert said.endswith(TITLE)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", sorted(set(GROUPS) - {"many"}))
def test_letters_stand_apart(group: str, language: Language, theme: Theme) -> None:
    marks = lettered_marks(GROUPS[group])
    with watched() as drawn:
        png = maps.lettered(TEXTS.to(language), marks, theme)
    image = opened(png)
    assert image.width == 1080
    assert 640 <= image.height <= 1100
    assert len(png) <= 150_000
    hold(drawn, image.size)
    letters = [text.text for text in drawn if len(text.text) == 1]
    assert letters == [mark.label for mark in marks]


@st.composite
def points_of_a_question(draw: st.DrawFn) -> list[Position]:
    """Points that the checks of the bank let pass, of Tajikistan or of half the world."""
    south, north, west, east = draw(
        st.sampled_from([(36.8, 41.0, 67.5, 75.0), (37.2, 38.4, 68.2, 69.8), (34.0, 60.0, 3.0, 76.0)])
    )
    place = st.tuples(st.floats(south, north), st.floats(west, east))
    places = draw(st.lists(place, min_size=3, max_size=6))
    apart = [kilometres(one, other) for one, other in combinations(places, 2)]
    assume(min(apart) >= max(APART, max(apart) / SHARE))
    return places


@settings(deadline=None, max_examples=60)
@given(places=points_of_a_question())
def test_letters_of_every_question_have_room(places: list[Position]) -> None:
    marks = [Mark(at, letter) for at, letter in zip(places, LETTERS, strict=False)]
    with watched() as drawn:
        canvas = maps.paint(TEXTS.to("tg"), marks, LIGHT, is_lettered=True)
    hold(drawn, canvas.image.size)


def test_what_has_no_room_is_refused() -> None:
    crowd = [Mark((38 + number / 1000, 69.0), f"Name {number}") for number in range(60)]
    with pytest.raises(ValueError, match="no room"):
        maps.named(TEXTS.to("en"), "Too many", crowd)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", ["field offices", "talks", "world", "one"])
def test_the_country_is_named(group: str, language: Language) -> None:
    with watched() as drawn:
        maps.lettered(TEXTS.to(language), lettered_marks(GROUPS[group]))
    assert TAJIKISTAN.name.to(language) in [text.text for text in drawn]


def test_neighbours_are_named_where_they_have_room() -> None:
    with watched() as drawn:
        maps.lettered(TEXTS.to("en"), lettered_marks(GROUPS["field offices"]))
    assert {"Uzbekistan", "Kyrgyzstan", "Afghanistan", "China"} <= {text.text for text in drawn}


def test_a_letter_stands_next_to_its_point() -> None:
    places = [at for at, _ in GROUPS["field offices"]]
    shown = frame(places, (0, 0, 1080, 640), 1100, 120)
    with watched() as drawn:
        maps.lettered(TEXTS.to("en"), lettered_marks(GROUPS["field offices"]))
    for place, letter in zip(places, LETTERS, strict=False):
        (left, top, right, bottom), (x, y) = (
            next(text.box for text in drawn if text.text == letter),
            shown.at(place),
        )
        assert abs((left + right) / 2 - x) + abs((top + bottom) / 2 - y) < 120


def test_near_by_all_of_the_country_is_shown() -> None:
    shown = frame([DUSHANBE[0]], (0, 0, 1080, 640), 1100, 120)
    assert shown.is_near
    for place in outlines().tajikistan[0]:
        x, y = shown.point(place)
        assert 119 <= x <= 961
        assert 119 <= y <= shown.area[3] - 119


def test_a_place_beyond_is_no_reason_to_show_all_of_the_country() -> None:
    assert not frame([at for at, _ in SEATS], (0, 0, 1080, 640), 1100, 120).is_near


def test_same_values_same_bytes_and_what_differs_is_seen() -> None:
    speech, marks = TEXTS.to("ru"), named_marks(MANY, "ru")
    png = maps.named(speech, TITLE, marks)
    assert png == maps.named(speech, TITLE, list(marks))
    assert png != maps.named(speech, TITLE, marks[1:])
    assert png != maps.named(speech, "Карта", marks)
    assert png != maps.named(speech, TITLE, [Mark((38.6, 68.9), marks[0].label), *marks[1:]])
    assert png != maps.named(speech, TITLE, marks, DARK)


def test_countries_can_be_written() -> None:
    assert can_draw("".join(said for it in (TAJIKISTAN, *OTHERS) for said in it.name.all()))


def test_outlines_say_where_they_are_from_and_are_small() -> None:
    assert FILE.stat().st_size < 60_000
    about = json.loads(FILE.read_text(encoding="utf-8"))["about"]
    assert "Natural Earth (public domain" in about
    assert "ISC" in about


def test_the_outline_is_that_of_tajikistan() -> None:
    ring = outlines().tajikistan[0]
    xs, ys = zip(*ring, strict=True)
    assert (min(xs), max(xs)) == pytest.approx((67.3, 75.2), abs=0.2)
    assert (min(ys), max(ys)) == pytest.approx((36.7, 41.0), abs=0.2)
    assert all(_holds(ring, (at[1], at[0])) for at, _ in MANY)
    assert not any(_holds(ring, (at[1], at[0])) for at, _ in GROUPS["talks"])


def _holds(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    """By how often a line to the east crosses the ring."""
    x, y = point
    crossed = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed += 1
    return crossed % 2 == 1
