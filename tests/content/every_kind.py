"""The tiny bank with one era more, whose questions are of every kind."""

from __future__ import annotations

from tests.banks import tiny_bank_files

LAKES = "facts/lakes.yaml"


def every_kind_files() -> dict[str, str]:
    """The files by their path: the tiny bank's, and an era with 2 facts and 11 questions of 8 kinds."""
    files = tiny_bank_files()
    return files | {
        "eras.yaml": files["eras.yaml"] + _ERA,
        "names.yaml": files["names.yaml"] + _NAMES,
        LAKES: _LAKES,
    }


_ERA = """\
  - id: lakes
    title: {en: The lakes, ru: Озёра, tg: Кӯлҳо}
    introduction: {en: At last came the lakes., ru: Наконец дошло до озёр., tg: Ниҳоят навбат ба кӯлҳо расид.}
"""

_NAMES = """\
  - {id: dorn, kind: person, en: Ada Dorn, ru: Ада Дорн, tg: Ада Дорн}
  - {id: lake-treaty, kind: document, en: Lake Treaty, ru: Озёрный договор, tg: Аҳдномаи кӯлҳо}
"""

_LAKES = """\
facts:
  - id: lakes/treaty
    when: "1936-06"
    level: more
    statement:
      en: In June 1936 the Lake Treaty was signed in Olmara.
      ru: В июне 1936 года в Олмаре подписали Озёрный договор.
      tg: Моҳи июни 1936 дар Олмара Аҳдномаи кӯлҳо ба имзо расид.
    sources: [survey]
    questions:
      - id: began
        kind: choice
        ask: {en: When did the talks begin?, ru: Когда начались переговоры?, tg: Гуфтушунид кай оғоз ёфт?}
        right: {when: "1934-03-02"}
        wrong:
          autumn: {when: "1934-10"}
          later:
            when: "1935/1936"
            why: {en: By then they ended., ru: Тогда они кончались., tg: Он вақт анҷом меёфт.}
      - id: signed
        kind: several
        ask: {en: Which towns signed it?, ru: Какие города его подписали?, tg: Кадом шаҳрҳо имзо карданд?}
        right:
          vesk: "@vesk"
          arvo: {en: Arvo, ru: Арво, tg: Арво}
        wrong:
          lunda: "@lunda"
          belt:
            en: Belt
            ru: Бельт
            tg: Белт
            why: {en: It has no lake., ru: Там нет озера., tg: Он ҷо кӯл нест.}
      - id: tf-seat
        kind: true-false
        ask: {en: It was signed in Vesk., ru: Его подписали в Веске., tg: Он дар Веск ба имзо расид.}
        is_true: false
      - id: boats
        kind: number
        ask: {en: How many boats were counted?, ru: Сколько лодок насчитали?, tg: Чанд қаиқ шумурданд?}
        right: 12000
        wrong: [9000, 11000, 15000]
        tolerance: 500
      - id: towns
        kind: number
        ask: {en: How many towns took part?, ru: Сколько городов участвовало?, tg: Чанд шаҳр ширкат кард?}
        right: 8
      - id: month
        kind: when
        ask: {en: In which month was it signed?, ru: В каком месяце подписали?, tg: Кадом моҳ имзо шуд?}
        right: "1936-06"
        wrong: ["1935-06", "1936-09"]
      - id: city
        kind: name
        ask: {en: In which city was it signed?, ru: В каком городе подписали?, tg: Дар кадом шаҳр имзо шуд?}
        right: "@olmara"
        accept: [Olmar, Ольмара]

  - id: lakes/keeper
    when: "1938"
    level: more
    statement:
      en: Ada Dorn kept the lakes from 1938.
      ru: Ада Дорн смотрела за озёрами с 1938 года.
      tg: Ада Дорн аз соли 1938 кӯлҳоро нигоҳубин мекард.
    sources: [survey]
    questions:
      - id: year
        kind: when
        ask: {en: In which year did she come?, ru: В каком году она пришла?, tg: Кадом сол омад?}
        right: "1938"
        tolerance: 1
      - id: body
        kind: name
        ask: {en: Which body hired her?, ru: Кто её нанял?, tg: Ӯро кӣ киро кард?}
        right: {en: Lake Board, ru: Озёрное бюро, tg: Раёсати кӯлҳо}
      - id: first-last
        kind: order
        ask: {en: Put these in their order., ru: Расставьте по порядку., tg: Бо тартиб гузоред.}
        events:
          dam: {en: A dam broke, ru: Прорвало дамбу, tg: Сарбанд шикаст, when: "1940"}
          treaty: {name: lake-treaty, when: "1936-06"}
          ice: {en: The lakes froze, ru: Озёра замёрзли, tg: Кӯлҳо ях бастанд, when: "1937/1938"}
          fair:
            en: A fair was held
            ru: Прошла ярмарка
            tg: Ярмарка баргузор шуд
            when: "1936-06"
      - id: pairs
        kind: match
        ask: {en: Match each with its town., ru: Найдите каждому город., tg: Барои ҳар яке шаҳр ёбед.}
        pairs:
          dorn: {left: "@dorn", right: "@vesk"}
          clerk: {left: {en: The clerk, ru: Писарь, tg: Котиб}, right: "@lunda"}
          judge:
            left: {en: The judge, ru: Судья, tg: Довар}
            right: {en: Arvo, ru: Арво, tg: Арво}
"""
