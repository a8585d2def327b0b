"""The terminal interface: ``casc-qa index | ask | verify | serve | inspect | rollback | eval`` and
so on.

``commands`` has a module for each command, ``arguments`` what several of them take, ``locating``
knows which settings and index they mean, ``parser`` puts them together; ``terminal`` formats the
text that they print, ``progress`` draws the bar, ``patience`` ends what never ends by itself, and
``streams`` copes with closed, broken or full standard streams.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from casc_qa.cli.parser import build_parser
from casc_qa.cli.streams import drop_output, open_standard_streams, print_error
from casc_qa.errors import CascQaError, IndexDamaged, IndexIncompatible, IndexMissing

_MOST_CHARS = 1000  # of an error


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 answered or done, 1 fault, 2 bad usage, 3 abstained, 4 an
    evaluation fell below a level or a quote does not hold, 130 stopped by Ctrl+C.
    """
    open_standard_streams()
    options = argparse.Namespace()
    try:
        try:
            build_parser().parse_args(arguments, options)
            _start_log(options)
            status: int = options.run(options)
            return status
        finally:
            sys.stdout.flush()
    except CascQaError as error:
        return _fail(f"{error}{_origin(error, options)}", error.exit_status)
    except BrokenPipeError:  # the reader, head or less, has seen enough
        drop_output()
        return 0
    except KeyboardInterrupt:
        return _fail("Stopped.", 130)
    except OSError as error:
        drop_output()  # it may be what could not be written to
        return _fail(_cause(error), 1)
    except MemoryError:
        return _fail("There is not enough memory: close other programs and try again.", 1)
    except Exception as error:  # the outermost call: no traceback reaches a user
        if os.environ.get("CASC_QA_DEBUG"):
            raise
        return _fail(
            f"Something unforeseen went wrong ({type(error).__name__}: {error}); "
            "CASC_QA_DEBUG=1 in front of the command shows where.",
            1,
        )


def _start_log(options: argparse.Namespace) -> None:
    """Says what is done where that was asked for. Raises UsageError."""
    level = os.environ.get("CASC_QA_LOG")
    if getattr(options, "verbose", False):
        level = "debug"
    if level:
        from casc_qa.system.steps import start_log

        start_log(level)


def _origin(error: CascQaError, options: argparse.Namespace) -> str:
    """Who named the folder of an index that can't be used, where that was not typed just now."""
    index_from = getattr(options, "index_from", "")
    is_of_index = isinstance(error, IndexMissing | IndexIncompatible | IndexDamaged)
    return f" ({index_from} names this folder.)" if is_of_index and index_from else ""


def _cause(error: OSError) -> str:
    """What the system refused, and of which file."""
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror or error}: see that it can be read and written, and try again."


def _fail(message: str, status: int) -> int:
    from casc_qa.cli.terminal import safe

    line = safe(message)
    if len(line) > _MOST_CHARS:  # a name that goes on and on; what to do stands at the end
        line = f"{line[: _MOST_CHARS // 2]} … {line[-_MOST_CHARS // 2 :]}"
    print_error(f"casc-qa: {line}")
    return status
