"""What a quiz asks: new facts first, then the longest unasked, never one question twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.learning import quiz
from bot.learning.quiz import Asked
from content.model import Bank, Choice

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_same_seed_picks_the_same(rivers: Bank) -> None:
    picked = [quiz.pick(rivers, rivers.facts, count=5, seed="7/a", asked=Asked()) for _ in range(2)]
    assert picked[0] == picked[1]
    others = {quiz.pick(rivers, rivers.facts, count=5, seed=f"7/{n}", asked=Asked()) for n in range(20)}
    assert len(others) > 15


def test_no_fact_comes_twice_before_every_fact_came(rivers: Bank) -> None:
    for seed in range(50):
        items = quiz.pick(rivers, rivers.facts, count=len(rivers.facts), seed=str(seed), asked=Asked())
        assert {item.fact_id for item in items} == {fact.id for fact in rivers.facts}


def test_no_question_comes_twice(rivers: Bank) -> None:
    questions = sum(len(fact.questions) for fact in rivers.facts)
    for seed in range(50):
        items = quiz.pick(rivers, rivers.facts, count=100, seed=str(seed), asked=Asked())
        picked = [(item.fact_id, item.question_id) for item in items]
        assert len(set(picked)) == len(picked) >= questions


def test_new_facts_come_first_then_the_longest_unasked(rivers: Bank) -> None:
    ids = [fact.id for fact in rivers.facts]
    asked_at = {fact_id: NOW + timedelta(days=n) for n, fact_id in enumerate(ids[:-1])}
    items = quiz.pick(rivers, rivers.facts, count=3, seed="1", asked=Asked(last_at=asked_at))
    assert [item.fact_id for item in items] == [ids[-1], ids[0], ids[1]]


def test_era_keeps_to_its_facts(rivers: Bank) -> None:
    items = quiz.pick(rivers, rivers.facts_in("springs"), count=10, seed="1", asked=Asked())
    assert items
    assert {item.fact_id.partition("/")[0] for item in items} == {"springs"}


def test_options_are_shuffled_but_complete(rivers: Bank) -> None:
    first_places = set()
    for seed in range(60):
        for item in quiz.pick(rivers, rivers.facts, count=1, seed=str(seed), asked=Asked()):
            fact = rivers.find_fact(item.fact_id)
            question = fact.question(item.question_id) if fact else None
            assert isinstance(question, Choice)
            assert sorted(item.options) == sorted(option.key for option in question.options)
            first_places.add(item.options.index("right"))
    assert first_places >= {0, 1, 2}


def test_questions_never_asked_come_first_and_then_all_others(rivers: Bank) -> None:
    council = rivers.find_fact("deltas/council")
    assert council is not None
    known = {fact.id: frozenset(q.id for q in fact.questions[:1]) for fact in rivers.facts}
    for seed in range(20):
        items = quiz.pick(
            rivers, rivers.facts_in("deltas"), count=50, seed=str(seed), asked=Asked(questions=known)
        )
        of_council = [item.question_id for item in items if item.fact_id == council.id]
        assert of_council[0] == council.questions[1].id
        assert set(of_council) >= {question.id for question in council.questions}
