"""Each rule on how many options a question has and how they go together, broken once."""

from __future__ import annotations

from tests.content.breach import breach
from tests.content.every_kind import LAKES, every_kind_files


def _from(start: str, end: str) -> str:
    own = every_kind_files()[LAKES]
    return own[own.index(start) : own.index(end)]


WRONG_TOWNS = _from("        wrong:\n          lunda", "      - id: tf-seat")
ICE_AND_FAIR = _from("          ice:", "      - id: pairs")
EVENTS = _from("        events:", "      - id: pairs")

SIZES = {
    "one wrong number": breach(
        LAKES,
        "[9000, 11000, 15000]",
        "[9000]",
        "facts/lakes.yaml:41: lakes/treaty/boats: a number has 2 to 4 wrong answers or none, this one has 1",
    ),
    "five wrong dates": breach(
        LAKES,
        '["1935-06", "1936-09"]',
        '["1935-06", "1936-09", "1936-10", "1936-11", "1936-12"]',
        "facts/lakes.yaml:51: lakes/treaty/month: a date has 2 to 4 wrong answers or none, this one has 5",
    ),
    "one right option of several": breach(
        LAKES,
        "          arvo: {en: Arvo, ru: Арво, tg: Арво}\n",
        "",
        "facts/lakes.yaml:23: lakes/treaty/signed: several has 2 or more right options: with one it "
        "is a choice",
    ),
    "seven options of several": breach(
        LAKES,
        '          lunda: "@lunda"\n',
        '          lunda: "@lunda"\n'
        '          olmara: "@olmara"\n'
        '          tarnau: "@tarnau"\n'
        "          west: {en: West, ru: Вест, tg: Вест}\n",
        "facts/lakes.yaml:26: lakes/treaty/signed: several has at most 6 options, this one has 7",
    ),
    "no wrong option of several": breach(
        LAKES,
        WRONG_TOWNS,
        "",
        'facts/lakes.yaml:20: lakes/treaty/signed: "wrong" is missing',
    ),
    "an option right and wrong at once": breach(
        LAKES,
        'lunda: "@lunda"\n          belt',
        'arvo: "@lunda"\n          belt',
        'facts/lakes.yaml:27: lakes/treaty/signed: "arvo" is right and wrong',
    ),
    "two events": breach(
        LAKES,
        ICE_AND_FAIR,
        "",
        "facts/lakes.yaml:79: lakes/keeper/first-last: an order has 3 to 5 events, this one has 2",
    ),
    "no events": breach(
        LAKES,
        EVENTS,
        "",
        'facts/lakes.yaml:76: lakes/keeper/first-last: "events" is missing',
    ),
    "six pairs": breach(
        LAKES,
        "          dorn: {left",
        '          cook: {left: {en: The cook, ru: Повар, tg: Ошпаз}, right: "@olmara"}\n'
        '          monk: {left: {en: The monk, ru: Монах, tg: Роҳиб}, right: "@tarnau"}\n'
        "          nun: {left: {en: The nun, ru: Инокиня, tg: Роҳиба}, right: {en: Belt, ru: "
        "Бельт, tg: Белт}}\n"
        "          dorn: {left",
        "facts/lakes.yaml:91: lakes/keeper/pairs: a match has 3 to 5 pairs, this one has 6",
    ),
}

KIN = {
    "a name of another kind among several": breach(
        LAKES,
        'lunda: "@lunda"\n          belt',
        'dorn: "@dorn"\n          belt',
        'facts/lakes.yaml:27: lakes/treaty/signed: "dorn" is of the kind person, but "vesk" is of '
        "the kind place",
    ),
    "right sides of two kinds": breach(
        LAKES,
        '"@lunda"}',
        '"@river-council"}',
        'facts/lakes.yaml:93: lakes/keeper/pairs: "clerk" is of the kind organisation, but "dorn" is '
        "of the kind place",
    ),
    "left sides of two kinds": breach(
        LAKES,
        "left: {en: The clerk, ru: Писарь, tg: Котиб}",
        'left: "@river-council"',
        'facts/lakes.yaml:93: lakes/keeper/pairs: "clerk" is of the kind organisation, but "dorn" is '
        "of the kind person",
    ),
}

ORDER = {
    "events that overlap": breach(
        LAKES,
        'when: "1940"',
        'when: "1938-01"',
        'facts/lakes.yaml:82: lakes/keeper/first-last: "dam" (1938-01) and "ice" (1937/1938): '
        "neither is surely before the other",
    ),
    "a year beside its month": breach(
        LAKES,
        'шуд\n            when: "1936-06"',
        'шуд\n            when: "1936"',
        'facts/lakes.yaml:87: lakes/keeper/first-last: "treaty" (1936-06) and "fair" (1936): neither '
        "is surely before the other",
    ),
    "one date for all": breach(
        LAKES,
        "          dam: {en: A dam broke, ru: Прорвало дамбу, tg: Сарбанд шикаст, when: "
        '"1940"}\n'
        '          treaty: {name: lake-treaty, when: "1936-06"}\n'
        "          ice: {en: The lakes froze, ru: Озёра замёрзли, tg: Кӯлҳо ях бастанд, "
        'when: "1937/1938"}\n',
        "          dam: {en: A dam broke, ru: Прорвало дамбу, tg: Сарбанд шикаст, when: "
        '"1936-06"}\n'
        '          treaty: {name: lake-treaty, when: "1936-06"}\n'
        "          ice: {en: The lakes froze, ru: Озёра замёрзли, tg: Кӯлҳо ях бастанд, "
        'when: "1936-06"}\n',
        "facts/lakes.yaml:79: lakes/keeper/first-last: all events have one date",
    ),
    "an event without its date": breach(
        LAKES,
        ', when: "1940"}',
        "}",
        'facts/lakes.yaml:80: lakes/keeper/first-last: "when" is missing',
    ),
    "an event without its date, one a line": breach(
        LAKES,
        'шуд\n            when: "1936-06"\n',
        "шуд\n",
        'facts/lakes.yaml:83: lakes/keeper/first-last: "when" is missing',
    ),
    "an event by a bare name": breach(
        LAKES,
        'treaty: {name: lake-treaty, when: "1936-06"}',
        'treaty: "@lake-treaty"',
        'facts/lakes.yaml:81: lakes/keeper/first-last: "treaty" must be a block of fields, one a line',
    ),
    "an event with a name and texts": breach(
        LAKES,
        "{name: lake-treaty,",
        "{name: lake-treaty, en: Treaty,",
        'facts/lakes.yaml:81: lakes/keeper/first-last: "treaty" has a name and its own texts: keep '
        "one of them",
    ),
    "an event without a language": breach(
        LAKES,
        "            ru: Прошла ярмарка\n",
        "",
        'facts/lakes.yaml:83: lakes/keeper/first-last: the Russian (ru) text of "fair" is missing',
    ),
    "equal events": breach(
        LAKES,
        "ru: Прорвало дамбу",
        "ru: Прошла ярмарка",
        'facts/lakes.yaml:83: lakes/keeper/first-last: equal options: "dam" and "fair" say the same '
        "in Russian (ru)",
    ),
}

MATCH = {
    "equal right sides": breach(
        LAKES,
        "right: {en: Arvo, ru: Арво, tg: Арво}\n",
        'right: "@vesk"\n',
        'facts/lakes.yaml:96: lakes/keeper/pairs: equal options: "dorn" and "judge" say the same in '
        "Tajik (tg) and Russian (ru) and English (en)",
    ),
    "equal left sides": breach(
        LAKES,
        "ru: Судья",
        "ru: Писарь",
        'facts/lakes.yaml:95: lakes/keeper/pairs: equal options: "clerk" and "judge" say the same in '
        "Russian (ru)",
    ),
    "a pair without its left side": breach(
        LAKES,
        "            left: {en: The judge, ru: Судья, tg: Довар}\n",
        "",
        'facts/lakes.yaml:94: lakes/keeper/pairs: "left" is missing',
    ),
    "a pair without its right side": breach(
        LAKES,
        ', right: "@vesk"}',
        "}",
        'facts/lakes.yaml:92: lakes/keeper/pairs: "right" is missing',
    ),
    "a pair that is none": breach(
        LAKES,
        '{left: "@dorn", right: "@vesk"}',
        '"@dorn"',
        'facts/lakes.yaml:92: lakes/keeper/pairs: "dorn" must be a block of fields, one a line',
    ),
    "an unknown name in a pair": breach(
        LAKES,
        'right: "@vesk"}',
        'right: "@vesc"}',
        'facts/lakes.yaml:92: lakes/keeper/pairs: there is no name "vesc"; did you mean "vesk"?',
    ),
    "a side without a language": breach(
        LAKES,
        "ru: Судья, tg: Довар}",
        "ru: Судья}",
        'facts/lakes.yaml:95: lakes/keeper/pairs: the Tajik (tg) text of "left" is missing',
    ),
    "a long key of a pair": breach(
        LAKES,
        "clerk: {left",
        "clerks-of-the-lower-lakes: {left",
        'facts/lakes.yaml:93: lakes/keeper/pairs: the option key "clerks-of-the-lower-lakes" has 25 '
        "characters, 24 is the most",
    ),
    "a key of a pair that is no slug": breach(
        LAKES,
        "clerk: {left",
        "the clerk: {left",
        'facts/lakes.yaml:93: lakes/keeper/pairs: the option key "the clerk" is not a slug: '
        "lowercase a-z, digits, and hyphens between them",
    ),
}
