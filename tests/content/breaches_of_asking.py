"""Each rule on what names mean and how people ask, broken once."""

from __future__ import annotations

from tests.content.asked_bank import PHRASINGS, asked_bank_files
from tests.content.breach import breach

_NAMES = "names.yaml"
MEANING = "".join(asked_bank_files()[_NAMES].partition("    meaning:")[1:])

MEANINGS = {
    "a term without a meaning": breach(
        _NAMES,
        MEANING,
        "",
        "names.yaml:6: water-toll: a term must have a meaning: there is nothing else to tell of it",
        'phrasings/wells.yaml:14: water-toll: the name "water-toll" has no meaning that could be asked for',
    ),
    "a meaning without a source": breach(
        _NAMES,
        "    sources: [atlas]\n",
        "",
        "names.yaml:10: water-toll: the meaning names no source: it was read somewhere",
    ),
    "a meaning with a source there is not": breach(
        _NAMES,
        "    sources: [atlas]\n",
        "    sources: [atlass]\n",
        'names.yaml:14: water-toll: there is no source "atlass"; did you mean "atlas"?',
    ),
    "a language of a meaning": breach(
        _NAMES,
        "      ru: То, что путник платил за ведро из колодца.\n",
        "",
        'names.yaml:10: water-toll: the Russian (ru) text of "meaning" is missing',
    ),
    "a long meaning": breach(
        _NAMES,
        "en: What a traveller paid",
        "en: What " + "x" * 170 + " paid",
        'names.yaml:11: water-toll: the English (en) text of "meaning" has 206 characters, 200 is the most',
    ),
    "a kind of name there is not": breach(
        _NAMES,
        "kind: term",
        "kind: word",
        'names.yaml:6: water-toll: "kind" is "word": write organisation, place, document, person, '
        "office or term",
    ),
}

ASKING = {
    "a fact there is not": breach(
        PHRASINGS,
        "  - of: wells/first-well\n    asks: why",
        "  - of: wells/first-wells\n    asks: why",
        "facts/wells.yaml:2: wells/first-well: too few ways to ask for it, 8 are the least: Tajik 4, "
        "Russian 4, English 4",
        'phrasings/wells.yaml:8: wells/first-wells: there is no fact and no name "wells/first-wells"; '
        'did you mean "wells/first-well"?',
    ),
    "a name without a meaning": breach(
        PHRASINGS,
        "  - of: water-toll\n",
        "  - of: sorn\n",
        "names.yaml:5: water-toll: too few ways to ask for it, 8 are the least: Tajik 0, "
        "Russian 0, English 0",
        'phrasings/wells.yaml:14: sorn: the name "sorn" has no meaning that could be asked for',
    ),
    "nothing that is asked for": breach(
        PHRASINGS,
        "  - of: water-toll\n    asks: what\n",
        "  - of: water-toll\n",
        'phrasings/wells.yaml:14: water-toll: "answer" is missing: only the meaning of a name needs none',
        'phrasings/wells.yaml:14: water-toll: "asks" is missing',
    ),
    "something else that is asked for": breach(
        PHRASINGS,
        "asks: why",
        "asks: reason",
        'phrasings/wells.yaml:9: wells/first-well: "asks" is "reason": write when, who, where, how-many, '
        "why, what, whether or list",
    ),
    "no answer": breach(
        PHRASINGS,
        "    answer: {en: In 1899, ru: В 1899 году, tg: Соли 1899}\n",
        "",
        'phrasings/wells.yaml:2: wells/first-well: "answer" is missing: only the meaning of a name '
        "needs none",
    ),
    "a language of an answer": breach(
        PHRASINGS,
        "ru: В 1899 году, ",
        "",
        'phrasings/wells.yaml:4: wells/first-well: the Russian (ru) text of "answer" is missing',
    ),
    "a long answer": breach(
        PHRASINGS,
        "en: In 1899, ",
        "en: In 1899" + "!" * 90 + ", ",
        'phrasings/wells.yaml:4: wells/first-well: the English (en) text of "answer" has 97 characters, '
        "90 is the most",
    ),
    "an empty phrasing": breach(
        PHRASINGS,
        "[when was the first well dug,",
        '[when was the first well dug, "?!",',
        "phrasings/wells.yaml:5: wells/first-well: a phrasing has words",
    ),
    "a long phrasing": breach(
        PHRASINGS,
        "[when was the first well dug,",
        f"[when was the first well dug, {'x' * 121},",
        "phrasings/wells.yaml:5: wells/first-well: the phrasing has 121 characters, 120 is the most",
    ),
    "a phrasing without quotes": breach(
        PHRASINGS,
        "[when was the first well dug,",
        "[when was the first well dug, 1899,",
        'phrasings/wells.yaml:5: wells/first-well: 1899 is not a text for YAML: put it in quotes, "1899"',
    ),
    "a language of the phrasings": breach(
        PHRASINGS,
        "    ru: [зачем рыли колодец, причина колодца, почему вырыли, зачем колодцы]\n",
        "",
        "facts/wells.yaml:2: wells/first-well: too few ways to ask for it, 8 are the least: Russian 4",
        'phrasings/wells.yaml:8: wells/first-well: "ru" is missing',
    ),
    "a phrasing of two things": breach(
        PHRASINGS,
        "пули об,",
        "пули об, Санаи чох!,",
        'phrasings/wells.yaml:20: water-toll: "Санаи чох!" asks for "wells/first-well" already, at '
        "phrasings/wells.yaml:7",
    ),
    "the same phrasing twice does not count twice": breach(
        PHRASINGS,
        "tg: [чаро чоҳ канданд,",
        "tg: [санаи чох,",
        "facts/wells.yaml:2: wells/first-well: too few ways to ask for it, 8 are the least: Tajik 7",
    ),
}
