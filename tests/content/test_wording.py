"""What counts as the same text, and what gives an answer away."""

from __future__ import annotations

import pytest

from content.wording import fold, gives_away, says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("New York", "new-york"),
        ("«Цапля»", "цапля"),
        ("18,000", "18 000"),
        ("2 000 000 people", "2000000 people"),
        ("1992–1997", "1992 - 1997"),
        ("Ҷумҳурии Тоҷикистон", "ҷумҳурии тоҷикистон."),
        ("за́мок", "замок"),
    ],
)
def test_case_spaces_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5", "15"), ("12", "1 2"), ("?", "!"), ("Кӯлоб", "Колоб"), ("1992 400", "1992400")],
)
def test_different_answers_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What happened in the first two years?", "Two"),
        ("What happened there in 1994?", "1994"),
        ("What ended in the war of 1992–1997?", "1997"),
        ("Who were the 5 first members?", "5"),
        ("Which city, if not Dushanbe, was it?", "In Dushanbe"),
        ("Сколько тысяч из 18 000 вернулось?", "18,000"),
        ("Кадом шаҳр, ба ғайр аз Душанбе?", "дар Душанбе"),
        ("What did the Final Act of Helsinki say?", "the final act"),
    ],
)
def test_question_that_contains_its_answer_gives_it_away(question: str, answer: str) -> None:
    assert gives_away(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many were twofold?", "Two"),
        ("Was there no mission?", "No"),
        ("Оё ӯ омад?", "Ӯ"),
        ("Was it a or b?", "B"),
        ("What did the Act say at the final?", "final act"),
        ("Did both of them come, or none?", "None of both"),
        ("In which year?", "1994"),
    ],
)
def test_letters_little_words_and_parts_of_words_give_nothing_away(question: str, answer: str) -> None:
    assert not gives_away(question, answer)


def test_phrase_is_found_as_whole_words() -> None:
    assert says("It is, AT  present, open.", "at present")
    assert not says("It was presented at the present.", "at present")
