"""``casc-qa export``: the answers to a file of questions, as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import (
    add_command,
    add_filters,
    add_index,
    add_language,
    scope_of,
    settings_of,
)

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

_STYLES = ("chicago-notes", "apa")
_FORMATS = ("markdown", "docx", "json", "csv", "bibtex", "ris", "csl-json")


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "export", "write the answers to many questions to a file", run)
    command.add_argument(
        "questions", type=Path, help="file of questions: .txt with one a line, .csv or .jsonl"
    )
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", required=True, help="the file to write"
    )
    command.add_argument(
        "--format", choices=_FORMATS, help="what to write; the ending of FILE says it else"
    )
    command.add_argument(
        "--style", choices=_STYLES, default=_STYLES[0], help="style of the references"
    )
    add_filters(command)
    add_language(command)
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Asks and writes. What can go wrong with what was typed goes wrong before anything is asked.
    Raises CascQaError.
    """
    from casc_qa.asking.question_lists import read_questions
    from casc_qa.cli.many import answers_to
    from casc_qa.cli.output import check_output, write_output
    from casc_qa.exporting.formats import format_of
    from casc_qa.exporting.gathered import gather

    chosen = format_of(options.output, options.format)
    check_output(options.output)
    questions = read_questions(options.questions)
    scope = scope_of(options)
    generation, answers = answers_to(
        questions, settings_of(options), scope, words_around=options.lang
    )
    export = gather(answers, generation, options.style, options.lang)
    write_output(options.output, chosen.render(export))
    return 0
