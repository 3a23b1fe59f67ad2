"""What buttons carry: the longest fits, every tap comes back as it went, anything else is refused."""

from __future__ import annotations

from typing import get_type_hints
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from bot import handlers, taps
from bot.taps import TAPS
from bot.taps.base import LIMIT, Tap, UnknownTap
from bot.taps.daily import ZoneTap
from bot.taps.quiz import StartTap

LARGEST = {"quiz": 2**63 - 1, "delivery": 2**63 - 1, "report": 2**63 - 1, "suggestion": 2**63 - 1}
LARGEST["broadcast"] = 2**63 - 1
LARGEST |= dict.fromkeys(("class_id", "homework_id", "member_id", "own_id"), 2**63 - 1)
LARGEST["live"] = LARGEST["reading"] = 2**63 - 1
LARGEST_SMALL = 9_999
LONGEST = {
    "scope": 24,
    "nonce": 14,
    "set": 16,
    "zone": 0,
    "language": 2,
    "hhmm": 4,
    "onward": 50,
    "fact": 48,
    "payload": 50,
    "item": 12,
    "others": 25,
    "which": 8,
    "name": 8,
    "era": 24,
    "where": 19,
    "form": 4,
    "day": 8,
    "token": 8,
    "what": 8,
    "kind": 4,
    "about": 27,
    "weights": 12,
    "pace": 4,
    "version": 1,
    "by": 9,
    "span": 5,
}
"""Characters of each text a tap carries; zones are tried one by one."""


def longest(kind: type[Tap]) -> Tap:
    hints = get_type_hints(kind)
    values = {
        f.name: LARGEST.get(f.name, LARGEST_SMALL) if hints[f.name] is int else "x" * LONGEST[f.name]
        for f in fields(kind)
    }
    return kind(**values)


@pytest.mark.parametrize("kind", TAPS.values(), ids=lambda kind: kind.__name__)
def test_longest_tap_fits_and_comes_back(kind: type[Tap]) -> None:
    if kind in {StartTap}:
        tap: Tap = StartTap("x" * 24, 10, "f" * 14)
    else:
        tap = longest(kind)
    assert len(tap.encode().encode()) <= LIMIT
    assert taps.parse(tap.encode()) == tap


def test_every_zone_fits_a_button() -> None:
    for zone in available_timezones():
        assert taps.parse(ZoneTap(zone).encode()) == ZoneTap(zone)


def test_every_tap_has_a_handler() -> None:
    assert set(handlers.TAPS) == set(TAPS.values())
    assert len(TAPS) == len(Tap.__subclasses__()), "two taps share a code"


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "a",
        "a:1:2",
        "a:1:2:3:4",
        "a:-1:0:0",
        "a:1.5:0:0",
        "a:٣:0:0",
        "a:1٣:0:0",
        "a:9223372036854775808:0:0",
        "f:9999999999999999999",
        "a:01:0:0",
        "l:r u",
        "zz:1",
        "h:1",
    ],
)
def test_anything_else_is_refused(data: str) -> None:
    with pytest.raises(UnknownTap):
        taps.parse(data)


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(data: str) -> None:
    try:
        tap = taps.parse(data)
    except UnknownTap:
        return
    assert tap.encode() == data


def test_tap_that_would_not_fit_is_refused_when_made() -> None:
    with pytest.raises(ValueError, match="longer than the 64 bytes"):
        ZoneTap("x" * 80).encode()
