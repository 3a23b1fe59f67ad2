"""Each rule on letters, marks and events, broken once."""

from __future__ import annotations

from tests.content.breach import SPRINGS, breach


def _of_statement(line: int, sentence: str) -> str:
    return f"facts/springs.yaml:{line}: springs/olmara-spring: the {sentence}"


SCRIPTS = {
    "a Latin letter in a Russian word": breach(
        SPRINGS,
        "ru: Исток реки Олмара",
        "ru: Иcток реки Олмара",
        _of_statement(7, 'Russian (ru) text of "statement" mixes Latin and Cyrillic letters in "Иcток"'),
    ),
    "a Latin word that looks Cyrillic": breach(
        SPRINGS,
        "tg: Ба чӯпоне",
        "tg: BA чӯпоне",
        "facts/springs.yaml:12: springs/olmara-spring: the Tajik (tg) text of "
        '"story" has Latin letters that look like Cyrillic ones in "BA"',
    ),
    "a Cyrillic word in English": breach(
        SPRINGS,
        "en: The spring of the river Olmara",
        "en: The spring of the river Олмара",
        _of_statement(6, 'English (en) text of "statement" has a word in Cyrillic letters, "Олмара"'),
    ),
    "a letter Tajik gave up": breach(
        SPRINGS,
        "tg: Сарчашмаи дарёи Олмара соли",
        "tg: Сарчашмаи дарёи Ольмара соли",
        _of_statement(8, 'Tajik (tg) text of "statement" has "ь", which is no letter of Tajik'),
    ),
}

MARKS = {
    "two spaces": breach(
        SPRINGS,
        "ru: Исток реки",
        "ru: Исток  реки",
        _of_statement(7, 'Russian (ru) text of "statement" has two spaces in a row'),
    ),
    "straight quotes": breach(
        SPRINGS,
        "en: The spring of the river Olmara",
        'en: The spring of the river "Olmara"',
        _of_statement(6, 'English (en) text of "statement" has a straight quote: write “ and ”'),
    ),
    "English quotes in Russian": breach(
        SPRINGS,
        "ru: Исток реки Олмара",
        "ru: Исток реки “Олмара”",
        _of_statement(7, 'Russian (ru) text of "statement" has quotes that are not its own: write « and »'),
    ),
    "a hyphen for a dash": breach(
        SPRINGS,
        "en: The spring of the river Olmara",
        "en: The spring - of the river Olmara",
        _of_statement(6, 'English (en) text of "statement" has a hyphen for a dash: write –'),
    ),
    "a straight apostrophe": breach(
        SPRINGS,
        "en: The spring of the river Olmara",
        "en: The river's spring, the Olmara,",
        _of_statement(6, 'English (en) text of "statement" has a straight apostrophe: write ’'),
    ),
    "a space before a mark": breach(
        SPRINGS,
        "en: The spring of the river Olmara was",
        "en: The spring , of the river Olmara, was",
        _of_statement(6, 'English (en) text of "statement" has a space before or after a mark that has none'),
    ),
}

GLOSSARY = {
    "a Russian name in Tajik": breach(
        SPRINGS,
        "tg: Сарчашмаи дарёи Олмара соли",
        "tg: Сарчашмаи дарёи Речной совет соли",
        _of_statement(
            8, 'Tajik (tg) text of "statement" says "Речной совет" in Russian: names.yaml has "Шурои дарёҳо"'
        ),
    ),
    "a Russian word in Tajik": breach(
        SPRINGS,
        "tg: Сарчашмаи дарёи Олмара соли",
        "tg: Сарчашмаи дарёи Олмара также соли",
        _of_statement(8, 'Tajik (tg) text of "statement" has the Russian word "также"'),
    ),
}

_EVENT = "    event: {en: The spring is found, ru: Исток найден, tg: Сарчашма ёфт шуд}\n"

EVENTS = {
    "a year in an event": breach(
        SPRINGS,
        "    story:\n",
        _EVENT.replace("is found", "is found in 1901") + "    story:\n",
        "facts/springs.yaml:9: springs/olmara-spring: the English (en) text of "
        '"event" tells a year: leave the date out',
    ),
    "an event of a range": breach(
        SPRINGS,
        '    when: "1910/1914"\n',
        '    when: "1910/1914"\n' + _EVENT,
        "facts/springs.yaml:76: springs/keepers: an event has one date, not a range",
    ),
}

MADE = {
    "an id kept for made questions": breach(
        SPRINGS,
        "      - id: how-long\n",
        "      - id: made-long\n",
        'facts/springs.yaml:42: springs/vesk-length/made-long: a question id cannot begin with "made-"',
    ),
}
