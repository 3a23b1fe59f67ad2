"""Text is made to fit by words, and never loses more than it must."""

from __future__ import annotations

from bot.pictures.fitting import largest, shortened, wrapped


def test_cut_text_ends_with_a_word_that_says_something() -> None:
    text = "The amnesty after the peace agreement freed members of the opposition"
    assert shortened(text, len, 55) == "The amnesty after the peace agreement freed members…"
    assert shortened("Decides by consensus; on 10 January it had not", len, 28) == "Decides by consensus…"
    assert shortened("of the to by in", len, 10) == "of the to…"


def test_what_fits_stays_as_it_is() -> None:
    assert shortened("two words", len, 9) == "two words"


def test_cutting_is_done_at_a_word_and_without_a_comma_before_the_dots() -> None:
    assert shortened("first, second third", len, 17) == "first, second…"
    assert shortened("first, second third", len, 12) == "first…"


def test_one_long_word_is_cut_by_letters() -> None:
    assert shortened("abcdefgh", len, 5) == "abcd…"


def test_lines_hold_as_many_words_as_fit() -> None:
    assert wrapped("one two three four", len, 9, 3) == ["one two", "three", "four"]


def test_the_last_line_is_cut() -> None:
    assert wrapped("one two three four", len, 9, 2) == ["one two", "three…"]


def test_a_word_wider_than_a_line_goes_on_below() -> None:
    assert wrapped("abcdefgh ij", len, 5, 4) == ["abcde", "fgh", "ij"]


def test_no_line_begins_with_a_dash() -> None:
    assert wrapped("three – four", len, 7, 3) == ["three –", "four"]


def test_nothing_is_no_lines() -> None:
    assert wrapped("", len, 5, 3) == []


def test_the_largest_size_that_fits_is_taken_and_else_the_least() -> None:
    assert largest((50, 40, 30), lambda size: size <= 45) == 40
    assert largest((50, 40, 30), lambda size: False) == 30
