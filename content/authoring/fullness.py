"""What a whole bank is held to: reasons and purposes, labels that fit, one spelling, no name given away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.authoring.draft import Draft, QuestionEntry
from content.authoring.forms import EraForm, NameForm
from content.authoring.problems import Problem
from content.authoring.question_forms import ChoiceForm, ChoosingForm, SeveralForm, TrueFalseForm
from content.authoring.texts import LANGUAGE_NAMES, written
from content.limits import LABEL_LIMIT
from content.model import PURPOSES, Language, asks_purpose
from content.stems import Stemmer
from content.wording import gives_away

_WORD = re.compile(r"[^\W_]+")

# The rules of 2021 write у where the Persian word has it, and keep й before the izofa.
_SPELLED_ANEW = tuple(
    (re.compile(rf"\b{old}", re.IGNORECASE), new)
    for old, new in (
        ("шурӯъ", "шуруъ"),
        ("мавзӯъ", "мавзуъ"),
        ("маҷмӯ[ъа]", "маҷмуа"),
        ("ӯҳда", "уҳда"),
        ("нерӯ", "неру"),
        ("нӯҳ", "нуҳ"),
        ("кӯҳна(?!вард)", "куҳна"),
        ("шӯро", "шуро"),
        ("шӯравӣ", "шуравӣ"),
        (r"ҷои\b", "ҷойи"),
        (r"рӯи\b", "рӯйи"),
        (r"сӯи\b", "сӯйи"),
    )
)


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


def labels(draft: Draft) -> Iterator[Problem]:
    """The titles of eras and themes stand on buttons; options that are too long become letters."""
    for text in written(draft):
        if text.what == "title" and isinstance(text.entry.form, EraForm):
            for language, words in text.form.given():
                if len(words) > LABEL_LIMIT:
                    sentence = f"has {len(words)} characters, of which a button shows {LABEL_LIMIT}"
                    yield text.problem(language, sentence)


def names_given_away(draft: Draft) -> Iterator[Problem]:
    """No spelling of a right name, in whatever language and case, stands in its question."""
    names, stemmer = draft.name_forms(), Stemmer()
    for asked in draft.questions():
        rights = [names[option.name] for option in asked.form.right_options() if option.name in names]
        for language, question in asked.form.ask.given():
            for right in rights:
                found = _spelling_in(stemmer, language, question, right)
                if found and not gives_away(question, right.to(language) or ""):
                    sentence = f'the question has "{found}" in it in {LANGUAGE_NAMES[language]}'
                    yield asked.fact.problem(f"{sentence}, a name of its answer", *asked.at, "ask", language)


def _spelling_in(stemmer: Stemmer, language: Language, question: str, right: NameForm) -> str | None:
    said = _stems(stemmer, language, question)
    spellings = (*(words for _, words in right.given()), *right.variants)
    return next((each for each in spellings if _holds(said, _stems(stemmer, language, each))), None)


def _stems(stemmer: Stemmer, language: Language, text: str) -> list[str]:
    return [stemmer.stem(word, language) for word in _WORD.findall(text.casefold())]


def _holds(many: Sequence[str], few: Sequence[str]) -> bool:
    places = range(len(many) - len(few) + 1) if few else ()
    return any(many[place : place + len(few)] == few for place in places)


def old_spellings(draft: Draft) -> Iterator[Problem]:
    """One spelling of a Tajik word in all that is shown; variants, accepted and asked ones are free."""
    for text in written(draft):
        for old, new in _SPELLED_ANEW:
            if found := old.search(text.form.to("tg") or ""):
                yield text.problem("tg", f'spells "{found[0]}" as before 2021: write "{new}"')
