"""The screens of a quiz, with the longest texts that the bank's rules allow."""

from __future__ import annotations

import html
import re

import pytest
from msgspec.structs import replace

from bot.learning.play import EXAM, PRACTICE
from bot.learning.quiz import Miss, Result
from bot.screens import exam
from bot.screens import quiz as screens
from bot.texts import Catalogues
from content.limits import ASK_LIMIT, OPTION_LIMIT
from content.model import LANGUAGES, Bank, Choice, Language, Match, Order, Several, Text, TrueFalse

MESSAGE_LIMIT = 4096


@pytest.mark.parametrize("language", LANGUAGES)
def test_result_full_of_the_longest_misses_fits_into_one_message(rivers: Bank, language: Language) -> None:
    fact = rivers.facts[0]
    assert isinstance(fact.questions[0], Choice)
    right = fact.questions[0].right.model_copy(update={"text": _of("я" * OPTION_LIMIT)})
    question = fact.questions[0].model_copy(update={"ask": _of("ю" * ASK_LIMIT), "options": (right,)})
    missed = (Miss(fact, question),) * 10
    ended = Result(1, PRACTICE, None, right=0, answered=10, total=10, missed=missed, message_id=None)
    screen = screens.result(Catalogues().to(language), ended, nonce="f" * 14)
    text = html.unescape(re.sub(r"<[^>]*>", "", screen.html))
    assert len(text) <= MESSAGE_LIMIT
    assert text.count("ю" * ASK_LIMIT) == 9


def _of(text: str) -> Text:
    return Text(en=text, ru=text, tg=text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_result_of_an_exam_full_of_misses_fits_too(rivers: Bank, language: Language) -> None:
    fact = rivers.facts[0]
    assert isinstance(fact.questions[0], Choice)
    right = fact.questions[0].right.model_copy(update={"text": _of("я" * OPTION_LIMIT)})
    question = fact.questions[0].model_copy(update={"ask": _of("ю" * ASK_LIMIT), "options": (right,)})
    missed = (Miss(fact, question),) * 20
    ended = Result(1, EXAM, None, right=0, answered=20, total=20, missed=missed, message_id=None)
    screen = exam.result(Catalogues().to(language), ended, None)
    assert len(html.unescape(re.sub(r"<[^>]*>", "", screen.html))) <= MESSAGE_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_missed_false_statement_has_the_truth_beside_it(rivers: Bank, language: Language) -> None:
    fact, speech = rivers.facts[0], Catalogues().to(language)
    false = TrueFalse(id="is-it-so", ask=_of("The Olmara has no spring."), is_true=False)
    ended = Result(1, EXAM, None, right=0, answered=1, total=1, missed=(Miss(fact, false),), message_id=None)
    ended_quiz = replace(ended, play=PRACTICE)
    for screen in (exam.result(speech, ended, None), screens.result(speech, ended_quiz, nonce="f" * 14)):
        _, _, after = screen.html.partition("❌ The Olmara has no spring.")
        assert html.escape(fact.statement.to(language), quote=False) in after


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["several", "order", "match"])
def test_parts_of_a_missed_question_have_lines_of_their_own_and_no_sign_of_a_question(
    lakes: Bank, kind: str, language: Language
) -> None:
    found = ((fact, each) for fact in lakes.facts for each in fact.questions if each.kind == kind)
    fact, question = next(found)
    assert isinstance(question, Several | Order | Match)
    ended = Result(1, PRACTICE, None, 0, 2, 2, missed=(Miss(fact, question),) * 2, message_id=None)
    screen = screens.result(Catalogues().to(language), ended, nonce="f" * 14)
    asks = [line for line in screen.html.splitlines() if line.startswith("• ")]
    assert [html.unescape(line) for line in asks] == [f"• {question.ask.to(language)}"] * 2
    first, _ = screen.html.partition(asks[0])[2].split(asks[1])
    parts = first.split("\n\n")[0].strip().splitlines()
    marks = [f"{place})" for place in range(1, len(parts) + 1)] if kind == "order" else ["–"] * len(parts)
    assert [line.split()[0] for line in parts] == marks
    right = question.right if isinstance(question, Several) else question.options
    assert len(parts) == len(right)
