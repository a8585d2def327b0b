"""Functions of pdfium that take and give an object as its address, a number: making a pointer of
each of a page's thousands of objects would take longer than all else that is done with it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int
_EDGE = ctypes.POINTER(ctypes.c_float)


class Addresses:
    """Each is called as the function of the same meaning in pdfium."""

    def __init__(self, pdfium: Any) -> None:
        self.object_of_text: Callable[..., int | None] = _retyped(
            pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER
        )
        self.object_of_page: Callable[..., int | None] = _retyped(
            pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER
        )
        self.kind: Callable[..., int] = _retyped(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
        self.render_mode: Callable[..., int] = _retyped(
            pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _ADDRESS
        )
        self.bounds: Callable[..., int] = _retyped(
            pdfium.FPDFPageObj_GetBounds, _NUMBER, _ADDRESS, *[_EDGE] * 4
        )
        self._pointer = pdfium.FPDF_PAGEOBJECT

    def pointer(self, address: int | None) -> Any:
        """What pdfium's own functions take for the object at this address."""
        return ctypes.cast(address or 0, self._pointer)


def _retyped(function: Any, gives: Any, *takes: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(gives, *takes)(address or 0)
