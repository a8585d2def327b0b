"""Where sentencex ends a sentence, in time that grows with the text and no faster.

The library looks back from every full stop to the last white space, and through every bracket of
the text: it gets a long text in windows. A window starts where a sentence does, so that it is cut
as the whole would be; only brackets that reach beyond a window count for less.
"""

from __future__ import annotations

from collections.abc import Iterator

WINDOW = 4_000
WINDOW_WITHOUT_SPACES = 1_000
_LONGEST_WORD = 800
_MARGIN = 100  # characters at a window's end that are looked at again with what follows


def sentence_ends(text: str, language: str) -> Iterator[int]:
    """Offsets at which a sentence of ``text`` ends and another starts, in rising order."""
    start = reported = 0
    while start < len(text):
        window = _window(text, start)
        is_last = start + len(window) == len(text)
        until = len(text) - 1 if is_last else start + len(window) - _MARGIN
        ends = [e for e in _library_ends(window, language, start) if reported < e <= until]
        yield from ends
        if is_last:
            return
        reported = max(reported, until)
        start = ends[-1] if ends else until - _MARGIN


def _window(text: str, start: int) -> str:
    """The text from ``start`` on, as much of it as the library can do at once."""
    window = text[start : start + WINDOW]
    if (
        len(window) > WINDOW_WITHOUT_SPACES
        and max(map(len, window.split()), default=0) > _LONGEST_WORD
    ):
        return window[:WINDOW_WITHOUT_SPACES]
    return window


def _library_ends(window: str, language: str, start: int) -> Iterator[int]:
    import sentencex

    for boundary in sentencex.get_sentence_boundaries(language, window):
        yield start + boundary["end_index"]
