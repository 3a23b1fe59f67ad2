"""A person of the kill harness: begins one quiz after another and answers five questions of each."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.end_to_end.stand_in import StandIn, buttons, tap_update, text_update

QUESTIONS = 5


@dataclass
class Player:
    """Taps each button at most once, whatever is shown again after a kill."""

    id: int
    server: StandIn
    rng: random.Random
    may_begin: bool = True
    starts: set[str] = field(default_factory=set)  # the origins of quizzes begun
    greetings: int = 0  # /start sent
    taps: dict[str, str] = field(default_factory=dict)  # the tap's id -> the button's data
    is_playing: bool = False
    is_waiting: bool = False  # for the screen that follows /start
    _seen: set[str] = field(default_factory=set)
    _asked: int = 0

    @property
    def is_done(self) -> bool:
        return not (self.is_playing or self.is_waiting)

    def answers(self) -> list[tuple[str, str]]:
        """The taps that answer a question: id and data."""
        return [(tap_id, data) for tap_id, data in self.taps.items() if data.startswith(("a:", "x:"))]

    def begin(self) -> None:
        self.is_waiting = True
        self.greetings += 1
        self._asked = 0
        self.server.feed(text_update(self.id, "/start"))

    def see(self, message: dict[str, Any]) -> None:
        """React to a message that appeared in the chat."""
        offered = list(buttons(message).values())
        if self.is_waiting:
            self._choose(message, offered)
        elif self.is_playing:
            self._play(message, offered)

    def _choose(self, message: dict[str, Any], offered: list[str]) -> None:
        starts = [data for data in offered if data.startswith("s:")]
        goes_on = [data for data in offered if data.startswith("go:")]
        if starts:
            self.is_waiting, self.is_playing = False, True
            # A home shown again after a kill has the very button of the first time.
            self.starts.add(f"tap-{starts[0].split(':')[3]}")
            self._tap(message, starts[0])
        elif goes_on:
            self.is_waiting, self.is_playing = False, True
            self._tap(message, goes_on[0])
        elif "l:en:" in offered and self._is_new(f"language {self.greetings}"):
            self._tap(message, "l:en:")

    def _play(self, message: dict[str, Any], offered: list[str]) -> None:
        # What takes more than one tap, or typing, this person does not know.
        answers = [data for data in offered if data.startswith("a:")]
        answers = answers or [data for data in offered if data.startswith("x:")]
        nexts = [data for data in offered if data.startswith("n:")]
        if answers and self._is_new(":".join(answers[0].split(":")[1:3])):
            self._asked += 1
            self._tap(message, self.rng.choice(answers))
        elif nexts and self._asked < QUESTIONS and self._is_new(nexts[0]):
            self._tap(message, nexts[0])
        elif not answers and (self._asked == QUESTIONS or not nexts):
            # At its end; or else misses would come back for a long time, because this person guesses.
            self.is_playing = False
            if self.may_begin:
                self.begin()

    def _is_new(self, key: str) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _tap(self, message: dict[str, Any], data: str) -> None:
        tap_id = f"{self.id}-{len(self.taps)}"
        self.taps[tap_id] = data
        self.server.feed(tap_update(self.id, message, data, tap_id))
