"""``casc-qa table``: every question asked of every document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import (
    add_command,
    add_filters,
    add_index,
    add_language,
    add_verbose,
    scope_of,
    settings_of,
)
from casc_qa.cli.commands.ask import ABSTAINED
from casc_qa.errors import UsageError

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands
    from casc_qa.surveying.formats.choice import Format
    from casc_qa.surveying.table import Table

_TEXT = "text"
_FORMATS = (_TEXT, "csv", "xlsx", "json", "docx")


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "table", "ask every document the same questions", run)
    command.add_argument("question", nargs="*", help="the questions, a column each")
    command.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="file of further questions: .txt with one a line, .csv or .jsonl",
    )
    add_filters(command)
    command.add_argument(
        "--format", choices=_FORMATS, help="what to write; text, or what the ending of FILE says"
    )
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file to write")
    add_language(command)
    add_index(command)
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Prints or writes the table; 3 where every cell is empty. What can go wrong with what was
    typed goes wrong before anything is asked. Raises CascQaError.
    """
    from casc_qa.cli.output import check_output

    chosen = _format(options)
    if options.output is not None:
        check_output(options.output)
    table = _make(options)
    language = options.lang or table.language
    _write(options.output, _rendered(table, chosen, language, options.output is None))
    return 0 if any(c.answered for row in table.rows for c in row.cells) else ABSTAINED


def _format(options: argparse.Namespace) -> Format | None:
    """What to write; None for text. Raises UsageError."""
    from casc_qa.surveying.formats.choice import format_of

    if options.format == _TEXT or (options.format is None and options.output is None):
        return None
    if options.format is None and options.output.suffix.lower() == ".txt":
        return None
    chosen = format_of(options.format, options.output)
    if options.output is None and not chosen.is_text:
        raise UsageError(f"A {chosen.suffix} file is not printed: name it with -o FILE.")
    return chosen


def _make(options: argparse.Namespace) -> Table:
    from casc_qa.asking.assistant import open_index
    from casc_qa.asking.question_lists import read_questions
    from casc_qa.cli.progress import Progress
    from casc_qa.cli.streams import print_error
    from casc_qa.phrases import UNREAD
    from casc_qa.surveying.table import make_table

    questions = list(options.question)
    if options.questions is not None:
        questions += read_questions(options.questions)
    scope, settings = scope_of(options), settings_of(options)
    assistant = open_index(settings.paths.index, settings)
    with Progress() as progress:
        table = make_table(assistant, questions, scope, progress.report)
    if table.unread:
        print_error(f"casc-qa: {UNREAD.to(table.language, reason=table.unread)}")
    return table


def _rendered(table: Table, chosen: Format | None, language: str, is_printed: bool) -> bytes:
    from casc_qa.cli.table_text import table_text
    from casc_qa.cli.terminal import is_colourful

    if chosen is not None:
        return chosen.render(table, language)
    is_terminal = is_printed and sys.stdout.isatty()
    colour = is_printed and is_colourful(sys.stdout)
    text = table_text(table, language, is_terminal=is_terminal, colour=colour)
    return text.encode("utf-8", "replace")


def _write(path: Path | None, data: bytes) -> None:
    from casc_qa.cli.output import write_output

    if path is not None:
        write_output(path, data)
        return
    print(data.decode("utf-8-sig"), end="")
