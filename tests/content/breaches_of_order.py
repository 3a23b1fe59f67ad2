"""Each rule on ids, references and required fields, broken once."""

from __future__ import annotations

from tests.banks import tiny_bank_files
from tests.content.breach import DELTAS, SPRINGS, breach

EMPTY_ERA = """\
  - id: lakes
    title: {en: Lakes, ru: Озёра, tg: Кӯлҳо}
    introduction: {en: Still water., ru: Тихая вода., tg: Оби ором.}
"""


def _questions_of(fact: str) -> str:
    own = tiny_bank_files()[SPRINGS].partition(f"- id: {fact}\n")[2].partition("\n\n")[0]
    return own[own.index("    questions:\n") :]


IDS = {
    "a source twice": breach(
        "sources.yaml",
        "- id: survey",
        "- id: atlas",
        'facts/deltas.yaml:10: deltas/council: there is no source "survey"',
        'facts/deltas.yaml:50: deltas/first-steamer: there is no source "survey"',
        'facts/deltas.yaml:72: deltas/flood: there is no source "survey"',
        'facts/deltas.yaml:104: deltas/park: there is no source "survey"',
        'facts/springs.yaml:40: springs/vesk-length: there is no source "survey"',
        'sources.yaml:7: atlas: the source id "atlas" is taken already, at sources.yaml:2',
    ),
    "a name twice": breach(
        "names.yaml",
        "{id: river-council,",
        "{id: vesk,",
        'facts/deltas.yaml:9: deltas/council: there is no name "river-council"',
        'names.yaml:6: vesk: the name id "vesk" is taken already, at names.yaml:3',
    ),
    "an era twice": breach(
        "eras.yaml",
        "- id: deltas",
        "- id: springs",
        'eras.yaml:8: springs: the era id "springs" is taken already, at eras.yaml:2',
        'facts/deltas.yaml:1: there is no era "deltas" in eras.yaml',
    ),
    "a fact twice": breach(
        DELTAS,
        "- id: deltas/park",
        "- id: deltas/flood",
        'facts/deltas.yaml:96: deltas/flood: the fact id "deltas/flood" is taken already, '
        "at facts/deltas.yaml:64",
    ),
    "a statement twice": breach(
        "seed.yaml",
        '- id: "03"',
        '- id: "02"',
        'seed.yaml:8: 02: the statement id "02" is taken already, at seed.yaml:5',
    ),
    "a question twice": breach(
        DELTAS,
        "- id: when-founded",
        "- id: what-for",
        'facts/deltas.yaml:32: deltas/council/what-for: the question id "what-for" is taken already, '
        "at facts/deltas.yaml:12",
    ),
    "a fact id that is none": breach(
        SPRINGS,
        "id: springs/vesk-length",
        "id: springs/Vesk_length",
        'facts/springs.yaml:32: springs/Vesk_length: the fact id "springs/Vesk_length" is not an era, '
        'a slash and a slug, such as "mission/first-staff"',
    ),
    "a fact id of another era": breach(
        SPRINGS,
        "id: springs/vesk-length",
        "id: deltas/vesk-length",
        'facts/springs.yaml:32: deltas/vesk-length: in this file a fact id begins with its era, "springs/"',
    ),
    "a long fact id": breach(
        SPRINGS,
        "id: springs/vesk-length",
        "id: springs/" + "v" * 41,
        f'facts/springs.yaml:32: springs/{"v" * 41}: the fact id "springs/{"v" * 41}" has 49 characters, '
        "48 is the most",
    ),
    "a question id that is no slug": breach(
        SPRINGS,
        "id: how-long",
        "id: how_long",
        'facts/springs.yaml:42: springs/vesk-length/how_long: the question id "how_long" is not a slug: '
        "lowercase a-z, digits, and hyphens between them",
    ),
    "a long question id": breach(
        SPRINGS,
        "id: how-long",
        "id: how-" + "o" * 29,
        f"facts/springs.yaml:42: springs/vesk-length/how-{'o' * 29}: "
        f'the question id "how-{"o" * 29}" has 33 characters, 32 is the most',
    ),
    "an option key that is no slug": breach(
        SPRINGS,
        "km230:",
        "км230:",
        'facts/springs.yaml:47: springs/vesk-length/how-long: the option key "км230" is not a slug: '
        "lowercase a-z, digits, and hyphens between them",
    ),
    "a long option key": breach(
        SPRINGS,
        "km230:",
        "two-hundred-and-thirty-km:",
        'facts/springs.yaml:47: springs/vesk-length/how-long: the option key "two-hundred-and-thirty-km" '
        "has 25 characters, 24 is the most",
    ),
    "a name id that is no slug": breach(
        "names.yaml",
        "id: lunda",
        "id: Lunda",
        'facts/deltas.yaml:71: deltas/flood: there is no name "lunda"; did you mean "Lunda"?',
        'facts/deltas.yaml:80: deltas/flood/which-river: there is no name "lunda"; did you mean "Lunda"?',
        'facts/springs.yaml:72: springs/first-bridge/which-river: there is no name "lunda"; '
        'did you mean "Lunda"?',
        'names.yaml:5: Lunda: the id "Lunda" is not a slug: lowercase a-z, digits, and hyphens between them',
    ),
    "a long era id": breach(
        "eras.yaml",
        "id: springs",
        "id: springs-of-all-the-rivers",
        "eras.yaml:2: springs-of-all-the-rivers: no fact belongs to this era: "
        "write facts/springs-of-all-the-rivers.yaml",
        'eras.yaml:2: springs-of-all-the-rivers: the id "springs-of-all-the-rivers" has 25 characters, '
        "24 is the most",
        'facts/springs.yaml:1: there is no era "springs" in eras.yaml',
    ),
}

REFERENCES = {
    "a source": breach(
        SPRINGS,
        "sources: [atlas, survey]",
        "sources: [atlas, survei]",
        'facts/springs.yaml:40: springs/vesk-length: there is no source "survei"; did you mean "survey"?',
    ),
    "a name": breach(
        SPRINGS,
        "names: [vesk]",
        "names: [olmara, vesc]",
        'facts/springs.yaml:39: springs/vesk-length: there is no name "vesc"; did you mean "vesk"?',
    ),
    "a name as an option": breach(
        SPRINGS,
        'right: "@tarnau"',
        'right: "@tarn"',
        'facts/springs.yaml:66: springs/first-bridge/which-river: there is no name "tarn"; '
        'did you mean "tarnau"?',
    ),
    "an option that names nothing": breach(
        SPRINGS,
        'lunda: "@lunda"',
        'lunda: "@"',
        'facts/springs.yaml:72: springs/first-bridge/which-river: there is no name ""',
    ),
    "a blank name": breach(
        SPRINGS,
        "names: [vesk]",
        'names: [" "]',
        'facts/springs.yaml:39: springs/vesk-length: there is no name ""',
    ),
    "a theme": breach(
        SPRINGS,
        "    names: [vesk]",
        "    themes: [measures]\n    names: [vesk]",
        'facts/springs.yaml:39: springs/vesk-length: there is no theme "measures"',
    ),
    "a fact of the seed": breach(
        "seed.yaml",
        "springs/keepers]",
        "springs/keepers, springs/keeper]",
        'seed.yaml:7: 02: there is no fact "springs/keeper"; did you mean "springs/keepers"?',
    ),
    "a statement without a fact": breach(
        "seed.yaml",
        "[deltas/council]",
        "[]",
        "seed.yaml:10: 03: no fact teaches this statement: name one in taught_by",
    ),
    "an address": breach(
        "sources.yaml",
        "https://rivers.example/atlas",
        "rivers.example/atlas",
        'sources.yaml:5: atlas: "rivers.example/atlas" is not a web address: it begins with https://',
    ),
}

REQUIRED = {
    "no source": breach(
        SPRINGS,
        "    sources: [atlas, survey]\n",
        "",
        "facts/springs.yaml:32: springs/vesk-length: the fact names no source: every fact was read somewhere",
    ),
    "an empty list of sources": breach(
        SPRINGS,
        "sources: [atlas, survey]",
        "sources: []",
        "facts/springs.yaml:40: springs/vesk-length: the fact names no source: every fact was read somewhere",
    ),
    "no question": breach(
        SPRINGS,
        _questions_of("springs/keepers"),
        "",
        "facts/springs.yaml:74: springs/keepers: the fact has no question: "
        "nothing is taught that is not asked",
    ),
    "no level": breach(
        SPRINGS,
        '"1905-06"\n    level: more',
        '"1905-06"',
        'facts/springs.yaml:32: springs/vesk-length: "level" is missing',
    ),
    "no right answer": breach(
        SPRINGS,
        '        right: "@tarnau"\n',
        "",
        'facts/springs.yaml:60: springs/first-bridge/which-river: "right" is missing',
    ),
    "nothing after a field": breach(
        SPRINGS,
        'right: "@tarnau"',
        "right:",
        'facts/springs.yaml:66: springs/first-bridge/which-river: "right" is missing',
    ),
    "no id": breach(
        "seed.yaml",
        '- id: "03"\n    statement',
        "- statement",
        'seed.yaml:8: number 3: "id" is missing',
    ),
    "a blank statement": breach(
        "seed.yaml",
        "statement: A council shares the water.",
        'statement: " "',
        'seed.yaml:9: 03: "statement" is missing',
    ),
    "no publisher": breach(
        "sources.yaml",
        "    publisher: Water Press\n",
        "",
        'sources.yaml:2: atlas: "publisher" is missing',
    ),
    "an era without facts": breach(
        "eras.yaml",
        "eras:\n",
        f"eras:\n{EMPTY_ERA}",
        "eras.yaml:2: lakes: no fact belongs to this era: write facts/lakes.yaml",
    ),
}
