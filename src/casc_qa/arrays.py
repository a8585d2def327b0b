"""Arrays as the bytes of .npy files, never pickle; reading copies nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import mmap

    from numpy.typing import NDArray

    Bytes = bytes | memoryview | mmap.mmap
    """What a file holds: read, or mapped."""


def as_npy(array: NDArray[Any]) -> bytes:
    """The bytes of a .npy file."""
    import numpy as np

    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def from_npy(data: Bytes) -> NDArray[Any]:
    """A read-only view of the array in these bytes. Raises ValueError when they hold none."""
    import numpy as np
    from numpy.lib import format as npy

    view = memoryview(data)
    head = io.BytesIO(bytes(view[:_HEAD]))
    version = npy.read_magic(head)
    if version != (1, 0):
        raise ValueError(f"an array in format {version}")
    shape, by_columns, dtype = npy.read_array_header_1_0(head)
    if dtype.hasobject or by_columns:
        raise ValueError("an array of objects, or by columns")
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(view, dtype, count, head.tell()).reshape(shape)


_HEAD = 4096  # bytes; a header of format 1.0 that numpy writes has 128
