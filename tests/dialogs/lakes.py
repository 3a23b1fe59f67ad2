"""The tiny bank with every kind of question, and being asked a question of a kind from it."""

from __future__ import annotations

from content.model import Bank, Language
from tests.dialogs.conversation import Talk
from tests.dialogs.playing import Shown, question_on

TREATY, KEEPER = "lakes/treaty", "lakes/keeper"
FACT_OF = {
    "choice": TREATY, "several": TREATY, "true-false": TREATY, "number": TREATY, "when": TREATY,
    "name": TREATY, "order": KEEPER, "match": KEEPER,
}  # fmt: skip
KNOW = {"tg": "Намедонам", "ru": "Не знаю", "en": "Don’t know"}
QUIZ_ME = {"tg": "Худро санҷидан", "ru": "Проверить себя", "en": "Quiz me on this"}
ANOTHER = {"tg": "Боз як савол", "ru": "Ещё вопрос", "en": "Another question"}


async def be_asked(
    talk: Talk, bank: Bank, kind: str, language: Language = "en", *, to_tap: bool = False
) -> Shown:
    """Ask for questions on the fact until one is of this kind, ``to_tap`` if it must have options."""
    await talk.say(f"/start f_{FACT_OF[kind].replace('/', '_')}")
    await talk.tap(QUIZ_ME[language])
    for _ in range(40):
        shown = await question_on(talk, bank)
        is_written = not shown.question.id.startswith("made-")
        if shown.question.kind == kind and is_written and (shown.options or not to_tap):
            return shown
        await talk.tap(KNOW[language])
        await talk.tap(ANOTHER[language])
    raise AssertionError(f"no question of the kind {kind}")
