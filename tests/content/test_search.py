"""Free questions find their fact across scripts, endings and slips; where there is none, they find none."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import __main__ as command
from content.__main__ import main
from content.loader import load
from content.model import LANGUAGES, Bank
from content.search import Index, is_question
from content.talk import says_unknowing
from tests.banks import shipped as shipped_bank
from tests.banks import shipped_index, write_bank


@pytest.fixture(scope="module")
def rivers() -> Index:
    # One bank for the module: asking changes nothing.
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        return Index(load(write_bank(Path(directory))))


@pytest.fixture(scope="module")
def shipped() -> Index:
    return shipped_index()


def found(index: Index, text: str) -> str | None:
    answer = index.ask(text).answer
    return answer.id if answer else None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("When was the spring of the Olmara found?", "springs/olmara-spring"),
        ("когда нашли исток Олмары", "springs/olmara-spring"),
        ("Сарчашмаи Олмара кай ёфт шуд", "springs/olmara-spring"),
        ("sarchashmai olmara kay yoft shud", "springs/olmara-spring"),
        ("Сарчашмаи Олмара кай ефт шуд?", "springs/olmara-spring"),
        ("what did the river council do", "deltas/council"),
        ("шурои дарёхо", "deltas/council"),
        ("речного совета", "deltas/council"),
        ("first brigde over the tarnau", "springs/first-bridge"),
        ("Olmarra spring", "springs/olmara-spring"),
    ],
)
def test_question_finds_its_fact_in_any_script(rivers: Index, text: str, fact: str) -> None:
    assert found(rivers, text) == fact


@pytest.mark.parametrize("text", ["1901", "what happened in 1901", "чӣ соли 1901 рӯй дод"])
def test_year_is_found_exactly_and_no_other_year_is(rivers: Index, text: str) -> None:
    assert found(rivers, text) == "springs/olmara-spring"
    assert found(rivers, text.replace("1901", "1902")) is None


@pytest.mark.parametrize(
    "text",
    [
        "how do I cook plov", "погода завтра", "кто выиграл матч", "asdfgh", "2 + 2", "", " ", "???", "🙂🙂",
        "\ud83d", "<b>&</b>", "\x00", "ъ", "a" * 10_000, "ӣ" * 10_000, "\u202e" * 70,
    ],
)  # fmt: skip
def test_what_has_no_answer_gets_none(rivers: Index, text: str) -> None:
    reply = rivers.ask(text)
    assert reply.answer is None
    assert reply.nearest_era is None


def test_question_near_the_history_is_offered_its_era(rivers: Index) -> None:
    reply = rivers.ask("who painted the first bridge over the Tarnau")
    assert reply.answer is not None or reply.nearest_era is not None


def test_what_the_bank_does_not_have_about_its_history_is_not_called_foreign(rivers: Index) -> None:
    reply = rivers.ask("what was the budget of the River Council")
    assert (reply.sureness, reply.answer) == ("nothing", None)
    assert reply.nearest_era is not None


def test_rambling_is_passed_over(rivers: Index) -> None:
    text = (
        "hello teacher, can you please tell me what I have asked you about: " * 3
        + "when was the Vesk measured"
    )
    assert found(rivers, text) == "springs/vesk-length"


def test_what_comes_too_late_is_not_looked_at(rivers: Index) -> None:
    assert found(rivers, "plov " + "kettle spoon garden window " * 20 + "spring of the Olmara") is None


@pytest.mark.parametrize(
    ("talk", "texts"),
    [
        (
            "homework",
            (
                "помоги мне с домашним заданием",
                "помогите с домашней работой",
                "сделай мне домашнее задание",
                "у меня завтра контрольная",
                "вазифаи хонагиро иҷро кун",
                "help me do my homework please",
            ),
        ),
        ("able", ("не понял", "я ничего не понимаю", "ман намефаҳмам", "i don't understand")),
        ("insult", ("мне скучно", "дилгир шудам", "i am bored")),
    ],
)
def test_what_a_pupil_says_is_not_taken_for_a_question(
    shipped: Index, talk: str, texts: tuple[str, ...]
) -> None:
    """ "Домашнее задание" has a word in common with the law on domestic violence, and asks nothing of it."""
    assert {text: shipped.ask(text).talk for text in texts} == dict.fromkeys(texts, talk)
    assert shipped.ask("закон о домашнем насилии").talk is None


def test_neighbours_are_two_others_and_come_in_order(shipped: Index) -> None:
    for fact in shipped.bank.facts[::7]:
        for language in LANGUAGES:
            reply = shipped.ask(fact.statement.to(language))
            ids = [other.fact.id for other in reply.others]
            assert len(set(ids)) == len(ids) <= 2
            assert reply.answer is None or reply.answer.id not in ids
            scores = [other.score for other in reply.others]
            assert scores == sorted(scores, reverse=True)


def test_most_statements_find_themselves_in_every_language(shipped: Index) -> None:
    facts = shipped.bank.facts
    for language in LANGUAGES:
        own = sum(found(shipped, fact.statement.to(language)) == fact.id for fact in facts)
        assert own >= 0.9 * len(facts), f"{own} of {len(facts)} in {language}"


@given(text=st.text(max_size=300))
@settings(deadline=None)
def test_no_text_is_an_error_and_the_same_text_gets_the_same(shipped: Index, text: str) -> None:
    assert shipped.ask(text) == shipped.ask(text)
    is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "When was it signed?", "кто возглавлял миссию", "Чаро дафтарҳо баста шуданд", "kai imzo shud?",
        "а когда это было?", "what is UNMOT", "сколько было офисов в стране", "Who?",
    ],
)  # fmt: skip
def test_question_is_known_for_one(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "Khujand", "27 июня 1997", "27 июни соли 1997", "Said Abdullo Nuri", "26", "june 1997", "Рим", "да",
        "Созмони амният ва ҳамкорӣ дар Аврупо", "Общее соглашение об установлении мира", "", "?",
        "the General Agreement", "Бюро ОБСЕ в Таджикистане", "в июне 1997 года", "Ҳелсинкӣ",
    ],
)  # fmt: skip
def test_answer_is_not_taken_for_a_question(text: str) -> None:
    assert not is_question(text)


def test_no_right_answer_of_the_bank_reads_as_a_question() -> None:
    bank: Bank = shipped_bank()
    for fact in bank.facts:
        for question in fact.questions:
            if question.kind == "name":
                assert not [spelling for spelling in question.accepted if is_question(spelling)]
                assert not [spelling for spelling in question.accepted if says_unknowing(spelling)]


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command has the bank and its index at hand."""
    monkeypatch.setattr(command, "load", lambda _: shipped_bank())
    monkeypatch.setattr(command, "Index", lambda _: shipped_index())


@pytest.mark.usefixtures("at_hand")
def test_ask_prints_a_line_for_each_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("when was unmot set up\n\nhow to cook plov\n"))
    assert main(["ask", "--stdin", "--lang", "ru"]) == 0
    first, empty, declined = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert first["answer"] == "peace/unmot"
    assert "МНООНТ" in first["statement"] or "наблюдател" in first["statement"]
    assert [set(other) for other in first["others"]] == [{"id", "score"}] * 2
    assert empty == {"answer": None, "statement": None, "others": []}
    assert declined["answer"] is declined["statement"] is None


@pytest.mark.usefixtures("at_hand")
def test_ask_in_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "when was the peace agreement signed"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("peace/agreement: 27 June 1997.")
    assert "See also" in said
    assert main(["ask", "how to cook plov", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] is None
