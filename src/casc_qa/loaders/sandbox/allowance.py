"""How much of the processor's time a document may take: so much to be opened, and so much a page. A
long document is not refused for its length, nor any because the machine is busy.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.sandbox import confinement

_PAGE_SECONDS = 0.25  # on average; a full page takes some 30 ms
_LOOKING_SECONDS = 7_200  # at all the pages of a document that have to be recognised
_TOLD_EVERY = 1.0  # seconds


class Allowance:
    """The time of one document, from when this is made."""

    def __init__(self, goes_on: Callable[[], None]) -> None:
        """``goes_on`` is called from time to time, when a page is done."""
        self._goes_on = goes_on
        self._started, self._told = time.process_time(), time.monotonic()
        self._allowed = float(confinement.CPU_SECONDS)
        confinement.renew_processor_time()

    def has_time(self) -> bool:
        """Whether there is any left to look at one more page."""
        return time.process_time() - self._started < _LOOKING_SECONDS

    def done(self, was_look: bool) -> None:
        """Adds a page's time; a look at a page may take as long as the rest of a document. Raises
        Unreadable where all so far took too long.
        """
        self._allowed += confinement.CPU_SECONDS if was_look else _PAGE_SECONDS
        if time.process_time() - self._started > self._allowed:
            raise Unreadable(
                f"reading it takes more than {confinement.CPU_SECONDS} seconds of the processor "
                f"and {_PAGE_SECONDS:g} for each page"
            )
        confinement.renew_processor_time()
        if time.monotonic() - self._told >= _TOLD_EVERY:
            self._told = time.monotonic()
            self._goes_on()
