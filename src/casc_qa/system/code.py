"""A hash of parts of this program, by which what it makes is kept apart from what another version
made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
_TEXTS = frozenset({".py", ".tsv", ".json", ".txt"})
_COUNTED = _TEXTS | {".onnx", ".safetensors"}
_DIGITS = 16


def code_fingerprint(
    parts: Collection[str], without: Collection[str] = (), package: Path = PACKAGE
) -> str:
    """Hash of the modules and data in these files and folders of ``package``, at every depth, with
    their names. A part in ``without`` does not count: a path ("web"), or a folder's name wherever
    it is ("*/questions").

    The same on every system: a checkout may end its lines in its own way.
    """
    digest = hashlib.sha256()
    for name in sorted(_names(parts, without, package)):
        path = package / name
        data = path.read_bytes()
        if path.suffix in _TEXTS:
            data = data.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:_DIGITS]


def _names(parts: Collection[str], without: Collection[str], package: Path) -> Iterator[str]:
    """Paths below ``package`` of all that counts."""
    for part in parts:
        below = package / part
        for path in [below] if below.is_file() else below.rglob("*"):
            inside = path.relative_to(package)
            if path.suffix in _COUNTED and not _is_left_out(inside, without):
                yield inside.as_posix()


def _is_left_out(path: Path, without: Collection[str]) -> bool:
    folders = [parent.as_posix() for parent in (path, *path.parents)]
    anywhere = {part.removeprefix("*/") for part in without if part.startswith("*/")}
    return not anywhere.isdisjoint(path.parts[:-1]) or not set(without).isdisjoint(folders)
