"""A line of answers is read whole, in every form in which it is written, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.paper_line import Asked, Line, Slip, read

LATIN, CYRILLIC = "abcdefgh", "абвгдежз"
FORMS = {
    "1a 2b": ("{number}{letters}", " ", ""),
    "1 a 2 b": ("{number} {letters}", " ", ""),
    "1. a, 2. b": ("{number}. {letters}", ", ", "."),
    "1) a, 2) b": ("{number}) {letters}", ", ", ""),
    "1-a;2-b": ("{number}-{letters}", ";", ""),
    "1 – a; 2 – b": ("{number} – {letters}", "; ", ";"),
    "1: a / 2: b": ("{number}: {letters}", " / ", ""),
    "1a2b": ("{number}{letters}", "", ""),
    "lines": ("{number}. {letters}", "\n", "\n"),
}
TEN = [Asked(4)] * 10


def papers(*, several: bool = True) -> st.SearchStrategy[tuple[list[Asked], list[tuple[int, ...]]]]:
    """Questions, and an answer to each of them; nothing, to some."""

    def answered(asked: Asked) -> st.SearchStrategy[tuple[int, ...]]:
        most = asked.options if asked.takes_several else 1
        places = st.lists(st.integers(0, asked.options - 1), max_size=most, unique=True)
        return places.map(lambda found: tuple(sorted(found)))

    questions = st.builds(Asked, st.integers(2, 8), st.booleans() if several else st.just(False))
    return st.lists(questions, min_size=1, max_size=40).flatmap(
        lambda asked: st.tuples(st.just(asked), st.tuples(*map(answered, asked)).map(list))
    )


def written(form: str, given: list[tuple[int, ...]], alphabet: str, between: str = "") -> str:
    each, apart, end = FORMS[form]
    told = [
        each.format(number=number, letters=between.join(alphabet[place] for place in places))
        for number, places in enumerate(given, start=1)
        if places
    ]
    return apart.join(told) + end


@pytest.mark.parametrize("alphabet", [LATIN, CYRILLIC])
@pytest.mark.parametrize("form", FORMS)
@given(paper=papers(), between=st.sampled_from(["", ",", ", ", " ", "+"]), is_loud=st.booleans())
def test_every_written_form_is_read_as_it_was_meant(
    form: str,
    alphabet: str,
    paper: tuple[list[Asked], list[tuple[int, ...]]],
    between: str,
    is_loud: bool,
) -> None:
    asked, given = paper
    line = written(form, given, alphabet, between)
    if not any(given):
        with pytest.raises(Slip):
            read(line, asked)
        return
    found = read(line.upper() if is_loud else line, asked)
    assert [tuple(sorted(places)) for places in found.given] == given
    assert found.script == ("latin" if alphabet is LATIN else "cyrillic")


@pytest.mark.parametrize("alphabet", [LATIN, CYRILLIC])
@given(
    places=st.lists(st.integers(0, 3), min_size=1, max_size=10), apart=st.sampled_from(["", " ", ". ", ","])
)
def test_letters_alone_answer_in_turn(alphabet: str, places: list[int], apart: str) -> None:
    found = read(apart.join(alphabet[place] for place in places), TEN)
    assert [each[0] for each in found.given if each] == places
    assert found.given[len(places) :] == ((),) * (10 - len(places))


@given(st.text(alphabet="аaвbеeсcбгдd123456789 ,.-)", max_size=30))
def test_what_is_read_gives_each_letter_one_meaning(text: str) -> None:
    """Whatever is typed: a letter of which two options may be meant is never read."""
    try:
        line = read(text, TEN)
    except Slip:
        return
    letters = [each for each in text if each.isalpha()]
    alone = set(letters) <= set(LATIN) or set(letters) <= set(CYRILLIC)
    assert alone or not set(letters) & set("bdeвде")
    assert sum(map(len, line.given)) == len(letters), "and none is passed over"


def test_brief_forms() -> None:
    three = [Asked(4), Asked(4), Asked(4)]
    expected = ((0,), (1,), (2,))
    for text in ("1a 2б 3c", "1. a, 2) b, 3 c", "1-а;2-б;3-в", "абв", "a b c", "А. Б. В.", "3c 1a 2b"):
        assert read(text, three).given == expected, text


def test_script_of_the_whole_line_decides() -> None:
    assert read("1В 2А", TEN).given[:2] == ((2,), (0,)), "a Cyrillic В is the third letter"
    assert read("1B 2A", TEN).given[:2] == ((1,), (0,)), "a Latin B the second"
    assert read("1А 2A", TEN).given[:2] == ((0,), (0,)), "A is the first in both"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("123", "empty"),
        ("1a 2в", "mixed"),
        ("1б 2B", "mixed"),
        ("1а 2с 3в", "mixed"),  # all Cyrillic, and yet no Cyrillic sheet has С
        ("1a 2ж 3d", "mixed"),
        ("1a 2w", "letter"),
        ("1a 11b", "number"),
        ("0a", "number"),
        ("1a 1b", "twice"),
        ("1a 2 3c", "bare"),
        ("a1 b2", "first"),
        ("1a 2b?", "sign"),
        ("а-б-в", "sign"),
        ("1e", "option"),
        ("1aa", "option"),
        ("1ab", "one"),
        ("abcdabcdabc", "many"),
        ("1a " * 400, "long"),
    ],
)
def test_what_cannot_be_read_whole_is_asked_for_again(text: str, key: str) -> None:
    with pytest.raises(Slip) as slip:
        read(text, TEN)
    assert slip.value.key == key


def test_words_of_letters_are_read_where_they_mean_one_thing() -> None:
    several = Asked(4, takes_several=True)
    assert read("ac b", [several, Asked(4)]).given == ((0, 2), (1,))
    with pytest.raises(Slip) as slip:
        read("ac", [several, Asked(4)])
    assert slip.value.key == "ways", "both letters for the first, or one for each"


def test_a_dash_stands_for_no_answer() -> None:
    assert read("1a 2- 3c", [Asked(4)] * 3) == Line(((0,), (), (2,)), "latin")
