"""What a whole bank has: reasons beside its wrong options, and purposes among its questions."""

from __future__ import annotations

from collections.abc import Iterator

from content.authoring.draft import Draft, QuestionEntry
from content.authoring.problems import Problem
from content.authoring.question_forms import ChoiceForm, ChoosingForm, SeveralForm, TrueFalseForm
from content.model import PURPOSES, asks_purpose


def reasons(draft: Draft) -> Iterator[Problem]:
    """Whoever chose a wrong option reads what the chosen thing was."""
    for fact, at, form in draft.questions():
        for key, option in form.wrong.items() if isinstance(form, ChoosingForm) else ():
            if option.why is None:
                sentence = f'the wrong option "{key}" has no "why": say what it really was'
                yield fact.problem(sentence, *at, "wrong", key)


def purposes(draft: Draft) -> Iterator[Problem]:
    """A core fact is asked for what it means, not only for names, numbers and dates."""
    for fact in draft.facts:
        if fact.form.level == "core" and not any(map(_asks_for_purpose, QuestionEntry.of(fact))):
            begins = ", ".join(f'"{purpose}"' for purpose in PURPOSES)
            sentence = "no choice, several or true-false of this core fact has an id that begins with"
            yield fact.problem(f"{sentence} {begins}", "questions")


def _asks_for_purpose(asked: QuestionEntry) -> bool:
    is_fit = isinstance(asked.form, ChoiceForm | SeveralForm | TrueFalseForm)
    return is_fit and asks_purpose(asked.form.id)
