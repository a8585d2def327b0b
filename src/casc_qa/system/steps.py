"""What the program is doing and how long it took, for whoever wants to know: logged under
"casc_qa", in words of its own and numbers alone. No word of a question or a document is logged, nor
a name of a file.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from casc_qa.errors import UsageError

LOG_VARIABLE = "CASC_QA_LOG"
_LOGGER = logging.getLogger("casc_qa")
_LOGGER.addHandler(logging.NullHandler())  # nothing is shown unless whoever uses the package asks
_LEVELS = {"debug": logging.DEBUG, "off": logging.CRITICAL}


@contextmanager
def step(name: str, **counts: int) -> Iterator[None]:
    """The block is a step: logged when it has ended well, with its seconds. ``name`` is a text of
    the program's own source, ``counts`` are how many of what.

    >>> start_log("debug", sys.stdout, "%(message)s")
    >>> with step("read", files=2):
    ...     pass  # doctest: +ELLIPSIS
    read in 0.0... s (files: 2)
    >>> start_log("off")
    """
    started = time.perf_counter()
    yield
    seconds = time.perf_counter() - started
    shown = ", ".join(f"{what}: {int(count)}" for what, count in counts.items())
    _LOGGER.debug("%s in %.3f s%s", name, seconds, f" ({shown})" if shown else "")


def start_log(level: str, stream: object = None, shape: str = "casc-qa: %(message)s") -> None:
    """Has what is logged written to ``stream``, standard error unless another is given: "debug"
    or "off". Raises UsageError for any other level.
    """
    if level not in _LEVELS:
        raise UsageError(f"{LOG_VARIABLE} must be one of {', '.join(_LEVELS)}.")
    handler = logging.StreamHandler(stream or sys.stderr)  # type: ignore[arg-type]
    handler.setFormatter(logging.Formatter(shape))
    _LOGGER.handlers = [handler]
    _LOGGER.setLevel(_LEVELS[level])
    _LOGGER.propagate = False
