"""Writing a question of one's own in a dialog, of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.state import Upload
from tests.dialogs.conversation import Talk


@dataclass(frozen=True)
class Said:
    """What a teacher taps (in brackets) and types, step by step, and the right answer that is read back."""

    kind: str
    ask: str
    steps: tuple[str, ...]
    right: str


SAID = (
    Said("choice", "Which city?", ("Dushanbe\nKhujand", "Kulob", "[close]", "[0]"), "✅ Dushanbe"),
    Said(
        "several", "Which rivers?", ("Panj\nVakhsh\nRhine", "[close]", "[0]", "[1]", "[close]"), "✅ Vakhsh"
    ),
    Said("true-false", "Rivers run uphill.", ("[1]", "They run downhill."), "✅"),
    Said("number", "How many?", ("1200 ± 50\n700", "[close]"), "✅ 1200 ± 50"),
    Said("when", "When?", ("27.06.1997", "[close]"), "✅ 27.06.1997"),
    Said("name", "Who?", ("Rudaki\nRūdakī", "[close]"), "✅ Rudaki"),
    Said("order", "In which order?", ("b = 1998\na = 1997\nc = 1999", "[close]"), "✅ a = 1997"),
    Said("match", "Which pairs?", ("one = 1\ntwo = 2\nthree = 3", "[close]"), "✅ one = 1"),
)
"""One question of each kind."""


async def open_shelf(teacher: Talk) -> None:
    """The list of a teacher's own questions, whatever the language."""
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap("⋯")
    await tap_code(teacher, "qo")


async def tap_code(talk: Talk, start: str) -> None:
    """Press the first button whose data begins so."""
    rows = talk.last.buttons
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    found = [each for each in data if each == start or each.startswith(f"{start}:")]
    assert found, f"no button {start!r} among {data} under {talk.text!r}"
    await talk.press(talk.last, found[0])


async def write(teacher: Talk, said: Said) -> None:
    """As far as it is read back."""
    await open_shelf(teacher)
    await tap_code(teacher, "qok")
    kinds = ("choice", "several", "true-false", "number", "when", "name", "order", "match")
    await _tap_last(teacher, "qob", kinds.index(said.kind))
    await teacher.say(said.ask)
    for step in said.steps:
        if step == "[close]":
            await _tap_last(teacher, "qon", "close")
        elif step.startswith("["):
            await _tap_last(teacher, "qor", int(step[1:-1]))
        else:
            await teacher.say(step)
    if said.kind != "true-false":
        await _tap_last(teacher, "qon", "skip")
    await teacher.say("Textbook, p. 5")


async def keep(teacher: Talk, *kinds: str) -> None:
    """Write and keep one question of each of these kinds, or of every kind."""
    for said in SAID:
        if said.kind in (kinds or [each.kind for each in SAID]):
            await write(teacher, said)
            await tap_code(teacher, "qoy")


async def _tap_last(talk: Talk, code: str, last: object) -> None:
    rows = talk.last.buttons
    data = [button["callback_data"] for row in rows for button in row]
    [found] = [each for each in data if each.startswith(f"{code}:") and each.endswith(f":{last}")]
    await talk.press(talk.last, found)


async def send_file(talk: Talk, content: bytes, name: str = "questions.csv") -> None:
    talk.world.telegram.hand(talk.person, Upload(name, "application/octet-stream", content))
    await talk.world.settle()


def poll(question: str, *options: str, right: int | None = None, **more: Any) -> dict[str, Any]:
    """A quiz as the bot is told of it; without ``right``, one that is open and was made in another chat."""
    known = {} if right is None else {"correct_option_ids": [right]}
    return {
        "id": "1",
        "question": question,
        "options": [{"persistent_id": each, "text": each, "voter_count": 3} for each in options],
        "total_voter_count": 3,
        "is_closed": right is not None,
        "is_anonymous": True,
        "type": "quiz",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
        **known,
        **more,
    }


async def forward(talk: Talk, *polls: dict[str, Any]) -> None:
    """Send polls on, all at once."""
    for each in polls:
        talk.world.telegram.forward_poll(talk.person, each)
    await talk.world.settle()


async def open_way(teacher: Talk, code: str) -> None:
    """From the list of a teacher's own questions to a file (qof), or to polls (qop)."""
    await open_shelf(teacher)
    await tap_code(teacher, code)
