"""Each rule that only a whole bank is held to, broken once."""

from __future__ import annotations

from tests.content.asked_bank import WELLS
from tests.content.breach import breach

FULLNESS = {
    "a wrong option without a reason": breach(
        WELLS,
        "            why: {en: Traders came later., ru: Купцы пришли позже., tg: Тоҷирон баъдтар омаданд.}\n",
        "",
        'facts/wells.yaml:17: wells/first-well/why-dug: the wrong option "trade" has no "why": say what it '
        "really was",
    ),
    "a core fact without a purpose": breach(
        WELLS,
        "- id: why-dug\n",
        "- id: dug-why\n",
        "facts/wells.yaml:11: wells/first-well: no choice, several or true-false of this core fact has an "
        'id that begins with "why", "what-for", "what-changed", "what-came"',
    ),
    "a title longer than a button": breach(
        "eras.yaml",
        "{en: The wells, ru: Колодцы,",
        "{en: The wells, ru: Колодцы и всё что было до них,",
        'eras.yaml:3: wells: the Russian (ru) text of "title" has 29 characters, 28 is the most',
    ),
    "a name of the answer in another case": breach(
        WELLS,
        "ru: В каком городе вырыли?",
        "ru: В каком городе (а не в Сорне) вырыли?",
        'facts/wells.yaml:29: wells/first-well/where: the question has "Сорн" in it in Russian, a name of '
        "its answer",
    ),
    "a name of the answer in another script": breach(
        WELLS,
        "en: In which town was it dug?",
        "en: In which town (Sornau or Vesk) was it dug?",
        'facts/wells.yaml:29: wells/first-well/where: the question has "Сорнау" in it in English, a name of '
        "its answer",
    ),
    "an old spelling": breach(
        WELLS,
        "tg: Тоҷирон хостанд",
        "tg: Тоҷирон аз рӯи одат хостанд",
        'facts/wells.yaml:20: wells/first-well/why-dug: the Tajik (tg) text of "trade" spells "рӯи" as '
        'before 2021: write "рӯйи"',
    ),
    "an old spelling of a word with an ending": breach(
        "names.yaml",
        "tg: Он чи мусофир",
        "tg: Он чи Шӯрои деҳа",
        'names.yaml:13: water-toll: the Tajik (tg) text of "meaning" spells "Шӯро" as before 2021: write '
        '"шуро"',
    ),
}
