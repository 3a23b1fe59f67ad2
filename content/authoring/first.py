"""The rules on first quizzes: what a newcomer is asked is chosen by hand, and answered by single taps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content.authoring.draft import Draft, Entry, QuestionEntry
from content.authoring.forms import BankForm
from content.authoring.problems import Problem, nearest

SIZE = 5
"""Questions of a first quiz: as many as home promises."""
TAPPED = ("choice", "true-false")

Questions = Mapping[str, QuestionEntry]
"""By their addresses: the fact's id, a slash, the question's."""


def first_quizzes(draft: Draft) -> Iterator[Problem]:
    """Each first quiz has its five questions on five facts, they exist, and one tap answers each."""
    if draft.bank is None:
        return
    known = {f"{asked.fact.given_id}/{asked.form.id}": asked for asked in draft.questions()}
    for number, addresses in enumerate(draft.bank.form.first):
        if len(addresses) != SIZE:
            sentence = f"a first quiz has {SIZE} questions, this one has {len(addresses)}"
            yield draft.bank.problem(sentence, "first", number)
        yield from _questions(draft, draft.bank, known, number, addresses)


def _questions(
    draft: Draft, bank: Entry[BankForm], known: Questions, number: int, addresses: Sequence[str]
) -> Iterator[Problem]:
    facts: set[str] = set()
    for place, address in enumerate(addresses):
        asked, at = known.get(address), ("first", number, place)
        if asked is None:
            if f"facts/{address.partition('/')[0]}.yaml" not in draft.unread and address:
                yield bank.problem(f'there is no question "{address}"{nearest(address, known)}', *at)
            continue
        if asked.form.kind not in TAPPED:
            sentence = f'"{address}" is of the kind {asked.form.kind}: here it must be {" or ".join(TAPPED)}'
            yield bank.problem(sentence, *at)
        if asked.fact.given_id in facts:
            yield bank.problem(f'"{asked.fact.given_id}" is asked about in this quiz already', *at)
        facts.add(asked.fact.given_id)
