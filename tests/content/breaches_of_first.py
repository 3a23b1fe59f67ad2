"""Each rule on first quizzes, broken once."""

from __future__ import annotations

from tests.content.breach import breach

SET = (
    "springs/olmara-spring/when-found",
    "springs/vesk-length/how-long",
    "springs/first-bridge/which-river",
    "springs/keepers/how-many",
    "deltas/council/what-for",
)


def first(*addresses: str) -> str:
    """The field of bank.yaml with one first quiz, on the line after the id."""
    return f"id: rivers\nfirst: [[{', '.join(addresses)}]]\n"


FIRST = {
    "a first quiz of four": breach(
        "bank.yaml",
        "id: rivers\n",
        first(*SET[:4]),
        "bank.yaml:2: rivers: a first quiz has 5 questions, this one has 4",
    ),
    "a first question that is not there": breach(
        "bank.yaml",
        "id: rivers\n",
        first(*SET[:4], "deltas/council/what-fore"),
        'bank.yaml:2: rivers: there is no question "deltas/council/what-fore"; '
        'did you mean "deltas/council/what-for"?',
    ),
    "two first questions on one fact": breach(
        "bank.yaml",
        "id: rivers\n",
        first(*SET[1:], "deltas/council/when-founded"),
        'bank.yaml:2: rivers: "deltas/council" is asked about in this quiz already',
    ),
    "a first quiz that is no list": breach(
        "bank.yaml",
        "id: rivers\n",
        "id: rivers\nfirst: [deltas/council/what-for]\n",
        "bank.yaml:2: rivers: a first quiz has 5 questions, this one has 0",
        'bank.yaml:2: rivers: number 1 of "first" must be a list, such as [first, second]',
    ),
}
