"""Arrays as the bytes of .npy files, never pickle; reading copies nothing."""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import mmap

    from numpy.typing import NDArray

    Bytes = bytes | memoryview | mmap.mmap
    """What a file holds: read, or mapped."""


def as_npy(array: NDArray[Any]) -> bytes:
    """The bytes of a .npy file."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


# Format 1.0 of https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; numpy's own
# reader parses the header as Python, which fails at times in several threads (CPython 3.11).
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)"
    rb"{'descr': '(?P<dtype>[<|][iufb]\d)', 'fortran_order': False, "
    rb"'shape': \((?P<shape>[\d, ]*)\), } *\n",
    re.DOTALL,
)
_MOST = 4096  # bytes; a header that numpy writes has 128
_BEFORE = 10  # bytes, of the header's own length and what stands before


def from_npy(data: Bytes) -> NDArray[Any]:
    """A read-only view of the array in these bytes, which ``as_npy`` gave. Raises ValueError or
    TypeError when they hold none, or one of objects or by columns.
    """
    view = memoryview(data).cast("B")
    header = _HEADER.match(bytes(view[:_MOST]))
    if not header or header.end() != _BEFORE + int.from_bytes(header["length"], "little"):
        raise ValueError("an array in another format")
    shape = tuple(int(part) for part in header["shape"].split(b",") if part.strip())
    dtype = np.dtype(header["dtype"].decode())
    count = math.prod(shape)
    if count * dtype.itemsize != len(view) - header.end():
        raise ValueError("an array of another size than it says")
    return np.frombuffer(view, dtype, count, header.end()).reshape(shape)


def array_of(data: Bytes, dtype: str, *shape: int | None) -> NDArray[Any]:
    """``from_npy``, of this dtype and this shape, where None stands for any length.
    Raises ValueError or TypeError.
    """
    array = from_npy(data)
    fits = len(array.shape) == len(shape) and all(
        wanted in (None, there) for wanted, there in zip(shape, array.shape, strict=True)
    )
    if array.dtype.name != dtype or not fits:
        wanted = " by ".join("any" if length is None else str(length) for length in shape)
        raise ValueError(f"{array.dtype} {array.shape} in place of {dtype}, {wanted}")
    return array


def within(array: NDArray[Any], low: float, high: float) -> bool:
    """Whether every number lies from ``low`` to ``high``; NaN does not."""
    return not array.size or bool(array.min() >= low and array.max() <= high)
