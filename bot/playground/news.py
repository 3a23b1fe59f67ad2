"""What of a view a page has not seen yet: every part of it is remembered with the revision of its change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.state import Json


@dataclass
class Ledger:
    """Of one view: a hash of each part as it was last shown, and the revision at which it became so."""

    revision: int = 0
    _shown: dict[str, tuple[int, int]] = field(default_factory=dict)
    _gone: dict[str, int] = field(default_factory=dict)

    def take(self, parts: Mapping[str, Json | list[Json] | str | None]) -> None:
        """Notes how the view is now; what differs from before is of a new revision."""
        hashes = {name: hash(json.dumps(part, sort_keys=True)) for name, part in parts.items()}
        changed = [name for name, found in hashes.items() if self._shown.get(name, (None,))[0] != found]
        gone = [name for name in self._shown if name not in hashes]
        if not changed and not gone:
            return
        self.revision += 1
        for name in changed:
            self._shown[name] = (hashes[name], self.revision)
            self._gone.pop(name, None)
        for name in gone:
            del self._shown[name]
            self._gone[name] = self.revision

    def changed_since(self, revision: int) -> set[str]:
        return {name for name, (_, changed) in self._shown.items() if changed > revision}

    def gone_since(self, revision: int) -> set[str]:
        return {name for name, gone in self._gone.items() if gone > revision}
