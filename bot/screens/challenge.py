"""What is seldom used under a result, a challenge to pass on, and two results side by side."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from bot.learning.challenge import News, Side, Versus
from bot.learning.quiz import Result
from bot.screens.home import home_row
from bot.screens.screen import Button, Link, Row, Screen, Switch, lines
from bot.taps.quiz import ResumeTap, ShareTap
from bot.taps.sets import ChallengeTap, DrawnTap, FiveTap
from bot.texts import Markup, Speech

SQUARES = {"right": "🟩", "half": "🟨", "wrong": "🟥", None: "⬜"}


def more_rows(speech: Speech, ended: Result, *, is_drawn: bool = False) -> tuple[Row, ...]:
    """What is seldom used under a result."""
    rows: list[Row] = []
    if ended.can_be_passed_on:
        rows.append((Button(speech.plain("challenge-friend"), ChallengeTap(ended.quiz_id)),))
    if ended.is_good and not speech.is_text_only:
        rows.append((Button(speech.plain("share-card"), ShareTap(ended.quiz_id)),))
    if is_drawn:
        rows.append((Button(speech.plain("set-how-drawn"), DrawnTap(ended.quiz_id)),))
    rows.append((Button(speech.plain("five-open"), FiveTap()),))
    return (*rows, (Button(speech.plain("button-back"), ResumeTap(ended.quiz_id)),))


def share_row(speech: Speech, query: str | None, url: str, words: str) -> Row:
    """To choose a chat to send something to: by an inline query, or else by Telegram's own page for links."""
    label = speech.plain("button-send-on")
    if query is not None:
        return (Switch(label, query),)
    return (Link(label, f"https://t.me/share/url?{urlencode({'url': url, 'text': words}, quote_via=quote)}"),)


def passed_on(speech: Speech, about: str, side: Side, url: str, query: str | None) -> Screen:
    """A message to be forwarded: what was reached, and the same questions."""
    html = lines(
        speech("challenge-told", about=about, squares=squares(speech, side)),
        speech("challenge-link", url=url),
    )
    words = f"{about}\n{squares(speech, side)}"
    return Screen(html, (share_row(speech, query, url, words),))


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
