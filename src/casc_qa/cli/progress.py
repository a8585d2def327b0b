"""A progress bar on standard error for long work; nothing if no terminal is attached."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Progress:
    """Draws what a build reports."""

    def __enter__(self) -> Progress:
        self._bar: Any = None
        self._what = ""
        return self

    def report(self, what: str, done: int, total: int) -> None:
        """One step; a total of 0 is work of unknown length, shown as a line."""
        if what != self._what:
            self._close()
            self._what = what
            if not total:
                print(f"{what[0].upper()}{what[1:]} …", file=sys.stderr, flush=True)
            else:
                self._bar = self._open(total)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _open(self, total: int) -> Any:
        from tqdm import tqdm

        unit = {"embedding": "text", "asking": "question"}.get(self._what, "file")
        return tqdm(total=total, desc=self._what.capitalize(), unit=unit, leave=False, disable=None)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
