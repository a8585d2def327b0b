"""An index that is opened when it is first needed, and keeps up with what is published in it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.config import Settings

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


class Opened:
    """The assistant of the generation in use; safe to use from several threads."""

    def __init__(self, index: Path, settings: Settings) -> None:
        self._index, self._settings = index, settings
        self._held: Assistant | None = None
        self._opening = threading.Lock()

    def get(self) -> Assistant:
        """Raises IndexMissing, IndexIncompatible, IndexDamaged or ModelError."""
        from casc_qa.asking.assistant import keep_open

        with self._opening:
            self._held = keep_open(self._held, self._index, self._settings)
            return self._held
