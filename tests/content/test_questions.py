"""Questions made from the bank: one right answer each, the same ones for the same seed, none where unsure."""

from __future__ import annotations

from collections import defaultdict

import pytest

from content import questions
from content.model import RIGHT, Bank, Choice, Era, Fact, Name, Option, Source, Text, When
from content.partial_date import PartialDate
from tests.banks import shipped
from tests.content.proof import Prover

KINDS = ("when", "true-false", "order", "match")
PARTS = 4
"""Parts of the walk, which run side by side where there are more cores."""


def same(words: str) -> Text:
    return Text(en=f"en {words}", ru=f"ru {words}", tg=f"tg {words}")


def choice(ask: str = "Who came?", right: str = "Ada", wrong: str = "Bo") -> Choice:
    options = (Option(key=RIGHT, text=same(right)), Option(key="w", text=same(wrong), why=same("It was.")))
    return Choice(id="who", ask=same(ask), options=options)


def fact(number: int, when: str, event: str | None = "", **other: object) -> Fact:
    """``event`` is that it happened, and the number, if nothing is given."""
    told = None if event is None else same(event or f"event {number}")
    values: dict[str, object] = {"era": f"era-{number % 2}", "themes": (), "questions": (choice(),)}
    return Fact.model_validate(
        {
            "id": f"era-{number % 2}/a-long-name-{number}",
            "when": PartialDate(when),
            "level": "core",
            "statement": same(f"It happened in {when}."),
            "event": told,
            "sources": ("book",),
            **values,
            **other,
        }
    )


def bank(*facts: Fact, names: tuple[Name, ...] = ()) -> Bank:
    title = same("title")
    return Bank(
        id="events",
        version="1",
        title=title,
        greeting=title,
        description=title,
        eras=tuple(Era(id=f"era-{n}", title=title, introduction=title) for n in range(2)),
        names=names,
        sources=(Source(id="book", title="Book", publisher="Press", url="https://books.example/1"),),
        facts=facts,
    )


def kinds(of: Bank, one: Fact, seeds: int = 40) -> set[str]:
    return {made.kind for seed in range(seeds) for made in questions.made_for(of, one, seed)}


DATES = (
    "1901",
    "1905-06",
    "1905-07",
    "1910-05-14",
    "1910-05-16",
    "1920",
    "1925-03",
    "1931-04-02",
    "1931",
    "1950",
)
EVENTS = bank(*(fact(number, when) for number, when in enumerate(DATES)))


def walk(of: Bank, facts: tuple[Fact, ...]) -> None:
    prover = Prover(of)
    for one in facts:
        asked: defaultdict[str, set[object]] = defaultdict(set)
        for seed in range(questions.SEEDS):
            for made in questions.made_for(of, one, seed):
                assert made.id == f"made-{made.kind}-{seed}"
                assert seed % 10 or questions.find(of, one, made.id) == made
                prover.prove(one, made)
                asked[made.kind].add((made.ask.en, frozenset(option.text.en for option in made.options)))
        assert all(len(different) > 1 for different in asked.values()), one.id


@pytest.mark.parametrize("part", range(PARTS))
def test_every_question_of_the_shipped_bank_has_one_right_answer(part: int) -> None:
    walk(shipped(), shipped().facts[part::PARTS])


def test_every_question_of_a_bank_of_events_has_one_right_answer() -> None:
    walk(EVENTS, EVENTS.facts)


def test_every_seed_makes_one_question_of_each_kind_where_there_are_events_enough() -> None:
    apart = bank(*(fact(number, f"{1900 + number}-05-14") for number in range(10)))
    for one in apart.facts:
        for seed in range(questions.SEEDS):
            assert tuple(made.kind for made in questions.made_for(apart, one, seed)) == KINDS


def test_place_of_the_right_date_tells_nothing() -> None:
    early = EVENTS.facts[0]
    places = [0, 0, 0, 0]
    for seed in range(questions.SEEDS):
        made = questions.find(EVENTS, early, f"made-when-{seed}")
        assert isinstance(made, When)
        places[sum(o.key < made.right.spelling for o in made.options if o.key != RIGHT)] += 1
    assert min(places) > questions.SEEDS / 5


def test_statements_are_true_about_as_often_as_false() -> None:
    made = [questions.find(EVENTS, EVENTS.facts[0], f"made-true-false-{seed}") for seed in range(1_000)]
    assert 400 < sum(getattr(each, "is_true", False) for each in made) < 600


def test_names_are_offered_before_other_wrong_options() -> None:
    name = Name(id="bo", kind="person", text=same("Bo"))
    options = (*choice().options, Option(key="x", text=same("a stranger")))
    who = choice().model_copy(update={"options": options})
    named = bank(fact(0, "1901", questions=(who,)), names=(name,))
    asks = {questions.made_for(named, named.facts[0], seed)[1].ask.en for seed in range(50)}
    assert {ask.partition("Answer: ")[2] for ask in asks} == {
        "en Ada.\nTrue or false?",
        "en Bo.\nTrue or false?",
    }


def test_what_is_not_explained_is_not_offered_where_something_is() -> None:
    options = (*choice().options, Option(key="x", text=same("a stranger")))
    explained = choice().model_copy(update={"options": options})
    of = bank(fact(0, "1901", questions=(explained,)))
    asks = {made.ask.en for seed in range(50) for made in questions.made_for(of, of.facts[0], seed)[1:2]}
    assert len(asks) == 2
    assert not [ask for ask in asks if "stranger" in ask]


def test_months_are_asked_of_core_facts_only() -> None:
    dates = ("1901-03-04", "1901-05-06", "1903-07", "1904-08-09", "1905-01")
    of = bank(*(fact(n, when, level="more" if n % 2 else "core") for n, when in enumerate(dates)))
    for one in of.facts:
        made = [each for seed in range(60) for each in questions.made_for(of, one, seed)]
        told = {each.right.precision for each in made if isinstance(each, When)}
        assert told == ({"year"} if one.level == "more" else {"year", "month"})
    walk(of, of.facts)


def test_other_events_of_the_era_or_theme_come_more_often() -> None:
    themed = {number: ("rivers",) if number in (1, 2, 3, 4, 5) else () for number in range(40)}
    many = bank(*(fact(number, str(1900 + number), themes=themed[number]) for number in themed))
    met = [0] * 40
    for seed in range(400):
        made = questions.find(many, many.facts[1], f"made-order-{seed}")
        assert made
        for option in made.options:
            met[int(option.text.en.rpartition(" ")[2])] += 1
    assert min(met[2:6]) > 3 * max(met[6::2])


def test_made_when_asks_no_finer_than_the_date_is_known() -> None:
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for one in EVENTS.facts:
        for seed in range(40):
            made = questions.find(EVENTS, one, f"made-when-{seed}")
            assert isinstance(made, When)
            asked[one.when.precision].add(made.right.precision)
    assert asked == {"year": {"year"}, "month": {"year", "month"}, "day": {"year", "month"}}


def test_fact_without_an_event_has_only_true_and_false() -> None:
    silent = bank(*EVENTS.facts[1:], fact(30, "1901", event=None))
    assert kinds(silent, silent.facts[-1]) == {"true-false"}


def test_range_is_no_date_of_an_event() -> None:
    spanned = bank(*EVENTS.facts, fact(30, "1902/1904"))
    assert kinds(spanned, spanned.facts[-1]) == {"true-false"}
    walk(spanned, spanned.facts[:1])


def test_two_events_are_too_few_for_an_order_and_a_match() -> None:
    few = bank(fact(0, "1901"), fact(1, "1902"))
    assert kinds(few, few.facts[0]) == {"when", "true-false"}


def test_events_of_overlapping_dates_never_stand_together() -> None:
    overlapping = bank(fact(0, "1901"), fact(1, "1901-03"), fact(2, "1901-03-04"), fact(3, "1902"))
    for one in overlapping.facts:
        assert kinds(overlapping, one) == {"when", "true-false"}


def test_months_of_one_year_are_not_matched_where_an_event_has_only_its_year() -> None:
    months = bank(fact(0, "1901-03"), fact(1, "1901-05"), fact(2, "1902"))
    assert kinds(months, months.facts[0]) == {"when", "true-false", "order"}


def test_words_that_tell_of_two_dates_ask_for_none() -> None:
    twice = bank(*EVENTS.facts, fact(30, "1902", event="A visit"), fact(31, "1903", event="a visit!"))
    for one in twice.facts[-2:]:
        assert kinds(twice, one) == {"true-false"}
    walk(twice, twice.facts[:1])


def test_one_event_told_twice_stands_but_once() -> None:
    twice = bank(*EVENTS.facts[:4], fact(30, "1902", event="A visit"), fact(31, "1902", event="A visit"))
    walk(twice, twice.facts[-2:])
    assert kinds(twice, twice.facts[-1]) == set(KINDS)


def test_long_question_is_not_asked_anew() -> None:
    for length, made in ((200, {"true-false"}), (270, set())):
        long = bank(fact(0, "1901", event=None, questions=(choice("?" * length),)))
        assert kinds(long, long.facts[0]) == made


@pytest.mark.parametrize(
    "ask", ["Which of these came first?", "Which of them?", "Кто из этих людей?", "Кадоме аз инҳо?"]
)
def test_question_that_points_to_its_options_is_not_asked_without_them(ask: str) -> None:
    pointing = bank(fact(0, "1901", event=None, questions=(choice(ask),)))
    assert kinds(pointing, pointing.facts[0]) == set()


def test_answer_that_ends_its_sentence_gets_no_second_full_stop() -> None:
    ended = bank(fact(0, "1901", event=None, questions=(choice(right="At 5 p.m.", wrong="Never!"),)))
    asks = {questions.made_for(ended, ended.facts[0], seed)[0].ask.en for seed in range(20)}
    assert {ask.partition("\n")[2] for ask in asks} == {
        "Answer: en At 5 p.m.\nTrue or false?",
        "Answer: en Never!\nTrue or false?",
    }


def test_long_ids_alike_in_two_eras_have_short_keys_that_differ() -> None:
    slug = "a-slug-as-long-as-the-id-of-a-fact-may-be"
    alike = bank(*(fact(n, str(1901 + n), id=f"era-{n}/{slug}") for n in range(6)))
    assert kinds(alike, alike.facts[0]) == set(KINDS)
    walk(alike, alike.facts[:1])


def test_keys_stay_when_the_bank_grows() -> None:
    def keys(of: Bank) -> set[str]:
        found = [questions.find(of, of.facts[0], f"made-order-{seed}") for seed in range(100)]
        return {option.key for made in found if made for option in made.options}

    assert keys(EVENTS) < keys(bank(*EVENTS.facts, fact(40, "1960")))


@pytest.mark.parametrize(
    "question_id",
    [
        "made-when-99999999999",
        "made-when-1000",
        "made-when-",
        "made-when--1",
        "made-when-01",
        "made-when-٣",
        "made-when-1\n",
        "made-foo-1",
        "made-choice-1",
        "made-",
        "made-when-1-order-1",
        "who-else",
        "",
        "made-when-" + "1" * 5_000,
    ],
)
def test_unknown_question_is_not_found(question_id: str) -> None:
    assert questions.find(EVENTS, EVENTS.facts[0], question_id) is None


def test_written_question_is_found() -> None:
    assert questions.find(EVENTS, EVENTS.facts[0], "who") is EVENTS.facts[0].questions[0]


def test_question_repeats_what_a_quiz_has_asked_in_another_way() -> None:
    first, second = EVENTS.facts[3], EVENTS.facts[4]
    asked = {kind: questions.find(EVENTS, first, f"made-{kind}-7") for kind in KINDS}
    subjects = {kind: questions.subject(first, made) for kind, made in asked.items() if made}
    assert questions.is_repeat(questions.subject(first, first.questions[0]), [subjects["true-false"]])
    assert questions.is_repeat(subjects["order"], [subjects["order"]])
    assert not questions.is_repeat(subjects["when"], [subjects["true-false"], subjects["order"]])
    other = questions.find(EVENTS, second, "made-when-7")
    assert other
    assert not questions.is_repeat(questions.subject(second, other), [subjects["when"]])


def test_two_events_in_common_are_a_repeat_and_one_is_none() -> None:
    few, many = frozenset("ab"), frozenset("bcd")
    assert not questions.is_repeat(few, [many])
    assert questions.is_repeat(few | {"c"}, [many])


def test_choice_among_dates_asks_when() -> None:
    one = fact(0, "1901", questions=(choice("When?", "1901", "1902"),))
    when = questions.find(bank(one), one, "made-when-1")
    assert when
    told = one.questions[0].model_copy(
        update={"options": (Option(key=RIGHT, text=Text(en="1901", ru="1901", tg="1901")),)}
    )
    assert questions.is_repeat(questions.subject(one, when), [questions.subject(one, told)])
