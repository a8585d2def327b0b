"""``casc-qa overview``: what documents are about, in their own sentences."""

from __future__ import annotations

import argparse
import sys
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
from casc_qa.cli.commands.ask import ABSTAINED
from casc_qa.cli.patience import patient
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    summary = "say what a document, a topic or all documents are about, in their own sentences"
    command = add_command(commands, "overview", summary, run)
    command.add_argument(
        "of",
        nargs="?",
        metavar="DOC|TOPIC",
        help="a document by its name or title, or a topic; all documents where none is given",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    add_filters(command)
    add_language(command)
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Prints the overview; 3 where the documents have nothing to quote."""
    from casc_qa.asking.assistant import open_index
    from casc_qa.cli.survey_text import text_of
    from casc_qa.surveying.overview import overview_of

    settings = settings_of(options)
    scope = scope_of(options)
    with patient():
        assistant = open_index(settings.paths.index, settings)
        overview = overview_of(assistant, options.of, scope, options.lang)
    if options.json:
        print(json_text(overview.to_dict(), indent=2))
    else:
        print(text_of(overview.answer, terminal.is_colourful(sys.stdout)), end="")
    return 0 if overview.answer.answered else ABSTAINED
