"""What is ours: nothing else is ever replaced or removed, whatever it is called.

Every folder that the program makes holds a marker. That of an index says that the program may work
in it; that of any other folder lists the files that were written into it, and these alone are ever
removed again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence, Set
from pathlib import Path, PurePosixPath

from casc_qa.errors import CascQaError
from casc_qa.system import disk

MARKER_NAME = ".casc-qa"
_OF_INDEX = "casc-qa index"
_OF_FOLDER = "casc-qa folder"
_INDEX_MARKER = (
    f"{_OF_INDEX}\n"
    "casc-qa builds in this folder. It replaces and removes its own files in here, and no others.\n"
)
_MOST = 1 << 24  # bytes of a marker
_ABANDONED_S = 24 * 60 * 60


def claim_index(index: Path, parts: Sequence[str], files: Sequence[str]) -> None:
    """Makes ``index`` a folder that the program may work in, or sees that it is one.

    Raises CascQaError for a folder that holds anything else, or where a link or something else
    has the name of one of its sub-folders ``parts`` or its ``files``; and OSError.
    """
    disk.private_folder(index)
    _refuse_other(index / MARKER_NAME, is_folder=False)
    if not is_index(index):
        # A marker that was only half written when a build was killed says nothing against it.
        if not all(disk.is_temporary(path.name) and path.is_file() for path in index.iterdir()):
            raise CascQaError(_not_an_index(index))
        disk.replace_atomically(index / MARKER_NAME, _INDEX_MARKER.encode())
    for name in parts:
        _refuse_other(index / name, is_folder=True)
    for name in files:
        _refuse_other(index / name, is_folder=False)
    for name in parts:
        with contextlib.suppress(FileNotFoundError):
            disk.close_to_others(index / name)


def is_index(index: Path) -> bool:
    """Whether the program has made this folder, or was given it empty, for an index."""
    return _marked(index)[:1] == [_OF_INDEX]


def _not_an_index(index: Path) -> str:
    if (index / "current").is_file() and (index / "generations").is_dir():
        return (
            f"The index in {index} was made by an earlier version of the program: delete that "
            "folder and build it again, or name another with --index."
        )
    return (
        f"{index} holds files and is no index of casc-qa: name a new or an empty folder with "
        "--index."
    )


def _refuse_other(path: Path, *, is_folder: bool) -> None:
    wanted = path.is_dir() if is_folder else path.is_file()
    if path.is_symlink() or (path.exists() and not wanted):
        expected = "folder" if is_folder else "file"
        raise CascQaError(
            f"{path} is a link, or no {expected}, and is not touched: remove it, or name another "
            "folder with --index."
        )


@contextlib.contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes ``folder``'s name when the block ends well and vanishes
    when it does not. What had the name before is dropped.

    Raises CascQaError, before the block begins, when something that is not ours has the name; and
    OSError.
    """
    disk.private_folder(folder.parent)
    _refuse_foreign(folder)
    drop_leftovers(folder.parent, _ABANDONED_S)
    target, old = disk.beside(folder), disk.beside(folder)
    target.mkdir(disk.PRIVATE_FOLDER)
    try:
        _mark(target, [])
        yield target
        _mark(target, _made_private(target))
        _refuse_foreign(folder)  # somebody may have put something there meanwhile
        if folder.exists():
            folder.rename(old)
        target.rename(folder)
        disk.sync_folder(folder.parent)
    finally:
        for left in (target, old):
            if left.exists():
                _remove(left)


def drop(folder: Path) -> None:
    """Removes what we wrote into a folder of ours, and the folder if that was all; what the disk
    refuses to remove waits for another time. Anything that is not ours stays, and so does all that
    a link leads to.
    """
    with contextlib.suppress(OSError):
        written = _written(folder)
        if written is None:
            return
        if not _foreign(folder, written):
            gone = disk.beside(folder)
            folder.rename(gone)
            _remove(gone)
        else:
            for name in written.intersection(_files(folder)) - {MARKER_NAME}:
                (folder / name).unlink()


def drop_leftovers(folder: Path, abandoned: float = 0) -> None:
    """Removes what killed writers left behind in ``folder``, by the names that only we give, and
    where others may be writing, what nobody has touched for ``abandoned`` seconds.
    """
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in [path for path in folder.iterdir() if disk.is_temporary(path.name)]:
        with contextlib.suppress(OSError):
            if abandoned and time.time() - path.lstat().st_mtime < abandoned:
                continue
            if path.is_file() and not path.is_symlink():
                path.unlink()
            elif _is_unfinished(path):
                _remove(path)


def _is_unfinished(folder: Path) -> bool:
    """Whether a folder with a temporary name is one that we began."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    if (folder / MARKER_NAME).is_file():
        return True
    return all(disk.is_temporary(path.name) and path.is_file() for path in folder.iterdir())


def _remove(folder: Path) -> None:
    """A whole folder with a temporary name, as far as it can be done; the marker goes last, so
    that whoever finds the rest knows that it is ours.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != MARKER_NAME:
                path.unlink()
        (folder / MARKER_NAME).unlink(missing_ok=True)
        folder.rmdir()


def _refuse_foreign(folder: Path) -> None:
    """Raises CascQaError where something has the name of ``folder`` that we did not write."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CascQaError(f"{folder} is a link, or no folder: move it away.")
    foreign = _foreign(folder, _written(folder) or set())
    if foreign:
        raise CascQaError(
            f"{folder} holds what casc-qa did not write ({foreign[0]}): move it away."
        )


def _foreign(folder: Path, written: Set[str]) -> list[str]:
    """The names of files, and of folders, that we did not make."""
    ours = {parent for name in written for parent in PurePosixPath(name).parents}
    inside = (path.relative_to(folder) for path in folder.rglob("*") if path.is_dir())
    folders = [each.as_posix() for each in inside if PurePosixPath(each) not in ours]
    return sorted({*_files(folder), *folders} - written)


def _mark(folder: Path, names: Sequence[str]) -> None:
    lines = [_OF_FOLDER, *map(json.dumps, names)]
    disk.replace_atomically(folder / MARKER_NAME, ("\n".join(lines) + "\n").encode())


def _marked(folder: Path) -> list[str]:
    """The lines of a folder's marker; none where it has no marker. Raises OSError."""
    try:
        data = disk.read_regular(folder / MARKER_NAME, _MOST)
    except (FileNotFoundError, NotADirectoryError, disk.NotRegular):
        return []
    return data.decode("utf-8", "replace").splitlines()


def _written(folder: Path) -> set[str] | None:
    """The names of the files that we wrote into a folder of ours; None for any other. A file that
    was changed since is still ours: it is damaged, and made again.
    """
    if folder.is_symlink() or not folder.is_dir():
        return None
    title, *lines = _marked(folder) or [""]
    try:
        names = {json.loads(line) for line in lines}
    except (ValueError, RecursionError, TypeError):
        return None
    if title != _OF_FOLDER or not all(isinstance(name, str) for name in names):
        return None
    return {*names, MARKER_NAME}


def _files(folder: Path) -> list[str]:
    """All below ``folder`` that is no folder, links to folders too, as paths with slashes."""
    paths = []
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        paths += [(here / name).relative_to(folder).as_posix() for name in (*names, *links)]
    return paths


def _made_private(folder: Path) -> list[str]:
    """The names of the files in a folder of ours; they and their folders are closed to others."""
    names = [name for name in _files(folder) if name != MARKER_NAME]
    for name in names:
        for each in (folder / name, *(folder / parent for parent in PurePosixPath(name).parents)):
            if not each.is_symlink():
                disk.close_to_others(each)
    return names
