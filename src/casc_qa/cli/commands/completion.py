"""``casc-qa completion``: a script by which a shell completes commands, options and paths."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

_SHELLS = ("bash", "zsh", "tcsh")


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(
        commands, "completion", "print a script that completes commands in a shell", run
    )
    command.add_argument("shell", choices=_SHELLS)


def run(options: argparse.Namespace) -> int:
    """Prints the script."""
    import shtab

    _complete_paths(options.parser, shtab.FILE, shtab.DIRECTORY)
    print(shtab.complete(options.parser, options.shell))
    return 0


def _complete_paths(parser: argparse.ArgumentParser, file: object, folder: object) -> None:
    """Has each argument that is a path completed as one."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _complete_paths(command, file, folder)
        elif action.type is Path:
            is_folder = action.metavar == "DIR" or action.dest == "corpus"
            action.complete = folder if is_folder else file  # type: ignore[attr-defined]
