"""A sound index changed as a stranger could: other values, and every hash made to fit."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casc_qa.index.contents.arrays import as_npy, from_npy
from casc_qa.index.current import names_in_use

VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 3, 10**9, 2**63, 10**30, 1e308, -0.5, float("nan"), float("inf"), "", "x",
    "\x1b[31m", "\u202e", "\ud800", "\0", "..", "../x", "/etc", "index:../../x", "y" * 10_000, [],
    [[]], {}, {"a": 1}, "9" * 5000,
)  # fmt: skip
GONE = object()
"""Instead of a value: the value with its key is taken away."""
NUMBERS = (-1, 1, 2**31 - 1, -(2**31), 10**6)


def put(folder: Path, name: str, data: bytes) -> None:
    """A file of a generation becomes ``data``, and the manifest says so."""
    (folder / name).write_bytes(data)
    table = json.loads((folder / "manifest.json").read_bytes())
    table["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    put_hashed(folder, "manifest", table)


def put_hashed(folder: Path, name: str, table: object) -> None:
    """``name``.json becomes ``table``, and the file with its hash says so."""
    data = table if isinstance(table, bytes) else json.dumps(table).encode()
    (folder / f"{name}.json").write_bytes(data)
    (folder / f"{name}.sha256").write_bytes(f"{hashlib.sha256(data).hexdigest()}\n".encode())


def generation_of(index: Path) -> Path:
    """The folder of the generation in use."""
    return index / "generations" / names_in_use(index)[0]


def paths_in(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside, containers too; of long lists and tables the first few."""
    yield at
    if isinstance(value, dict):
        for key in list(value)[:12]:
            yield from paths_in(value[key], (*at, key))
    elif isinstance(value, list):
        for number in range(min(len(value), 3)):
            yield from paths_in(value[number], (*at, number))


def changed(value: Any, at: Sequence[Any], new: object) -> Any:
    """``value`` with another one at one path."""
    if not at:
        return None if new is GONE else new
    copied = dict(value) if isinstance(value, dict) else list(value)
    if len(at) == 1 and new is GONE:
        del copied[at[0]]
    else:
        copied[at[0]] = changed(copied[at[0]], at[1:], new)
    return copied


def forged_json(value: Any, draw: random.Random) -> Any:
    """One value in it is another, or gone, or there is one more."""
    at = draw.choice(list(paths_in(value)))
    return changed(value, at, draw.choice((*VALUES, GONE)))


def forged_array(array: NDArray[Any], draw: random.Random) -> NDArray[Any]:
    """Another type, another shape, another order, or a number that can't be."""
    ways: list[Callable[[], NDArray[Any]]] = [
        lambda: array[:-1],
        lambda: np.concatenate([array, array[:1]]),
        lambda: array[::-1].copy(),
        lambda: array[:0],
        lambda: array.astype(draw.choice(["float64", "int64", "uint8", "float16", "int16"])),
        lambda: array.reshape(-1),
        lambda: array.reshape(*array.shape, 1),
        lambda: _with_number(array, draw),
        lambda: _with_number(array, draw),
        lambda: _with_number(array, draw),
        lambda: np.roll(array, 1, axis=0),
        lambda: np.zeros_like(array),
    ]
    return draw.choice(ways)()


def _with_number(array: NDArray[Any], draw: random.Random) -> NDArray[Any]:
    copied = array.copy()
    flat = copied.reshape(-1)
    number = draw.choice(NUMBERS)
    if copied.dtype.kind == "f":
        number = draw.choice([np.nan, np.inf, -np.inf, -1.0, 1e30])
    elif copied.dtype.kind in "iub":
        bounds = np.iinfo(copied.dtype) if copied.dtype.kind != "b" else None
        number = max(bounds.min, min(bounds.max, number)) if bounds else 1
    flat[draw.randrange(flat.size)] = number
    return copied


def forged_bytes(data: bytes, draw: random.Random) -> bytes:
    """Eight bytes near the start, where headers are, say something else."""
    offset = draw.randrange(min(len(data), 80))
    number = draw.choice((0, 1, 2**31, 2**40, 2**63 - 1, 2**64 - 1))
    return data[:offset] + number.to_bytes(8, "little")[: len(data) - offset] + data[offset + 8 :]


def forged(name: str, data: bytes, draw: random.Random) -> bytes:
    """A file of a generation, changed in a way that suits its format."""
    if name.endswith(".npy"):
        if draw.random() < 0.2:
            return forged_bytes(data, draw)
        return as_npy(forged_array(from_npy(data), draw))
    if name.endswith(".jsonl"):
        lines = data.splitlines()
        at = draw.randrange(len(lines))
        lines[at] = json.dumps(forged_json(json.loads(lines[at]), draw)).encode()
        return b"\n".join(draw.choice((lines, lines, [*lines, lines[0]], lines[1:]))) + b"\n"
    if name.endswith(".json"):
        return json.dumps(forged_json(json.loads(data), draw)).encode()
    way = draw.choice((forged_bytes, lambda d, _: d[:-1], lambda d, _: d + d, lambda d, _: b""))
    return way(data, draw)
