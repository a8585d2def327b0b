"""Arrays come back from their bytes."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from casc_qa.index.contents.arrays import as_npy, from_npy

DTYPES = ("int8", "uint8", "int32", "int64", "float16", "float32")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(0,), (3,), (0, 16), (2, 3), (1000, 384)])
def test_an_array_comes_back(dtype: str, shape: tuple[int, ...]) -> None:
    array = (np.arange(np.prod(shape)) % 100).astype(dtype).reshape(shape)
    loaded = from_npy(as_npy(array))
    assert (loaded.dtype, loaded.shape) == (array.dtype, array.shape)
    assert np.array_equal(loaded, array)
    assert not loaded.flags.writeable


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rubbish",
        as_npy(np.arange(9))[:100],
        as_npy(np.arange(9))[:-1],
        as_npy(np.asfortranarray(np.ones((2, 3)))),
        as_npy(np.array(["text"])),
        as_npy(np.arange(9)).replace(b"NUMPY\x01", b"NUMPY\x02"),
        as_npy(np.arange(9)).replace(b"(9,)", b"(-9,)"),
        as_npy(np.arange(9)).replace(b"<i8", b"<i7"),
    ],
)
def test_other_bytes_are_no_array(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_npy(data)


def test_no_header_is_parsed_as_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers in several threads have met with "AST constructor recursion depth mismatch"."""
    data = as_npy(np.arange(12))

    def fail(source: object) -> None:
        raise SystemError("AST constructor recursion depth mismatch")

    monkeypatch.setattr(ast, "literal_eval", fail)
    assert from_npy(data).tolist() == list(range(12))
