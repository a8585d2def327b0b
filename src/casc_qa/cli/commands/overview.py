"""``casc-qa overview``: what documents are about, in their own sentences."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.commands.ask import ABSTAINED
from casc_qa.cli.surveys import add_survey, print_survey

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    summary = "say what a document, a topic or all documents are about, in their own sentences"
    add_survey(commands, "overview", summary, run)


def run(options: argparse.Namespace) -> int:
    """Prints the overview; 3 where the documents have nothing to quote."""
    from casc_qa.surveying.overview import overview_of

    return 0 if print_survey(options, overview_of) else ABSTAINED
