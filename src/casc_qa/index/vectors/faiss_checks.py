"""Whether an index of FAISS, its bytes and what it makes of them, is one of ``faiss_store``.

The bytes may be a stranger's. FAISS reads many types of index, with whatever dimension and count
they state, and at times allocates what a number in them says.
"""

from __future__ import annotations

import contextlib
import struct
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAT, BY_LISTS = b"IxFI", b"IwSq"  # what the bytes of an index begin with: its tag
_HEADER = struct.Struct("<4siqqq?i")  # tag, dimension, count, two unused, trained, metric
_LENGTH = struct.Struct("<Q")
_COMPONENT = 4  # bytes
_LIMITS = threading.Lock()
_IN_MEMORY = b"ilar"  # lists that are in the file; others name a file elsewhere, to be mapped


def check_bytes(data: NDArray[Any], count: int, dimension: int | None, metric: int) -> None:
    """Raises ValueError for an index of another type, dimension, metric or number of vectors."""
    if data.size < _HEADER.size + _LENGTH.size:
        raise ValueError("vectors in another format")
    tag, width, vectors, _, _, trained, measured = _HEADER.unpack(data[: _HEADER.size].tobytes())
    if tag not in (FLAT, BY_LISTS) or not trained or measured != metric:
        raise ValueError("vectors in an index of another kind")
    if vectors != count:
        raise ValueError(f"{vectors} vectors for {count} passages")
    if width < 1 or dimension not in (None, width):
        raise ValueError(f"vectors of {width} components, not {dimension}")
    if tag == FLAT and data.size != _HEADER.size + _LENGTH.size + count * width * _COMPONENT:
        raise ValueError("vectors of another size than they say")
    if tag == BY_LISTS and _tag_of_lists(data, width) != _IN_MEMORY:
        raise ValueError("vectors in lists of another kind")


def _tag_of_lists(data: NDArray[Any], width: int) -> bytes:
    """What FAISS writes in front of the lists, behind the centroids and the bytes' scales."""
    (lists,) = _LENGTH.unpack(data[_HEADER.size :][: _LENGTH.size].tobytes())
    counts = 2 * _LENGTH.size  # lists, and those looked into
    centroids = _HEADER.size + _LENGTH.size + lists * width * _COMPONENT
    numbers = 1 + _LENGTH.size  # no map from numbers to vectors
    scales = 3 * 4 + 2 * _LENGTH.size + _LENGTH.size + 2 * width * _COMPONENT
    code = _LENGTH.size + 1  # bytes a vector, and whether it is what a centroid leaves
    offset = _HEADER.size + counts + centroids + numbers + scales + code
    return data[offset : offset + len(_IN_MEMORY)].tobytes() if lists < data.size else b""


@contextlib.contextmanager
def reading_at_most(faiss: Any, size: int) -> Iterator[None]:
    """FAISS allocates and repeats no more than ``size`` says while the block lasts. Its limits are
    the whole process's: one reads at a time, and whoever else uses FAISS finds them as they were.
    """
    with _LIMITS:
        bytes_before = faiss.get_deserialization_vector_byte_limit()
        loops_before = faiss.get_deserialization_loop_limit()
        faiss.set_deserialization_vector_byte_limit(size)
        faiss.set_deserialization_loop_limit(size)
        try:
            yield
        finally:
            faiss.set_deserialization_vector_byte_limit(bytes_before)
            faiss.set_deserialization_loop_limit(loops_before)


def check_lists(faiss: Any, index: Any) -> None:
    """Raises ValueError where lists, their centroids or their vectors' numbers do not fit."""
    lists, count = index.nlist, index.ntotal
    if not isinstance(index, faiss.IndexIVFScalarQuantizer) or not 1 <= lists <= count:
        raise ValueError("vectors in an index of another kind")
    centroids = faiss.downcast_index(index.quantizer)
    flat = isinstance(centroids, faiss.IndexFlat) and centroids.metric_type == index.metric_type
    if not flat or (centroids.ntotal, centroids.d) != (lists, index.d):
        raise ValueError("lists whose centroids do not fit")
    bytes_each = index.sq.qtype == faiss.ScalarQuantizer.QT_8bit and index.code_size == index.d
    kept = index.invlists
    if not bytes_each or (kept.nlist, kept.code_size) != (lists, index.d):
        raise ValueError("lists of vectors in another form")
    if not 1 <= index.nprobe <= lists:
        raise ValueError("more lists to look into than there are")
    _check_numbers(faiss, kept, count)


def _check_numbers(faiss: Any, lists: Any, count: int) -> None:
    """Every vector's number stands once in all lists."""
    seen = np.zeros(count, np.bool_)
    held = 0
    for number in range(lists.nlist):
        size = lists.list_size(number)
        if not size:
            continue
        rows = faiss.rev_swig_ptr(lists.get_ids(number), size)
        if rows.min() < 0 or rows.max() >= count:
            raise ValueError("lists of vectors that are not there")
        seen[rows] = True
        held += size
    if held != count or not seen.all():
        raise ValueError("vectors that are in no list, or in two")
