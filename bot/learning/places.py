"""What people type for where they live: a city, a zone, an offset from UTC; and the zones that there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from bot.learning.zones import NAMES
from content.model import Language
from content.reading import plain
from content.spelling import slips, words

ZONES = (
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Kabul",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/London",
    "America/New_York",
)
"""The zones offered as buttons: where most learners live, and Vienna, the seat of the OSCE."""

LONGEST = 64
"""Characters of a text in which a zone is looked for; no name of one is longer."""

_CITIES = Path(__file__).with_name("cities.txt")
_ETC = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_OFFSET = re.compile(r"(utc|gmt|мск|msk)? ?([+-]) ?(\d{1,2})(?::?([0-5]\d))?")
_MOSCOW = frozenset(("мск", "msk"))
_OF_HALF_HOURS: Mapping[int, str] = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}
"""Zones without summer time, by their minutes ahead of UTC: there is no Etc zone for these."""
_AROUND = frozenset(
    words(
        "время времени часовой пояс по в во г город i im live in from time zone timezone city the я живу из "
        "вақт вақти шаҳр шаҳри дар ман зиндагӣ мекунам минтақаи минтақа соат соати"
    )
)
_CONTINENTS = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/"),
    *("Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"),
)
_ENDING = re.compile("(?:oi|om|em|[aeiou]+)$")
_SHORTEST_STEM, _SHORTEST_SLIP = 3, 6


class Found(Struct, frozen=True):
    """A zone that a text names. ``is_doubtful`` if its name says the opposite of what it means: to most
    people Etc/GMT+5 is ahead of UTC, and it is behind, so the one who typed it should see the time there."""

    zone: str
    is_doubtful: bool = False


def named(zone: str, language: Language) -> str:
    """A zone as people say it: by its city in their language, and Etc/GMT-5 is UTC+5."""
    etc = _ETC.fullmatch(zone)
    if etc and etc[2] != "0":
        return f"UTC{'-' if etc[1] == '+' else '+'}{etc[2]}"
    return _by_zone()[zone][language] if zone in _by_zone() else zone


def opposite(zone: str) -> str:
    """Of Etc/GMT+5 Etc/GMT-5, and the other way round, if there is one."""
    etc = _ETC.fullmatch(zone)
    other = f"Etc/GMT{'-' if etc[1] == '+' else '+'}{etc[2]}" if etc and etc[2] != "0" else zone
    return other if other in NAMES else zone


def find_zone(text: str) -> Found | None:
    """The zone a text names in any case: a zone's name, a city in three languages, UTC+5, МСК+2."""
    flat = plain(text) if len(text) <= LONGEST else ""
    name = _by_name().get("_".join(flat.split()))
    # Before the names: "Turkey" is a zone too, but one that has another name today.
    zone = _cities().get(_sound(flat)) or name or _by_offset(flat) or _by_city(flat)
    return Found(zone, is_doubtful=zone == name and opposite(zone) != zone) if zone in NAMES else None


def _by_offset(flat: str) -> str | None:
    found = _OFFSET.fullmatch(re.sub(r"(?:плюс|plus) ?", "+", re.sub(r"(?:минус|minus) ?", "-", flat)))
    if found is None:
        return None
    ahead = int(found[3]) * 60 + int(found[4] or 0)
    ahead = (-ahead if found[2] == "-" else ahead) + (180 if found[1] in _MOSCOW else 0)
    if ahead % 60:
        return _OF_HALF_HOURS.get(ahead)
    zone = f"Etc/GMT{-ahead // 60:+}" if ahead else "UTC"
    return zone if zone in NAMES else None


def _by_city(flat: str) -> str | None:
    """The city of a text, or of its parts if they agree: Душанбе, Таджикистан."""
    found = {zone for part in (flat, *re.split("[,;()]", flat)) for zone in _of_city(part)}
    return found.pop() if len(found) == 1 else None


def _of_city(part: str) -> Iterable[str]:
    sound = _sound(part)
    if zone := _cities().get(sound):
        return (zone,)
    return _stems().get(_ENDING.sub("", sound), ()) or _of_slip(sound)


def _sound(text: str) -> str:
    """A city's name by its sounds, in one piece, without the little words around it."""
    said = words(text)
    return "".join([word for word in said if word not in _AROUND] or said)


def _of_slip(sound: str) -> Iterable[str]:
    if len(sound) < _SHORTEST_SLIP:
        return ()
    return {zone for city, zone in _cities().items() if city[0] == sound[0] and slips(sound, city) == 1}


@cache
def _by_name() -> dict[str, str]:
    # Sorted, so that a city with two names of one zone (Asia/Istanbul, Europe/Istanbul) has a steady answer.
    cities = [name for name in sorted(NAMES) if name.startswith(_CONTINENTS)]
    by_city = {name.rpartition("/")[2].lower(): name for name in (*cities, *ZONES)}
    return by_city | {name.lower(): name for name in NAMES}


@cache
def _by_zone() -> dict[str, Mapping[Language, str]]:
    """The city by which each zone is shown."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for zone, city in _listed():
        spellings[zone].append(city)
    return {zone: _in_each(cities) for zone, cities in spellings.items()}


def _in_each(cities: Sequence[str]) -> Mapping[Language, str]:
    english = next(city for city in cities if city.isascii())
    tajik = cities[0] if cities[1] == english else cities[1]
    return {"tg": tajik, "ru": cities[0], "en": english}


@cache
def _cities() -> dict[str, str]:
    return {"".join(words(city)): zone for zone, city in _listed()}


@cache
def _stems() -> dict[str, frozenset[str]]:
    """The zones of cities without their last vowels: Москв, Берлин."""
    stems = defaultdict(set)
    for city, zone in _cities().items():
        stem = _ENDING.sub("", city)
        if len(stem) >= _SHORTEST_STEM:
            stems[stem].add(zone)
    return {stem: frozenset(zones) for stem, zones in stems.items()}


def _listed() -> Iterator[tuple[str, str]]:
    for line in _CITIES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            zone, _, cities = line.partition(": ")
            yield from ((zone, city) for city in cities.split(", "))
