"""``casc-qa verify``: the quotes of a file, checked against the documents."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli import terminal
from casc_qa.cli.arguments import add_command, add_index, add_language, settings_of
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

DOES_NOT_HOLD = 4


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "verify", "check the quotes of a file", run)
    command.add_argument(
        "file",
        type=Path,
        help="what casc-qa wrote (JSON, CSV, BibTeX, RIS), or any text with quotation marks",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    add_language(command)
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Prints what became of each quote; 4 where one of them does not hold."""
    from casc_qa.cli.progress import Progress
    from casc_qa.cli.verdicts import verification_text
    from casc_qa.index.generation import open_current
    from casc_qa.verifying.files import check_file

    generation = open_current(settings_of(options).paths.index)
    with Progress() as progress:
        verification = check_file(generation, options.file, progress.report)
    if options.json:
        print(json_text(verification.to_dict(), indent=2))
    else:
        language = options.lang or verification.language
        colour = terminal.is_colourful(sys.stdout)
        print(verification_text(verification, language, colour), end="")
    return 0 if verification.holds else DOES_NOT_HOLD
