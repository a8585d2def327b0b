"""Tells when a folder's files change. The only module that imports watchfiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

_SETTLED_MS = 1000  # an editor writes a file in several steps
_TICK_MS = 500
_MOST_MS = 30_000  # a folder that never rests is looked at all the same


def changes(folder: Path, without: Path, stop: Event | None = None) -> Iterator[bool]:
    """True as soon as nothing can be missed any more, then each time that something below
    ``folder`` has changed and settled; False now and then in between; until ``stop`` is set. What
    is hidden or lies below ``without`` does not count. Raises KeyboardInterrupt.
    """
    from watchfiles import watch

    root, hidden = folder.resolve(), without.resolve()

    def counts(_: object, path: str) -> bool:
        changed = Path(path)
        if hidden in (changed, *changed.parents) or not changed.is_relative_to(root):
            return False
        return not any(part.startswith(".") for part in changed.relative_to(root).parts)

    is_first = True
    for changed in watch(
        root,
        watch_filter=counts,
        debounce=_MOST_MS,
        step=_SETTLED_MS,
        stop_event=stop,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        yield bool(changed) or is_first
        is_first = False
