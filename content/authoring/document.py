"""One YAML file of the bank: its plain values, and the line on which each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from content.authoring.problems import Problem

Path = tuple[str | int, ...]

_TEXT = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
# YAML 1.1, which many editors and tools still read, takes these for truth values and numbers of base 60.
_OLD_YAML = re.compile(r"y|n|yes|no|on|off|[-+]?\d+(:[0-5]?\d)+(\.\d*)?", re.IGNORECASE)
_ADVICE = (
    ("found character '@'", 'a name is written in quotes: "@name-id"'),
    ("found character '\\t'", "indent with spaces, not with tabs"),
    ("mapping values are not allowed here", "a text with a colon in it needs quotes, or the indent is wrong"),
    ("expected <block end>", "the indent differs from that of the lines above, or a text needs quotes"),
    ("but found another document", "a file holds one document: take out the line ---"),
    ("while scanning a quoted scalar", "a quote is opened and never closed"),
)


@dataclass(frozen=True)
class Unquoted:
    """A value that YAML takes for a number, a date or a truth value, as its author spelled it."""

    spelling: str

    def __str__(self) -> str:
        return self.spelling


@dataclass
class Document:
    """``file`` is relative to the bank's directory; ``data`` is None if the file could not be read.

    ``lines`` has the line of every path into the data, ``repeats`` the path and line of every key that
    stands in its block again: YAML itself would keep one of the two in silence.
    """

    file: str
    data: object = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    repeats: list[tuple[Path, int]] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        return self.data is not None

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(file: str, content: bytes) -> Document:
    """Read one file. What is wrong with it as YAML stands in ``problems``; it never raises."""
    document = Document(file)
    try:
        root = _compose(content.decode("utf-8-sig"))
        document.data = None if root is None else _value(document, root, ())
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        document.problems.append(Problem(file, line, "", "the file is not in UTF-8: save it as UTF-8"))
    except YAMLError as error:
        document.problems.append(Problem(file, _line_of(error), "", _sentence_of(error)))
    except RecursionError:
        document.problems.append(Problem(file, 1, "", "the file is nested too deeply"))
    else:
        if document.data is None:
            document.problems.append(Problem(file, 1, "", "the file is empty"))
    return document


class _Linked(MarkedYAMLError):
    """One thing stands for another."""


class _Plain(Composer):
    """Refuses anchors and aliases: a few lines of them can stand for more than fits into any memory."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if event.anchor is not None:
            raise _Linked(None, None, None, event.start_mark)
        return super().compose_node(parent, index)


def _compose(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Plain
    node: Node | None = yaml.compose(text)
    return node


def _value(document: Document, node: Node, path: Path) -> object:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return {key: _value(document, value, (*path, key)) for key, value in _entries(document, node, path)}
    if isinstance(node, SequenceNode):
        return [_value(document, item, (*path, index)) for index, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode), "YAML has no other nodes"
    spelling = str(node.value)
    if str(node.tag) == _NULL:
        return None
    is_plain = node.style not in ("'", '"', "|", ">")
    is_text = str(node.tag) == _TEXT and not (is_plain and _OLD_YAML.fullmatch(spelling))
    return spelling if is_text else Unquoted(spelling)


def _entries(document: Document, node: MappingNode, path: Path) -> Iterator[tuple[str, Node]]:
    """The entries by the spelling of their keys; a key that comes again is noted and left out."""
    seen: set[str] = set()
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        line = key_node.start_mark.line + 1
        if key in seen:
            document.repeats.append(((*path, key), line))
            continue
        seen.add(key)
        document.lines[*path, key] = line
        yield key, value


def _line_of(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 1 if mark is not None else 1


def _sentence_of(error: YAMLError) -> str:
    if isinstance(error, _Linked):
        return (
            "an anchor (&) or an alias (*) of YAML stands here: write the text out in each place, "
            "and put a text that begins with such a sign in quotes"
        )
    said = str(error)
    advice = next((advice for sign, advice in _ADVICE if sign in said), None)
    reason = error.problem if isinstance(error, MarkedYAMLError) and error.problem else said.splitlines()[0]
    return f"this is not YAML: {advice or reason}"
