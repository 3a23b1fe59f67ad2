"""Each rule on the numbers, dates and words of an answer, broken once."""

from __future__ import annotations

from tests.content.breach import breach
from tests.content.every_kind import LAKES

NUMBERS = {
    "a wrong number within the tolerance": breach(
        LAKES,
        "[9000, 11000,",
        "[9000, 11500,",
        "facts/lakes.yaml:41: lakes/treaty/boats: 11500 is right as well",
    ),
    "a wrong number that is right": breach(
        LAKES,
        "[9000, 11000,",
        "[9000, 12000,",
        "facts/lakes.yaml:41: lakes/treaty/boats: 12000 is right as well",
    ),
    "a wrong number twice": breach(
        LAKES,
        "[9000, 11000,",
        "[9000, 9000,",
        "facts/lakes.yaml:41: lakes/treaty/boats: 9000 comes twice",
    ),
    "wrong numbers one a line": breach(
        LAKES,
        "[9000, 11000, 15000]",
        "\n          - 9000\n          - 11000\n          - 12100",
        "facts/lakes.yaml:44: lakes/treaty/boats: 12100 is right as well",
    ),
    "a number with a fraction": breach(
        LAKES,
        "right: 8",
        "right: 8.5",
        'facts/lakes.yaml:46: lakes/treaty/towns: "8.5" is not a whole number, such as 26',
    ),
    "a number in words": breach(
        LAKES,
        "right: 8",
        "right: eight",
        'facts/lakes.yaml:46: lakes/treaty/towns: "eight" is not a whole number, such as 26',
    ),
    "a number below zero": breach(
        LAKES,
        "tolerance: 500",
        "tolerance: -5",
        'facts/lakes.yaml:42: lakes/treaty/boats: "-5" is not a whole number, such as 26',
    ),
    "a wrong number that is none": breach(
        LAKES,
        "[9000, 11000,",
        "[9000, 11k,",
        'facts/lakes.yaml:41: lakes/treaty/boats: "11k" is not a whole number, such as 26',
    ),
    "wrong numbers with keys": breach(
        LAKES,
        "[9000, 11000, 15000]",
        "{low: 9000, high: 11000}",
        'facts/lakes.yaml:41: lakes/treaty/boats: "wrong" must be a list, such as [first, second]',
    ),
}

DATES = {
    "a date of another precision": breach(
        LAKES,
        '"1936-09"]',
        '"1936"]',
        'facts/lakes.yaml:51: lakes/treaty/month: "1936" is a year, but the right date is a month',
    ),
    "a range among dates": breach(
        LAKES,
        '"1936-09"]',
        '"1935/1936"]',
        'facts/lakes.yaml:51: lakes/treaty/month: "1935/1936" is a range, but the right date is a month',
    ),
    "a wrong date that is right": breach(
        LAKES,
        '"1936-09"]',
        '"1936-06"]',
        'facts/lakes.yaml:51: lakes/treaty/month: "1936-06" is right as well',
    ),
    "a wrong date twice": breach(
        LAKES,
        '"1936-09"]',
        '"1935-06"]',
        'facts/lakes.yaml:51: lakes/treaty/month: "1935-06" comes twice',
    ),
    "a wrong date that is none": breach(
        LAKES,
        '"1936-09"]',
        '"autumn"]',
        'facts/lakes.yaml:51: lakes/treaty/month: "autumn" is not a date; write "1994", "1994-02", '
        '"1994-02-19" or a range "1992/1997"',
    ),
    "a wrong year within the tolerance": breach(
        LAKES,
        "        tolerance: 1\n",
        '        wrong: ["1935", "1937"]\n        tolerance: 1\n',
        'facts/lakes.yaml:71: lakes/keeper/year: "1937" is right as well',
    ),
    "a date finer than its fact": breach(
        LAKES,
        'right: "1938"\n        tolerance: 1\n',
        'right: "1938-05"\n',
        "facts/lakes.yaml:70: lakes/keeper/year: asks for a month, but the fact is dated to the year",
    ),
    "a range to be answered": breach(
        LAKES,
        'right: "1936-06"\n',
        'right: "1936/1937"\n',
        "facts/lakes.yaml:50: lakes/treaty/month: a range cannot be asked for: ask for a year",
    ),
    "a tolerance of months": breach(
        LAKES,
        'wrong: ["1935-06", "1936-09"]',
        'wrong: ["1935-06", "1936-09"]\n        tolerance: 1',
        "facts/lakes.yaml:52: lakes/treaty/month: only a year can be asked with a tolerance",
    ),
    "an event that tells its year": breach(
        LAKES,
        '"1938"\n    level: more\n',
        '"1938"\n    level: more\n    event: {en: She came, ru: Пришла (1938), tg: Омад}\n',
        'facts/lakes.yaml:61: lakes/keeper: the Russian (ru) text of "event" tells a year: leave the '
        "date out",
    ),
    "an event of many years": breach(
        LAKES,
        '"1938"\n    level: more\n',
        '"1938/1939"\n    level: more\n    event: {en: She came, ru: Она пришла, tg: Омад}\n',
        "facts/lakes.yaml:61: lakes/keeper: an event has one date, not a range",
    ),
}

LEAKS = {
    "a number in its question": breach(
        LAKES,
        "en: How many boats were",
        "en: How many boats above 12 000 were",
        'facts/lakes.yaml:39: lakes/treaty/boats: the question gives its own answer away in English: "12000"',
    ),
    "a month in its question": breach(
        LAKES,
        "tg: Кадом моҳ",
        "tg: Июни соли 1936 ё кадом моҳ",
        "facts/lakes.yaml:49: lakes/treaty/month: the question gives its own answer away in Tajik: "
        '"июни соли 1936"',
    ),
    "a year to be typed in its question": breach(
        LAKES,
        "en: In which year did she come?",
        "en: Was it 1938?",
        'facts/lakes.yaml:69: lakes/keeper/year: the question gives its own answer away in English: "1938"',
    ),
    "a name in its question": breach(
        LAKES,
        "ru: В каком городе подписали?",
        "ru: В каком городе (Олмара) подписали?",
        'facts/lakes.yaml:54: lakes/treaty/city: the question gives its own answer away in Russian: "Олмара"',
    ),
    "a right option of several in its question": breach(
        LAKES,
        "en: Which towns signed",
        "en: Which towns beside Arvo signed",
        'facts/lakes.yaml:22: lakes/treaty/signed: the question gives its own answer away in English: "Arvo"',
    ),
    "a date of a choice in its question": breach(
        LAKES,
        "en: When did the talks begin?",
        "en: Did the talks begin on 2 March 1934?",
        "facts/lakes.yaml:13: lakes/treaty/began: the question gives its own answer away in English: "
        '"2 March 1934"',
    ),
}

OPTIONS = {
    "a date with its own texts": breach(
        LAKES,
        'autumn: {when: "1934-10"}',
        'autumn: {when: "1934-10", en: Autumn}',
        'facts/lakes.yaml:16: lakes/treaty/began: "autumn" has a date and its own texts: keep one of them',
    ),
    "a name and a date": breach(
        LAKES,
        'autumn: {when: "1934-10"}',
        'autumn: {when: "1934-10", name: vesk}',
        'facts/lakes.yaml:16: lakes/treaty/began: "autumn" has a name and a date: keep one of them',
    ),
    "equal dates": breach(
        LAKES,
        '{when: "1934-10"}',
        '{when: "1935/1936"}',
        'facts/lakes.yaml:17: lakes/treaty/began: equal options: "autumn" and "later" say the same '
        "in Tajik (tg) and Russian (ru) and English (en)",
    ),
    "a date that is right as well": breach(
        LAKES,
        '{when: "1934-10"}',
        '{when: "1934-03-02"}',
        'facts/lakes.yaml:16: lakes/treaty/began: two right answers: "autumn" says the same as the '
        "right one in Tajik (tg) and Russian (ru) and English (en)",
    ),
    "a long reason": breach(
        LAKES,
        "It has no lake.",
        "It has no lake" + "." * 190,
        'facts/lakes.yaml:32: lakes/treaty/signed: the English (en) text of "why" has 204 '
        "characters, 200 is the most",
    ),
    "a long reason beside a date": breach(
        LAKES,
        "Тогда они кончались.",
        "Тогда они кончались" + "." * 190,
        'facts/lakes.yaml:19: lakes/treaty/began: the Russian (ru) text of "why" has 209 characters, '
        "200 is the most",
    ),
    "a language of a name to type": breach(
        LAKES,
        "ru: Озёрное бюро, ",
        "",
        'facts/lakes.yaml:75: lakes/keeper/body: the Russian (ru) text of "right" is missing',
    ),
    "an event's language": breach(
        LAKES,
        '"1938"\n    level: more\n',
        '"1938"\n    level: more\n    event: {en: She came, ru: Пришла}\n',
        'facts/lakes.yaml:61: lakes/keeper: the Tajik (tg) text of "event" is missing',
    ),
    "a long event": breach(
        LAKES,
        '"1938"\n    level: more\n',
        '"1938"\n    level: more\n    event: {en: She came' + "!" * 60 + ", ru: Пришла, tg: Омад}\n",
        'facts/lakes.yaml:61: lakes/keeper: the English (en) text of "event" has 68 characters, 60 '
        "is the most",
    ),
    "no truth": breach(
        LAKES,
        "        is_true: false\n",
        "",
        'facts/lakes.yaml:33: lakes/treaty/tf-seat: "is_true" is missing',
    ),
    "no right number": breach(
        LAKES,
        "        right: 8\n",
        "",
        'facts/lakes.yaml:43: lakes/treaty/towns: "right" is missing',
    ),
    "no right date": breach(
        LAKES,
        '        right: "1938"\n',
        "",
        'facts/lakes.yaml:67: lakes/keeper/year: "right" is missing',
    ),
    "no name to type": breach(
        LAKES,
        '        right: "@olmara"\n',
        "",
        'facts/lakes.yaml:52: lakes/treaty/city: "right" is missing',
    ),
}
