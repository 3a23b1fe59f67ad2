"""Free text in three languages and two scripts -> the fact that answers it, or an honest nothing."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content import lexicon
from content.answers import right_answer
from content.dates import spell
from content.model import LANGUAGES, Bank, Era, Fact, Language, Match, Naming, Order, TrueFalse
from content.spelling import skeleton
from content.stems import Stemmer

LONGEST = 64
"""Characters of words that say something which are looked at: the cost of comparing grows with them."""
RAMBLING = 256
"""Characters in which those are looked for."""

# Weights, tuned on benchmarks/asks/tuning.*.tsv; docs/performance.md has the figures.
ALIKE = 0.9  # a word that means the same, or the word of another language
SLIPS = {1: 0.8, 2: 0.6}  # a word one or two slips of the finger away
BEGINNING = 0.7  # a word that begins with a word of the bank
STORY = 0.8  # a word of the story only
NAMED = 0.8  # a word of the spellings of a name the fact is about
OTHER = 2.0  # a word for what the bank is known not to have, against one that is merely unknown
OTHER_YEAR = 0.5  # for each number asked about that the fact does not have
ASKED_FOR = 1.0  # that who, when, where, why or how many is asked for, and the passage tells it
COVERAGE = 0.5  # the share of the question that the fact has; the rest is how near its best passage is
BREVITY = 0.3  # how much a passage that says much besides loses
ANSWERED_FROM = 0.48  # the score from which an answer is given
ON_TOPIC_FROM = 0.3  # the score from which the nearest era is offered

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"[’'ʼ`´\u0301]")
_GROUPED = re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f,]\d{3})+\b")


@dataclass(frozen=True)
class Found:
    """A fact and how well it fits, from 0 to 1."""

    fact: Fact
    score: float


@dataclass(frozen=True)
class Reply:
    """What the bank says to a question."""

    answer: Fact | None
    others: tuple[Found, ...]  # the two next best facts, never the answer
    nearest_era: Era | None  # without an answer: the era to offer, or None if the question is off-topic


@dataclass
class _Passage:
    """One text of a fact: its statement, or a question with its answer."""

    fact: int
    stems: frozenset[str]


@dataclass(frozen=True)
class _Said:
    """What a word of a question matches: how well each fact, and each passage, has it."""

    weight: float
    facts: Mapping[int, float] = field(default_factory=dict)
    passages: Mapping[int, float] = field(default_factory=dict)
    is_exact: bool = False  # a year or another large number: no fact without it is meant


class Index:
    """The words of every fact, by stems that meet across languages. Built once; asking changes nothing."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._stemmer = Stemmer()
        self._passages: list[_Passage] = []
        self._facts_of: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._passages_of: defaultdict[str, set[int]] = defaultdict(set)
        self._whole: defaultdict[str, set[str]] = defaultdict(set)  # a word's sounds -> its stems
        for number, fact in enumerate(bank.facts):
            self._add(number, fact)
        self._rarest = math.log(1 + len(bank.facts))
        idf = {stem: math.log(1 + len(bank.facts) / len(facts)) for stem, facts in self._facts_of.items()}
        self._sizes = [sum(idf.get(stem, ASKED_FOR) for stem in passage.stems) for passage in self._passages]
        self._alike = self._groups()
        self._spelled_from: defaultdict[str, list[str]] = defaultdict(list)
        for word in {*self._whole, *(stem for stem in self._facts_of if len(stem) >= 5)}:
            if not _has_digit(word):
                self._spelled_from[word[0]].append(word)
        self._beginnings = sorted(stem for stem in self._facts_of if len(stem) >= 5 and not _has_digit(stem))

    def ask(self, text: str) -> Reply:
        """The fact that answers ``text``, if one does, and its neighbours."""
        found = self._ranked(text)
        if found and found[0].score >= ANSWERED_FROM:
            return Reply(found[0].fact, tuple(found[1:3]), None)
        is_near = bool(found) and found[0].score >= ON_TOPIC_FROM
        return Reply(None, tuple(found[:2]), self.bank.find_era(found[0].fact.era) if is_near else None)

    def _ranked(self, text: str) -> list[Found]:
        """Every fact that has a word of the question, the best first."""
        asked, words = _read(text[:RAMBLING], LONGEST)
        said = [self._said(word) for word in words]
        total = sum(word.weight for word in said)
        if not total or all(len(word) <= 2 and word.isdigit() for word in words):
            return []
        covered, near = self._masses(said, asked, total + ASKED_FOR * len(asked))
        scores = {
            number: (COVERAGE * mass / total + (1 - COVERAGE) * near.get(number, 0.0))
            * OTHER_YEAR ** sum(word.is_exact and number not in word.facts for word in said)
            for number, mass in covered.items()
        }  # fmt: skip
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
        return [Found(self.bank.facts[number], round(score, 4)) for number, score in ranked]

    def _masses(
        self, said: Iterable[_Said], asked: Iterable[str], total: float
    ) -> tuple[dict[int, float], dict[int, float]]:
        """For each fact, the weight of the words it has, and how near its best passage is to the question."""
        covered: defaultdict[int, float] = defaultdict(float)
        held: defaultdict[int, float] = defaultdict(float)
        for word in said:
            for number, share in word.facts.items():
                covered[number] += word.weight * share
            for passage, share in word.passages.items():
                held[passage] += word.weight * share
        for kind in asked:
            for passage in self._passages_of.get(kind, ()):
                if passage in held:
                    held[passage] += ASKED_FOR
        near: defaultdict[int, float] = defaultdict(float)
        for passage, mass in held.items():
            number = self._passages[passage].fact
            likeness = mass / (total ** (1 - BREVITY) * self._sizes[passage] ** BREVITY)
            near[number] = max(near[number], likeness)
        return covered, near

    def _said(self, word: str) -> _Said:
        is_exact = len(word) > 2 and word.isdigit()
        stems = self._stems_meant(word)
        if not stems:  # it weighs against every fact
            weight = self._rarest * (OTHER if skeleton(word) in lexicon.other() else 1.0)
            return _Said(weight, is_exact=is_exact)
        facts: dict[int, float] = {}
        passages: dict[int, float] = {}
        for stem, likeness in stems.items():
            for number, weight in self._facts_of[stem].items():
                facts[number] = max(facts.get(number, 0.0), likeness * weight)
            for passage in self._passages_of[stem]:
                passages[passage] = max(passages.get(passage, 0.0), likeness)
        weight = math.log(1 + len(self.bank.facts) / len(facts))
        return _Said(weight, facts, passages, is_exact)

    def _stems_meant(self, word: str) -> dict[str, float]:
        """The stems of the bank that a typed word may mean, with how surely. Digits are never guessed."""
        sounds = skeleton(word)
        if _has_digit(word):
            return {sounds: 1.0} if sounds in self._facts_of else {}
        typed = tuple(dict.fromkeys((*self._stemmer.stems(word), sounds)))
        meant = {stem: 1.0 for stem in typed if stem in self._facts_of}
        for stem in typed:
            for alike in self._alike.get(stem, ()):
                meant.setdefault(alike, ALIKE)
        if meant or sounds in lexicon.other():
            return meant
        guessed = self._misspelled(typed) or self._longer(typed, sounds)
        for stem, likeness in list(guessed.items()):
            for alike in self._alike.get(stem, ()):
                guessed.setdefault(alike, likeness * ALIKE)
        return guessed

    def _misspelled(self, typed: Iterable[str]) -> dict[str, float]:
        """The stems of the words nearest in spelling that begin with the same letter."""
        nearest: dict[str, int] = {}
        for stem in typed:
            most = _slips_forgiven(stem)
            choices = self._spelled_from.get(stem[:1], []) if most else []
            for word, slips, _ in process.extract(
                stem, choices, scorer=OSA.distance, score_cutoff=most, limit=8
            ):
                if 0 < slips <= _slips_forgiven(word):
                    nearest[word] = min(slips, nearest.get(word, slips))
        least = min(nearest.values(), default=0)
        words = [word for word, slips in nearest.items() if slips == least]
        return {stem: SLIPS[least] for word in words for stem in self._whole.get(word, {word})}

    def _longer(self, typed: Iterable[str], sounds: str) -> dict[str, float]:
        """The stems with which the typed word begins, or that begin with it."""
        if len(sounds) < 6:
            return {}
        return {
            stem: BEGINNING
            for stem in self._beginnings
            if any(each.startswith(stem) or (len(each) >= 5 and stem.startswith(each)) for each in typed)
        }

    def _add(self, number: int, fact: Fact) -> None:
        for language in LANGUAGES:
            for text in _passages_of(fact, language):
                self._passages.append(_Passage(number, self._note(number, text, language, 1.0)))
                for stem in self._passages[-1].stems:
                    self._passages_of[stem].add(len(self._passages) - 1)
            if fact.story:
                self._note(number, fact.story.to(language), language, STORY)
            for spelling in self._spellings(fact):
                self._note(number, spelling, language, NAMED)

    def _spellings(self, fact: Fact) -> Iterator[str]:
        for name in map(self.bank.name, fact.names):
            yield from (*name.text.all(), *name.variants)
        for question in fact.questions:
            if isinstance(question, Naming):
                yield from question.accepted

    def _note(self, number: int, text: str, language: Language, weight: float) -> frozenset[str]:
        """Note that a fact has the words of ``text``; gives their stems, and what is asked for in it."""
        asked, words = _read(text)
        stems = {self._stemmer.stem(word, language) for word in words} - {""}
        for word in words:
            sounds = skeleton(word)
            if len(sounds) >= 5 and not _has_digit(sounds):
                self._whole[sounds].add(self._stemmer.stem(word, language))
        for stem in stems:
            self._facts_of[stem][number] = max(weight, self._facts_of[stem].get(number, 0.0))
        return frozenset(stems | asked)

    def _groups(self) -> dict[str, frozenset[str]]:
        """For each stem of a group of words that mean the same, those of the group that the bank has."""
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for group in lexicon.alike():
            stems = {stem for word in group for stem in (*self._stemmer.stems(word), skeleton(word))}
            known = {stem for stem in stems if stem in self._facts_of}
            for stem in stems:
                groups[stem] |= known
        return {stem: frozenset(known) for stem, known in groups.items()}


def _passages_of(fact: Fact, language: Language) -> Iterator[str]:
    """What is near to how people ask: statement and date, event, each question with its answer."""
    yield f"{fact.statement.to(language)} {spell(fact.when, language)}"
    if fact.event:
        yield fact.event.to(language)
    for question in fact.questions:
        is_told = not isinstance(question, Order | Match)
        if is_told and not (isinstance(question, TrueFalse) and not question.is_true):
            yield f"{question.ask.to(language)} {right_answer(question, language)}"


def _split(text: str) -> list[str]:
    plain = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text.replace("№", " "))
    folded = unicodedata.normalize("NFKC", plain).casefold()
    return _WORD.findall(_APOSTROPHES.sub("", folded))


def _read(text: str, longest: int | None = None) -> tuple[frozenset[str], list[str]]:
    """What is asked for, and the words that say something, each once, up to ``longest`` characters."""
    asked: set[str] = set()
    words: dict[str, str] = {}
    for word in _split(text):
        sounds = skeleton(word)
        if kind := lexicon.asking().get(sounds):
            asked.add(f"?{kind}")
            continue
        is_letter = len(sounds) == 1 and not sounds.isdigit()
        if sounds and not is_letter and sounds not in lexicon.little():
            words.setdefault(sounds, word)
        if longest is not None and sum(map(len, words.values())) >= longest:
            break
    return frozenset(asked), list(words.values())


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _slips_forgiven(word: str) -> int:
    return 0 if len(word) <= 4 else 1 if len(word) <= 6 else 2


def is_question(text: str) -> bool:
    """Whether a text reads as a question of its own, not as an answer: by its mark or its first word."""
    words = [skeleton(word) for word in _split(text[:LONGEST])]
    if not words:
        return False
    if "?" in text:
        return len(words) > 1 or words[0] in lexicon.first()
    begins_so = len(words) > 2 and words[0] in lexicon.first()
    return begins_so or (
        len(words) > 3 and any(word in lexicon.asking().keys() & lexicon.first() for word in words)
    )
