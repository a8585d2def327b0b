"""``casc-qa mcp``: the documents as tools of other programs' language models."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of
from casc_qa.cli.streams import print_error

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    add_index(add_command(commands, "mcp", "serve a Model Context Protocol client", run))


def run(options: argparse.Namespace) -> int:
    """Serves over standard input and output until the client goes."""
    from casc_qa.mcp_server.server import serve

    if sys.stdin is not None and sys.stdin.isatty():
        print_error(
            "casc-qa mcp talks to a program, not to a person: see docs/mcp.md. Ctrl+C ends."
        )
    serve(settings_of(options))
    return 0
