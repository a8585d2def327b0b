"""``casc-qa feedback``: what readers said of quotes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(
        commands, "feedback", "print what readers of the chat said of quotes", run
    )
    command.add_argument(
        "action", choices=["export"], help="as lines of a question set, to be completed"
    )
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Prints a line a rating."""
    from casc_qa.web.ratings import candidates, ratings_of

    for line in candidates(ratings_of(settings_of(options).paths.index)):
        print(json_text(line))
    return 0
