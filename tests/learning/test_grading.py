"""What an answer of each kind is worth."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.grading import (
    ALPHABETS,
    LONGEST,
    Grade,
    Unreadable,
    grade_chosen,
    grade_typed,
    is_slip,
    letters_meant,
    may_answer,
    option_meant,
)
from content.model import (
    Choice,
    Event,
    Language,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Question,
    Several,
    Text,
    TrueFalse,
    When,
)
from content.partial_date import PartialDate


def text(words: str) -> Text:
    return Text(en=words, ru=words, tg=words)


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key=key, text=text(key)) for key in keys)


def events(**dates: str) -> tuple[Event, ...]:
    return tuple(
        Event(key=key, text=text(key), when=PartialDate(when.replace("_", "-")))
        for key, when in dates.items()
    )


ASK: Any = {"id": "q", "ask": text("?")}
SEVERAL = Several(**ASK, options=options("a", "b", "c", "d", "e"), right=("a", "b", "c"))
ORDER = Order(**ASK, options=events(a="1990", b="1991", c="1992", d="1993"))
TIED = Order(**ASK, options=events(a="1990", b="1991", c="1991", d="1993"))
MATCH = Match(**ASK, left=options("a", "b", "c", "d"), options=options("a", "b", "c", "d"))
CHOICE = Choice(**ASK, options=options("right", "no", "never"))


@pytest.mark.parametrize(
    ("question", "chosen", "grade"),
    [
        (CHOICE, "right", "right"),
        (CHOICE, "no", "wrong"),
        (SEVERAL, "a b c", "right"),
        (SEVERAL, "c b a", "right"),
        (SEVERAL, "a b", "half"),
        (SEVERAL, "a b c d", "half"),
        (SEVERAL, "a", "wrong"),
        (SEVERAL, "a b d", "wrong"),
        (SEVERAL, "a b c d e", "wrong"),
        (SEVERAL, "d", "wrong"),
        (ORDER, "a b c d", "right"),
        (ORDER, "b a c d", "half"),
        (ORDER, "a b d c", "half"),
        (ORDER, "b a d c", "half"),
        (ORDER, "d c b a", "wrong"),
        (ORDER, "d a b c", "wrong"),
        (TIED, "a b c d", "right"),
        (TIED, "a c b d", "right"),
        (MATCH, "a b c d", "right"),
        (MATCH, "a b d c", "half"),
        (MATCH, "b a d c", "wrong"),
        (MATCH, "a d b c", "wrong"),
        (TrueFalse(**ASK, is_true=True), "true", "right"),
        (TrueFalse(**ASK, is_true=True), "false", "wrong"),
        (TrueFalse(**ASK, is_true=False), "false", "right"),
    ],
)
def test_tapped(question: Question, chosen: str, grade: Grade) -> None:
    assert grade_chosen(question, tuple(chosen.split())).grade == grade


def when(right: str, tolerance: int = 0) -> When:
    return When(**ASK, right=PartialDate(right), tolerance=tolerance)


NAME = Naming(**ASK, right=text("Кӯлоб"), accepted=("Кӯлоб", "Куляб", "Kulob", "Kulyab"))


LONG_NAME = Naming(
    **ASK,
    right=text("Conference on Security and Co-operation in Europe"),
    accepted=(
        "Conference on Security and Co-operation in Europe",
        "Совещание по безопасности и сотрудничеству в Европе",
        "Машварат оид ба амният ва ҳамкорӣ дар Аврупо",
        "CSCE",
    ),
)


@pytest.mark.parametrize(
    ("question", "typed", "grade"),
    [
        (Number(**ASK, right=26), "26", "right"),
        (Number(**ASK, right=26), "27", "wrong"),
        (Number(**ASK, right=300, tolerance=100), "400", "right"),
        (Number(**ASK, right=300, tolerance=100), "401", "wrong"),
        (when("1997"), "1997", "right"),
        (when("1997"), "27.06.1997", "right"),
        (when("1997"), "1998", "wrong"),
        (when("1997", 1), "1998", "right"),
        (when("1997", 1), "1999", "wrong"),
        (when("1997-06"), "June 1997", "right"),
        (when("1997-06"), "27 июня 1997", "right"),
        (when("1997-06"), "1997", "half"),
        (when("1997-06"), "1998", "wrong"),
        (when("1997-06"), "1997-07", "wrong"),
        (when("1997-06-27"), "июни соли 1997", "half"),
        (when("1997-06-27"), "28.06.1997", "wrong"),
        (NAME, "кулоб", "right"),
        (NAME, "Kulyab", "right"),
        (NAME, "Kulobb", "right"),
        (NAME, "Khujand", "wrong"),
        (Number(**ASK, right=360_000), "360 тыс.", "right"),
        (Number(**ASK, right=360_000), "360 ҳазор евро", "right"),
        (Number(**ASK, right=360_000), "360 thousand", "right"),
        (Number(**ASK, right=27), "двадцать семь", "right"),
        (Number(**ASK, right=27), "бисту ҳафт", "right"),
        (Number(**ASK, right=27), "twenty-six", "wrong"),
        (when("1997"), "i think it was 1997", "right"),
        (when("1997"), "97 г.", "right"),
        (when("1997-06"), "в июне 1997-го", "right"),
        (when("1997-06-27"), "27-уми июни соли 1997", "right"),
        (LONG_NAME, "conference on security and coperation in europe", "right"),
        (LONG_NAME, "conference on security and coperation", "half"),
        (LONG_NAME, "совещание по безопасности и сотрудничеству", "half"),
        (LONG_NAME, "машварат оид ба амният ва хамкори", "half"),
        (LONG_NAME, "conference", "wrong"),
    ],
)
def test_typed(question: Question, typed: str, grade: Grade) -> None:
    given = grade_typed(question, typed, frozenset())
    assert given.grade == grade
    assert given.typed == typed


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Number(**ASK, right=2), "many"),
        (Number(**ASK, right=2), "1 or 2"),
        (Number(**ASK, right=5), "-5"),
        (Number(**ASK, right=2), "один или два"),
        (Number(**ASK, right=2), "як ё ду"),
        (Number(**ASK, right=2), "2" + " " * 400),
        (when("1997"), "31.02.1997"),
        (when("1997"), "1997 или 1998"),
        (when("1997"), "1997 ё 1998"),
        (when("1997"), "not 1997"),
        (when("1997-06"), "27 июня"),
    ],
)
def test_what_is_not_one_number_or_date_is_no_answer(question: Question, typed: str) -> None:
    with pytest.raises(Unreadable):
        grade_typed(question, typed, frozenset())


def test_slip_is_told_from_a_usual_spelling() -> None:
    assert not is_slip(NAME, grade_typed(NAME, "  kulyab ", frozenset()))
    assert is_slip(NAME, grade_typed(NAME, "Kulyabb", frozenset()))
    assert not is_slip(NAME, grade_typed(NAME, "Khujand", frozenset()))


@pytest.mark.parametrize(
    ("question", "typed", "place"),
    [
        (CHOICE, "a", 0), (CHOICE, "C", 2), (CHOICE, "с", 2), (CHOICE, "В", 1), (CHOICE, "b.", 1),
        (CHOICE, "(A)", 0),
        (CHOICE, "never", 1), (CHOICE, "Right", 0), (CHOICE, "x", None), (CHOICE, "", None),
        (TrueFalse(**ASK, is_true=True), "да", 0), (TrueFalse(**ASK, is_true=True), "нодуруст", 1),
        (TrueFalse(**ASK, is_true=True), "No", 1), (SEVERAL, "a", None), (ORDER, "a", None),
        (MATCH, "a", None),
    ],
)  # fmt: skip
def test_option_meant_by_a_text(question: Question, typed: str, place: int | None) -> None:
    shown = {"choice": ("right", "never", "no"), "true-false": ("true", "false")}
    assert option_meant(question, shown.get(question.kind, ("a", "b")), typed, "en") == place


@pytest.mark.parametrize("language", ["ru", "tg"])
@pytest.mark.parametrize(
    ("typed", "place"), [("А", 0), ("б", 1), ("В.", 2), ("a", 0), ("B", 1), ("c", 2), ("С", 2)]
)
def test_letters_of_whoever_reads_cyrillic(language: Language, typed: str, place: int) -> None:
    assert option_meant(CHOICE, ("right", "never", "no"), typed, language) == place


def test_letter_that_means_two_places_is_not_guessed_at_while_nobody_knows_which_were_shown() -> None:
    with pytest.raises(Unreadable):
        option_meant(CHOICE, ("right", "never", "no"), "В")
    assert option_meant(CHOICE, ("right", "never", "no"), "Б") == 1


@pytest.mark.parametrize("language", ["ru", "tg", None])
def test_a_b_v_g_are_four_letters(language: Language | None) -> None:
    shown = ("d", "c", "b", "a")
    for typed in ("А Б В Г", "абвг", "А, Б, В, Г", "a b c d"):
        assert letters_meant(ORDER, shown, typed, language=language) == shown
    assert letters_meant(SEVERAL, (*shown, "e"), "а в д", language="ru") == ("d", "b", "e")


@pytest.mark.parametrize("language", ALPHABETS)
def test_letters_shown_are_the_letters_read(language: Language) -> None:
    shown = ("d", "c", "b", "a", "e", "f")
    several = Several(**ASK, options=options(*shown), right=("a", "b"))
    for place, letter in enumerate(ALPHABETS[language][: len(shown)]):
        assert letters_meant(several, shown, letter, language=language) == (shown[place],)


@pytest.mark.parametrize("question", [CHOICE, SEVERAL, ORDER])
def test_nothing_is_looked_for_in_a_text_longer_than_any_option(question: Question) -> None:
    typed = "a" + " " * LONGEST
    assert option_meant(question, ("right", "never", "no"), typed) is None
    assert letters_meant(question, ("a", "b", "c", "d"), typed) is None


def test_only_a_text_that_counts_may_answer_a_number_and_one_with_a_digit_a_date() -> None:
    assert may_answer(NAME, "anything")
    assert may_answer(when("1997"), "1997")
    assert not may_answer(when("1997"), "hello")
    for counted in ("two", "два", "ду нафар", "2"):
        assert may_answer(Number(**ASK, right=2), counted)
    for other in ("hello", "один вопрос про этот бот", "сколько", "чанд"):
        assert not may_answer(Number(**ASK, right=2), other)
    assert not may_answer(CHOICE, "1997")


@pytest.mark.parametrize("typed", ["d", "D", "A C", "a g", "г, д", "cab"])
def test_letters_that_are_not_one_that_is_shown_are_not_guessed_at(typed: str) -> None:
    with pytest.raises(Unreadable):
        option_meant(CHOICE, ("right", "never", "no"), typed)


@given(text=st.text(max_size=12))
def test_whatever_is_typed_names_one_option_that_is_shown_or_none(text: str) -> None:
    assert option_meant(CHOICE, (), text) is None
    with suppress(Unreadable):
        assert option_meant(CHOICE, ("right", "never", "no"), text) in (None, 0, 1, 2)


FEW = st.sampled_from([SEVERAL, ORDER, MATCH])


@given(question=FEW, text=st.text(max_size=12))
def test_whatever_is_typed_names_options_that_are_shown_or_none(question: Question, text: str) -> None:
    shown = tuple(option.key for option in question.options)
    with suppress(Unreadable):
        keys = letters_meant(question, shown, text)
        assert keys is None or (set(keys) <= set(shown) and len(set(keys)) == len(keys) > 0)


APART = st.sampled_from(["", " ", ", ", ". ", "; ", " - ", " > ", " and ", " и ", " ва "])


@given(question=FEW, chance=st.randoms(use_true_random=False), apart=APART)
def test_letters_written_are_the_letters_read(question: Question, chance: random.Random, apart: str) -> None:
    shown = tuple(option.key for option in question.options)
    wanted = tuple(chance.sample(shown, len(shown)))
    typed = apart.join("ABCDEF"[shown.index(key)] for key in wanted)
    assert letters_meant(question, shown, typed) == wanted


@pytest.mark.parametrize("typed", ["A", "AA", "ABCDEF", "F", "A G", "A A B B", "A Б В Д"])
def test_letters_that_cannot_be_an_order_are_not_guessed_at(typed: str) -> None:
    with pytest.raises(Unreadable):
        letters_meant(ORDER, tuple(option.key for option in ORDER.options), typed)


def test_after_some_taps_the_letters_that_are_left_are_enough() -> None:
    assert letters_meant(ORDER, ("d", "c", "b", "a"), "B A C", selected=("a",)) == ("a", "c", "d", "b")
    assert letters_meant(ORDER, ("d", "c", "b", "a"), "D C B A", selected=("d",)) == ("a", "b", "c", "d")
    with pytest.raises(Unreadable):
        letters_meant(ORDER, ("d", "c", "b", "a"), "D B C", selected=("a",))


@pytest.mark.parametrize("typed", ["hello", "1 2 3", "", "a quick brown", "да", "два", "1", "…", "bad cab"])
def test_words_are_no_letters(typed: str) -> None:
    assert letters_meant(ORDER, tuple(option.key for option in ORDER.options), typed) is None
