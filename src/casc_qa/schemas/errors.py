"""The object of an error."""

from __future__ import annotations

from casc_qa.schemas.base import Given
from casc_qa.schemas.parts import Version


class Cause(Given):
    """What went wrong."""

    code: str
    """For programs."""
    message: str
    """For people, one line that says what to do."""


class Error(Given):
    """A request that was not served."""

    version: Version
    error: Cause
