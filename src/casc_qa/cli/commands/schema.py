"""``casc-qa schema``: the JSON Schemas of what casc-qa gives."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "schema", "print the JSON Schema of an object", run)
    command.add_argument(
        "name", nargs="?", metavar="NAME", help='of which object, such as "ask"; lists them without'
    )


def run(options: argparse.Namespace) -> int:
    """Prints one schema, or the names of all."""
    from casc_qa.schemas.files import names, schema_text

    if options.name is None:
        print("\n".join(names()))
    else:
        print(schema_text(options.name), end="")
    return 0
