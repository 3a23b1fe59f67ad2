"""A time of day as people type it: 8:30, 0830, 8 pm, 8 утра, соати 8-и саҳар, полдень."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from content import numerals
from content.reading import plain
from content.spelling import skeleton, words

LONGEST = 64
"""Characters of a text in which a time is looked for."""

_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"([0-9]{1,2}?)(?: ?[:.,-]? ?([0-9]{2}))?")
_FROM_TO = re.compile(r"[0-9]{1,2} ?- ?1[0-2]")
"""8-30 is a time, but 8-10 is as likely from eight to ten."""
_AS_ONE_WORD = (
    (re.compile(r"\bo ?['’‘ʼ`´] ?clock\b"), "oclock"),
    (re.compile(r"\b([ap])\. ?m\b\.?"), r"\1m"),
    (re.compile(r"\b(?:нисфи|ним|нима|нимаи) ?(?:рӯз|руз)[иӣ]?\b"), "полдень"),
    (re.compile(r"\b(?:нисфи|ним|нима|нимаи) ?шаб[иӣ]?\b"), "полночь"),
    (re.compile(r"\b(?:(?:баъд|бад|пас) аз полдень|после (?:обеда|полудня))\b"), "дня"),
)
_AROUND = frozenset(
    words(
        "в во к на около ровно примерно часов часа час ч мин минут минуты минута и ии at by about around o "
        "clock oclock h hour hours min minutes sharp exactly in the соат соати дар дақиқа дақиқаи расо ба "
        "time время вақт вақти v"
    )
)
_WHOLE = {"полдень": "12:00", "noon": "12:00", "midday": "12:00", "полночь": "00:00", "midnight": "00:00"}
_Span = Mapping[int, int]
"""The hours that are said with a part of the day, and what they are on a clock of 24."""


def _span(as_said: range, later: range) -> dict[int, int]:
    """``later`` are the hours that lie twelve hours later than they are called."""
    return {hour: hour for hour in as_said} | {hour: hour + 12 for hour in later}


_MORNING = _span(range(12), range(0))
_AFTER_NOON = _span(range(12, 24), range(1, 12))
_DAY = _span(range(10, 19), range(1, 7))
_EVENING = _span(range(16, 24), range(4, 12))
_NIGHT = _span(range(6), range(9, 12)) | {12: 0, 22: 22, 23: 23}
_SPANS: Mapping[str, _Span] = {
    skeleton(word): span
    for names, span in (
        ("утра утром morning саҳар саҳарӣ саҳарии субҳ субҳи субҳии пагоҳ пагоҳи пагоҳии", _MORNING),
        ("am", _MORNING | {12: 0}),
        ("pm", _AFTER_NOON),
        ("дня днём day afternoon рӯз рӯзи рӯзона", _DAY),
        ("вечера вечером evening бегоҳ бегоҳи бегоҳии шом шоми шомгоҳ", _EVENING),
        ("ночи ночью night шаб шаби шабона", _NIGHT),
    )
    for word in names.split()
}


@dataclass
class _Said:
    spans: list[_Span] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    is_understood: bool = True

    def digits_for(self, found: re.Match[str]) -> str:
        """A word's number in digits; nothing for any other word, which is remembered."""
        word, sound = found[0], skeleton(found[0])
        if sound in _SPANS:
            self.spans.append(_SPANS[sound])
        elif word in _WHOLE:
            self.wholes.append(_WHOLE[word])
        elif sound not in _AROUND:
            return self._number(sound)
        return " "

    def _number(self, sound: str) -> str:
        known = numerals.numbers()
        number = known.get(sound, known.get(sound.removesuffix("i")))  # ҳашти саҳар
        if number is None:
            self.is_understood = False
            return " "
        return f" {number}+ " if sound in numerals.tens() else f" {number} "


def parse_time(text: str) -> str | None:
    """The time of day in ``text`` as HH:MM; None if there is none, or if nobody can tell which."""
    if len(text) > LONGEST or any(letter.isdigit() and not letter.isascii() for letter in text):
        return None
    flat = plain(text)
    for said_so, one in _AS_ONE_WORD:
        flat = said_so.sub(one, flat)
    said = _Said()
    digits = " ".join(_WORD.sub(said.digits_for, flat.replace("(", " ").replace(")", " ")).split())
    digits = re.sub(r"0\+ ([1-9])(?!\d)", r"\1", digits).replace("+", "").rstrip(" .,-")
    if not said.is_understood or len(said.spans) + len(said.wholes) > 1:
        return None
    if said.wholes:
        return said.wholes[0] if digits in ("", "12") else None
    return _time(digits, said.spans[0] if said.spans else None)


def _time(digits: str, span: _Span | None) -> str | None:
    found = _TIME.fullmatch(digits)
    if found is None or _FROM_TO.fullmatch(digits):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if span is not None:
        hour = span.get(hour, 24)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
