"""Libraries that not everybody needs: an extra of the package brings each, and what needs one that
is missing says which extra that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from casc_qa.errors import ExtraMissing


@contextmanager
def extra(name: str) -> Iterator[None]:
    """For the block that imports a library of this extra: raises ExtraMissing where there is none.

    >>> with extra("mcp"):
    ...     import a_library_that_nobody_has
    Traceback (most recent call last):
    ...
    casc_qa.errors.ExtraMissing: This needs a_library_that_nobody_has: pip install "casc-qa[mcp]".
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("", "casc_qa"):
            raise
        raise ExtraMissing.of(name, missing) from error


def require(name: str, *libraries: str) -> None:
    """Raises ExtraMissing where one of this extra's ``libraries`` is missing: for what would need
    it only after a long time.
    """
    for library in libraries:
        with extra(name):
            if find_spec(library) is None:
                raise ExtraMissing.of(name, library)
