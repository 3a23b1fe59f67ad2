"""Fields that a question of one kind has and one of another has not, and what may stand in them."""

from __future__ import annotations

from tests.content.breach import breach
from tests.content.every_kind import LAKES, every_kind_files

KEEPERS_QUESTIONS = every_kind_files()[LAKES].partition("lakes/keeper")[2].partition("    questions:\n")[2]

FIELDS = {
    "a field that choice has not": breach(
        LAKES,
        "        wrong:\n          autumn",
        "        is_true: false\n        wrong:\n          autumn",
        'facts/lakes.yaml:15: lakes/treaty/began: there is no field "is_true"; known here are id, '
        "kind, ask, right, wrong",
    ),
    "a field that several has not": breach(
        LAKES,
        "kind: several\n",
        "kind: several\n        pool: 1\n",
        'facts/lakes.yaml:22: lakes/treaty/signed: there is no field "pool"; known here are id, '
        "kind, ask, right, wrong",
    ),
    "a field that true-false has not": breach(
        LAKES,
        "        is_true: false\n",
        "        is_true: false\n        pairs: {}\n",
        'facts/lakes.yaml:37: lakes/treaty/tf-seat: there is no field "pairs"; known here are id, '
        "kind, ask, is_true",
    ),
    "a field that number has not": breach(
        LAKES,
        "right: 8\n",
        "right: 8\n        events: {}\n",
        'facts/lakes.yaml:47: lakes/treaty/towns: there is no field "events"; known here are id, '
        "kind, ask, right, wrong, tolerance",
    ),
    "a field that when has not": breach(
        LAKES,
        'right: "1938"\n',
        'right: "1938"\n        pairs: {}\n',
        'facts/lakes.yaml:71: lakes/keeper/year: there is no field "pairs"; known here are id, kind, '
        "ask, right, wrong, tolerance",
    ),
    "a field that name has not": breach(
        LAKES,
        "        accept: [",
        "        wrong: []\n        accept: [",
        'facts/lakes.yaml:56: lakes/treaty/city: there is no field "wrong"; known here are id, kind, '
        "ask, right, accept",
    ),
    "a field that order has not": breach(
        LAKES,
        "kind: order\n",
        "kind: order\n        pairs: {}\n",
        'facts/lakes.yaml:78: lakes/keeper/first-last: there is no field "pairs"; known here are id, '
        "kind, ask, events",
    ),
    "a field that match has not": breach(
        LAKES,
        "kind: match\n",
        "kind: match\n        events: {}\n",
        'facts/lakes.yaml:90: lakes/keeper/pairs: there is no field "events"; known here are id, '
        "kind, ask, pairs",
    ),
    "a field that an event has not": breach(
        LAKES,
        "{name: lake-treaty, ",
        '{name: lake-treaty, as_of: "1936", ',
        'facts/lakes.yaml:81: lakes/keeper/first-last: there is no field "as_of"; known here are en, '
        "ru, tg, name, when, why",
    ),
    "a field that a pair has not": breach(
        LAKES,
        "dorn: {left",
        'dorn: {middle: "@lunda", left',
        'facts/lakes.yaml:92: lakes/keeper/pairs: there is no field "middle"; known here are left, right',
    ),
    "a field that a side has not": breach(
        LAKES,
        "left: {en: The clerk,",
        "left: {de: Schreiber, en: The clerk,",
        'facts/lakes.yaml:93: lakes/keeper/pairs: there is no field "de"; known here are en, ru, tg, '
        "name, when, why",
    ),
    "a field that a reason has not": breach(
        LAKES,
        "why: {en: By then",
        "why: {de: Da, en: By then",
        'facts/lakes.yaml:19: lakes/treaty/began: there is no field "de"; known here are en, ru, tg',
    ),
    "an option whose key is a kind": breach(
        LAKES,
        'autumn: {when: "1934-10"}',
        'order: {when: "1934-10", uk: Осінь}',
        'facts/lakes.yaml:16: lakes/treaty/began: there is no field "uk"; known here are en, ru, tg, '
        "name, when, why",
    ),
    "an option whose key is a field": breach(
        LAKES,
        'autumn: {when: "1934-10"}',
        'why: {when: "1934-10", uk: Осінь}',
        'facts/lakes.yaml:16: lakes/treaty/began: there is no field "uk"; known here are en, ru, tg, '
        "name, when, why",
    ),
    "a field of a question of no kind": breach(
        LAKES,
        "kind: order\n        ask: {",
        "kind: ordering\n        ask: {de: Ordne, ",
        'facts/lakes.yaml:77: lakes/keeper/first-last: "kind" is "ordering": write choice, several, '
        "true-false, number, when, name, order, match or place",
        'facts/lakes.yaml:78: lakes/keeper/first-last: there is no field "de"; known here are en, ru, tg',
    ),
    "a comma in a text": breach(
        LAKES,
        "en: How many boats",
        "en: How many, indeed, boats",
        'facts/lakes.yaml:39: lakes/treaty/boats: there is no field "boats were counted?": a text '
        "with a comma in it needs quotes",
        'facts/lakes.yaml:39: lakes/treaty/boats: there is no field "indeed": a text with a comma in '
        "it needs quotes",
    ),
    "a kind that is none": breach(
        LAKES,
        "kind: order\n",
        "kind: ordering\n",
        'facts/lakes.yaml:77: lakes/keeper/first-last: "kind" is "ordering": write choice, several, '
        "true-false, number, when, name, order, match or place",
    ),
    "no kind": breach(
        LAKES,
        "        kind: match\n",
        "",
        'facts/lakes.yaml:88: lakes/keeper/pairs: "kind" is missing',
    ),
    "an empty kind": breach(
        LAKES,
        "kind: true-false",
        "kind:",
        'facts/lakes.yaml:34: lakes/treaty/tf-seat: "kind" is missing',
    ),
    "a kind without quotes": breach(
        LAKES,
        "kind: true-false",
        "kind: true",
        'facts/lakes.yaml:34: lakes/treaty/tf-seat: "kind" is "true": write choice, several, '
        "true-false, number, when, name, order, match or place",
    ),
    "a truth in other words": breach(
        LAKES,
        "is_true: false",
        "is_true: perhaps",
        'facts/lakes.yaml:36: lakes/treaty/tf-seat: "is_true" must be true or false',
    ),
    "a truth in other words, in quotes": breach(
        LAKES,
        "is_true: false",
        'is_true: "yes"',
        'facts/lakes.yaml:36: lakes/treaty/tf-seat: "is_true" must be true or false',
    ),
    "a right option of several that is one text": breach(
        LAKES,
        "arvo: {en: Arvo, ru: Арво, tg: Арво}\n        wrong",
        "arvo: Arvo\n        wrong",
        "facts/lakes.yaml:25: lakes/treaty/signed: an option is given in en, ru and tg, as "
        '"@name-id", or as {when: "1994"}',
    ),
    "spellings that are no list": breach(
        LAKES,
        "[Olmar, Ольмара]",
        "Olmar",
        'facts/lakes.yaml:56: lakes/treaty/city: "accept" must be a list, such as [first, second]',
    ),
    "a list for a spelling": breach(
        LAKES,
        "[Olmar, Ольмара]",
        "[Olmar, [Ольмара]]",
        'facts/lakes.yaml:56: lakes/treaty/city: number 2 of "accept" must be one text',
    ),
    "nothing for a number": breach(
        LAKES,
        "[9000, 11000, 15000]",
        "[9000, ~, 15000]",
        'facts/lakes.yaml:41: lakes/treaty/boats: number 2 of "wrong" is missing',
    ),
    "one text for a question": breach(
        LAKES,
        "      - id: towns\n",
        "      - How many?\n      - id: towns\n",
        'facts/lakes.yaml:43: lakes/treaty/question 5: number 5 of "questions" must be a block of '
        "fields, one a line",
    ),
    "one text for all questions": breach(
        LAKES,
        KEEPERS_QUESTIONS,
        "      - Which year?\n",
        'facts/lakes.yaml:67: lakes/keeper/question 1: number 1 of "questions" must be a block of '
        "fields, one a line",
    ),
    "a date of an option that is none": breach(
        LAKES,
        '{when: "1934-10"}',
        '{when: "1934-13"}',
        'facts/lakes.yaml:16: lakes/treaty/began: "1934-13" is not a day of the calendar',
    ),
    "a name of an option without quotes": breach(
        LAKES,
        '{when: "1934-10"}',
        "{name: 1994}",
        'facts/lakes.yaml:16: lakes/treaty/began: 1994 is not a text for YAML: put it in quotes, "1994"',
    ),
}
