"""`python -m benchmarks.ask [tuning|sealed]`: how well free questions are answered, and what that costs."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from content.loader import load
from content.model import LANGUAGES, Bank, Language
from content.search import LONGEST, Index, Reply

ASKS = Path(__file__).parent / "asks"
ROUNDS = 5
PEER_FROM = 50.0
"""The token_set_ratio from which the peer answers."""

Answering = Callable[[str], tuple[str | None, list[str]]]
"""Gives the id of the fact that answers a question, or None, and the ids of its neighbours."""


@dataclass(frozen=True)
class Asked:
    """A question, and the facts that answer it; without any, whether it is about the history at all."""

    text: str
    right: frozenset[str]
    is_on_topic: bool


@dataclass(frozen=True)
class Figures:
    answerable: int
    first: int  # the right fact first
    among_three: int
    declined: int  # though the bank has the answer
    off_topic: int
    off_topic_answered: int
    unknown: int  # on-topic, but not in the bank
    unknown_answered: int

    def line(self, name: str) -> str:
        wrongly = self.off_topic_answered + self.unknown_answered
        total = self.off_topic + self.unknown
        return (
            f"| {name} | {self.answerable} | {self.first / self.answerable:.1%} | "
            f"{self.among_three / self.answerable:.1%} | {self.declined / self.answerable:.1%} | "
            f"{wrongly / total:.1%} ({wrongly} of {total}: off-topic {self.off_topic_answered} of "
            f"{self.off_topic}, not in the bank {self.unknown_answered} of {self.unknown}) |"
        )


def read(part: str, language: Language) -> list[Asked]:
    """The questions of one part in one language: text, tab, ids of facts; - off-topic, ? not in the bank."""
    asked = []
    for line in (ASKS / f"{part}.{language}.tsv").read_text(encoding="utf-8").splitlines():
        text, _, right = line.rpartition("\t")
        ids = frozenset() if right in ("-", "?") else frozenset(right.split(","))
        asked.append(Asked(text, ids, right != "-"))
    return asked


def measure(asked: Sequence[Asked], answer: Answering) -> Figures:
    answerable = [each for each in asked if each.right]
    replies = {each.text: answer(each.text) for each in asked}
    declines = [each for each in asked if not each.right]
    answered = [each for each in declines if replies[each.text][0] is not None]
    return Figures(
        answerable=len(answerable),
        first=sum(replies[each.text][0] in each.right for each in answerable),
        among_three=sum(_is_among(each, *replies[each.text]) for each in answerable),
        declined=sum(replies[each.text][0] is None for each in answerable),
        off_topic=sum(not each.is_on_topic for each in declines),
        off_topic_answered=sum(not each.is_on_topic for each in answered),
        unknown=sum(each.is_on_topic for each in declines),
        unknown_answered=sum(each.is_on_topic for each in answered),
    )


def _is_among(asked: Asked, answer: str | None, others: Sequence[str]) -> bool:
    return answer is not None and not asked.right.isdisjoint([answer, *others[:2]])


def with_index(index: Index) -> Answering:
    def answer(text: str) -> tuple[str | None, list[str]]:
        reply: Reply = index.ask(text)
        return reply.answer.id if reply.answer else None, [other.fact.id for other in reply.others]

    return answer


def with_shuffled(index: Index, bank: Bank) -> Answering:
    """The control: every fact answers under another one's id."""
    ids = [fact.id for fact in bank.facts]
    others = dict(zip(ids, random.Random(7).sample(ids, len(ids)), strict=True))
    answer = with_index(index)

    def shuffled(text: str) -> tuple[str | None, list[str]]:
        found, near = answer(text)
        return others.get(found or ""), [others[each] for each in near]

    return shuffled


def with_token_sets(bank: Bank) -> Answering:
    """The peer: one pass of rapidfuzz's token_set_ratio over all statements in all languages."""
    texts = [text for fact in bank.facts for text in fact.statement.all()]
    folded = [utils.default_process(text) for text in texts]

    def answer(text: str) -> tuple[str | None, list[str]]:
        query = utils.default_process(text[:LONGEST])
        found = process.extract(query, folded, scorer=fuzz.token_set_ratio, limit=9)
        ids = list(dict.fromkeys(bank.facts[place // len(LANGUAGES)].id for _, _, place in found))
        return (ids[0] if found[0][1] >= PEER_FROM else None), ids[1:3]

    return answer


def seconds(texts: Sequence[str], answer: Answering) -> float:
    """The shortest of some rounds over all texts, for one text."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for text in texts:
            answer(text)
        rounds.append((time.perf_counter() - began) / len(texts))
    return min(rounds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask")
    parser.add_argument("part", nargs="?", choices=["tuning", "sealed"], default="tuning")
    part = parser.parse_args().part
    bank = load()
    index = Index(bank)
    sets = {language: read(part, language) for language in LANGUAGES}
    _tell_missing(bank, [each for asked in sets.values() for each in asked])
    ways = {
        "Hamkori": with_index(index),
        "control: shuffled facts": with_shuffled(index, bank),
        "peer: token_set_ratio": with_token_sets(bank),
    }
    print(f"| {part} | n | right first | among three | declined in vain | answered in vain |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, answer in ways.items():
        for language, asked in sets.items():
            print(measure(asked, answer).line(f"{name}, {language}"))
    texts = [each.text for asked in sets.values() for each in asked]
    own, peer = seconds(texts, ways["Hamkori"]), seconds(texts, ways["peer: token_set_ratio"])
    print(
        f"\nA question takes {own * 1e3:.2f} ms, {own / peer:.2f} times a rapidfuzz pass "
        f"({peer * 1e3:.2f} ms)."
    )


def _tell_missing(bank: Bank, asked: Sequence[Asked]) -> None:
    gone = {fact for each in asked for fact in each.right if bank.find_fact(fact) is None}
    if gone:
        print(f"Not in the bank: {', '.join(sorted(gone))}\n")


if __name__ == "__main__":
    main()
