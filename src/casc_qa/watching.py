"""Tells when a folder's files change. The only module that imports watchfiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

_SETTLED_MS = 1000  # an editor writes a file in several steps
_TICK_MS = 500
_MOST_MS = 30_000  # a folder that never rests is looked at all the same


def changes(folder: Path, without: Path, stop: Event | None = None) -> Iterator[None]:
    """One item as soon as nothing can be missed any more, then one each time that something below
    ``folder`` has changed and settled; until ``stop`` is set. What lies below ``without`` does not
    count. Raises KeyboardInterrupt.
    """
    from watchfiles import watch

    hidden = without.resolve()

    def counts(_: object, path: str) -> bool:
        changed = Path(path)
        return hidden not in (changed, *changed.parents) and not changed.name.startswith(".")

    is_first = True
    for changed in watch(
        folder.resolve(),
        watch_filter=counts,
        debounce=_MOST_MS,
        step=_SETTLED_MS,
        stop_event=stop,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if changed or is_first:
            yield
        is_first = False
