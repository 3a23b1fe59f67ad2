"""The banks of the tests: a tiny one about invented rivers, as files to change, and the one that ships."""

from __future__ import annotations

import getpass
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.texts import Catalogues
from content.loader import load
from content.model import Bank, Era, Theme
from content.search import Index

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(tempfile.gettempdir()) / f"hamkori-tests-{getpass.getuser()}" / ROOT.name
"""What the processes of a run, and the next run, need not make again: of each checkout apart."""


def tiny_bank_files() -> dict[str, str]:
    """The files by their path in the bank's directory: 2 eras, 8 facts, 10 questions, 3 seed statements."""
    return {
        "bank.yaml": _BANK,
        "eras.yaml": _ERAS,
        "names.yaml": _NAMES,
        "sources.yaml": _SOURCES,
        "seed.yaml": _SEED,
        "facts/springs.yaml": _SPRINGS,
        "facts/deltas.yaml": _DELTAS,
    }


@cache
def shipped() -> Bank:
    """The bank that ships, read through a cache that all test processes share: by content, so never stale."""
    return load(cache=SHARED)


@cache
def shipped_index() -> Index:
    """The index of that bank: asking changes nothing in it, so all tests of a process ask the same."""
    return Index(shipped())


def put_at_hand(directory: Path) -> None:
    """Put the bank that ships and the catalogues, as already read, where a bot looks for them that keeps its
    database here."""
    shipped()
    Catalogues(cache=SHARED)
    cache = directory / "cache"
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in SHARED.glob("*.json"):
        shutil.copy(file, cache)  # with its rights


def lessons() -> tuple[Era | Theme, ...]:
    """The eras and themes of the bank that ships."""
    bank = shipped()
    return *bank.eras, *bank.themes


def write_bank(directory: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write the files (the tiny bank's, if none are given) and return the directory, to be loaded."""
    for file, content in (tiny_bank_files() if files is None else files).items():
        path = directory / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return directory


_BANK = """\
id: rivers
title: {en: Rivers, ru: Реки, tg: Дарёҳо}
greeting:
  en: Three rivers, one delta. Let us see what you know.
  ru: Три реки, одна дельта. Посмотрим, что вы знаете.
  tg: Се дарё, як делта. Бубинем, шумо чӣ медонед.
description:
  en: A quiz about rivers that no map shows.
  ru: Викторина о реках, которых нет на карте.
  tg: Викторина дар бораи дарёҳое, ки дар харита нестанд.
"""

_ERAS = """\
eras:
  - id: springs
    title: {en: The springs, ru: Истоки, tg: Сарчашмаҳо}
    introduction:
      en: First people looked for the springs. Then they built a bridge.
      ru: Сначала люди искали истоки. Потом они построили мост.
      tg: Аввал мардум сарчашмаҳоро ҷустанд. Баъд пул сохтанд.
  - id: deltas
    title: {en: The deltas, ru: Дельты, tg: Делтаҳо}
    introduction:
      en: Later the water had to be shared. Ships came up to the delta.
      ru: Позже воду пришлось делить. В дельту пришли корабли.
      tg: Баъдтар обро тақсим кардан лозим шуд. Киштиҳо ба делта омаданд.
"""

_NAMES = """\
names:
  - {id: olmara, kind: place, en: Olmara, ru: Олмара, tg: Олмара, variants: [Olmarra]}
  - {id: vesk, kind: place, en: Vesk, ru: Веск, tg: Веск}
  - {id: tarnau, kind: place, en: Tarnau, ru: Тарнау, tg: Тарнау, unverified: true}
  - {id: lunda, kind: place, en: Lunda, ru: Лунда, tg: Лунда}
  - {id: river-council, kind: organisation, en: River Council, ru: Речной совет, tg: Шурои дарёҳо}
"""

_SOURCES = """\
sources:
  - id: atlas
    title: Atlas of Rivers
    publisher: Water Press
    url: https://rivers.example/atlas
    date: "1960"
  - id: survey
    title: Survey of the Delta
    publisher: River Council
    url: https://rivers.example/survey
    copy: true
"""

_SEED = """\
seed:
  - id: "01"
    statement: The spring of the Olmara is known since 1901.
    taught_by: [springs/olmara-spring]
  - id: "02"
    statement: The rivers have bridges with keepers.
    taught_by: [springs/first-bridge, springs/keepers]
  - id: "03"
    statement: A council shares the water.
    taught_by: [deltas/council]
"""

_SPRINGS = """\
facts:
  - id: springs/olmara-spring
    when: "1901"
    level: core
    statement:
      en: The spring of the river Olmara was found in 1901.
      ru: Исток реки Олмара нашли в 1901 году.
      tg: Сарчашмаи дарёи Олмара соли 1901 ёфт шуд.
    story:
      en: Nobody believed the shepherd who found it. The atlas did.
      ru: Никто не верил пастуху, который его нашёл. Атлас поверил.
      tg: Ба чӯпоне, ки онро ёфт, касе бовар накард. Атлас бовар кард.
    names: [olmara]
    sources: [atlas]
    questions:
      - id: when-found
        kind: choice
        ask:
          en: When was the spring of the Olmara found?
          ru: Когда нашли исток Олмары?
          tg: Сарчашмаи Олмара кай ёфт шуд?
        right: {en: "1901", ru: "1901", tg: "1901"}
        wrong:
          y1911:
            en: "1911"
            ru: "1911"
            tg: "1911"
            why: {en: Then the bridge stood., ru: Тогда мост уже стоял., tg: Он вақт пул буд.}
          y1921: {en: "1921", ru: "1921", tg: "1921"}
          y1931: {en: "1931", ru: "1931", tg: "1931"}

  - id: springs/vesk-length
    when: "1905-06"
    level: more
    statement:
      en: The Vesk was measured in June 1905, and it is 320 kilometres long.
      ru: Веск измерили в июне 1905 года, его длина 320 километров.
      tg: Вескро моҳи июни 1905 чен карданд, дарозиаш 320 километр аст.
    names: [vesk]
    sources: [atlas, survey]
    questions:
      - id: how-long
        kind: choice
        ask: {en: How long is the Vesk?, ru: Какова длина Веска?, tg: Дарозии Веск чанд аст?}
        right: {en: 320 kilometres, ru: 320 километров, tg: 320 километр}
        wrong:
          km230: {en: 230 kilometres, ru: 230 километров, tg: 230 километр}
          km450: {en: 450 kilometres, ru: 450 километров, tg: 450 километр}

  - id: springs/first-bridge
    when: "1910-05-14"
    level: core
    statement:
      en: The first bridge opened over the Tarnau on 14 May 1910.
      ru: Первый мост открыли через Тарнау 14 мая 1910 года.
      tg: Пули аввал 14 майи соли 1910 бар болои Тарнау кушода шуд.
    names: [tarnau]
    sources: [atlas]
    questions:
      - id: which-river
        kind: choice
        ask:
          en: Over which river did the first bridge open?
          ru: Через какую реку открыли первый мост?
          tg: Пули аввал бар болои кадом дарё кушода шуд?
        right: "@tarnau"
        wrong:
          olmara: "@olmara"
          vesk:
            name: vesk
            why: {en: The Vesk had ferries., ru: На Веске были паромы., tg: Дар Веск паромҳо буданд.}
          lunda: "@lunda"

  - id: springs/keepers
    when: "1910/1914"
    level: core
    statement:
      en: Three keepers lived at the bridge from 1910 to 1914.
      ru: Три смотрителя жили у моста с 1910 по 1914 год.
      tg: Солҳои 1910–1914 дар назди пул се посбон зиндагӣ мекарданд.
    sources: [atlas]
    questions:
      - id: how-many
        kind: choice
        ask: {en: How many keepers were there?, ru: Сколько было смотрителей?, tg: Он ҷо чанд посбон буд?}
        right: {en: Three, ru: Трое, tg: Се нафар}
        wrong:
          two: {en: Two, ru: Двое, tg: Ду нафар}
          four: {en: Four, ru: Четверо, tg: Чор нафар}
          seven: {en: Seven, ru: Семеро, tg: Ҳафт нафар}
"""

_DELTAS = """\
facts:
  - id: deltas/council
    when: "1920"
    level: core
    statement:
      en: The River Council was founded in 1920 to share the water of the three rivers fairly.
      ru: Речной совет основали в 1920 году, чтобы справедливо делить воду трёх рек.
      tg: Шурои дарёҳо соли 1920 барои одилона тақсим кардани оби се дарё таъсис ёфт.
    names: [river-council]
    sources: [survey]
    questions:
      - id: what-for
        kind: choice
        ask:
          en: What was the River Council founded for?
          ru: Для чего основали Речной совет?
          tg: Шурои дарёҳо барои чӣ таъсис ёфт?
        right:
          en: To share the water of the three rivers fairly
          ru: Чтобы справедливо делить воду трёх рек
          tg: Барои одилона тақсим кардани оби се дарё
        wrong:
          ships:
            en: To build ships for the trade with the islands
            ru: Чтобы строить корабли для торговли с островами
            tg: Барои сохтани киштиҳо барои савдо бо ҷазираҳо
          fish: {en: To count the fish, ru: Чтобы считать рыбу, tg: Барои шумурдани моҳӣ}
          tolls:
            en: To collect tolls on every one of the bridges
            ru: Чтобы собирать плату на каждом из мостов
            tg: Барои ҷамъ кардани боҷ дар ҳар як пул
      - id: when-founded
        kind: choice
        ask:
          en: When was the River Council founded?
          ru: Когда основали Речной совет?
          tg: Шурои дарёҳо кай таъсис ёфт?
        right: {en: "1920", ru: "1920", tg: "1920"}
        wrong:
          y1910: {en: "1910", ru: "1910", tg: "1910"}
          y1930: {en: "1930", ru: "1930", tg: "1930"}

  - id: deltas/first-steamer
    when: "1925-03"
    level: more
    statement:
      en: The steamer Heron reached the delta in March 1925.
      ru: Пароход «Цапля» дошёл до дельты в марте 1925 года.
      tg: Пароходи «Уқор» моҳи марти 1925 ба делта расид.
    sources: [survey]
    questions:
      - id: which-steamer
        kind: choice
        ask:
          en: Which steamer reached the delta first?
          ru: Какой пароход первым дошёл до дельты?
          tg: Кадом пароход аввалин шуда ба делта расид?
        right: {en: Heron, ru: «Цапля», tg: «Уқор»}
        wrong:
          stork: {en: Stork, ru: «Аист», tg: «Лаклак»}
          swan: {en: Swan, ru: «Лебедь», tg: «Қу»}
          gull: {en: Gull, ru: «Чайка», tg: «Моҳихӯрак»}

  - id: deltas/flood
    when: "1931-04-02"
    level: more
    statement:
      en: The Lunda flooded the lower villages on 2 April 1931.
      ru: Лунда затопила нижние деревни 2 апреля 1931 года.
      tg: Лунда 2 апрели соли 1931 деҳаҳои поёнро зери об кард.
    names: [lunda]
    sources: [atlas, survey]
    questions:
      - id: which-river
        kind: choice
        ask:
          en: Which river flooded the lower villages?
          ru: Какая река затопила нижние деревни?
          tg: Кадом дарё деҳаҳои поёнро зери об кард?
        right: "@lunda"
        wrong:
          olmara: "@olmara"
          vesk: "@vesk"
          tarnau: "@tarnau"
      - id: what-happened
        kind: choice
        ask: {en: What did the Lunda do in 1931?, ru: Что сделала Лунда в 1931?, tg: Лунда соли 1931 чӣ кард?}
        right:
          en: It flooded the lower villages
          ru: Затопила нижние деревни
          tg: Деҳаҳои поёнро зери об кард
        wrong:
          dried: {en: It ran dry, ru: Пересохла, tg: Хушк шуд}
          froze: {en: It froze over, ru: Замёрзла, tg: Ях баст}

  - id: deltas/park
    when: "1950"
    level: more
    as_of: "2020"
    statement:
      en: The delta became a park in 1950; 40 kinds of birds now nest there.
      ru: В 1950 году дельта стала парком; сейчас там гнездятся 40 видов птиц.
      tg: Соли 1950 делта боғи миллӣ шуд; ҳоло он ҷо 40 намуди парранда лона мегузорад.
    sources: [survey]
    questions:
      - id: how-many-birds
        kind: choice
        ask:
          en: How many kinds of birds nest in the delta?
          ru: Сколько видов птиц гнездится в дельте?
          tg: Дар делта чанд намуди парранда лона мегузорад?
        right: {en: "40", ru: "40", tg: "40"}
        wrong:
          n14: {en: "14", ru: "14", tg: "14"}
          n80: {en: "80", ru: "80", tg: "80"}
          n400: {en: "400", ru: "400", tg: "400"}
"""
