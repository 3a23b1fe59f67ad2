"""From the author's form of each kind of question to the question that is asked, and its plain text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.__main__ import main
from content.authoring import whole
from content.authoring.plain import question_lines
from content.loader import load
from content.model import (
    FALSE,
    TRUE,
    Choice,
    Match,
    Naming,
    Number,
    Order,
    Question,
    Several,
    Text,
    TrueFalse,
    When,
)
from content.partial_date import PartialDate
from tests.banks import write_bank
from tests.content.every_kind import LAKES, every_kind_files

ARVO = Text(en="Arvo", ru="Арво", tg="Арво")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank"), every_kind_files())


@pytest.fixture(scope="module")
def asked(directory: Path) -> dict[str, Question]:
    """The questions of the lakes by their ids."""
    facts = load(directory).facts_of("lakes")
    return {question.id: question for fact in facts for question in fact.questions}


def test_dates_of_a_choice_are_spelled_in_three_languages(asked: dict[str, Question]) -> None:
    began = asked["began"]
    assert isinstance(began, Choice)
    assert [option.key for option in began.options] == ["right", "autumn", "later"]
    assert [option.text for option in began.options] == [
        Text(en="2 March 1934", ru="2 марта 1934 года", tg="2 марти соли 1934"),
        Text(en="October 1934", ru="октябрь 1934 года", tg="октябри соли 1934"),
        Text(en="1935–1936", ru="1935–1936 годы", tg="солҳои 1935–1936"),
    ]
    later = began.option("later")
    assert later is not None
    assert later.why == Text(en="By then they ended.", ru="Тогда они кончались.", tg="Он вақт анҷом меёфт.")


def test_several_has_its_right_options_first_and_says_which_they_are(asked: dict[str, Question]) -> None:
    signed = asked["signed"]
    assert isinstance(signed, Several)
    assert [option.key for option in signed.options] == ["vesk", "arvo", "lunda", "belt"]
    assert signed.right == ("vesk", "arvo")
    assert [option.text for option in signed.options[:2]] == [Text(en="Vesk", ru="Веск", tg="Веск"), ARVO]
    assert [option.why is not None for option in signed.options] == [False, False, False, True]


def test_true_false_has_two_options_of_its_own(asked: dict[str, Question]) -> None:
    seat = asked["tf-seat"]
    assert isinstance(seat, TrueFalse)
    assert not seat.is_true
    assert seat.options == (TRUE, FALSE)
    assert seat.option("false") == FALSE


@pytest.mark.parametrize("word", ["true", "True", '"true"'])
def test_statement_may_be_true(tmp_path: Path, word: str) -> None:
    files = every_kind_files()
    files[LAKES] = files[LAKES].replace("is_true: false", f"is_true: {word}")
    fact = load(write_bank(tmp_path, files)).find_fact("lakes/treaty")
    assert fact is not None
    question = fact.question("tf-seat")
    assert isinstance(question, TrueFalse)
    assert question.is_true


def test_numbers_to_tap_are_printed_as_books_print_them(asked: dict[str, Question]) -> None:
    boats = asked["boats"]
    assert isinstance(boats, Number)
    assert (boats.right, boats.tolerance) == (12000, 500)
    assert {option.key: option.text for option in boats.options} == {
        "right": Text(en="12,000", ru="12\u00a0000", tg="12\u00a0000"),
        "9000": Text(en="9000", ru="9000", tg="9000"),
        "11000": Text(en="11,000", ru="11\u00a0000", tg="11\u00a0000"),
        "15000": Text(en="15,000", ru="15\u00a0000", tg="15\u00a0000"),
    }


def test_number_and_date_without_wrong_ones_are_only_typed(asked: dict[str, Question]) -> None:
    towns, year = asked["towns"], asked["year"]
    assert isinstance(towns, Number)
    assert (towns.right, towns.tolerance, towns.options) == (8, 0, ())
    assert isinstance(year, When)
    assert (year.right, year.tolerance, year.options) == (PartialDate("1938"), 1, ())


def test_dates_to_tap_have_their_spelling_for_a_key(asked: dict[str, Question]) -> None:
    month = asked["month"]
    assert isinstance(month, When)
    assert (month.right.spelling, month.right.precision, month.tolerance) == ("1936-06", "month", 0)
    assert {option.key: option.text for option in month.options} == {
        "right": Text(en="June 1936", ru="июнь 1936 года", tg="июни соли 1936"),
        "1935-06": Text(en="June 1935", ru="июнь 1935 года", tg="июни соли 1935"),
        "1936-09": Text(en="September 1936", ru="сентябрь 1936 года", tg="сентябри соли 1936"),
    }


def test_name_is_accepted_in_every_language_variant_and_spelling(asked: dict[str, Question]) -> None:
    city, body = asked["city"], asked["body"]
    assert isinstance(city, Naming)
    assert city.right == Text(en="Olmara", ru="Олмара", tg="Олмара")
    assert city.accepted == ("Олмара", "Olmara", "Olmarra", "Olmar", "Ольмара")
    assert city.options == ()
    assert isinstance(body, Naming)
    assert body.accepted == ("Раёсати кӯлҳо", "Озёрное бюро", "Lake Board")


def test_events_of_an_order_come_by_their_dates_and_ties_as_written(asked: dict[str, Question]) -> None:
    order = asked["first-last"]
    assert isinstance(order, Order)
    assert [(event.key, event.when.spelling) for event in order.options] == [
        ("treaty", "1936-06"),
        ("fair", "1936-06"),
        ("ice", "1937/1938"),
        ("dam", "1940"),
    ]
    assert order.options[0].text.ru == "Озёрный договор"
    assert order.options[1].text.tg == "Ярмарка баргузор шуд"


def test_match_has_its_two_sides_in_step(asked: dict[str, Question]) -> None:
    pairs = asked["pairs"]
    assert isinstance(pairs, Match)
    assert [option.key for option in pairs.left] == ["dorn", "clerk", "judge"]
    assert [option.key for option in pairs.options] == ["dorn", "clerk", "judge"]
    assert [option.text.en for option in pairs.left] == ["Ada Dorn", "The clerk", "The judge"]
    assert [option.text.ru for option in pairs.options] == ["Веск", "Лунда", "Арво"]


def test_every_kind_survives_the_cache(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(directory, cache=tmp_path)
    monkeypatch.setattr(whole, "parse", lambda file, content: pytest.fail("parsed again"))
    again = load(directory, cache=tmp_path)
    assert again == first
    kinds = [type(question) for fact in again.facts_of("lakes") for question in fact.questions]
    assert set(kinds) == {Choice, Several, TrueFalse, Number, When, Naming, Order, Match}


SHOWN = {
    "began": [
        "began (choice): When did the talks begin?",
        "  + 2 March 1934",
        "  - October 1934",
        "  - 1935–1936 (By then they ended.)",
    ],
    "signed": [
        "signed (several): Which towns signed it?",
        "  + Vesk",
        "  + Arvo",
        "  - Lunda",
        "  - Belt (It has no lake.)",
    ],
    "tf-seat": ["tf-seat (true-false): It was signed in Vesk.", "  - True", "  + False"],
    "boats": [
        "boats (number): How many boats were counted?",
        "  + 12,000",
        "  - 9000",
        "  - 11,000",
        "  - 15,000",
        "  up to 500 more or less counts",
    ],
    "towns": ["towns (number): How many towns took part?", "  + 8"],
    "month": [
        "month (when): In which month was it signed?",
        "  + June 1936",
        "  - June 1935",
        "  - September 1936",
    ],
    "city": [
        "city (name): In which city was it signed?",
        "  + Olmara",
        "  also accepted: Олмара, Olmarra, Olmar, Ольмара",
    ],
    "year": ["year (when): In which year did she come?", "  + 1938", "  up to 1 more or less counts"],
    "body": [
        "body (name): Which body hired her?",
        "  + Lake Board",
        "  also accepted: Раёсати кӯлҳо, Озёрное бюро",
    ],
    "first-last": [
        "first-last (order): Put these in their order.",
        "  1. Lake Treaty (June 1936)",
        "  2. A fair was held (June 1936)",
        "  3. The lakes froze (1937–1938)",
        "  4. A dam broke (1940)",
    ],
    "pairs": [
        "pairs (match): Match each with its town.",
        "  Ada Dorn = Vesk",
        "  The clerk = Lunda",
        "  The judge = Arvo",
    ],
}


@pytest.mark.parametrize("question_id", SHOWN)
def test_every_kind_reads_plainly(asked: dict[str, Question], question_id: str) -> None:
    assert list(question_lines(asked[question_id], "en")) == SHOWN[question_id]


def test_no_question_of_the_lakes_is_left_out_above(asked: dict[str, Question]) -> None:
    assert asked.keys() == SHOWN.keys()


def test_show_prints_the_questions_in_the_language_asked_for(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "lakes/keeper", "--lang", "tg", "--dir", str(directory)]) == 0
    shown = capsys.readouterr().out
    assert "  + соли 1938\n  up to 1 more or less counts\n" in shown
    assert "  also accepted: Озёрное бюро, Lake Board\n" in shown
    assert "  3. Кӯлҳо ях бастанд (солҳои 1937–1938)\n" in shown
    assert "  Котиб = Лунда\n" in shown


def test_census_counts_the_questions_by_kind(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["census", "--json", "--dir", str(directory)])
    census = json.loads(capsys.readouterr().out)
    assert census["questions"] == {
        "written": 21,
        "by_kind": {
            "choice": 11,
            "several": 1,
            "true-false": 1,
            "number": 2,
            "when": 2,
            "name": 2,
            "order": 1,
            "match": 1,
        },
        "unmade": 1,
    }
    assert census["texts"]["tg"] == census["texts"]["ru"] == census["texts"]["en"]
    main(["census", "--dir", str(directory)])
    assert (
        "Questions  21 (choice 11, several 1, true-false 1, number 2, when 2, name 2, order 1, match 1)\n"
        in capsys.readouterr().out
    )
