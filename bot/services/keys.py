"""With which keys is sealed what learners typed: remembered by their fingerprints, so that none is missed in
silence."""

from __future__ import annotations

from collections.abc import Sequence

from db import state
from db.engine import Session

_KEY = "sealed_with"


def missing(session: Session, fingerprints: Sequence[str]) -> list[str]:
    """Fingerprints of keys that have sealed something here and are not among these.

    The first of these seals from now on.
    """
    known = (state.find(session, _KEY) or "").split()
    if fingerprints[0] not in known:
        state.put(session, _KEY, " ".join([*known, fingerprints[0]]))
    return [each for each in known if each not in fingerprints]


def forget_others(session: Session, fingerprint: str) -> None:
    """Everything is sealed with this key."""
    state.put(session, _KEY, fingerprint)
