"""A bank that says how people ask, and is therefore held to more: one fact, one concept, all they need."""

from __future__ import annotations

from tests.banks import tiny_bank_files

WELLS = "facts/wells.yaml"
PHRASINGS = "phrasings/wells.yaml"


def asked_bank_files() -> dict[str, str]:
    """The files by their path: an era, a core fact with 3 questions, 3 places, a term."""
    tiny = tiny_bank_files()
    return {
        "bank.yaml": tiny["bank.yaml"],
        "sources.yaml": tiny["sources.yaml"],
        "eras.yaml": _ERAS,
        "names.yaml": _NAMES,
        "seed.yaml": _SEED,
        WELLS: _WELLS,
        PHRASINGS: _PHRASINGS,
    }


_ERAS = """\
eras:
  - id: wells
    title: {en: The wells, ru: Колодцы, tg: Чоҳҳо}
    introduction: {en: First came the wells., ru: Сначала были колодцы., tg: Аввал чоҳҳо буданд.}
"""

_NAMES = """\
names:
  - {id: sorn, kind: place, en: Sorn, ru: Сорн, tg: Сорн, variants: [Сорнау], at: [38.5, 68.8]}
  - {id: ulla, kind: place, en: Ulla, ru: Улла, tg: Улла, at: [40, "69.6"]}
  - {id: meer, kind: place, en: Meer, ru: Мер, tg: Мер, at: [37.9, 67.1]}
  - id: water-toll
    kind: term
    en: Water toll
    ru: Водный сбор
    tg: Боҷи об
    meaning:
      en: What a traveller paid for a bucket from a well.
      ru: То, что путник платил за ведро из колодца.
      tg: Он чи мусофир барои як сатил оби чоҳ медод.
    sources: [atlas]
"""

_SEED = """\
seed:
  - {id: "01", statement: There was a well in Sorn., taught_by: [wells/first-well]}
"""

_WELLS = """\
facts:
  - id: wells/first-well
    when: "1899"
    level: core
    statement:
      en: The first well was dug in Sorn in 1899, because the river ran dry.
      ru: Первый колодец вырыли в Сорне в 1899 году, потому что река пересохла.
      tg: Чоҳи аввалро соли 1899 дар Сорн канданд, чунки дарё хушк шуда буд.
    names: [sorn]
    sources: [atlas]
    questions:
      - id: why-dug
        kind: choice
        ask: {en: Why did people dig it?, ru: Зачем его вырыли?, tg: Барои чӣ онро канданд?}
        right: {en: The river ran dry, ru: Река пересохла, tg: Дарё хушк шуд}
        wrong:
          trade:
            en: Traders asked for it
            ru: Просили купцы
            tg: Тоҷирон хостанд
            why: {en: Traders came later., ru: Купцы пришли позже., tg: Тоҷирон баъдтар омаданд.}
          flood:
            en: The river flooded
            ru: Река разлилась
            tg: Дарё лабрез шуд
            why: {en: That was in 1931., ru: Это было в 1931 году., tg: Ин соли 1931 буд.}
      - id: where
        kind: name
        ask: {en: In which town was it dug?, ru: В каком городе вырыли?, tg: Дар кадом шаҳр канданд?}
        right: "@sorn"
      - id: on-map
        kind: place
        ask: {en: Where on the map is it?, ru: Где он на карте?, tg: Он дар харита куҷост?}
        right: "@sorn"
        wrong:
          ulla:
            name: ulla
            why: {en: It had a spring., ru: Там был родник., tg: Он ҷо чашма буд.}
          meer:
            name: meer
            why: {en: It lies by the sea., ru: Он у моря., tg: Он дар лаби баҳр аст.}
"""

_PHRASINGS = """\
phrasings:
  - of: wells/first-well
    asks: when
    answer: {en: In 1899, ru: В 1899 году, tg: Соли 1899}
    en: [when was the first well dug, first well date, year of the first well, since when wells]
    ru: [когда вырыли первый колодец, дата первого колодца, в каком году колодец, с какого года колодцы]
    tg: [чоҳи аввал кай канда шуд, санаи чоҳ, кадом сол чоҳ канданд, аз кадом сол чоҳ ҳаст]
  - of: wells/first-well
    asks: why
    answer: {en: Because the river ran dry, ru: Река пересохла, tg: Дарё хушк шуд}
    en: [why did they dig a well, reason for the well, what made them dig, why wells]
    ru: [зачем рыли колодец, причина колодца, почему вырыли, зачем колодцы]
    tg: [чаро чоҳ канданд, сабаби чоҳ, барои чӣ канданд, чоҳ чаро лозим шуд]
  - of: water-toll
    asks: what
    en: [water toll, what is a water toll, toll for water, paying for water, well toll, meaning of toll,
         define water toll, tell me about the toll]
    ru: [водный сбор, что такое сбор, сбор за воду, плата за воду, колодезный сбор, значение сбора,
         определение сбора, расскажи про сбор]
    tg: [боҷи об, боҷ чист, боҷ барои об, пули об, боҷи чоҳ, маънои боҷ, таърифи боҷ, дар бораи боҷ гӯй]
"""
