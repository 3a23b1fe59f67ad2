"""`python -m content check | census | show | ask | new | review | export …`: the bank for its authors."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from content.authoring import reviews
from content.authoring import schema as schemas
from content.authoring.census import count, plain
from content.authoring.plain import question_lines
from content.authoring.whole import draft_in, reviews_in
from content.dates import spell
from content.exchange import commands as exchange
from content.loader import BANK_DIRECTORY, ContentError, Problem, load
from content.model import LANGUAGES, Bank, Fact, Language
from content.search import Index, Reply
from content.template import add_fact, new_fact

_COMMANDS = "check | census | show | ask | new | review | export | import | schema"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if the bank has problems or lacks what was asked for, 2 if the command is wrong."""
    given = _parser().parse_args(arguments)
    try:
        if hasattr(given, "write"):
            given.write(given)
            return 0
        bank = load(given.dir)
    except ContentError as error:
        _print_problems(error)
        return 1
    except OSError as error:
        if error.filename is None:
            raise  # of no file: whoever was to read what is printed has gone
        print(f"{error.filename}:1: {error.strerror}: let the user this program runs as read and write it")
        return 1
    run: Callable[[Bank, argparse.Namespace], int] = given.run
    return run(bank, given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m content", description="Check, count and read the bank.")
    commands = parser.add_subparsers(required=True, metavar=_COMMANDS)
    shared = argparse.ArgumentParser(add_help=False)
    directory = Path(os.environ.get("CONTENT_DIR") or BANK_DIRECTORY)
    shared.add_argument("--dir", type=Path, default=directory, help="the bank's directory (%(default)s)")
    check = commands.add_parser("check", parents=[shared], help="name every problem of the bank")
    check.set_defaults(run=_check)
    census = commands.add_parser("census", parents=[shared], help="count what the bank holds")
    census.add_argument("--json", action="store_true", help="for programs")
    census.set_defaults(run=_census)
    show = commands.add_parser("show", parents=[shared], help="print one fact")
    show.add_argument("id", help="a fact's id, such as mission/first-two")
    show.add_argument("--lang", choices=LANGUAGES, default="en", help="the language (%(default)s)")
    show.set_defaults(run=_show)
    _add_writing(commands)
    review = commands.add_parser("review", parents=[shared], help="print what waits for a reviewer")
    review.add_argument("language", choices=LANGUAGES)
    review.add_argument("--only", default="", metavar="BEGIN", help="only ids that begin so, such as peace/")
    review.add_argument("--take", type=Path, metavar="FILE", help="a table that a reviewer gave back")
    review.set_defaults(write=_review)
    exchange.add(commands, shared)
    ask = commands.add_parser("ask", parents=[shared], help="answer a question about the history")
    ask.add_argument("question", nargs="?", default="", help="in any of the languages")
    ask.add_argument("--lang", choices=LANGUAGES, default="en", help="the answer's language (%(default)s)")
    ask.add_argument("--json", action="store_true", help="for programs")
    ask.add_argument("--stdin", action="store_true", help="a question a line; one JSON object a line")
    ask.set_defaults(run=_ask)
    return parser


def _add_writing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands that need no sound bank: an author is in the middle of writing one."""
    new = commands.add_parser("new", help="print the template of a fact, or put it into a bank")
    new.add_argument("what", choices=["fact"])
    new.add_argument("--era", default="era", help="the era it belongs to (%(default)s)")
    new.add_argument("--slug", default="what-happened", help="its id after the era (%(default)s)")
    new.add_argument("--dir", type=Path, help="the bank to whose facts/<era>.yaml it is added")
    new.set_defaults(write=_new)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the bank's files, for editors")
    schema.set_defaults(write=lambda given: schemas.write())


def _review(given: argparse.Namespace) -> None:
    draft, rows = draft_in(given.dir), reviews_in(given.dir).rows[given.language]
    if given.take is None:
        print(reviews.sheet(draft, rows, given.language, given.only), end="")
        return
    try:
        taken = reviews.take(draft, rows, given.language, given.take.name, given.take.read_bytes())
    except ValueError as error:
        raise ContentError([Problem(given.take.name, 1, "", str(error))]) from error
    kept = given.dir / "reviews" / f"{given.language}.tsv"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(reviews.text_of(taken.rows), encoding="utf-8")
    print(f"Taken: {_counted(taken.number, 'text')}. {_counted(len(taken.rows), 'text')} kept in {kept}.")
    if taken.rejected:
        raise ContentError(taken.rejected)


def _new(given: argparse.Namespace) -> None:
    if given.dir is None:
        print(new_fact(given.era, given.slug), end="")
    else:
        print(f"The new fact begins at {add_fact(given.dir, given.era, given.slug)}: fill it in, then check.")


def _print_problems(error: ContentError) -> None:
    for problem in error.problems:
        print(problem)
    print(_counted(len(error.problems), "problem") + ".")


def _check(bank: Bank, given: argparse.Namespace) -> int:
    facts = _counted(len(bank.facts), "fact")
    questions = _counted(sum(len(fact.questions) for fact in bank.facts), "question")
    sources = _counted(len(bank.sources), "source")
    print(f"The bank is in order: {facts}, {questions}, {sources}.")
    return 0


def _census(bank: Bank, given: argparse.Namespace) -> int:
    census = count(bank)
    print(census.model_dump_json(indent=2) if given.json else plain(census))
    return 0


def _show(bank: Bank, given: argparse.Namespace) -> int:
    fact = bank.find_fact(given.id)
    if fact is None:
        known = [fact.id for fact in bank.facts]
        near = get_close_matches(given.id, known, n=3, cutoff=0.4)
        print(f'There is no fact "{given.id}". ' + ("The nearest: " + ", ".join(near or known[:3]) + "."))
        return 1
    print("\n".join(_lines(bank, fact, given.lang)))
    return 0


def _lines(bank: Bank, fact: Fact, language: Language) -> list[str]:
    lines = [f"{fact.id} ({fact.level})", f"{spell(fact.when, language)}. {fact.statement.to(language)}"]
    if fact.as_of:
        lines.append(f"As of {spell(fact.as_of, language)}.")
    if fact.story:
        lines += ["", fact.story.to(language)]
    for question in fact.questions:
        lines += ["", *question_lines(question, language)]
    return [*lines, "", "Sources:", *_source_lines(bank, fact)]


def _ask(bank: Bank, given: argparse.Namespace) -> int:
    index = Index(bank)
    if given.stdin:
        for line in sys.stdin:
            print(_as_json(index.ask(line.strip()), given.lang), flush=True)
    elif given.json:
        print(_as_json(index.ask(given.question), given.lang))
    else:
        print("\n".join(_reply_lines(bank, index.ask(given.question), given.lang)))
    return 0


def _as_json(reply: Reply, language: Language) -> str:
    answer = reply.answer
    told = {
        "answer": answer.id if answer else None,
        "statement": answer.statement.to(language) if answer else None,
        "others": [{"id": other.fact.id, "score": other.score} for other in reply.others],
    }
    return json.dumps(told, ensure_ascii=False)


def _reply_lines(bank: Bank, reply: Reply, language: Language) -> Iterator[str]:
    if reply.answer is None:
        era = reply.nearest_era
        near = f" The nearest era: {era.title.to(language)}." if era else ""
        yield f"The bank has no answer to this.{near}"
        return
    answer = reply.answer
    yield f"{answer.id}: {spell(answer.when, language)}. {answer.statement.to(language)}"
    yield from _source_lines(bank, answer)
    for other in reply.others:
        yield f"See also {other.fact.id}: {other.fact.statement.to(language)}"


def _source_lines(bank: Bank, fact: Fact) -> Iterator[str]:
    for source in map(bank.source, fact.sources):
        yield f"  {source.title}. {source.publisher}. {source.url}" + " (a copy)" * source.is_copy


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


if __name__ == "__main__":
    sys.exit(main())
