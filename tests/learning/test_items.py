"""Item statistics: against an independent computation, and wrong keys are found while right ones are not."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Mapping, Sequence

import pytest

from bot.learning.items import AWAY, ENOUGH, SUSPECT, Figures, Tally, Try
from content.model import RIGHT, Bank, Fact, Question

Answering = Callable[[random.Random, float, Question], str | None]
"""By luck and ability (0 to 1), the key of the option that a simulated learner chooses."""


def written(bank: Bank) -> list[tuple[Fact, Question]]:
    return [(fact, question) for fact in bank.facts for question in fact.questions]


def knowing(chance: random.Random, ability: float, question: Question) -> str | None:
    """Right as often as one is able, else any of the wrong ones, or "don't know"."""
    if chance.random() < 0.15 + 0.7 * ability:
        return RIGHT
    wrong = [option.key for option in question.options if option.key != RIGHT]
    return chance.choice([*wrong, None])


def choosing(key: str, other: str = RIGHT) -> Answering:
    """As if ``key`` were right: who knows chooses it."""

    def choose(chance: random.Random, ability: float, question: Question) -> str | None:
        return key if chance.random() < 0.15 + 0.7 * ability else other

    return choose


def simulate(bank: Bank, odd: Mapping[str, Answering], learners: int = 200) -> list[list[Try]]:
    """First answers to every written question; those to ``fact#question`` of ``odd`` are given otherwise."""
    chance = random.Random("items")
    told = []
    for _ in range(learners):
        ability = chance.random()
        tries = []
        for fact, question in written(bank):
            answering = odd.get(f"{fact.id}#{question.id}", knowing)
            key = answering(chance, ability, question)
            chosen = (key,) if key else ()
            seconds = chance.uniform(2, 40)
            tries.append(Try(fact.id, question.id, key == RIGHT, False, chosen, False, seconds))
        told.append(tries)
    return told


def measured(bank: Bank, told: Sequence[Sequence[Try]]) -> dict[str, Figures]:
    tally = Tally()
    for tries in told:
        tally.add(tries)
    return {"#".join(each.item): each for each in tally.figures(bank)}


def test_discrimination_is_the_correlation_with_the_other_answers(rivers: Bank) -> None:
    told = simulate(rivers, {})
    for name, figures in measured(rivers, told).items():
        one, rest = [], []
        for tries in told:
            mine = next(each for each in tries if f"{each.fact_id}#{each.question_id}" == name)
            others = [each.is_right for each in tries if each is not mine]
            one.append(float(mine.is_right))
            rest.append(statistics.fmean(others))
        assert figures.discrimination == pytest.approx(statistics.correlation(one, rest), abs=1e-9)
        assert figures.discrimination is not None
        assert figures.discrimination > 0.1, "abler learners answer every question right more often"
        assert figures.facility == pytest.approx(statistics.fmean(one))


def test_discrimination_is_the_textbooks_point_biserial(rivers: Bank) -> None:
    """(mean of those right - mean of those wrong) / spread of all * sqrt(p q)."""
    told = simulate(rivers, {}, learners=60)
    figures = measured(rivers, told)["springs/keepers#how-many"]
    place = [question.id for _, question in written(rivers)].index("how-many")
    rests = [(sum(t.is_right for t in tries) - tries[place].is_right) / (len(tries) - 1) for tries in told]
    right = [rest for rest, tries in zip(rests, told, strict=True) if tries[place].is_right]
    wrong = [rest for rest, tries in zip(rests, told, strict=True) if not tries[place].is_right]
    p = len(right) / len(rests)
    between = statistics.fmean(right) - statistics.fmean(wrong)
    assert figures.discrimination == pytest.approx(
        between / statistics.pstdev(rests) * math.sqrt(p * (1 - p)), abs=1e-9
    )


def test_question_with_a_wrong_key_is_flagged_and_those_with_right_keys_are_not(rivers: Bank) -> None:
    """The control: learners who know choose what the key calls wrong."""
    odd = {"springs/keepers#how-many": choosing("four", other=RIGHT)}
    found = measured(rivers, simulate(rivers, odd))
    suspects = {name for name, figures in found.items() if set(figures.flags) & SUSPECT}
    assert suspects == {"springs/keepers#how-many"}
    assert "negative" in found["springs/keepers#how-many"].flags
    assert not {name for name, f in measured(rivers, simulate(rivers, {})).items() if set(f.flags) & SUSPECT}


def test_wrong_option_that_most_choose_is_flagged_also_where_chance_rules(rivers: Bank) -> None:
    def mostly(chance: random.Random, *_: object) -> str:
        return "vesk" if chance.random() < 0.7 else RIGHT

    figures = measured(rivers, simulate(rivers, {"deltas/flood#which-river": mostly}))
    assert "rival" in figures["deltas/flood#which-river"].flags


def test_option_that_nobody_chooses_is_named(rivers: Bank) -> None:
    odd = {"springs/olmara-spring#when-found": choosing(RIGHT, other="y1911")}
    figures = measured(rivers, simulate(rivers, odd))["springs/olmara-spring#when-found"]
    assert figures.unused == ("y1921", "y1931")
    assert "unused" in figures.flags


@pytest.mark.parametrize(
    ("share", "flag"), [(1.0, "easy"), (0.96, "easy"), (0.94, None), (0.21, None), (0.19, "hard")]
)
def test_very_hard_and_very_easy_questions_are_flagged(rivers: Bank, share: float, flag: str | None) -> None:
    told = [
        [Try("springs/keepers", "how-many", number < share * 100, False, (RIGHT,), False, 5.0)]
        for number in range(100)
    ]
    flags = set(measured(rivers, told)["springs/keepers#how-many"].flags)
    assert flags & {"easy", "hard"} == ({flag} if flag else set())


def test_question_that_tells_nothing_of_its_learners_is_weak(rivers: Bank) -> None:
    def by_chance(chance: random.Random, *_: object) -> str | None:
        return RIGHT if chance.random() < 0.5 else "two"

    figures = measured(rivers, simulate(rivers, {"springs/keepers#how-many": by_chance}, 2_000))
    odd = figures["springs/keepers#how-many"]
    assert odd.discrimination is not None
    assert abs(odd.discrimination) < 0.1
    assert set(odd.flags) & {"weak", "negative"}


def test_few_answers_flag_nothing(rivers: Bank) -> None:
    odd = {"springs/keepers#how-many": choosing("four")}
    few = simulate(rivers, odd, learners=ENOUGH - 1)
    assert not any(figures.flags for figures in measured(rivers, few).values())
    assert any(figures.flags for figures in measured(rivers, simulate(rivers, odd, ENOUGH)).values())


def test_only_the_first_answer_of_a_learner_counts(rivers: Bank) -> None:
    def tried(right: bool) -> Try:
        return Try("springs/keepers", "how-many", right, False, (RIGHT if right else "two",), False, 4)

    figures = measured(rivers, [[tried(False), tried(True), tried(True)]])["springs/keepers#how-many"]
    assert (figures.n, figures.facility, figures.options["two"]) == (1, 0, 1)
    assert figures.discrimination is None


def test_shares_and_median(rivers: Bank) -> None:
    def tried(chosen: str | None, seconds: float, typed: bool = False, half: bool = False) -> list[Try]:
        keys = (chosen,) if chosen else ()
        return [Try("springs/keepers", "how-many", chosen == RIGHT, half, keys, typed, seconds)]

    told = [
        tried(RIGHT, 3),
        tried("two", 90_000),
        tried(None, 5),
        tried(None, 7, typed=True, half=True),
        tried(RIGHT, -1),
    ]
    figures = measured(rivers, told)["springs/keepers#how-many"]
    assert (figures.n, figures.facility, figures.half) == (5, 0.4, 0.2)
    assert (figures.unknown, figures.typed) == (0.2, 0.2)
    assert figures.options == {RIGHT: 0.4, "two": 0.2, "four": 0.0, "seven": 0.0}
    assert figures.median_seconds == 5
    assert measured(rivers, [tried("two", 90_000)])["springs/keepers#how-many"].median_seconds == AWAY


def test_questions_made_in_one_way_count_together(rivers: Bank) -> None:
    def made(number: int, right: bool) -> Try:
        return Try("springs/keepers", f"made-order-{number}", right, False, ("a", "b"), False, 4)

    found = measured(rivers, [[made(3, True), made(4, False)], [made(700, False)]])
    assert list(found) == ["springs/keepers#made-order"]
    assert (found["springs/keepers#made-order"].n, found["springs/keepers#made-order"].facility) == (2, 0.5)
    assert found["springs/keepers#made-order"].options == {}


def test_questions_stand_in_the_banks_order_and_those_that_left_it_last(rivers: Bank) -> None:
    tries = [
        Try(fact_id, question_id, True, False, (), True, 4)
        for fact_id, question_id in [("a/gone", "x"), *((f.id, q.id) for f, q in reversed(written(rivers)))]
    ]
    names = list(measured(rivers, [tries]))
    assert names == [*(f"{fact.id}#{question.id}" for fact, question in written(rivers)), "a/gone#x"]
