"""``casc-qa ask``: one question, one answer; or many, of a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli import terminal
from casc_qa.cli.arguments import (
    add_command,
    add_filters,
    add_index,
    add_language,
    add_verbose,
    scope_of,
    settings_of,
)
from casc_qa.cli.patience import patient
from casc_qa.cli.streams import print_error
from casc_qa.errors import UsageError
from casc_qa.phrases import UNREAD
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casc_qa.asking.many import Asked
    from casc_qa.cli.arguments import Commands

ABSTAINED = 3


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "ask", "ask a question", run)
    command.add_argument(
        "question", nargs="?", help='the question; "-" reads one question from standard input'
    )
    command.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="ask those of a file: .txt with one a line, .csv or .jsonl",
    )
    command.add_argument(
        "--format", choices=["csv", "jsonl"], help="of the answers to a file; jsonl if not said"
    )
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="file for the answers to a file"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("-k", type=int, metavar="N", help="how many passages to show")
    add_filters(command)
    add_language(command)
    add_index(command)
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Prints the answer; 3 where the documents do not say. Raises CascQaError."""
    if options.questions is not None:
        return _ask_all(options)
    if options.question is None:
        raise UsageError("There is no question: type one, or name a file of them (--questions).")
    if options.format is not None or options.output is not None:
        raise UsageError("--format and --output are for --questions; see also casc-qa export.")
    from casc_qa.asking.assistant import check_k, open_index
    from casc_qa.asking.question import read_question
    from casc_qa.cli.survey_text import text_of
    from casc_qa.system.steps import step

    settings = settings_of(options)
    question = read_question(_question(options.question), options.lang).text
    scope = scope_of(options)
    k = settings.retrieval.k if options.k is None else options.k
    check_k(k, settings)
    with patient():
        with step("opened"):
            assistant = open_index(settings.paths.index, settings)
        with step("answered"):
            answer = assistant.ask(question, k, scope, options.lang)
    if options.json:
        from casc_qa.answer_json import dump_answer

        print(dump_answer(answer))
    else:
        print(text_of(answer, terminal.is_colourful(sys.stdout)), end="")
    if answer.unread:
        print_error(f"casc-qa: {UNREAD.to(answer.told_in, reason=answer.unread)}")
    return 0 if answer.answered else ABSTAINED


def _ask_all(options: argparse.Namespace) -> int:
    """Answers a file of questions; 0 whatever the documents say. Raises CascQaError."""
    from casc_qa.asking.question_lists import read_questions
    from casc_qa.cli.many import answers_to
    from casc_qa.cli.output import check_output

    if options.question is not None:
        raise UsageError("There is a question and a file of them: choose one.")
    output: Path | None = options.output
    if output is not None:
        check_output(output)
    settings = settings_of(options)
    questions = read_questions(options.questions)
    generation, answers = answers_to(
        questions,
        settings,
        scope_of(options),
        options.k,
        options.lang,
        shows_progress=output is not None or not sys.stdout.isatty(),
    )
    if options.format == "csv" or (options.format is None and _is_csv(output)):
        _write_table(answers, generation, output, options.lang)
    else:
        _write_lines(answers, output)
    return 0


def _is_csv(output: Path | None) -> bool:
    return output is not None and output.suffix.lower() == ".csv"


def _write_table(
    answers: Iterator[Asked], generation: str, output: Path | None, language: str | None
) -> None:
    from casc_qa.cli.output import write_output
    from casc_qa.exporting import csv_rows
    from casc_qa.exporting.gathered import gather

    export = gather(answers, generation, language=language)
    if output is None:
        print(csv_rows.table_text(export), end="")
    else:
        write_output(output, csv_rows.render(export))


def _write_lines(answers: Iterator[Asked], output: Path | None) -> None:
    """Each answer as it comes, or all of them to a file."""
    from casc_qa.cli.output import write_output
    from casc_qa.exporting.json_object import asked_table

    lines = (json_text(asked_table(asked)) for asked in answers)
    if output is None:
        for line in lines:
            print(line, flush=True)
    else:
        write_output(output, "".join(f"{line}\n" for line in lines).encode())


def _question(typed: str) -> str:
    """The question, from standard input where "-" was typed; no more of it than can be asked."""
    from casc_qa.asking.question import MAX_QUESTION_CHARS

    if typed != "-":
        return typed
    if sys.stdin is None:  # closed by whoever started the program
        return ""
    data = sys.stdin.buffer.read(4 * MAX_QUESTION_CHARS + 4)
    return data.decode("utf-8-sig", errors="replace")
