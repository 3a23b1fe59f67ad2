"""The exam draws by weight over the eras, passes at 80 %, and may be sat again once a day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning import certificate, exam
from content.model import Bank
from tests.banks import shipped

ZONE = "Asia/Dushanbe"
TODAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_most_questions_are_on_core_facts_and_eras_have_their_share() -> None:
    bank = shipped()
    core = [fact for fact in bank.facts if fact.level == "core"]
    for seed in range(20):
        drawn = exam.draw(bank, seed=str(seed))
        assert len({item.fact_id for item in drawn}) == len(drawn) == exam.QUESTIONS
        facts = [fact for item in drawn if (fact := bank.find_fact(item.fact_id))]
        counts = Counter(fact.era for fact in facts if fact.level == "core")
        assert counts.total() >= 0.8 * exam.QUESTIONS
        for era in bank.eras:
            exact = counts.total() * len([fact for fact in core if fact.era == era.id]) / len(core)
            assert abs(counts[era.id] - exact) < 1, (era.id, counts, exact)


@pytest.mark.parametrize(("level", "core"), [("core", 20), ("more", 0)])
def test_a_bank_of_one_level_is_examined_too(level: str, core: int) -> None:
    bank = shipped()
    facts = tuple(fact for fact in bank.facts if fact.level == level)
    drawn = exam.draw(bank.model_copy(update={"facts": facts}), seed="a")
    found = [fact for item in drawn if (fact := bank.find_fact(item.fact_id))]
    assert (len(found), sum(fact.level == "core" for fact in found)) == (exam.QUESTIONS, core)


def test_only_written_questions_that_are_not_paused_are_drawn(rivers: Bank) -> None:
    fact = rivers.facts[0]
    paused = {(fact.id, question.id) for question in fact.questions}
    for seed in range(20):
        drawn = exam.draw(rivers, seed=str(seed), paused=paused)
        assert len(drawn) == len(rivers.facts) - 1
        assert not [item for item in drawn if item.question_id.startswith("made-")]


def test_same_seed_draws_the_same(rivers: Bank) -> None:
    assert exam.draw(rivers, seed="a") == exam.draw(rivers, seed="a")
    assert len({exam.draw(rivers, seed=str(n)) for n in range(10)}) == 10


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=7), st.integers(7, 40))
def test_places_are_shared_out_whole_and_fairly(sizes: dict[str, int], places: int) -> None:
    shared = exam.share_out(sizes, places)
    assert sum(shared.values()) == min(places, sum(sizes.values()))
    assert all(shared[name] <= size for name, size in sizes.items())
    assert all(shared[name] >= 1 for name, size in sizes.items() if size)


@pytest.mark.parametrize(("total", "needed"), [(20, 16), (19, 16), (8, 7), (1, 1)])
def test_eighty_percent_pass(total: int, needed: int) -> None:
    assert exam.needed(total) == needed


def at(*hours: float) -> list[datetime]:
    return [MORNING + timedelta(hours=each) for each in hours]


@pytest.mark.parametrize(
    ("begun", "is_free"),
    [
        (at(), True),
        (at(0), True),  # the first sitting is free, and one resit a day
        (at(0, 1), False),
        (at(-24, 0), False),
        (at(-48, -24), True),
        (at(-48, -24, 0), False),
        (at(-9, -8.1), True),  # a resit just before midnight in Dushanbe
        (at(-9, -7.9), False),  # and just after it
    ],
)
def test_one_resit_a_day_by_the_local_day(begun: list[datetime], is_free: bool) -> None:
    assert (exam.free_on(begun, TODAY, ZONE) == TODAY) is is_free


def test_codes_are_read_as_people_type_them() -> None:
    code = certificate.make_code(random.Random(1).randrange)
    assert len(code) * 5 >= 60
    grouped = "-".join(code[n : n + 4] for n in range(0, 16, 4))
    for typed in (code, code.lower(), grouped, grouped.replace("-", " "), f" {grouped}\n"):
        assert certificate.read_code(typed) == code
    assert certificate.read_code("OIL0" * 4) == "0110" * 4
    assert certificate.read_code("АВСЕ" * 4) == "ABCE" * 4, "Cyrillic letters that look the same"
    for rubbish in ("", code[:-1], code + "A", "U" * 15 + "!", "😀" * 16):
        assert certificate.read_code(rubbish) is None


def grouped(code: str, by: str) -> str:
    return by.join(code[n : n + 4] for n in range(0, 16, 4))


def test_bare_code_is_known_from_any_other_text() -> None:
    code = certificate.make_code(random.Random(1).randrange)
    forms = (
        code,
        code.lower(),
        grouped(code, "-"),
        grouped(code, " "),
        grouped(code, "–"),
        f"\u200b{code}\n",
    )
    for typed in (*forms, "ABCD-EFGH-JKMN-PQRS", "АВСЕ-АВС1-АВС2-АВС3"):
        assert certificate.is_code(typed), typed
    others = (
        "what does this mean", "What does this 1994", "Who is the head of it", "responsibilities", "9" * 16,
        "27.06.1997", "соли 1997", "здравствуйте",
        "", code[:-1], f"{code} thanks", f"my code is {code}", "A" * 4080,
    )  # fmt: skip
    for typed in others:
        assert not certificate.is_code(typed), typed


def test_codes_differ() -> None:
    chance = random.Random(1)
    assert len({certificate.make_code(chance.randrange) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "name",
    [
        "Зарина Ҷӯраева",
        "Аʼло Ko‘ldosh",
        "Anna-Maria O'Neill",
        "Ли",
        "J. R. Müller",
        "Абдураҳмон  Муҳаммадюсуфзода",
        "Ғ" * 64,
    ],
)
def test_names_of_people_are_taken(name: str) -> None:
    assert certificate.read_name(name) == " ".join(name.split()).translate(str.maketrans("ʼ‘'", "’’’"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Зарина\u200b Ҷӯраева", "Зарина Ҷӯраева"), ("\ufeffАнна", "Анна"), ("Ан\u00adна", "Анна"),
        ("\u202eAnna\u202c", "Anna"), ("\u2066Anna\u2069", "Anna"), ("Anna\ufe0f", "Anna"),
        ("An\u200dna", "Anna"),
        ("Анна\u2011Мария", "Анна-Мария"), ("Анна – Мария", "Анна-Мария"), ("Анна\u2212Мария", "Анна-Мария"),
        ("O'Neill", "O’Neill"), ("O´Neill", "O’Neill"), ("Аъло Сафо\u02bc", None), ("Ko‘ldosh", "Ko’ldosh"),
        ("Сари\u0306ев", "Сарйев"), ("Мӯ\u0304", "Мӯ\u0304"), ("Гули\u0304", "Гулӣ"), ("У\u0304рун", "Ӯрун"),
        ("Anna\u00a0Maria", "Anna Maria"), ("გიორგი", "გიორგი"), ("Άννα", "Άννα"),
    ],
)  # fmt: skip
def test_names_are_put_right(typed: str, name: str | None) -> None:
    assert certificate.read_name(typed) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "A" * 65,
        "Anna 😀",
        "<b>Anna</b>",
        "12",
        "Anna7",
        "---",
        "ʼʼ",
        "A--B",
        "ⅣA",
        "A" + "ʼ" * 60 + "!",
        "x" + "\u0301" * 9,
        "x" * 4080,
        "A_B",
        "@anna",
    ],
)
def test_what_is_no_name_is_not(name: str) -> None:
    assert certificate.read_name(name) is None
