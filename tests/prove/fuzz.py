"""Updates with any field missing, null, huge or of another type, through the real Application."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields
from telegram.request import BaseRequest, RequestData

from bot import handlers
from bot.app import build
from bot.running import App
from bot.settings import Secret, Settings
from bot.taps import TAPS
from content.loader import load
from db.engine import Database
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.dialogs.conversation import TOKEN, TurnedClock
from tests.prove.paper import Found, Notes

Json = dict[str, Any]

BATCH = 25
"""Updates that come at once."""
PEOPLE = range(7_000_000_001, 7_000_000_021)
BYSTANDER = 7_000_000_100
GROUP = {"id": -1_001_000_000_001, "type": "supergroup", "title": "Class", "is_forum": True}
BUTTONS_KEPT = 400
HEADS = ("updates", "cases", "that broke the intake", "errors in the log", "bystander not answered", "s")

MISSING = object()
_DEEP: list[Any] = []
for _ in range(40):
    _DEEP = [_DEEP]
_NUMBERS = (0, -1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 1.5, 1e308)
_WORDS = ("", "\0", "\ud800", "\u202e<b>&", "x" * 4096, "ы" * 4096, "/", "5", "null")
_JUNK: tuple[Any, ...] = (MISSING, None, True, False, *_NUMBERS, *_WORDS, [], {}, [None], {"id": None}, _DEEP)
_RUBBISH = (
    "f_",
    "f_springs_keepers",
    "q_\u2066",
    "../../etc",
    "%00",
    "c_AAAA-BBBB",
    "s_" + "x" * 62,
    "0" * 64,
)
_SAID = (
    *(f"/{command}" for command in (*handlers.COMMANDS, *handlers.ADMIN_COMMANDS)),
    *(f"/start {payload}" for payload in _RUBBISH),
    *("/daily 25:99", "/verify ÄÖ", "/suggest x", "/nothing", "/help@another_bot"),
)
_SPOKEN = (
    *("7", "two", "08:30", "Firuz", "1 2 3 4", "Asia/Dushanbe", "How many keepers lived at the bridge?"),
    *("?" * 4096, "who " * 1024, "\U0001f600" * 50),
)


def _taps() -> tuple[str, ...]:
    """One of every kind of button, which nobody was ever shown."""
    made = []
    for tap in TAPS.values():
        hints = get_type_hints(tap)
        values = {each.name: 1 if hints[each.name] is int else "x" for each in fields(tap)}
        made.append(tap(**values).encode())
    return (*made, "", ":", "a:1:0", "a:-1:0:0", "zz", "x" * 64, "й" * 60)


_TAPS = _taps()


def _person(number: int) -> Json:
    return {
        "id": number,
        "is_bot": False,
        "first_name": "A",
        "language_code": ("en", "ru", "tg", "")[number % 4],
    }


def _message(person: int, place: Json | None = None, **more: Any) -> Json:
    chat = place or {"id": person, "type": "private", "first_name": "A"}
    return {"message_id": 10, "date": 1_772_420_400, "chat": chat, "from": _person(person), **more}


def _base(kind: int, person: int, said: str, data: str) -> Json:
    """One update of a kind, as Telegram sends it."""
    text = _message(person, text=said, entities=[{"type": "bot_command", "offset": 0, "length": 5}])
    photo = [{"file_id": "1", "file_unique_id": "2", "width": 9, "height": 9}]
    member = {"user": _person(1), "status": "member"}
    tap = {"id": "77", "from": _person(person), "chat_instance": "1", "data": data}
    origin = {"type": "user", "date": 1_772_420_400, "sender_user": _person(2)}
    moved = {"date": 1_772_420_400, "from": _person(person), "old_chat_member": member}
    kinds: tuple[Json, ...] = (
        {"message": text},
        {"callback_query": {**tap, "message": _message(person, text="shown")}},
        {"message": {**text, "reply_to_message": _message(person, text="asked")}},
        {"message": {**text, "forward_origin": origin}},
        {"message": _message(person, photo=photo, caption=said, media_group_id="5")},
        {"message": _message(person, GROUP, text=said, message_thread_id=4, is_topic_message=True)},
        {"callback_query": {**tap, "message": _message(person, GROUP, text="shown")}},
        {"callback_query": {**tap, "message": {**_message(person), "date": 0}}},
        {"callback_query": {**tap, "inline_message_id": "x"}},
        {"edited_message": {**text, "edit_date": 1_772_420_401}},
        {"poll_answer": {"poll_id": "1", "user": _person(person), "option_ids": [0]}},
        {"my_chat_member": {**moved, "chat": GROUP, "new_chat_member": {**member, "status": "kicked"}}},
        {"my_chat_member": {**moved, "chat": _message(person)["chat"], "new_chat_member": member}},
        {"message": _message(person, GROUP, migrate_to_chat_id=-1_001_000_000_002)},
        {"channel_post": _message(person, {"id": -1_002, "type": "channel", "title": "C"}, text=said)},
        {"message": _message(person, pinned_message=_message(person, text=said))},
    )
    return kinds[kind % len(kinds)]


@dataclass(frozen=True)
class Plan:
    """An update and where it is spoilt: (which of its fields, by which junk)."""

    kind: int
    person: int
    said: str
    data: int
    spoilt: tuple[tuple[int, int], ...]

    def update(self, buttons: list[str]) -> Json:
        offered = (*_TAPS, *buttons)
        update = copy.deepcopy(_base(self.kind, self.person, self.said, offered[self.data % len(offered)]))
        for where, junk in self.spoilt:
            places = list(_places(update))
            holder, key = places[where % len(places)]
            _spoil(holder, key, _JUNK[junk % len(_JUNK)])
        return update


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in it that can be spoilt: (what holds it, its key)."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = [*value.items()]
    elif isinstance(value, list):
        items = [*enumerate(value)]
    for key, part in items:
        yield value, key
        yield from _places(part)


def _spoil(holder: Any, key: Any, junk: Any) -> None:
    if junk is not MISSING:
        holder[key] = copy.deepcopy(junk)
    elif len(holder) > 1 or isinstance(holder, list):
        del holder[key]


_KINDS = (*[0, 1] * 6, *range(2, 16))
"""Texts and taps in private lead furthest."""

PLANS = st.lists(
    st.builds(
        Plan,
        kind=st.sampled_from(_KINDS),
        person=st.sampled_from(PEOPLE),
        said=st.one_of(st.sampled_from(_SAID), st.sampled_from(_SPOKEN), st.text(max_size=30)),
        data=st.integers(0, 1_000),
        spoilt=st.lists(st.tuples(st.integers(0, 60), st.integers(0, len(_JUNK) - 1)), max_size=3).map(tuple),
    ),
    min_size=BATCH,
    max_size=BATCH,
)


class Yes(BaseRequest):
    """A Telegram that takes everything; it keeps which chats were told something, and the buttons."""

    def __init__(self) -> None:
        self.told: dict[int, int] = {}
        self.buttons: list[str] = []
        self._messages = 100

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        parameters = dict(request_data.json_parameters) if request_data else {}
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _result(self, name: str, parameters: dict[str, str]) -> Any:
        if name == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Hamkori", "username": "hamkori_bot"}
        if name == "getChatMember":
            return {"status": "administrator"}
        if not name.startswith("send"):
            return True
        chat = int(parameters["chat_id"])
        self.told[chat] = self.told.get(chat, 0) + 1
        self._keep_buttons(parameters.get("reply_markup", "{}"))
        self._messages += 1
        return {"message_id": self._messages}

    def _keep_buttons(self, markup: str) -> None:
        rows = json.loads(markup).get("inline_keyboard", [])
        self.buttons += [
            button["callback_data"] for row in rows for button in row if "callback_data" in button
        ]
        del self.buttons[:-BUTTONS_KEPT]


class _Errors(logging.Handler):
    """What an operator would have to look into: errors, and anything with a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self.lines.append(self.format(record))


@dataclass
class Bench:
    """The bot before a Telegram that takes everything."""

    app: App
    telegram: Yes
    clock: TurnedClock
    errors: _Errors
    number: int = 1
    cases: int = 0
    broken: int = 0
    silent: int = 0

    async def try_(self, plans: list[Plan]) -> str | None:
        """What went wrong with a batch of updates and the bystander's behind it."""
        before, seen = self.telegram.told.get(BYSTANDER, 0), len(self.errors.lines)
        sound = {"message": _message(BYSTANDER, text="/help")}
        batch = [plan.update(self.telegram.buttons) for plan in plans]
        self.cases += len(batch)
        try:
            await self._take([*batch, sound])
        except Exception as error:
            self.broken += 1
            return f"the intake broke: {error!r}"
        if len(self.errors.lines) > seen:
            return self.errors.lines[seen]
        if self.telegram.told.get(BYSTANDER, 0) != before + 1:
            self.silent += 1
            return "the bystander was not answered"
        return None

    async def _take(self, updates: list[Json]) -> None:
        for update in updates:
            update["update_id"] = self.number
            self.number += 1
        wire = json.loads(json.dumps(updates))  # as it comes: halves of surrogate pairs too
        await self.app.intake.take(wire, acknowledged=self.number - len(updates))
        async with asyncio.timeout(60):
            await self.app.intake.idle()
        self.clock.turn(seconds=20)  # so much is nobody's flood


@asynccontextmanager
async def bench(directory: Path) -> AsyncIterator[Bench]:
    url = f"sqlite+aiosqlite:///{directory / 'fuzz.db'}"
    await asyncio.to_thread(upgrade, url, backup_dir=None)
    database, telegram, clock, errors = Database(url), Yes(), TurnedClock(), _Errors()
    chosen = Settings(
        bot_token=Secret(TOKEN),
        send_rate=0,
        admin_ids=frozenset([PEOPLE[0]]),
    )
    bank = load(write_bank(directory / "rivers"))
    app = build(chosen, bank, database, clock, request=lambda _: telegram)
    logging.getLogger().addHandler(errors)
    try:
        async with app.started():
            yield Bench(app, telegram, clock, errors)
    finally:
        logging.getLogger().removeHandler(errors)
        database.close()


def fuzz(directory: Path, cases: int, *, is_same_each_time: bool = False) -> Bench:
    """Try so many updates; raises AssertionError with the smallest batch that goes wrong."""
    with asyncio.Runner() as runner:
        made = bench(directory)
        bot = runner.run(made.__aenter__())

        @settings(
            max_examples=max(cases // BATCH, 1),
            deadline=None,
            database=None,
            derandomize=is_same_each_time,
            suppress_health_check=[*HealthCheck],
        )
        @given(PLANS)
        def nothing_breaks(plans: list[Plan]) -> None:
            wrong = runner.run(bot.try_(plans))
            assert wrong is None, wrong

        try:
            nothing_breaks()
        finally:
            runner.run(made.__aexit__(None, None, None))
    return bot


async def prove(notes: Notes, size: int) -> Found:
    found = Found(HEADS)
    plain = await notes.once("fuzz", lambda: asyncio.to_thread(_plain, size))
    is_kept = not (plain["broken"] or plain["errors"] or plain["silent"]) and plain["cases"] >= size
    cells = (plain["cases"], plain["broken"], plain["errors"], plain["silent"], f"{plain['seconds']:.0f}")
    found.add("every kind, spoilt in up to three fields", *cells, is_kept=is_kept)
    found.remark = (
        f"Each batch of {BATCH} is followed by a sound update of somebody else, who has to be answered; "
        f"a line of the log at ERROR, or with a traceback, is an error. {plain['first']}"
    )
    return found


def _plain(size: int) -> Json:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        try:
            bot = fuzz(Path(name), size)
        except AssertionError as error:
            return {
                "cases": 0,
                "broken": 1,
                "errors": 1,
                "silent": 0,
                "seconds": 0.0,
                "first": f"{error}"[:300],
            }
    seconds = time.monotonic() - began
    counts = {"cases": bot.cases, "broken": bot.broken, "errors": len(bot.errors.lines), "silent": bot.silent}
    return {**counts, "seconds": seconds, "first": ""}
