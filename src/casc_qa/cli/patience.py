"""An end to what never ends by itself."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

from casc_qa.cli.streams import print_error

PATIENCE_SECONDS = 180.0


@contextlib.contextmanager
def patient(seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Ends the program when the block takes longer than any question does: a step of a model that
    somebody else made can't be ended in its middle.
    """

    def give_up() -> None:
        print_error(f"casc-qa: No answer in {seconds:.0f} seconds: build the index again.")
        os._exit(1)

    clock = threading.Timer(seconds, give_up)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
