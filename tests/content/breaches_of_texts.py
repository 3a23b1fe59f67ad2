"""Each rule on texts and questions, broken once."""

from __future__ import annotations

from tests.content.breach import DELTAS, SPRINGS, breach

_END = "      tg: Аввал мардум сарчашмаҳоро ҷустанд. Баъд пул сохтанд.\n"
_THEN = ", text: {en: Then., ru: Затем., tg: Баъд.}"


def _periods(*periods: str) -> str:
    return f"{_END}    periods:\n" + "".join(f"      - {{begins: {period}}}\n" for period in periods)


TEXTS = {
    "periods out of the order of time": breach(
        "eras.yaml",
        _END,
        _periods(f'"1905"{_THEN}', f'"1901"{_THEN}'),
        "eras.yaml:10: springs: a period begins after the one before it: put them in the order of time",
    ),
    "a period in which nothing is dated": breach(
        "eras.yaml",
        _END,
        _periods(f'"2001"{_THEN}'),
        "eras.yaml:9: springs: no fact is dated in this period, between its beginning and that of the next",
    ),
    "a period without its sentence": breach(
        "eras.yaml",
        _END,
        _periods('"1901"'),
        'eras.yaml:9: springs: "text" is missing',
    ),
    "a language of a question": breach(
        DELTAS,
        "          tg: Шурои дарёҳо барои чӣ таъсис ёфт?\n",
        "",
        'facts/deltas.yaml:14: deltas/council/what-for: the Tajik (tg) text of "ask" is missing',
    ),
    "a language of an option": breach(
        SPRINGS,
        "ru: Двое, ",
        "",
        'facts/springs.yaml:88: springs/keepers/how-many: the Russian (ru) text of "two" is missing',
    ),
    "a language of a reason": breach(
        SPRINGS,
        "en: The Vesk had ferries., ",
        "",
        'facts/springs.yaml:71: springs/first-bridge/which-river: the English (en) text of "why" is missing',
    ),
    "a language of a name": breach(
        "names.yaml",
        "en: Lunda, ",
        "",
        'names.yaml:5: lunda: the English (en) text of "name" is missing',
    ),
    "a language of the bank": breach(
        "bank.yaml",
        "ru: Реки, ",
        "",
        'bank.yaml:2: rivers: the Russian (ru) text of "title" is missing',
    ),
    "an empty text": breach(
        SPRINGS,
        "ru: Исток реки Олмара нашли в 1901 году.",
        'ru: " "',
        'facts/springs.yaml:7: springs/olmara-spring: the Russian (ru) text of "statement" is empty',
    ),
    "a long statement": breach(
        SPRINGS,
        "in June 1905, and",
        "in June 1905, " + "x" * 150 + ", and",
        'facts/springs.yaml:36: springs/vesk-length: the English (en) text of "statement" '
        "has 218 characters, 200 is the most",
    ),
    "a statement of many lines": breach(
        SPRINGS,
        "en: Three keepers lived",
        'en: "Three\\nkeepers\\nlived\\nthere." # lived',
        'facts/springs.yaml:78: springs/keepers: the English (en) text of "statement" '
        "has more than 2 line feeds",
    ),
    "a long story": breach(
        SPRINGS,
        "The atlas did.",
        "The atlas did" + "!" * 560,
        'facts/springs.yaml:10: springs/olmara-spring: the English (en) text of "story" has 616 characters, '
        "600 is the most",
    ),
    "a long question": breach(
        SPRINGS,
        "ru: Когда нашли",
        "ru: " + "Когда? " * 40 + "Когда нашли",
        'facts/springs.yaml:20: springs/olmara-spring/when-found: the Russian (ru) text of "ask" '
        "has 305 characters, 300 is the most",
    ),
    "a long option": breach(
        DELTAS,
        "for the trade with the islands",
        "for " + "x" * 88,
        'facts/deltas.yaml:24: deltas/council/what-for: the English (en) text of "ships" has 107 characters, '
        "100 is the most",
    ),
    "a long title of the bank": breach(
        "bank.yaml",
        "title: {en: Rivers",
        "title: {en: Rivers" + "!" * 59,
        'bank.yaml:2: rivers: the English (en) text of "title" has 65 characters, 64 is the most',
    ),
    "a long title of an era": breach(
        "eras.yaml",
        "tg: Делтаҳо",
        "tg: Делтаҳо" + "!" * 58,
        'eras.yaml:9: deltas: the Tajik (tg) text of "title" has 65 characters, 28 is the most',
    ),
    "a long greeting": breach(
        "bank.yaml",
        "one delta. Let",
        "one delta" + "." * 300 + " Let",
        'bank.yaml:4: rivers: the English (en) text of "greeting" has 349 characters, 300 is the most',
    ),
    "a long description": breach(
        "bank.yaml",
        "that no map shows.",
        "that no map shows" + "." * 500,
        'bank.yaml:8: rivers: the English (en) text of "description" has 537 characters, 500 is the most',
    ),
    "a long introduction": breach(
        "eras.yaml",
        "Then they built a bridge.",
        "Then they built a bridge" + "." * 400,
        'eras.yaml:5: springs: the English (en) text of "introduction" has 461 characters, 400 is the most',
    ),
    "a long name as an option": breach(
        "names.yaml",
        "ru: Лунда, tg: Лунда",
        "ru: Лунда, tg: Лунда " + "а" * 95,
        'facts/deltas.yaml:80: deltas/flood/which-river: the name "lunda" is too long for an option: '
        "101 characters, 100 is the most",
        'facts/springs.yaml:72: springs/first-bridge/which-river: the name "lunda" is too long '
        "for an option: 101 characters, 100 is the most",
    ),
}

QUESTIONS = {
    "two right answers": breach(
        SPRINGS,
        "four: {en: Four, ru: Четверо",
        "four: {en: Four, ru: ТРОЕ.",
        'facts/springs.yaml:89: springs/keepers/how-many: two right answers: "four" says the same '
        "as the right one in Russian (ru)",
    ),
    "equal options": breach(
        DELTAS,
        "swan: {en: Swan, ru: «Лебедь», tg: «Қу»}",
        'swan: {en: "stork!", ru: Аист, tg: «Қу»}',
        'facts/deltas.yaml:61: deltas/first-steamer/which-steamer: equal options: "stork" and "swan" '
        "say the same in Russian (ru) and English (en)",
    ),
    "the same name twice": breach(
        DELTAS,
        'vesk: "@vesk"',
        'vesk: "@lunda"',
        'facts/deltas.yaml:83: deltas/flood/which-river: two right answers: "vesk" says the same '
        "as the right one in Tajik (tg) and Russian (ru) and English (en)",
    ),
    "an answer in its question": breach(
        SPRINGS,
        "en: Over which river did",
        "en: Over which river, not far from Tarnau, did",
        "facts/springs.yaml:63: springs/first-bridge/which-river: the question gives its own answer away "
        'in English: "Tarnau"',
    ),
    "a year in its question": breach(
        SPRINGS,
        "tg: Сарчашмаи Олмара кай",
        "tg: Сарчашмаи Олмара (1901) кай",
        "facts/springs.yaml:21: springs/olmara-spring/when-found: the question gives its own answer away "
        'in Tajik: "1901"',
    ),
    "too few wrong options": breach(
        SPRINGS,
        "          km450: {en: 450 kilometres, ru: 450 километров, tg: 450 километр}\n",
        "",
        "facts/springs.yaml:46: springs/vesk-length/how-long: a choice has 2 to 4 wrong options, "
        "this one has 1",
    ),
    "a wrong option called right": breach(
        SPRINGS,
        "seven: {",
        "right: {",
        'facts/springs.yaml:90: springs/keepers/how-many: a wrong option cannot have the key "right"',
    ),
    "a name of another kind": breach(
        SPRINGS,
        'lunda: "@lunda"',
        'council: "@river-council"',
        'facts/springs.yaml:72: springs/first-bridge/which-river: "council" is of the kind organisation, '
        "but the right option is of the kind place",
    ),
    "a name with texts of its own": breach(
        SPRINGS,
        "            name: vesk\n",
        "            name: vesk\n            en: Weser\n",
        'facts/springs.yaml:69: springs/first-bridge/which-river: "vesk" has a name and its own texts: '
        "keep one of them",
    ),
}

PRESENT_TENSE = {
    "in a statement": breach(
        SPRINGS,
        "в июне 1905 года, его длина",
        "в июне 1905 года, сейчас его длина",
        'facts/springs.yaml:37: springs/vesk-length: the Russian (ru) text of "statement" says "сейчас": '
        "give the fact as_of, the date on which this was so",
    ),
    "in a story": breach(
        SPRINGS,
        "Атлас бовар кард.",
        "Айни замон атлас бовар дорад.",
        'facts/springs.yaml:12: springs/olmara-spring: the Tajik (tg) text of "story" says "айни замон": '
        "give the fact as_of, the date on which this was so",
    ),
    "in a question": breach(
        SPRINGS,
        "en: How many keepers were there?",
        "en: How many keepers are there today?",
        'facts/springs.yaml:85: springs/keepers/how-many: the English (en) text of "ask" says "today": '
        "give the fact as_of, the date on which this was so",
    ),
}
