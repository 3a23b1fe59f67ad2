"""What a part found goes into its own section, and a run that was broken off goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.prove.__main__ import ANYWHERE, PARTS, SIZES, SIZES_ELSEWHERE
from tests.prove.paper import PAGE, Found, Notes, write
from tests.prove.places import PLACES, Place


def found(count: int) -> Found:
    made = Found(("fault", "lost"), remark="At once.")
    made.add("a kill", count, is_kept=count == 0)
    return made


def place_named(name: str) -> Place:
    return Place() if name == "sqlite" else Place(name, "PostgreSQL 18", make_url("postgresql://"))


def test_a_part_replaces_its_own_section_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A\n<!-- kills: begin -->old<!-- kills: end -->\n<!-- taps: begin -->x<!-- taps: end -->\n"
    )
    write("kills", found(0), page)
    write("kills", found(0), page)
    text = page.read_text()
    assert "old" not in text
    assert text.count("| a kill | 0 |") == 1
    assert text.startswith("# A\n<!-- kills: begin -->\n`make prove PART=kills`, ")
    assert text.endswith("<!-- kills: end -->\n<!-- taps: begin -->x<!-- taps: end -->\n")


def test_a_promise_that_did_not_hold_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- kills: begin --><!-- kills: end -->")
    write("kills", found(1), page)
    assert "**Not kept: a kill.**" in page.read_text()


def test_every_part_has_its_place_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    for part in (*PARTS, *ANYWHERE):
        write(part, found(0), page)
    for part in ANYWHERE:
        for name in PLACES:
            write(part, found(0), page, place_named(name))


def test_every_part_has_a_size_wherever_it_is_proved() -> None:
    assert SIZES.keys() == PARTS.keys() | ANYWHERE.keys()
    assert SIZES_ELSEWHERE.keys() == ANYWHERE.keys()


def test_places_stand_behind_one_another_in_whatever_order_they_are_proved(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- taps: begin --><!-- taps: end -->\n\n## Abuse\n")
    for name in ("two", "postgresql", "two", "webhook", "sqlite", "postgresql"):
        write("taps", found(0), page, place_named(name))
    text = page.read_text()
    ways = [f"PART=taps{on}`" for on in ("", " ON=postgresql", " ON=webhook", " ON=two")]
    assert sorted(ways, key=text.index) == ways
    assert [text.count(way) for way in ways] == [1, 1, 1, 1]
    assert text.endswith("<!-- taps on two: end -->\n\n## Abuse\n")


def test_a_place_with_half_its_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- taps: begin --><!-- taps: end --><!-- taps on two: begin -->")
    with pytest.raises(ValueError, match="no place for taps"):
        write("taps", found(0), page, place_named("two"))


async def test_a_run_that_was_broken_off_goes_on_behind_what_is_finished(tmp_path: Path) -> None:
    made: list[str] = []

    async def once(notes: Notes, name: str) -> None:
        async def make() -> str:
            made.append(name)
            return name

        assert await notes.once(name, make) == name

    for size in (1, 1, 2):
        notes = Notes("kills", size, tmp_path)
        await once(notes, "first")
    assert made == ["first", "first"], "of another size nothing is taken over"
    notes.end()
    await once(Notes("kills", 2, tmp_path), "first")
    assert len(made) == 3


def test_a_row_has_a_cell_for_every_head() -> None:
    with pytest.raises(AssertionError):
        Found(("one", "two")).add("only one")
