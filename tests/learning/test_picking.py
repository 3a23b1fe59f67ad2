"""What a quiz asks: due reviews, recent mistakes and new facts, never one question twice in a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.learning import picking
from bot.learning.memory import Memory
from bot.learning.picking import Known, LastAnswer
from bot.learning.quiz import Item
from content import questions
from content.making import key_of
from content.model import Bank, Choice, Fact
from tests.banks import shipped

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LATER, SOONER = NOW + timedelta(days=30), NOW - timedelta(days=3)


def memory(due_at: datetime) -> Memory:
    return Memory(2, None, 5.0, 5.0, due_at, due_at - timedelta(days=5))


def pick(bank: Bank, *, count: int = 5, seed: str = "1", asked: Known | None = None) -> tuple[Item, ...]:
    return picking.pick(
        bank, bank.facts, count=count, seed=seed, asked=asked or Known(), due_before=NOW + timedelta(days=1)
    )


def ids(items: Iterable[Item]) -> list[str]:
    return [item.fact_id for item in items]


def known(facts: Iterable[Fact], due_at: datetime, *, is_right: bool = True) -> Known:
    """A learner who knows these facts, by their first questions."""
    kept = list(facts)
    last = {fact.id: LastAnswer(fact.questions[0].id, is_right) for fact in kept}
    questions = {fact.id: {fact.questions[0].id} for fact in kept}
    return Known({fact.id: memory(due_at) for fact in kept}, questions, last)


def test_same_seed_picks_the_same(rivers: Bank) -> None:
    assert pick(rivers) == pick(rivers)
    assert len({pick(rivers, seed=f"7/{n}") for n in range(20)}) > 15


def test_no_fact_comes_twice_before_every_fact_came(rivers: Bank) -> None:
    for seed in range(50):
        assert set(ids(pick(rivers, count=len(rivers.facts), seed=str(seed)))) == {f.id for f in rivers.facts}


def test_no_question_comes_twice(rivers: Bank) -> None:
    questions = sum(len(fact.questions) for fact in rivers.facts)
    for seed in range(50):
        picked = [(item.fact_id, item.question_id) for item in pick(rivers, count=100, seed=str(seed))]
        assert len(set(picked)) == len(picked) >= questions


def test_due_facts_and_new_ones_are_mixed(rivers: Bank) -> None:
    old, new = rivers.facts[:4], rivers.facts[4:]
    picked = set(ids(pick(rivers, count=5, asked=known(old, SOONER))))
    assert len(picked & {fact.id for fact in old}) == 4
    assert len(picked & {fact.id for fact in new}) == 1


def test_a_backlog_comes_before_anything_new(rivers: Bank) -> None:
    old = rivers.facts[:6]
    picked = set(ids(pick(rivers, count=3, asked=known(old, SOONER))))
    assert picked <= {fact.id for fact in old}


def test_the_longest_due_come_first_so_that_none_starves(rivers: Bank) -> None:
    held = {fact.id: memory(NOW - timedelta(days=n)) for n, fact in enumerate(rivers.facts)}
    picked = pick(rivers, count=3, asked=Known(held))
    assert set(ids(picked)) == {fact.id for fact in rivers.facts[-3:]}


def test_recent_mistakes_come_before_what_is_known(rivers: Bank) -> None:
    asked = known(rivers.facts, LATER)
    missed = rivers.facts[2].id
    last = {**asked.last, missed: LastAnswer(rivers.facts[2].questions[0].id, is_right=False)}
    picked = pick(rivers, count=1, asked=Known(asked.memories, asked.questions, last))
    assert ids(picked) == [missed]


def test_with_nothing_due_nor_new_what_falls_due_next_is_asked(rivers: Bank) -> None:
    held = {fact.id: memory(NOW + timedelta(days=9 - n)) for n, fact in enumerate(rivers.facts)}
    assert ids(pick(rivers, count=1, asked=Known(held))) == [rivers.facts[-1].id]


def test_whoever_struggles_gets_fewer_new_facts_and_easier_questions(rivers: Bank) -> None:
    old = rivers.facts[:4]
    base = known(old, SOONER)
    news, hard = {}, {}
    for share in (0.4, 0.95):
        asked = Known(base.memories, base.questions, base.last, share)
        picked = [item for seed in range(30) for item in pick(rivers, count=5, seed=str(seed), asked=asked)]
        news[share] = sum(item.fact_id not in base.memories for item in picked)
        hard[share] = sum(not item.options for item in picked)
    assert news[0.4] < news[0.95]
    assert hard[0.4] <= hard[0.95]


def test_question_asked_last_does_not_come_again(rivers: Bank) -> None:
    for fact in rivers.facts:
        for last in fact.questions:
            every = {question.id for question in fact.questions}
            asked = Known({}, {fact.id: every}, {fact.id: LastAnswer(last.id, is_right=True)})
            for seed in range(20):
                items = picking.one_of_each(rivers, [fact], seed=str(seed), asked=asked)
                assert items[0].question_id != last.id


def test_paused_question_is_not_asked(rivers: Bank) -> None:
    fact = rivers.facts[0]
    paused = frozenset((fact.id, question.id) for question in fact.questions)
    for seed in range(20):
        items = picking.one_of_each(rivers, [fact], seed=str(seed), asked=Known(), paused=paused)
        assert all((item.fact_id, item.question_id) not in paused for item in items)


def test_neighbours_are_of_different_eras_as_far_as_that_can_be(rivers: Bank) -> None:
    for seed in range(50):
        eras = [item.fact_id.partition("/")[0] for item in pick(rivers, count=8, seed=str(seed))]
        assert all(one != other for one, other in pairwise(eras)), eras


def test_new_core_facts_come_before_the_others(rivers: Bank) -> None:
    core = {fact.id for fact in rivers.facts if fact.level == "core"}
    for seed in range(20):
        assert set(ids(pick(rivers, count=len(core), seed=str(seed)))) == core


def test_options_are_shuffled_but_complete(rivers: Bank) -> None:
    first_places = set()
    for seed in range(60):
        for item in pick(rivers, count=3, seed=str(seed)):
            fact = rivers.find_fact(item.fact_id)
            question = fact.question(item.question_id) if fact else None
            if not isinstance(question, Choice):
                continue
            assert sorted(item.options) == sorted(option.key for option in question.options)
            first_places.add(item.options.index("right"))
    assert first_places >= {0, 1, 2}


def test_questions_never_asked_come_first_and_then_all_others(rivers: Bank) -> None:
    council = rivers.find_fact("deltas/council")
    assert council is not None
    asked = Known(questions={fact.id: {fact.questions[0].id} for fact in rivers.facts})
    for seed in range(20):
        picked = pick(rivers, count=80, seed=str(seed), asked=asked)
        of_council = [item.question_id for item in picked if item.fact_id == council.id]
        assert of_council[0] == council.questions[1].id
        assert set(of_council) >= {question.id for question in council.questions}


def test_no_question_repeats_another_of_the_quiz_in_other_words(rivers: Bank) -> None:
    for seed in range(40):
        subjects: list[frozenset[str]] = []
        for item in pick(rivers, count=8, seed=str(seed), asked=known(rivers.facts, SOONER)):
            fact = rivers.find_fact(item.fact_id)
            question = questions.find(rivers, fact, item.question_id) if fact else None
            assert fact
            assert question
            subject = questions.subject(fact, question)
            assert not questions.is_repeat(subject, subjects)
            subjects.append(subject)


def test_made_orders_and_matches_are_about_facts_that_the_learner_has_met() -> None:
    bank = shipped()
    dated = [fact for fact in bank.facts if fact.id in bank.events]
    met = dated[:4]
    seen = dict.fromkeys((True, False), 0)
    for few in seen:
        asked = known(met if few else dated, SOONER)
        for seed in range(10):
            for item in picking.pick(bank, met, count=30, seed=str(seed), asked=asked, due_before=LATER):
                found = questions.look_up(bank, item.fact_id, item.question_id)
                assert found is not None
                events = questions.events_of(found[1])
                seen[few] += bool(events)
                assert not few or events <= {key_of(each.id) for each in met}
    assert seen[False] > seen[True], "with all of them met there are more"
