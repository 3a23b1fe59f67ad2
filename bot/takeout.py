"""What is kept of a person, as one file to take away: JSON for programs, and a table in CSV for each kind."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

JSON_NAME = "hamkori.json"


def pack(rows: Rows) -> bytes:
    """A zip of all the rows in one JSON file, and of each table that has any as a CSV file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        _put(packed, JSON_NAME, json.dumps(rows, ensure_ascii=False, indent=1, default=_plain))
        for table, own in rows.items():
            if own:
                _put(packed, f"{table}.csv", _csv(own))
    return file.getvalue()


def _put(packed: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name)  # of no moment: the same rows make the same file
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, text)


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    text.write("\ufeff")  # by it spreadsheets know that it is UTF-8
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"  # else a spreadsheet takes what somebody typed for a formula
    return value if not isinstance(value, datetime) else value.isoformat()


def _plain(value: datetime) -> str:
    return value.isoformat()
