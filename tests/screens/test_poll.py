"""A poll keeps to Telegram's limits, whatever an author writes: cut between words, and never its source."""

from __future__ import annotations

import pytest

from bot.learning.polls import choose, is_pollable, laid_out
from bot.screens.poll import EXPLANATION_LIMIT, OPTION_LIMIT, QUESTION_LIMIT, poll
from bot.screens.screen import Link, Poll, cut
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Choice, Fact, Language, Option, Question, Text, TrueFalse
from tests.banks import shipped

BANK, TEXTS = shipped(), Catalogues()
ONWARD = Link("Quiz me", "https://t.me/hamkori_bot")
LONG = " ".join(["reconciliation"] * 40)


def shown(bank: Bank, fact: Fact, question: Question, language: Language) -> Poll:
    item = laid_out(fact, question, 7)
    screen = poll(TEXTS.to(language), bank, fact, question, item, is_anonymous=True, onward=ONWARD)
    assert screen.poll is not None
    return screen.poll


def keeps_to_the_limits(at: Poll) -> bool:
    return (
        1 <= len(at.question) <= QUESTION_LIMIT
        and 2 <= len(at.options) <= 12
        and all(1 <= len(option) <= OPTION_LIMIT for option in at.options)
        and len(set(at.options)) == len(at.options)
        and len(at.explanation) <= EXPLANATION_LIMIT
        and at.explanation.count("\n") <= 2
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_bank_that_fits_a_poll_keeps_to_the_limits(language: Language) -> None:
    for fact in BANK.facts:
        for question in filter(is_pollable, fact.questions):
            assert keeps_to_the_limits(shown(BANK, fact, question, language)), (fact.id, question.id)


def test_every_fact_of_the_bank_can_be_asked_by_a_poll() -> None:
    assert [fact.id for fact in BANK.facts if choose(BANK, fact, (), "seed") is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_too_long_is_cut_between_words_and_the_source_stays(language: Language) -> None:
    text = Text(en=LONG, ru=LONG, tg=LONG)
    options = tuple(
        Option(key=key, text=Text(**dict.fromkeys(LANGUAGES, f"{key} {LONG}"))) for key in ("right", "no")
    )
    question = Choice(id="question", ask=text, options=options)
    fact = BANK.facts[0].model_copy(update={"statement": text, "questions": (question,)})
    at = shown(BANK, fact, question, language)
    assert keeps_to_the_limits(at)
    assert at.question.endswith("reconciliation …")
    assert BANK.source(fact.sources[0]).title[:20] in at.explanation


def test_a_statement_is_asked_whether_it_is_true() -> None:
    fact, question = next(
        (fact, each) for fact in BANK.facts for each in fact.questions if isinstance(each, TrueFalse)
    )
    at = shown(BANK, fact, question, "en")
    assert at.question == f"True or false? {question.ask.en}"
    assert at.options == ("True", "False")
    assert at.right == int(not question.is_true)


def test_one_word_without_end_is_cut_too() -> None:
    assert cut("x" * 300, 100) == "x" * 99 + "…"
    assert cut("one\n two", 100) == "one two"


def test_a_word_with_a_hyphen_is_one_word() -> None:
    assert cut("three dimensions: politico-military, economic", 26) == "three dimensions: …"


def test_a_publisher_whom_the_title_begins_with_is_not_named_twice() -> None:
    titles = {source.title + source.by for source in BANK.sources}
    assert "German Mission to the OSCE: history page" in titles
    assert any(source.by == f", {source.publisher}" for source in BANK.sources)
