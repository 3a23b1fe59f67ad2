"""Deep links: what `?start=` carries, written for a teacher to send and read back strictly."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from content.model import Bank

Kind = Literal["era", "theme", "fact", "set", "class", "live"]

LIMIT = 64
"""Characters of a payload, which are of A-Z, a-z, 0-9, _ and - (core.telegram.org/bots/features)."""

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_CODES: dict[str, Kind] = {"e": "era", "t": "theme", "f": "fact", "s": "set", "c": "class", "l": "live"}
_CERTIFICATE = "v_"
_PAYLOAD = re.compile(rf"([{''.join(_CODES)}])_({_SLUG}(?:_{_SLUG})?)")


class Target(Struct, frozen=True):
    """What a link leads to."""

    kind: Kind
    id: str

    @property
    def payload(self) -> str:
        # No slug has an underscore, so it can stand for the slash inside a fact's id.
        return f"{self.kind[0]}_{self.id.replace('/', '_')}"


_FROM_CHAT = re.compile(rf"([gc])([0-9a-z]{{1,13}})_({_SLUG}_{_SLUG})")
"""From a group or channel: the delivery under which the link stood, and its fact."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LARGEST = 2**63 - 1
"""Of a row's number."""


class Source(Struct, frozen=True):
    """Where somebody followed a link: under a delivery to a chat of this kind."""

    kind: Literal["group", "channel"]
    delivery: int


def address_from_chat(username: str, source: Source, fact_id: str) -> str:
    """Leads to a fact, and tells where it was followed."""
    number, digits = source.delivery, ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"https://t.me/{username}?start={source.kind[0]}{digits}_{fact_id.replace('/', '_')}"


def find_source(payload: str) -> tuple[Source, str] | None:
    """Where a link from a chat was followed, and the payload of what it leads to."""
    found = _FROM_CHAT.fullmatch(payload) if len(payload) <= LIMIT else None
    if found is None or int(found[2], len(_DIGITS)) > _LARGEST:
        return None
    source = Source("group" if found[1] == "g" else "channel", int(found[2], len(_DIGITS)))
    return source, f"f_{found[3]}"


def find_target(bank: Bank, payload: str) -> Target | None:
    """What the payload leads to in this bank; None for anything our links never carried.

    Sets, classes and live quizzes are none of the bank's: whether there is one is for whoever follows to see.
    """
    found = _PAYLOAD.fullmatch(payload) if len(payload) <= LIMIT else None
    if found is None:
        return None
    target = Target(_CODES[found[1]], found[2].replace("_", "/"))
    if target.kind in ("set", "class", "live"):
        return target
    finders = {"era": bank.find_era, "theme": bank.find_theme, "fact": bank.find_fact}
    return target if finders[target.kind](target.id) is not None else None


def find_code(payload: str) -> str | None:
    """The code of a certificate in a payload; None if it is for something else."""
    return payload.removeprefix(_CERTIFICATE) if payload.startswith(_CERTIFICATE) else None


def certificate_address(username: str, code: str) -> str:
    """Where anybody can check a certificate."""
    return f"https://t.me/{username}?start={_CERTIFICATE}{code}"


def address(username: str, target: Target) -> str:
    return f"https://t.me/{username}?start={target.payload}"
