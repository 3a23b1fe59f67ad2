"""`python -m benchmarks.ask [part ...]`: how well free questions are answered, and what that costs."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ask_peers import with_bag_of_words, with_token_sets
from content.loader import load
from content.model import LANGUAGES, Bank, Language
from content.search import Index

ASKS = Path(__file__).parent / "asks"
ROUNDS = 5
PARTS = ("tuning", "sealed", "sealed2", "tuning2", "tuning3", "tuning4", "tuning5", "tuning6", "unknown")
BUTTONS = 3

Answering = Callable[[str], tuple[str | None, list[str]]]
"""Gives the id of what answers a question, or None, and the ids of what is offered beside it."""


@dataclass(frozen=True)
class Asked:
    """A question, and what answers it; without any, whether it is about the history at all."""

    text: str
    right: frozenset[str]
    is_on_topic: bool


@dataclass(frozen=True)
class Figures:
    answerable: int
    first: int  # the right one given as the answer
    among: int  # the right one given, or among the buttons
    unsure: int  # nothing given, only buttons
    declined: int  # nothing at all, though the bank has the answer
    off_topic: int
    off_topic_answered: int
    unknown: int  # on-topic, but not in the bank
    unknown_answered: int

    def line(self, name: str) -> str:
        wrongly = self.off_topic_answered + self.unknown_answered
        shares = (self.first, self.among, self.unsure, self.declined)
        told = " | ".join(_share(part, self.answerable) for part in shares)
        return (
            f"| {name} | {self.answerable} | {told} | {_share(wrongly, self.off_topic + self.unknown)} "
            f"(off-topic {self.off_topic_answered} of {self.off_topic}, "
            f"not in the bank {self.unknown_answered} of {self.unknown}) |"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def read(part: str, language: Language) -> list[Asked]:
    """The questions of one part in one language: text, tab, ids; - off-topic, ? not in the bank."""
    asked = []
    for line in (ASKS / f"{part}.{language}.tsv").read_text(encoding="utf-8").splitlines():
        text, _, right = line.rpartition("\t")
        ids = frozenset() if right in ("-", "?") else frozenset(right.split(","))
        asked.append(Asked(text, ids, right != "-"))
    return asked


def known(bank: Bank, asked: Sequence[Asked]) -> tuple[list[Asked], set[str]]:
    """The questions whose answer is in the bank, with those that have none; and ids that are not in it."""
    ids = {fact.id for fact in bank.facts} | {name.id for name in bank.concepts}
    kept = [each for each in asked if not each.right or each.right & ids]
    return kept, {each for one in asked for each in one.right} - ids


def measure(asked: Sequence[Asked], answer: Answering) -> Figures:
    answerable = [each for each in asked if each.right]
    replies = {each.text: answer(each.text) for each in asked}
    declines = [each for each in asked if not each.right]
    answered = [each for each in declines if replies[each.text][0] is not None]
    unsure = [each for each in answerable if replies[each.text][0] is None]
    return Figures(
        answerable=len(answerable),
        first=sum(replies[each.text][0] in each.right for each in answerable),
        among=sum(_is_among(each, *replies[each.text]) for each in answerable),
        unsure=sum(bool(replies[each.text][1]) for each in unsure),
        declined=sum(not replies[each.text][1] for each in unsure),
        off_topic=sum(not each.is_on_topic for each in declines),
        off_topic_answered=sum(not each.is_on_topic for each in answered),
        unknown=sum(each.is_on_topic for each in declines),
        unknown_answered=sum(each.is_on_topic for each in answered),
    )


def _is_among(asked: Asked, answer: str | None, others: Sequence[str]) -> bool:
    given = [] if answer is None else [answer]
    return not asked.right.isdisjoint([*given, *others[:BUTTONS]])


def with_index(index: Index) -> Answering:
    def answer(text: str) -> tuple[str | None, list[str]]:
        reply = index.ask(text)
        return reply.thing.id if reply.thing else None, [other.thing.id for other in reply.also]

    return answer


def with_shuffled(index: Index, bank: Bank) -> Answering:
    """The control: everything answers under another one's id."""
    ids = [fact.id for fact in bank.facts] + [name.id for name in bank.concepts]
    others = dict(zip(ids, random.Random(7).sample(ids, len(ids)), strict=True))
    answer = with_index(index)

    def shuffled(text: str) -> tuple[str | None, list[str]]:
        found, near = answer(text)
        return others.get(found or ""), [others[each] for each in near]

    return shuffled


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
    parser.add_argument("parts", nargs="*", default=list(PARTS), help="the sets of benchmarks/asks to ask")
    parser.add_argument("--failed", action="store_true", help="print what was answered wrongly")
    given = parser.parse_args()
    bank = load()
    began = time.perf_counter()
    index = Index(bank)
    print(f"The index is built in {time.perf_counter() - began:.2f} s.\n")
    ways: dict[str, Answering] = {
        "Hamkori": with_index(index),
        "control: shuffled ids": with_shuffled(index, bank),
        "peer: token_set_ratio": with_token_sets(bank),
        "peer: bag of words": with_bag_of_words(bank),
    }
    for part in given.parts:
        _tell(part, bank, ways, is_telling_failed=given.failed)
    _tell_talk(index)
    _tell_threads(index, is_telling_failed=given.failed)
    texts = [each.text for part in given.parts for language in LANGUAGES for each in read(part, language)]
    print(f"A question takes {seconds(texts, ways['Hamkori']) * 1e3:.2f} ms.")


def _tell(part: str, bank: Bank, ways: dict[str, Answering], *, is_telling_failed: bool) -> None:
    sets, gone = {}, set()
    for language in LANGUAGES:
        sets[language], unknown = known(bank, read(part, language))
        gone |= unknown
    if gone:
        print(f"Not in the bank: {len(gone)} ids, such as {', '.join(sorted(gone)[:5])}.\n")
    print(f"| {part} | n | right first | among | unsure | declined in vain | answered in vain |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, answer in ways.items():
        for language, asked in sets.items():
            print(measure(asked, answer).line(f"{name}, {language}"))
    print()
    if is_telling_failed:
        for asked in sets.values():
            _tell_failed(asked, ways["Hamkori"])


def _tell_failed(asked: Sequence[Asked], answer: Answering) -> None:
    for each in asked:
        found, near = answer(each.text)
        if found not in (each.right or {None}):
            print(f"{each.text} | {','.join(sorted(each.right)) or '-'} | {found} | {', '.join(near)}")
    print()


def _tell_talk(index: Index) -> None:
    lines = [line.rpartition("\t") for line in (ASKS / "talk.tsv").read_text(encoding="utf-8").splitlines()]
    replies = [(index.ask(text).talk or "-", kind) for text, _, kind in lines]
    talk = [(given, kind) for given, kind in replies if kind != "-"]
    taken = sum(given != "-" for given, kind in replies if kind == "-")
    print(
        f"Small talk: {sum(given != '-' for given, _ in talk)} of {len(talk)} known for it, of the right "
        f"kind {sum(given == kind for given, kind in talk)}; "
        f"{taken} of {len(replies) - len(talk)} questions taken for it.\n"
    )


def _tell_threads(index: Index, *, is_telling_failed: bool) -> None:
    """What was answered before, a text that leans on it, and what answers that."""
    right = total = 0
    for line in (ASKS / "threads.tsv").read_text(encoding="utf-8").splitlines():
        before, text, ids = line.split("\t")
        thing = index.ask(text, before=before).thing
        total += 1
        right += thing is not None and thing.id in ids.split(",")
        if is_telling_failed and (thing is None or thing.id not in ids.split(",")):
            print(f"{before} > {text} | {ids} | {thing.id if thing else None}")
    print(f"Threads: {right} of {total} right.\n")


if __name__ == "__main__":
    main()
