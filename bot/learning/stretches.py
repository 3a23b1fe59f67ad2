"""How many days people type: 10, 10 дней, две недели, як ҳафта, a week."""

from __future__ import annotations

import re
from collections.abc import Mapping

from content import numerals
from content.reading import plain
from content.spelling import skeleton, words

LONGEST = 64
"""Characters of a text in which days are looked for."""

_UNITS: Mapping[str, int] = {
    skeleton(word): days
    for names, days in (
        ("day days день дня дней сутки суток рӯз рӯзи рӯза", 1),
        ("week weeks неделя неделю недели недель неделька недельку ҳафта ҳафтаи", 7),
        ("month months месяц месяца месяцев моҳ моҳи", 30),
    )
    for word in names.split()
}
_AROUND = frozenset(
    words(
        "for a an the on pause паузу пауза на в течение дай сделай ровно барои муддати дар давоми таваққуф то"
    )
)


def parse_days(text: str, most: int) -> int | None:
    """The number of days in ``text``, 1 to ``most``; None if there is none, or nobody can tell which."""
    if len(text) > LONGEST:
        return None
    numbers: list[int] = []
    units: list[int] = []
    for word in re.findall(r"[0-9]+|[^\W\d_]+|[^\w\s.,!]", plain(text)):
        sound = skeleton(word)
        known = int(word) if word.isascii() and word.isdigit() else numerals.numbers().get(sound)
        if sound in _UNITS:
            units.append(_UNITS[sound])
        elif known is not None:
            numbers.append(known)
        elif sound not in _AROUND:
            return None
    if len(numbers) > 1 or len(units) > 1 or not (numbers or units):
        return None
    days = (numbers or [1])[0] * (units or [1])[0]
    return days if 1 <= days <= most else None
