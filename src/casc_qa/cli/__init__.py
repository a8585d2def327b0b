"""The terminal door: ``casc-qa index | ask | serve | inspect | rollback | eval``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from casc_qa.cli.parser import build_parser
from casc_qa.errors import CascQaError

# Where each command is; only the one that was typed is imported.
_COMMANDS = {
    "index": "casc_qa.cli.commands:index",
    "ask": "casc_qa.cli.commands:ask",
    "serve": "casc_qa.cli.commands:serve",
    "inspect": "casc_qa.cli.commands:inspect",
    "rollback": "casc_qa.cli.commands:rollback",
    "eval": "casc_qa.cli.evaluate:evaluate",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 answered or done, 1 fault, 2 bad usage, 3 abstained, 4 an
    evaluation fell below a level.
    """
    for stream in (sys.stdout, sys.stderr):
        # Documents hold any script; a Windows console's code page does not.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = build_parser().parse_args(arguments)
    try:
        module, _, name = _COMMANDS[options.command].partition(":")
        status: int = getattr(import_module(module), name)(options)
        sys.stdout.flush()
        return status
    except CascQaError as error:
        return _fail(str(error), error.exit_status)
    except BrokenPipeError:  # the reader, head or less, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("Stopped.", 130)
    except Exception as error:  # the last door: no traceback reaches a user
        if os.environ.get("CASC_QA_DEBUG"):
            raise
        return _fail(
            f"Something unforeseen went wrong ({type(error).__name__}: {error}); "
            "CASC_QA_DEBUG=1 in front of the command shows where.",
            1,
        )


def _fail(message: str, status: int) -> int:
    from casc_qa.cli.terminal import safe

    print(f"casc-qa: {safe(message)}", file=sys.stderr)
    return status
