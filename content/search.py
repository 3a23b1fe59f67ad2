"""Free text in three languages and two scripts -> what answers it, or an honest nothing.

``Index(bank).ask(text, before=id)`` gives a ``Reply``:

- ``talk`` is set, and nothing else, if the text is small talk (``content.talk.Talk``): say one warm sentence.
- ``sureness`` is ``"sure"``: ``thing`` answers, a ``Fact`` or a ``Name`` with a meaning; ``line`` is the
  first line of the reply, just what was asked, or None if there is no shorter answer than the thing itself;
  ``asks`` is what it answers (when, who, ...); ``also`` are up to three others, for buttons below.
- ``"unsure"``: nothing is answered; ``also`` are up to three things, for "Did you mean ...".
- ``"nothing"``: ``nearest_era`` is the era to offer if the text is near to the history, else None.

``before`` is the id of what was answered last in the chat: "and who signed it?" is then understood.

``answer`` and ``others`` give the facts of a reply alone, for a caller that knows of no names with a meaning.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from content import lexicon
from content.hearing import Heard
from content.lines import first_line
from content.model import Asks, Bank, Era, Fact, Name, Text
from content.passages import Kept, Library, Thing
from content.questioning import Asking, read, split
from content.ranking import Ranked, Ranker
from content.spelling import skeleton
from content.sureness import LEANING_SURE_FROM, SURE_FROM, UNSURE_FROM, sureness
from content.talk import Talk, likely_talk, talk_in
from content.thread import leaning, leans, pointed_at, points

LONGEST = 64
"""Characters of words that say something which are looked at: the cost of comparing grows with them."""
RAMBLING = 256
"""Characters in which those are looked for."""
ALTERNATIVES = 3
TELLING = 2.6
"""The weight from which a word says by itself what is spoken of."""
NEAR_WORDS, NEAR_FROM = 2, 0.003
"""So many words that the bank has, and a sureness however small, make a text without an answer one about the
history: of such texts in `benchmarks/asks/` more than half, and a fifth of those about anything else."""

Sureness = Literal["sure", "unsure", "nothing"]


class Found(Struct, frozen=True):
    """A fact or a concept and how well it fits; the scores of one reply can be compared."""

    thing: Thing
    score: float

    @property
    def fact(self) -> Fact:
        """The fact; among ``Reply.others`` there is nothing else."""
        assert isinstance(self.thing, Fact)
        return self.thing


class Reply(Struct, frozen=True):
    """What the bank says to a text."""

    sureness: Sureness = "nothing"
    thing: Thing | None = None
    line: Text | None = None
    asks: Asks | None = None
    also: tuple[Found, ...] = ()
    nearest_era: Era | None = None
    talk: Talk | None = None

    @property
    def answer(self) -> Fact | None:
        """The fact that answers; for a concept the fact nearest to it."""
        if isinstance(self.thing, Name):
            return next((other.fact for other in self.also if isinstance(other.thing, Fact)), None)
        return self.thing

    @property
    def others(self) -> tuple[Found, ...]:
        """The two next best facts, never the answer."""
        facts = (other for other in self.also if isinstance(other.thing, Fact))
        return tuple(other for other in facts if other.thing is not self.answer)[:2]


class Index:
    """The words of every fact and concept, and how people ask for them. Asking changes nothing."""

    def __init__(self, bank: Bank, kept: Kept | None = None) -> None:
        """``kept`` is what ``kept()`` gave of an index of the same bank: read back, it need not be made."""
        self.bank = bank
        self._library = Library(bank, kept)
        self._ranker = Ranker(self._library)

    def ask(self, text: str, *, before: str | None = None) -> Reply:
        """What answers ``text``; ``before`` is the id of what was answered last, a fact's or a name's."""
        near = text[:RAMBLING]
        asking = read(near, LONGEST)
        talk, aside = talk_in(asking.sounds)
        if talk is not None:
            return Reply(talk=talk)
        if aside:
            words = enumerate(split(near))
            asking = read(" ".join(word for place, word in words if place not in aside), LONGEST)
        last = None if before is None else self._library.number.get(before)
        is_alone = last is None or not (leans(asking) or self._is_bare(asking))
        reply = self._alone(asking) if last is None or is_alone else self._going_on(asking, last)
        if reply.sureness == "sure":
            return reply
        is_asking = bool(asking.kinds and asking.words)
        if is_asking and reply.sureness == "unsure" and self._is_telling(self._ranker.hear(asking)):
            return reply
        talk = likely_talk(read(near).sounds, is_asking=is_asking)
        return Reply(talk=talk) if talk else reply

    def kept(self) -> Kept:
        """What it takes to have the same index again, as JSON may have it."""
        return self._library.kept()

    def _is_bare(self, asking: Asking) -> bool:
        """Whether it says hardly more than what it asks for: "when was it opened" without the "it"."""
        said = self._ranker.hear(asking).said
        return bool(asking.kinds) and len(said) == 1 and bool(said[0].stems) and said[0].weight < TELLING

    def _alone(self, asking: Asking) -> Reply:
        heard = self._ranker.hear(asking)
        if not heard.total or all(len(word) <= 2 and word.isdigit() for word in asking.words):
            return Reply()
        ranked = self._ranker.rank(heard)
        return self._reply(heard, ranked, sureness(heard, ranked))

    def _is_telling(self, heard: Heard) -> bool:
        """Whether a word of it says by itself what is spoken of."""
        return any(word.weight >= TELLING for word in heard.said if word.stems)

    def _going_on(self, asking: Asking, last: int) -> Reply:
        """What answers a text that leans on the thing before it."""
        if not asking.words:
            heard = self._ranker.hear(asking)
            return self._reply(heard, [self._ranker.measure(heard, last)], 1.0)
        own = self._ranker.hear(asking)
        if self._is_telling(own) and not points(asking):
            return self._alone(asking)
        heard = self._ranker.hear(asking, about=pointed_at(asking, self._library.things[last]))
        ranked = leaning(self._library, self._ranker, self._ranker.rank(heard), last)
        return self._reply(heard, ranked, sureness(heard, ranked), LEANING_SURE_FROM)

    def _reply(
        self, heard: Heard, ranked: list[Ranked], surely: float, sure_from: float = SURE_FROM
    ) -> Reply:
        found = tuple(
            Found(self._library.things[each.thing], round(each.score, 4))
            for each in ranked[: ALTERNATIVES + 1]
        )
        if surely >= sure_from:
            line, asks = first_line(self._library, self._ranker, heard, ranked[0])
            return Reply("sure", found[0].thing, line, asks, found[1:])
        if surely >= UNSURE_FROM:
            return Reply("unsure", also=found[:ALTERNATIVES], nearest_era=self._era(found))
        known = [word for word in heard.said if word.stems and not word.word.isdigit()]
        is_near = len(known) >= NEAR_WORDS and surely >= NEAR_FROM
        return Reply(nearest_era=self._era(found) if is_near else None)

    def _era(self, found: tuple[Found, ...]) -> Era | None:
        """The era of the best fact."""
        fact = next((each.thing for each in found if isinstance(each.thing, Fact)), None)
        return self.bank.find_era(fact.era) if fact else None


def gist(text: str) -> str:
    """A text by its sounds: the same for the same question in other letters, case or marks; may be empty."""
    return " ".join(read(text[:RAMBLING]).sounds)


def is_question(text: str) -> bool:
    """Whether a text reads as a question of its own: by its mark, or by a word that asks."""
    words = [skeleton(word) for word in split(text[:LONGEST])]
    asking = lexicon.asking().keys() & lexicon.first()
    return asks_outright(text) or (len(words) > 3 and not asking.isdisjoint(words))


def asks_outright(text: str) -> bool:
    """Whether a text is a question by its mark or its first word; "I think it was 1997" is none."""
    words = [skeleton(word) for word in split(text[:LONGEST])]
    if not words:
        return False
    if "?" in text:
        return len(words) > 1 or words[0] in lexicon.first()
    return len(words) > 2 and words[0] in lexicon.first()
