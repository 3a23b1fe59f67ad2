"""Each rule on places of a map, broken once."""

from __future__ import annotations

from tests.content.asked_bank import WELLS
from tests.content.breach import breach

_NAMES = "names.yaml"
_NO_POSITION = '"at" is latitude and longitude in degrees, such as [38.56, 68.78] for Dushanbe'
_ON_MAP = "facts/wells.yaml:{}: wells/first-well/on-map: {}"

PLACES = {
    "a position of what is no place": breach(
        _NAMES,
        "kind: term\n",
        "kind: term\n    at: [38, 69]\n",
        'names.yaml:7: water-toll: only a place has "at", and this is of the kind term',
    ),
    "a position with one number": breach(
        _NAMES,
        "at: [38.5, 68.8]",
        "at: [38.5]",
        f"names.yaml:2: sorn: {_NO_POSITION}",
    ),
    "a position in words": breach(
        _NAMES,
        "at: [38.5, 68.8]",
        "at: [north, east]",
        f"names.yaml:2: sorn: {_NO_POSITION}",
    ),
    "a position beyond the pole": breach(
        _NAMES,
        "at: [38.5, 68.8]",
        "at: [98.5, 68.8]",
        f"names.yaml:2: sorn: {_NO_POSITION}",
    ),
    "a position that is no list": breach(
        _NAMES,
        "at: [38.5, 68.8]",
        "at: 38.5",
        f"names.yaml:2: sorn: {_NO_POSITION}",
    ),
    "a place in words": breach(
        WELLS,
        "          meer:\n            name: meer\n",
        "          meer:\n            en: Meer\n            ru: Мер\n            tg: Мер\n",
        _ON_MAP.format(39, '"meer" is no name: an option of a place question is a place of names.yaml'),
    ),
    "a place that lies nowhere": breach(
        _NAMES,
        ", at: [37.9, 67.1]",
        "",
        _ON_MAP.format(39, 'the name "meer" has no "at" in names.yaml: the map cannot show it'),
    ),
    "a place of another kind": breach(
        WELLS,
        "            name: meer\n",
        "            name: water-toll\n",
        _ON_MAP.format(39, '"meer" is of the kind term, but the right option is of the kind place'),
        _ON_MAP.format(39, 'the name "water-toll" has no "at" in names.yaml: the map cannot show it'),
    ),
    "two places that are neighbours": breach(
        _NAMES,
        'at: [40, "69.6"]',
        "at: [38.6, 68.9]",
        _ON_MAP.format(36, '"right" and "ulla" are 14 km apart: on this map 25 km are the least'),
    ),
    "two places that are neighbours on a map of half the world": breach(
        _NAMES,
        "at: [37.9, 67.1]",
        "at: [-33.9, 151.2]",
        _ON_MAP.format(36, '"right" and "ulla" are 180 km apart: on this map 419 km are the least'),
    ),
    "a place question without enough places": breach(
        WELLS,
        "          meer:\n            name: meer\n"
        "            why: {en: It lies by the sea., ru: Он у моря., tg: Он дар лаби баҳр аст.}\n",
        "",
        _ON_MAP.format(35, "a place has 2 to 5 wrong options, this one has 1"),
    ),
}
