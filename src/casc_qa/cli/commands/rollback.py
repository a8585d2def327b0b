"""``casc-qa rollback``: the generation before."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    summary = "return to the generation that was built before"
    add_index(add_command(commands, "rollback", summary, run))


def run(options: argparse.Namespace) -> int:
    """Goes back, and says to what."""
    from casc_qa.cli import terminal
    from casc_qa.index.history import rollback as go_back

    index = settings_of(options).paths.index
    print(terminal.rollback_text(go_back(index), index), end="")
    return 0
