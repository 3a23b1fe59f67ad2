"""What an update was taken for: kept with its effect, so that handled again it means the same."""

from __future__ import annotations

from bot.learning import meaning as rules
from bot.learning.meaning import Meaning
from db import inbox
from db.engine import Session


def find(session: Session, update_id: int) -> Meaning | None:
    meant = inbox.find_meaning(session, update_id)
    if meant is None:
        return None
    kind, _, about = meant.partition(" ")
    return rules.read(kind, about)


def keep(session: Session, update_id: int, meant: Meaning) -> None:
    inbox.keep_meaning(session, update_id, f"{meant.kind} {meant.about}")
