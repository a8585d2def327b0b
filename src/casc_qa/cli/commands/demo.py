"""``casc-qa demo``: asks the documents that come with the program, so that nobody has to bring any
to see what it does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa import phrases
from casc_qa.cli import terminal
from casc_qa.cli.arguments import add_command, add_language, add_verbose
from casc_qa.cli.patience import patient
from casc_qa.errors import CorpusError
from casc_qa.system.code import PACKAGE
from casc_qa.system.disk import cache_folder
from casc_qa.types import EVERYTHING

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

QUESTIONS = (
    "How many participants did the Bishkek training gather?",
    "Когда прошёл тренинг в Бишкеке?",
    "Who is the President of Uzbekistan?",  # which the documents do not say
)
_BESIDE = PACKAGE / "demo_documents"
_IN_A_CHECKOUT = PACKAGE.parent.parent / "corpus"


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "demo", "ask five documents that come with the program", run)
    command.add_argument("question", nargs="?", help="a question of your own about them")
    add_language(command)
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Builds the index of these documents where there is none yet, asks, and says how to go on.
    Raises CascQaError.
    """
    from casc_qa.asking.assistant import open_index
    from casc_qa.asking.question import read_question

    asked = [options.question] if options.question is not None else QUESTIONS
    texts = [read_question(question, options.lang).text for question in asked]
    index = cache_folder() / "demo"
    _build(index, options.lang or phrases.ENGLISH)
    is_colourful = terminal.is_colourful(sys.stdout)
    answer = None
    with patient():
        assistant = open_index(index)
        for text in texts:
            answer = assistant.ask(text, None, EVERYTHING, options.lang)
            print(terminal.asked_text(text, is_colourful))
            print(terminal.answer_text(answer, is_colourful))
    told_in = options.lang or (answer.told_in if answer and options.question else phrases.ENGLISH)
    print(phrases.DEMO_GOES_ON.to(told_in, index=_typed(index)))
    return 0


def _typed(path: Path) -> str:
    """As a shell takes it, whichever it is."""
    shown = terminal.safe(str(path))
    return f'"{shown}"' if " " in shown else shown


def demo_documents() -> Path:
    """The folder of the documents: beside the modules, or in a checkout where they are once.
    Raises CorpusError.
    """
    for folder in (_BESIDE, _IN_A_CHECKOUT):
        if folder.is_dir():
            return folder
    raise CorpusError(f"{_BESIDE} is gone: install casc-qa again.")


def _build(index: Path, language: str) -> None:
    from casc_qa.building.build import build_index
    from casc_qa.cli.progress import Progress

    if not (index / "current").exists():
        print(phrases.DEMO_BEGINS.to(language), file=sys.stderr, flush=True)
    with Progress() as progress:
        build_index(demo_documents(), index, report=progress.report)
