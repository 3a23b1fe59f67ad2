"""Questions out of Moodle's GIFT: ours come back as they were, a teacher's own by what their answers are."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from content.authoring.problems import Problem
from content.authoring.question_forms import KINDS
from content.exchange.gift import ARROW
from content.exchange.row import Row
from content.model import Language
from content.reading import read_date

_COMMENT = "//"
_MARK = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = re.compile("[\ue000-\ue0ff]")
"""Escaped signs, as long as signs mean something. https://github.com/moodle/moodle question/format/gift"""
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_FORMAT = re.compile(r"\[(plain|moodle|markdown|html)\]")
_NUMBER = re.compile(r"(\d{1,9})(?:\.0*)?(?::(\d{1,9})(?:\.0*)?)?")
_GAP = "_____"


class _Unfit(Exception):
    """A block is not taken; the words say why."""


class _Answer(Struct, frozen=True):
    text: str
    weight: float
    """In hundredths; 100 is right."""
    why: str = ""


def read(file: str, content: bytes, language: Language) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """The questions with the lines they begin on, and each block that is not taken, with the reason.

    Raises ValueError if it is not in UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("the file is not in UTF-8: save it as UTF-8") from error
    taken, rejected = [], []
    for line, block in _blocks(text):
        try:
            row = _row(block, language)
        except _Unfit as unfit:
            rejected.append(Problem(file, line, "", str(unfit)))
        else:
            if row is not None:
                taken.append((line, row))
    return taken, rejected


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _row(block: list[str], language: Language) -> Row | None:
    """None for what is no question: comments, a category."""
    comments = " ".join(line for line in block if line.startswith(_COMMENT))
    marks = [(found[1], found[2].replace("\\", "")) for found in _MARK.finditer(comments)]
    body = _ESCAPED.sub(_hide, "\n".join(line for line in block if not line.startswith(_COMMENT)))
    if not body or body.startswith("$CATEGORY:"):
        return None
    named = re.match(r"::(.*?)::", body, re.DOTALL)
    name = next((value for mark, value in marks if mark == "id"), _said(named[1]) if named else "")
    ask, answers, told = _parts(body[named.end() :] if named else body)
    row = _answered(Row(language, "", ask, (), statement=told), answers)
    kind = next((value for mark, value in marks if mark == "tag" and value in KINDS), row.kind)
    fact, _, question = name.rpartition("/")
    return _as(kind, replace(row, fact=fact, id=question))


def _parts(text: str) -> tuple[str, str, str]:
    """The question, the inside of its braces, and the feedback for all."""
    ask, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened:
        raise _Unfit("it has no answers in braces: it is a text and no question")
    if not closed or "{" in rest or "}" in after:
        raise _Unfit("its braces do not close, or open again: write \\{ and \\} inside a text")
    answers, _, told = answers.partition("####")
    if not answers.strip():
        raise _Unfit("it has no answer: an essay cannot be asked here")
    asked = _said(ask + _GAP + after if after.strip() else ask)
    if not asked:
        raise _Unfit("nothing is asked before its braces")
    return asked, answers.strip(), _said(told)


def _answered(row: Row, answers: str) -> Row:
    """In the order in which Moodle tells the kinds apart."""
    if answers.startswith("#"):
        return _number(row, answers[1:].strip())
    if "~" in answers:
        return _options(row, answers)
    if "=" in answers and ARROW in answers:
        pairs = [each.partition(ARROW) for each in answers.split("=") if each.strip()]
        if not all(mark for _, mark, _ in pairs):
            raise _Unfit(f'of each pair both sides are needed, with "{ARROW}" between them')
        lefts, rights = ([_said(pair[side]) for pair in pairs] for side in (0, 2))
        return replace(row, kind="match", right=tuple(lefts), sides=tuple(rights))
    word = answers.partition("#")[0].strip().upper()
    if word in ("T", "TRUE", "F", "FALSE"):
        return replace(row, kind="true-false", right=("true" if word[0] == "T" else "false",))
    return _typed(row, answers)


def _options(row: Row, answers: str) -> Row:
    given = list(_weighed(answers.replace("=", "~="), "~"))
    is_single = any(part.strip().startswith("=") for part in answers.replace("=", "~=").split("~"))
    right = [answer for answer in given if (answer.weight == 100 if is_single else answer.weight > 0)]
    wrong = [answer for answer in given if answer not in right]
    if is_single and len(right) > 1:
        raise _Unfit("it has two right answers of which one is to be chosen: give them parts, as %50%")
    if any(answer.weight > 0 for answer in wrong):
        raise _Unfit("it has answers that are right in part: here one is right or wrong")
    if not right or not wrong:
        raise _Unfit("it is to have a right and a wrong answer")
    whys = tuple(answer.why for answer in wrong)
    return replace(
        row,
        kind="choice" if is_single or len(right) == 1 else "several",
        right=tuple(answer.text for answer in right),
        wrong=tuple(answer.text for answer in wrong),
        whys=whys if any(whys) else (),
    )


def _typed(row: Row, answers: str) -> Row:
    given = list(_weighed(answers if answers.startswith("=") else f"={answers}", "="))
    right = tuple(answer.text for answer in given if answer.weight == 100)
    if not right:
        raise _Unfit("none of its answers is right")
    return replace(row, kind="name", right=right)


def _number(row: Row, answers: str) -> Row:
    given = list(_weighed(answers if answers.startswith("=") else f"={answers}", "="))
    numbers = [(_NUMBER.fullmatch(answer.text), answer) for answer in given]
    if not all(found for found, _ in numbers):
        raise _Unfit("its number is not a whole one, such as 26 or 26:2")
    right = [found for found, answer in numbers if found and answer.weight == 100]
    wrong = tuple(found[1] for found, answer in numbers if found and answer.weight == 0)
    if len(right) != 1 or len(right) + len(wrong) != len(numbers):
        raise _Unfit("it is to have one right number, and others only as wrong ones, as =%0%13")
    return replace(row, kind="number", right=(right[0][1],), wrong=wrong, tolerance=int(right[0][2] or 0))


def _weighed(answers: str, mark: str) -> Iterator[_Answer]:
    for part in (each.strip() for each in answers.split(mark)):
        if not part:
            continue
        is_right, weight = mark == "=" or part.startswith("="), _WEIGHT.match(part.lstrip("="))
        text = part.removeprefix("=")[weight.end() if weight else 0 :]
        said, _, why = text.partition("#")
        worth = float(weight[1]) if weight else 100.0 if is_right else 0.0
        yield _Answer(_said(said), worth, _said(why))


def _as(kind: str, row: Row) -> Row:
    """The row as the kind it was sent out as. Raises _Unfit if its answers have become others since."""
    if kind == row.kind:
        return row
    turn = _TURNS.get((kind, row.kind))
    if turn is None:
        raise _Unfit(f'it is marked as the kind "{kind}", and its answers are of the kind "{row.kind}"')
    return replace(turn(row), kind=kind)


def _dated(row: Row) -> Row:
    right = next((when for when in map(read_date, row.right) if when), None)
    wrong = [read_date(said) for said in row.wrong]
    if right is None or not all(wrong):
        raise _Unfit("its answers are not all dates, such as June 1936")
    return replace(row, right=(right.spelling,), wrong=tuple(when.spelling for when in wrong if when))


def _ordered(row: Row) -> Row:
    if not all(side.isdigit() for side in row.sides):
        raise _Unfit("the events of an order are to have the numbers of their places")
    events = sorted(zip(map(int, row.sides), row.right, strict=True))
    return replace(row, right=tuple(event for _, event in events), sides=("",) * len(events))


_TURNS: dict[tuple[str, str], Callable[[Row], Row]] = {
    ("place", "choice"): lambda row: row,
    ("when", "choice"): _dated,
    ("when", "name"): _dated,
    ("when", "number"): lambda row: row,
    ("order", "match"): _ordered,
}
"""By the kind that is marked, and the kind that the answers have."""


def _hide(found: re.Match[str]) -> str:
    return "\ue00a" if found[1] == "n" else chr(0xE000 + ord(found[1]))


def _said(text: str) -> str:
    """As a reader sees it: without the format, and with the signs that were escaped."""
    text = text.strip()
    written = _FORMAT.match(text)
    text = _HIDDEN.sub(lambda found: chr(ord(found[0]) - 0xE000), text[written.end() if written else 0 :])
    if written and written[1] == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
        return " ".join(text.split())
    return text.strip()
