"""``casc-qa serve``: the web chat."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, add_verbose, settings_of
from casc_qa.errors import UsageError

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "serve", "start the web chat", run)
    command.add_argument(
        "--host", metavar="H", help="address to listen on; others than loopback need a password"
    )
    command.add_argument("--port", type=int, metavar="P", help="port to listen on; 0 takes any")
    add_index(command)
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    from casc_qa.web.server import serve as run_server

    settings = settings_of(options)
    chosen = settings.serve
    if options.host is not None:
        chosen = replace(chosen, host=options.host)
    if options.port is not None:
        if not 0 <= options.port <= 65_535:
            raise UsageError(f"The port must lie between 0 and 65535, not {options.port}.")
        chosen = replace(chosen, port=options.port)
    run_server(replace(settings, serve=chosen))
    return 0
