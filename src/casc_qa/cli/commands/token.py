"""``casc-qa token``: what lets programs of other machines in where a password is set."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of
from casc_qa.cli.streams import print_error
from casc_qa.errors import UsageError

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "token", "make, list and revoke tokens of the HTTP API", run)
    command.add_argument(
        "action",
        choices=["new", "list", "revoke"],
        help="new prints one, once; list has the names of all; revoke takes one away",
    )
    command.add_argument("name", nargs="?", metavar="NAME", help="of the token, for new and revoke")
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Makes a token, lists all or takes one away."""
    from casc_qa.index.current import current_manifest
    from casc_qa.web.guard.tokens import new_token, revoke_token, tokens_of

    index = settings_of(options).paths.index
    if options.action == "list":
        if options.name is not None:
            raise UsageError("casc-qa token list takes no name: leave it out.")
        print("".join(f"{token['name']}\n" for token in tokens_of(index)), end="")
        return 0
    if options.name is None:
        raise UsageError(f"Which token? Write casc-qa token {options.action} NAME.")
    current_manifest(index)  # a folder that is no index yet would not become one any more
    if options.action == "revoke":
        revoke_token(index, options.name)
        print_error(f"The token {options.name} lets nobody in any more.")
        return 0
    print(new_token(index, options.name))
    print_error("This token is shown once; keep it as you would a password.")
    return 0
