"""`python -m benchmarks.floors`: single acts of the bot, each beside the least that its kind of work costs.

Processor time of this process alone, in turn within a round; the database has a million subscriptions.
"""

from __future__ import annotations

import argparse
import io
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image

from benchmarks.ask import read
from benchmarks.ask_peers import with_token_sets
from benchmarks.filling import fill, make_due, make_reader
from benchmarks.processes import ROOT
from bot.clock import utc_now
from bot.learning.learner import Learner
from bot.learning.progress import Progress
from bot.pictures import card
from bot.pictures.canvas import COLOURS
from bot.services import planning, progress
from bot.texts import Catalogues
from content.loader import load
from content.model import LANGUAGES
from content.search import Index
from db import subscriptions
from db.engine import Database, Session

ROUNDS = 9
SUBSCRIPTIONS = 1_000_000
DUE = 20_000
DUE_AT_ONCE = 500
STEP = 20
"""As many subscriptions as the bot plans in one transaction."""
STEPS = 20
QUESTIONS = 30
READER = 1

Work = Callable[[], object]
_RAW_DUE = "SELECT id FROM subscriptions WHERE next_at <= ? AND stopped_at IS NULL ORDER BY next_at LIMIT ?"
_RAW_OWED = (
    "INSERT INTO deliveries (chat_id, topic_id, learner_id, kind, occasion, language, fact_id, state, due_at,"
    " not_before) VALUES (?, 0, ?, 'fact', ?, 'en', 'x', 'sent', ?, ?)"
)
_RAW_ON = "UPDATE subscriptions SET next_at = ? WHERE id = ?"


class Floors:
    """Each row is (name, our work, the floor's work, how many things one of them does)."""

    def __init__(self, path: Path, subscribers: int) -> None:
        fill(path, subscribers, 1)
        make_reader(path)
        make_due(path, DUE)
        self._bank = load()
        self._database = Database(f"sqlite:///{path}")
        self._path = path
        self._last = subscribers
        self._asked = [each.text for language in LANGUAGES for each in read("tuning", language)[:QUESTIONS]]

    def rows(self) -> Iterator[tuple[str, Work, Work, int]]:
        raw = sqlite3.connect(self._path, isolation_level=None)
        raw.execute("PRAGMA synchronous = FULL")
        with closing(self._database), closing(raw):
            due = f"{DUE_AT_ONCE} due of {self._last:,} subscriptions"
            yield due, self._due, lambda: self._raw_due(raw), 1
            yield "planning one subscription", self._plan, lambda: self._raw_plan(raw), STEP * STEPS
        drawn = self._card()
        yield "a progress card of a year", drawn, partial(_bare_picture, drawn()), 1
        index, peer = Index(self._bank), with_token_sets(self._bank)
        yield "a free question", self._each(index.ask), self._each(peer), len(self._asked)

    def _due(self) -> None:
        with self._database.begin() as session:
            assert len(subscriptions.due(session, utc_now(), DUE_AT_ONCE)) == DUE_AT_ONCE

    def _raw_due(self, raw: sqlite3.Connection) -> None:
        given = (f"{utc_now():%F %T.%f}", DUE_AT_ONCE)
        assert len(raw.execute(_RAW_DUE, given).fetchall()) == DUE_AT_ONCE

    def _plan(self) -> None:
        now = utc_now()
        for _ in range(STEPS):
            with self._database.begin() as session:
                assert planning.plan(session, self._bank, now, STEP) == STEP

    def _raw_plan(self, raw: sqlite3.Connection) -> None:
        """The same rows found, written and moved on, without any choice of what to tell."""
        now = utc_now()
        later, then = f"{now + timedelta(days=7):%F %T.%f}", f"{now:%F %T.%f}"
        for _ in range(STEPS):
            raw.execute("BEGIN IMMEDIATE")
            due = [row[0] for row in raw.execute(_RAW_DUE, (then, STEP))]
            raw.executemany(_RAW_OWED, [(id_, id_, then[:10] + "-raw", then, then) for id_ in due])
            raw.executemany(_RAW_ON, [(later, id_) for id_ in due])
            raw.execute("COMMIT")
            assert len(due) == STEP

    def _card(self) -> Callable[[], bytes]:
        """A picture, the drawing of which costs; its values are read first."""
        database, now = Database(f"sqlite:///{self._path}"), utc_now()

        def act(session: Session) -> Progress:
            return progress.read(session, self._bank, Learner(READER, "en", "Asia/Dushanbe", now))

        with closing(database), database.begin() as session:
            done = act(session)
        speech = Catalogues().to("en")
        return lambda: card.draw(speech, done)

    def _each(self, ask: Callable[[str], object]) -> Work:
        return lambda: [ask(text) for text in self._asked]


def _bare_picture(png: bytes) -> bytes:
    """The finished card made a PNG of few colours once more: whatever draws must do that much."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few.save(out, "PNG", compress_level=7)
    return out.getvalue()


def _cpu(work: Work, count: int) -> float:
    started_at = time.process_time()
    work()
    return (time.process_time() - started_at) / count * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description="Single acts beside their floors.")
    parser.add_argument("--subscriptions", type=int, default=SUBSCRIPTIONS)
    subscribers = parser.parse_args().subscriptions
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    print(f"{ROUNDS} rounds; load at the beginning {os.getloadavg()[0]:.1f}\n")
    print("| act | CPU ms | its floor | times (range) |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="floors-", dir=cache) as directory:
        for name, ours, floor, count in Floors(Path(directory) / "bot.db", subscribers).rows():
            ours(), floor()
            pairs = [(_cpu(ours, count), _cpu(floor, count)) for _ in range(ROUNDS)]
            times = sorted(one / other for one, other in pairs)
            own, least = (median(each[side] for each in pairs) for side in (0, 1))
            spread = f"{median(times):.2f} ({times[0]:.2f} to {times[-1]:.2f})"
            print(f"| {name} | {own:.2f} | {least:.2f} | {spread} |", flush=True)
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
