"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.locating import locate
from casc_qa.phrases import ENGLISH, RUSSIAN
from casc_qa.types import Scope

if TYPE_CHECKING:
    from casc_qa.config import Settings

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    Run = Callable[[argparse.Namespace], int]
    """Runs a command as typed; its exit status. Raises CascQaError."""


def add_command(commands: Commands, name: str, summary: str, run: Run) -> argparse.ArgumentParser:
    """A command's own parser, to which its arguments are added."""
    description = summary[0].upper() + summary[1:] + "."
    command = commands.add_parser(name, help=summary, description=description)
    command.set_defaults(run=run)
    return command


def add_index(command: argparse.ArgumentParser) -> None:
    """``--index``, which ``settings_of`` reads."""
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def add_filters(command: argparse.ArgumentParser) -> None:
    """Which documents are asked; ``scope_of`` reads them."""
    command.add_argument(
        "--doc",
        action="append",
        metavar="D",
        help="only this document: its name, or a part of it that no other has; repeatable",
    )
    command.add_argument("--after", metavar="DATE", help="only documents of this date or later")
    command.add_argument("--before", metavar="DATE", help="only documents of this date or earlier")


def add_verbose(command: argparse.ArgumentParser) -> None:
    """``--verbose``, which the door looks at."""
    command.add_argument(
        "--verbose",
        action="store_true",
        help="what is done and how long it takes, on standard error",
    )


def add_language(command: argparse.ArgumentParser) -> None:
    """``--lang``: None where it is not typed."""
    command.add_argument(
        "--lang",
        choices=[ENGLISH, RUSSIAN],
        help="language of what is said around quotes; that of the question where none is given",
    )


def settings_of(options: argparse.Namespace, *, builds: bool = False) -> Settings:
    """The settings, with the folder of the index as ``locating`` finds it; ``builds`` is for a
    command that makes an index. Raises ConfigError.
    """
    located = locate(options.index, builds=builds)
    options.index_from = located.index_from
    return located.settings


def scope_of(options: argparse.Namespace) -> Scope:
    """The documents that are asked. Raises ScopeError for a bound that is no date."""
    from casc_qa.asking.assistant import check_dates

    scope = Scope(tuple(options.doc) if options.doc else None, options.after, options.before)
    check_dates(scope)
    return scope
