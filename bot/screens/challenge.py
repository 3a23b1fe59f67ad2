"""What is seldom used under a result, a challenge to pass on, and two results side by side."""

from __future__ import annotations

from bot.learning.challenge import News, Side, Versus
from bot.learning.quiz import Result
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.quiz import ResumeTap, ShareTap
from bot.taps.sets import ChallengeTap
from bot.texts import Markup, Speech

SQUARES = {"right": "🟩", "half": "🟨", "wrong": "🟥", None: "⬜"}


def more_rows(speech: Speech, ended: Result) -> tuple[Row, ...]:
    """What is seldom used under a result."""
    rows: list[Row] = []
    if ended.can_be_passed_on:
        rows.append((Button(speech.plain("challenge-friend"), ChallengeTap(ended.quiz_id)),))
    if ended.is_good and not speech.is_text_only:
        rows.append((Button(speech.plain("share-card"), ShareTap(ended.quiz_id)),))
    return (*rows, (Button(speech.plain("button-back"), ResumeTap(ended.quiz_id)),))


def passed_on(speech: Speech, about: str, side: Side, url: str) -> Screen:
    """A message to be forwarded: what was reached, and the same questions."""
    html = lines(
        speech("challenge-told", about=about, squares=squares(speech, side)),
        speech("challenge-link", url=url),
    )
    return Screen(html)


def squares(speech: Speech, side: Side) -> str:
    """A mark for each question, in signs and in words, without what was asked."""
    signs = "" if speech.is_text_only else "".join(SQUARES[mark] for mark in side.marks) + "\n"
    if not side.right:
        return signs + speech.plain("squares-none", n=side.total)
    if side.right == side.total:
        return signs + speech.plain("squares-all", n=side.total)
    numbers = ", ".join(map(str, side.numbers_right))
    return signs + speech.plain("squares-some", right=side.right, n=side.total, numbers=numbers)


def versus(speech: Speech, both: Versus) -> Markup:
    """Oneself, and below the others who are done."""
    told = [speech("versus-you", squares=squares(speech, both.mine))]
    told += [speech("versus-other", squares=squares(speech, each)) for each in both.others]
    return lines(speech("versus"), *told)


def news(speech: Speech, of: News) -> Screen:
    """Somebody else is done with the same questions."""
    html = speech("challenge-news", theirs=of.theirs, mine=of.mine, n=of.total)
    see = (Button(speech.plain("challenge-see"), ResumeTap(of.quiz_id)),)
    return Screen(html, (see, home_row(speech)))
