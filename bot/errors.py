"""The expected "no": a catalogue key with its parameters, never a sentence."""

from __future__ import annotations


class Refusal(Exception):
    """What a learner asked cannot be done. Nothing was changed; ``key`` says why, in every language."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
