"""``casc-qa ask``: one question, one answer."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from casc_qa.cli import terminal
from casc_qa.cli.arguments import (
    add_command,
    add_filters,
    add_index,
    add_language,
    scope_of,
    settings_of,
)
from casc_qa.cli.patience import patient
from casc_qa.cli.streams import print_error
from casc_qa.phrases import UNREAD

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

ABSTAINED = 3


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "ask", "ask a question", run)
    command.add_argument("question", help='the question; "-" reads it from standard input')
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("-k", type=int, metavar="N", help="how many passages to show")
    add_filters(command)
    add_language(command)
    add_index(command)
    command.add_argument("--verbose", action="store_true", help="times, on standard error")


def run(options: argparse.Namespace) -> int:
    """Prints the answer; 3 where the documents do not say."""
    started = time.perf_counter()
    from casc_qa.asking.assistant import check_k, open_index
    from casc_qa.asking.question import read_question

    settings = settings_of(options)
    question = read_question(_question(options.question), options.lang).text
    scope = scope_of(options)
    k = settings.retrieval.k if options.k is None else options.k
    check_k(k, settings)
    with patient():
        assistant = open_index(settings.paths.index, settings)
        opened = time.perf_counter()
        answer = assistant.ask(question, k, scope, options.lang)
        answered = time.perf_counter()
    if options.json:
        from casc_qa.answer_json import dump_answer

        print(dump_answer(answer))
    else:
        print(terminal.answer_text(answer, terminal.is_colourful(sys.stdout)), end="")
    if answer.unread:
        print_error(f"casc-qa: {UNREAD.to(answer.told_in, reason=answer.unread)}")
    if options.verbose:
        print(f"opened in {opened - started:.2f} s", file=sys.stderr)
        print(f"answered in {answered - opened:.3f} s", file=sys.stderr)
    return 0 if answer.answered else ABSTAINED


def _question(typed: str) -> str:
    """The question, from standard input where "-" was typed; no more of it than can be asked."""
    from casc_qa.asking.question import MAX_QUESTION_CHARS

    if typed != "-":
        return typed
    if sys.stdin is None:  # closed by whoever started the program
        return ""
    data = sys.stdin.buffer.read(4 * MAX_QUESTION_CHARS + 4)
    return data.decode("utf-8-sig", errors="replace")
