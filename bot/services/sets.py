"""Questions behind a code: making them, finding them, and being asked them."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning import recipe as recipes
from bot.learning.learner import Learner
from bot.learning.play import PRACTICE, Play, play_of
from bot.learning.quiz import Item, Result, Turn, lay_out
from bot.learning.recipe import Recipe, Source
from bot.services import known, quizzes, turns
from content import questions
from content.model import Bank
from db import sets
from db.engine import Session
from db.sets import SetRow

MOST_A_DAY = 30
"""Sets that somebody makes by hand."""
_CODE = re.compile("[0-9a-f]{12}")
"""Of a set that somebody made or passed on."""


class Entry(Struct, frozen=True):
    """A question of a set, and the order of its options, where that is the same for everybody."""

    fact_id: str
    question_id: str
    options: tuple[str, ...] | None = None


class Set(Struct, frozen=True):
    """Questions in their order. ``count`` of them can be asked now; the others are stepped over for all.

    ``play`` is of the quiz they were in, if they were in one.
    """

    code: str
    maker_id: int | None
    source: Source
    scope: str | None
    entries: tuple[Entry, ...]
    count: int
    created_at: datetime
    bank_version: str = ""
    recipe: Recipe | None = None
    play: Play = PRACTICE

    @property
    def missing(self) -> int:
        return len(self.entries) - self.count

    @property
    def is_of_class(self) -> bool:
        """Whether it was drawn for a class's homework."""
        return self.source == "class" and self.maker_id is None


def make(
    session: Session, bank: Bank, maker_id: int | None, *, recipe: Recipe, code: str, now: datetime
) -> Set:
    """Draw a set by a recipe and put it behind a code; if that has one already, it is this one.

    What is paused is not drawn, and the recipe that is kept says so. Refuses a recipe that draws nothing.
    """
    found = find(session, bank, code)
    if found is not None:
        return found
    followed = replace(recipe, without=recipe.without | known.paused(session))
    drawn = recipes.draw(bank, followed)
    if not drawn:
        raise Refusal("error-nothing-to-ask")
    values = {
        "code": code,
        "learner_id": maker_id,
        "plan": [_entry_of(item, keeps_order=recipe.keeps_order) for item in drawn],
        "source": recipe.source,
        "scope": recipe.scope,
        "recipe": recipes.to_plain(followed),
        "bank_version": bank.version,
        "created_at": now,
    }
    sets.insert(session, values)
    made = find(session, bank, code)
    if made is None:  # nobody takes a set away while it is made
        raise Refusal("error-set-gone")
    return made


def make_own(session: Session, bank: Bank, learner: Learner, *, recipe: Recipe, code: str) -> Set:
    """The same by a tap: so many a day, since each stays."""
    since = learner.now - timedelta(days=1)
    if sets.find(session, code) is None and sets.count_since(session, learner.id, since) >= MOST_A_DAY:
        raise Refusal("error-sets-many")
    return make(session, bank, learner.id, recipe=recipe, code=code, now=learner.now)


def share(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, code: str) -> str:
    """The code under which others are asked the questions of a quiz; a quiz has one, which is made once."""
    if not quizzes.find_ended(session, bank, learner, quiz_id=quiz_id).result.is_good:
        raise Refusal("error-button-old")
    return of_result(session, learner, quiz_id=quiz_id, code=code)


def of_result(session: Session, learner: Learner, *, quiz_id: int, code: str) -> str:
    """The same for whoever has seen to it that the quiz has ended and may be passed on."""
    quiz = turns.get(session, learner, quiz_id)
    planned = [turns.item_of(entry) for entry in quiz.plan]
    values = {
        "code": code,
        "learner_id": learner.id,
        "quiz_id": quiz.id,
        "plan": [_entry_of(item, keeps_order=False) for item in planned if not item.is_again],
        "source": "result",
        "scope": quiz.scope,
        "bank_version": quiz.bank_version,
        "created_at": learner.now,
    }
    sets.insert(session, values)
    found = sets.code_of(session, quiz.id)
    if found is None:  # this code was taken, of all those there are: the next tap has another
        raise Refusal("error-button-old")
    sets.mark_played(session, quiz.id, found)
    return found


def read_code(text: str) -> str | None:
    """The code of a set as people type or copy it; None if it cannot be one."""
    bare = text.strip().lower()
    return bare if _CODE.fullmatch(bare) else None


def find(session: Session, bank: Bank, code: str) -> Set | None:
    row = sets.find(session, code)
    return _set(session, bank, row) if row else None


def find_open(session: Session, bank: Bank, code: str) -> Set | None:
    """A set that is anybody's to be asked: the one of a class's homework is its pupils' alone."""
    found = find(session, bank, code)
    return None if found is None or found.is_of_class else found


def items(session: Session, bank: Bank, found: Set, seed: str) -> tuple[Item, ...]:
    """The questions to ask now, the options laid out by the seed where the set does not fix them.

    What has left the bank, or is not asked for the time being, is stepped over.
    """
    chance = random.Random(seed)
    return tuple(_laid_out(bank, entry, chance) for entry in _askable(session, bank, found.entries))


def begin(
    session: Session, bank: Bank, learner: Learner, *, code: str, nonce: str, play: Play = PRACTICE
) -> Turn | Result:
    """Ask the questions of a set in their order, the options in one of this learner's own."""
    found = find_open(session, bank, code)
    if found is None:
        raise Refusal("error-set-gone")
    origin = quizzes.origin_of(session, learner.id, f"set-{code}", nonce)
    laid_out = items(session, bank, found, f"{learner.id}/{origin}")
    return quizzes.open_quiz(
        session,
        bank,
        learner,
        play=play,
        origin=origin,
        scope=found.scope,
        items=laid_out,
        set_code=code,
    )


def _set(session: Session, bank: Bank, row: SetRow) -> Set:
    entries = tuple(_read(entry) for entry in row.plan)
    return Set(
        code=row.code,
        maker_id=row.learner_id,
        source=cast(Source, row.source),
        scope=row.scope,
        entries=entries,
        count=len(_askable(session, bank, entries)),
        created_at=row.created_at,
        bank_version=row.bank_version,
        recipe=recipes.from_plain(row.recipe) if row.recipe else None,
        play=play_of(row.kind) if row.kind else PRACTICE,
    )


def _askable(session: Session, bank: Bank, entries: tuple[Entry, ...]) -> list[Entry]:
    paused = known.paused(session)
    return [
        entry
        for entry in entries
        if (entry.fact_id, entry.question_id) not in paused and _is_there(bank, entry)
    ]


def _is_there(bank: Bank, entry: Entry) -> bool:
    found = questions.look_up(bank, entry.fact_id, entry.question_id)
    return found is not None and all(found[1].option(key) for key in entry.options or ())


def _laid_out(bank: Bank, entry: Entry, chance: random.Random) -> Item:
    found = questions.look_up(bank, entry.fact_id, entry.question_id)
    if found is None:
        raise LookupError(f"{entry.fact_id}/{entry.question_id} is not in the bank")
    laid_out = lay_out(*found, chance)
    return laid_out if entry.options is None else replace(laid_out, options=entry.options)


def _entry_of(item: Item, *, keeps_order: bool) -> dict[str, object]:
    entry = {key: value for key, value in turns.entry_of(item).items() if key in ("fact", "question")}
    return entry | ({"options": list(item.options)} if keeps_order else {})


def _read(entry: dict[str, object]) -> Entry:
    options = cast(list[str] | None, entry.get("options"))
    return Entry(str(entry["fact"]), str(entry["question"]), tuple(options) if options else None)
