"""One of a thing is not many of it, wherever the bot speaks to whoever runs it."""

from __future__ import annotations

import ast

import pytest

from bot.counted import counted
from tests.test_architecture import modules

NOUNS = (
    *("answers", "days", "deliveries", "facts", "learners", "messages", "minutes", "posts", "problems"),
    *("questions", "rows", "seconds", "sources", "texts", "updates"),
)
FROM_TWO_ON = {"bot.updates.health", "bot.updates.pulse", "bot.learning.recipe"}
"""Where it is many before anything is said: seconds of waiting, and questions from so many to so many."""


@pytest.mark.parametrize(("n", "told"), [(0, "0 updates wait"), (1, "1 update waits"), (2, "2 updates wait")])
def test_one_is_told_as_one(n: int, told: str) -> None:
    assert counted(n, "update waits", "updates wait") == told
    assert counted(n, "row") == f"{n} row{'s' * (n != 1)}"


def spoken(text: ast.JoinedStr | ast.Constant) -> str:
    """A sentence with a sign in place of each value."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(
        each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else "%d"
        for each in parts
    )


@pytest.mark.parametrize("module", ["bot", "db"])
def test_no_sentence_of_the_bot_sets_a_bare_number_before_many(module: str) -> None:
    wrong = [
        f"{name}: {sentence}"
        for name, path in modules()
        if name.split(".")[0] == module and name not in FROM_TWO_ON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr | ast.Constant)
        for sentence in [spoken(node)]
        if any(f"%d {noun}" in sentence for noun in NOUNS)
    ]
    assert wrong == []
