"""``casc-qa timeline``: the dates that documents state, each with its sentence."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.commands.ask import ABSTAINED
from casc_qa.cli.surveys import add_survey, print_survey

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    summary = "list the dates that documents state, each with its sentence"
    add_survey(commands, "timeline", summary, run)


def run(options: argparse.Namespace) -> int:
    """Prints the timeline; 3 where the documents have nothing to quote."""
    from casc_qa.surveying.timeline import timeline_of

    return 0 if print_survey(options, timeline_of) else ABSTAINED
