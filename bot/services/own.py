"""A teacher's own questions as whoever acts may have them: those of a class that they teach or are in."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.learning.drafting import Draft
from content.own import OwnFact, fact_of, row_of
from db import own
from db.engine import Session

Open = Callable[[str], str | None]
"""Opens what is sealed; None if it was sealed with a key that is gone."""


def find_fact(session: Session, learner_id: int, open_: Open, fact_id: str) -> OwnFact | None:
    """The question with what stands for its fact; None for whoever is not of its class."""
    own_id = row_of(fact_id)
    row = own.seen_by(session, own_id, learner_id) if own_id is not None else None
    draft = read(row.text, open_) if row is not None else None
    return fact_of(row.id, draft.of) if row is not None and draft is not None else None


def read(sealed: str, open_: Open) -> Draft | None:
    text = open_(sealed)
    return Draft.from_plain(json.loads(text)) if text is not None else None
