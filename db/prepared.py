"""Statements that every answer runs: compiled to text once and handed to the driver, at a sixth of the price.

Nothing is prepared on the server: a pooler may give every transaction another connection. Many go one by one
(``db.engine`` says why).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn, cast

from sqlalchemy import Dialect, Executable, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from db.engine import Session

Make = Callable[[str], Executable]
"""Gives the statement in the dialect of that name. Its parameters are bindparam()s, none of them a list."""
_Convert = Callable[[Any], Any]


@dataclass(slots=True)
class _Form:
    """A statement as one driver takes it, with what turns values into the driver's and back."""

    sql: str
    order: tuple[str, ...] | None  # of the parameters; None where the driver takes them by name
    constants: Mapping[str, Any]
    inward: tuple[tuple[str, _Convert], ...]
    types: Sequence[TypeEngine[Any]]  # of what comes back
    outward: tuple[tuple[int, _Convert], ...] | None = None

    def parameters(self, given: Mapping[str, Any]) -> Any:
        values = {**self.constants, **given}
        for name, convert in self.inward:
            values[name] = convert(values[name])
        return values if self.order is None else tuple(values[name] for name in self.order)

    def reader(self, cursor: DBAPICursor, dialect: Dialect) -> Callable[[Sequence[Any]], list[Any]]:
        """Makes a row of ours from one of the driver's. Only the first one tells how that comes."""
        if self.outward is None:
            codes = [column[1] for column in cursor.description or ()]
            self.outward = tuple(
                (place, convert)
                for place, (type_, code) in enumerate(zip(self.types, codes, strict=True))
                if (convert := type_.dialect_impl(dialect).result_processor(dialect, code))
            )
        return partial(_read, self.outward)


def _read(outward: tuple[tuple[int, _Convert], ...], row: Sequence[Any]) -> list[Any]:
    values = list(row)
    for place, convert in outward:
        values[place] = convert(values[place])
    return values


class Prepared:
    """One statement. Parameters are given by name, and rows come back as plain lists."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._forms: dict[str, _Form] = {}

    def rows(self, session: Session, **given: Any) -> list[list[Any]]:
        form, cursor = self._execute(session, given)
        return [*map(form.reader(cursor, session.dialect), cursor.fetchall())]

    def first(self, session: Session, **given: Any) -> list[Any] | None:
        form, cursor = self._execute(session, given)
        row = cursor.fetchone()
        return None if row is None else form.reader(cursor, session.dialect)(row)

    def run(self, session: Session, **given: Any) -> int:
        """Gives how many rows it changed."""
        return self._execute(session, given)[1].rowcount

    def run_each(self, session: Session, given: Iterable[Mapping[str, Any]]) -> int:
        """Once for each of these parameters; gives how many rows that changed."""
        return sum(self._execute(session, each)[1].rowcount for each in given)

    def rows_of_each(self, session: Session, given: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
        """What comes back from running it once for each of these parameters."""
        return [row for each in given for row in self.rows(session, **each)]

    def _execute(self, session: Session, given: Mapping[str, Any]) -> tuple[_Form, DBAPICursor]:
        form = self._form(session)
        cursor = session.connection.cursor()
        try:
            cursor.execute(form.sql, form.parameters(given))
        except session.dialect.loaded_dbapi.Error as error:
            _fail(session, form, error)
        return form, cursor

    def _form(self, session: Session) -> _Form:
        dialect = session.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _form(self._make(dialect.name), dialect)
        return form


def prepared(statement: Executable) -> Prepared:
    """A statement that is the same in every dialect."""
    return Prepared(lambda _: statement)


def _form(statement: Executable, dialect: Dialect) -> _Form:
    compiled = cast(SQLCompiler, statement.compile(dialect=dialect))  # type: ignore[attr-defined]
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    assert not any(bind.expanding for bind in binds.values()), "an IN of many has another text each time"
    return _Form(
        sql=str(compiled),
        order=tuple(compiled.positiontup or ()) if compiled.positional else None,
        constants={name: bind.effective_value for name, bind in binds.items() if not bind.required},
        inward=tuple(
            (name, convert)
            for name, bind in binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect))
        ),
        types=_columns(statement),
    )


def _columns(statement: Executable) -> list[TypeEngine[Any]]:
    """The types of what comes back."""
    if isinstance(statement, Select):
        return [column["type"] for column in statement.column_descriptions]
    assert isinstance(statement, UpdateBase)
    return [column["type"] for column in statement.returning_column_descriptions]


def _fail(session: Session, form: _Form, error: Exception) -> NoReturn:
    """Raise what SQLAlchemy would, without the parameters, in which there may be words of a person."""
    dialect = session.dialect
    base = dialect.loaded_dbapi.Error
    raise DBAPIError.instance(form.sql, None, error, base, hide_parameters=True, dialect=dialect) from error
