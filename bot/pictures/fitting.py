"""Text made to fit its place: smaller within limits, then in lines, then cut short at a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Measure = Callable[[str], float]
"""The width of a text."""

ELLIPSIS = "…"
LITTLE = 3
"""A word of so few letters, such as a preposition or a number, points onward: no cut text ends with it."""


def shortened(text: str, measure: Measure, room: float) -> str:
    """``text``, or as many of its first words as fit with an ellipsis; of one long word, its letters.

    It ends with a whole word that says something, as far as there is one.
    """
    if measure(text) <= room:
        return text
    words = text.split(" ")
    fitting = [count for count in range(len(words) - 1, 0, -1) if measure(_cut(words[:count])) <= room]
    if fitting:
        return _cut(
            words[: next((count for count in fitting if not _is_little(words[count - 1])), fitting[0])]
        )
    letters = words[0]
    while letters and measure(letters + ELLIPSIS) > room:
        letters = letters[:-1]
    return letters + ELLIPSIS


def _cut(words: list[str]) -> str:
    return " ".join(words).rstrip(_JOINS) + ELLIPSIS


def _is_little(word: str) -> bool:
    return len(word.strip(_JOINS)) <= LITTLE


_JOINS = " \u00a0,;:.–—(«“"


def wrapped(text: str, measure: Measure, room: float, lines: int) -> list[str]:
    """``text`` in at most ``lines`` lines; what does not fit into the last is cut short."""
    words = [part for word in _words(text) for part in _broken(word, measure, room)]
    done: list[str] = []
    while words and len(done) < lines - 1:
        count = 1
        while count < len(words) and measure(" ".join(words[: count + 1])) <= room:
            count += 1
        done.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        done.append(shortened(" ".join(words), measure, room))
    return done


def largest(sizes: Iterable[int], fits: Callable[[int], bool]) -> int:
    """The first of ``sizes`` that ``fits``, or the last; they come from large to small."""
    size = 0
    for size in sizes:
        if fits(size):
            break
    return size


def _words(text: str) -> list[str]:
    """A dash stays with the word before it: no line begins with one."""
    return [word.replace("\u00a0–", " –") for word in text.replace(" –", "\u00a0–").split(" ") if word]


def _broken(word: str, measure: Measure, room: float) -> list[str]:
    """A word that is wider than a line, in pieces that are not."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
