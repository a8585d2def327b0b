"""Tesseract, where it is installed: the words of a picture, by the library's own C interface,
inside the process that reads documents.

https://tesseract-ocr.github.io/tessapi/5.x/a01302.html
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from casc_qa.loaders.formats.scans.page_reading import Picture, RecognisedWord

DEFAULT_LANGUAGES = ("eng", "rus")
_LIBRARIES = (
    "libtesseract.so.5",
    "libtesseract.so.4",
    "libtesseract.5.dylib",
    "libtesseract.dylib",
)
_FOLDERS = (
    "/usr/lib /usr/lib64 /lib /usr/local/lib /usr/local/lib64 /opt/homebrew/lib /opt/local/lib"
).split()
_WINDOWS = Path("C:/Program Files/Tesseract-OCR")
_DATA = (
    "/usr/share/tesseract-ocr/5/tessdata /usr/share/tesseract-ocr/4.00/tessdata "
    "/usr/share/tessdata /usr/local/share/tessdata /opt/homebrew/share/tessdata"
).split()
_SUFFIX = ".traineddata"
_LINE, _WORD, _SYMBOL = 2, 3, 4  # what an iterator goes over
_WITHOUT_ORIENTATION = 3  # all of the page's layout is found out but which way is up
_DONE = 0
_MARK_RISE = 0.3  # of the height of the letters before
_MARK_HEIGHT = 0.85
_LINE_OF_FIGURES = 1.4  # the height of a line, to that of its figures
_FIGURE = re.compile(r"\d")
_MISREAD = "?"  # never raised: it is a mark that was not recognised


class Installed(NamedTuple):
    """A Tesseract on this machine."""

    library: str
    data: str
    """The folder of what it knows of languages."""
    languages: tuple[str, ...]
    """Those that are there, by its own codes."""


class Symbol(NamedTuple):
    """A character in a picture, in pixels from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the character itself."""
        return self.bottom - self.top


def data_folders() -> Iterator[Path]:
    """Where its languages may be."""
    named = os.environ.get("TESSDATA_PREFIX")
    for path in map(Path, [named] if named else [*_DATA, str(_WINDOWS / "tessdata")]):
        if path.is_dir():
            yield path


def installed() -> Installed | None:
    """The Tesseract of this machine; None where there is none, or one without languages."""
    folder = next(data_folders(), None)
    library = _library() if folder else None
    if folder is None or library is None:
        return None
    names = sorted(path.name.removesuffix(_SUFFIX) for path in folder.glob(f"*{_SUFFIX}"))
    languages = tuple(name for name in names if name not in ("osd", "equ"))
    return Installed(library, str(folder), languages) if languages else None


def _library() -> str | None:
    """The file of the library. It is not loaded for that: it would bring libraries of the system
    into a program that has others of the same names.
    """
    machine = f"/usr/lib/{os.uname().machine}-linux-gnu" if sys.platform == "linux" else ""
    named = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    folders = [Path(each) for each in (*named, machine, *_FOLDERS) if each]
    files = [folder / name for folder in folders for name in _LIBRARIES]
    files += [_WINDOWS / "libtesseract-5.dll"] if sys.platform == "win32" else []
    return next((str(path) for path in files if path.is_file()), None)


def chosen(wanted: Iterable[str], there: Installed) -> tuple[str, ...]:
    """Of the ``wanted`` languages those that are there; without a wish the usual ones, or else the
    first.
    """
    wanted = tuple(wanted) or DEFAULT_LANGUAGES
    return tuple(name for name in wanted if name in there.languages) or there.languages[:1]


class Tesseract:
    """Reads pictures; to be used by one thread."""

    def __init__(self, there: Installed, languages: Sequence[str]) -> None:
        """It is started when the first picture is to be read."""
        self._there, self._codes = there, "+".join(languages)
        self._started: tuple[Any, Any] | None = None

    @property
    def name(self) -> str:
        """With its version and languages."""
        return f"{version(self._there)} {self._codes}"

    def words(self, picture: Picture) -> list[RecognisedWord]:
        """The words of a picture, in reading order. Raises ValueError where it can't be started."""
        api, handle = self._started = self._started or self._start()
        width, height = picture.width, picture.height
        api.TessBaseAPISetImage(handle, picture.pixels, width, height, 1, width)
        api.TessBaseAPISetSourceResolution(handle, picture.dpi)
        if api.TessBaseAPIRecognize(handle, None) != _DONE:
            raise ValueError("Tesseract failed")
        walk = api.TessBaseAPIGetIterator(handle)
        try:
            return list(_Walk(api, walk).words()) if walk else []
        finally:
            if walk:
                api.TessResultIteratorDelete(walk)
            api.TessBaseAPIClear(handle)

    def _start(self) -> tuple[Any, Any]:
        """The library, and what it calls an engine."""
        # It would start a thread for each processor and be slower for it.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        api = _declared(ctypes.CDLL(self._there.library))
        handle = api.TessBaseAPICreate()
        if api.TessBaseAPIInit3(handle, self._there.data.encode(), self._codes.encode()):
            raise ValueError(f"Tesseract can't be started for {self._codes}")
        api.TessBaseAPISetPageSegMode(handle, _WITHOUT_ORIENTATION)
        return api, handle


def version(there: Installed) -> str:
    """Its name with its version."""
    return f"tesseract {_declared(ctypes.CDLL(there.library)).TessVersion().decode()}"


def described(there: Installed, languages: Iterable[str]) -> str:
    """What decides what it recognises: its library, and which files it knows languages from."""
    files = [Path(there.data, f"{name}{_SUFFIX}") for name in languages]
    library = Path(there.library).resolve()
    sizes = [f"{path.name} {path.stat().st_size}" for path in (library, *files)]
    return ", ".join(["tesseract", *sizes])


class _Walk:
    """Goes over what was recognised, word by word."""

    def __init__(self, api: Any, walk: Any) -> None:
        self._api, self._walk = api, walk
        self._page = api.TessResultIteratorGetPageIterator(walk)
        self._edges = [ctypes.c_int() for _ in range(4)]

    def words(self) -> Iterator[RecognisedWord]:
        """All of them."""
        like = RecognisedWord("", 0, 0, 0, 0, (0, 0), -1, 0, 0, 0)
        while True:
            if self._api.TessPageIteratorIsAtBeginningOf(self._page, _LINE):
                like = self._line(like.line + 1)
            yield from self._parts(like)
            if not self._api.TessResultIteratorNext(self._walk, _WORD):
                return

    def _line(self, number: int) -> RecognisedWord:
        """What the words of the line at hand have in common."""
        left, top, right, bottom = self._box(_LINE)
        (x, y), (to_x, to_y) = self._base()
        turn = _quarters(to_x - x, to_y - y)
        height = right - left if turn % 2 else bottom - top
        middle = (x + to_x) / 2, (y + to_y) / 2
        return RecognisedWord("", 0, 0, 0, 0, middle, number, height, turn, 0)

    def _parts(self, word: RecognisedWord) -> Iterator[RecognisedWord]:
        """One word, or its parts where figures in it are raised."""
        text, box = self._text(_WORD), self._box(_WORD)
        sure = max(0, min(100, round(self._api.TessResultIteratorConfidence(self._walk, _WORD))))
        whole = word._replace(
            text=text, left=box[0], top=box[1], right=box[2], bottom=box[3], sure=sure
        )
        has_figures = not word.turn and _FIGURE.search(text)
        symbols = list(self._symbols(len(text))) if has_figures else []
        marks = raised_marks(symbols)
        if not marks:
            yield whole
            return
        first, behind = marks
        yield _part(whole, symbols[:first])
        if figures := [symbol for symbol in symbols[first:behind] if symbol.text.isdecimal()]:
            mark = _part(whole, figures)
            height = _LINE_OF_FIGURES * (mark.bottom - mark.top)
            yield mark._replace(base=(mark.left, mark.bottom), height=height, glued=True)
        if symbols[behind:]:
            yield _part(whole, symbols[behind:])._replace(glued=True)

    def _symbols(self, count: int) -> Iterator[Symbol]:
        """The characters of the word at hand, each with its box; the walk is then at the last."""
        for number in range(count):
            yield Symbol(self._text(_SYMBOL), *self._box(_SYMBOL))
            if number + 1 < count and not self._api.TessResultIteratorNext(self._walk, _SYMBOL):
                return

    def _text(self, level: int) -> str:
        address = self._api.TessResultIteratorGetUTF8Text(self._walk, level)
        if not address:
            return ""
        try:
            return ctypes.string_at(address).decode("utf-8", "replace").strip()
        finally:
            self._api.TessDeleteText(address)

    def _box(self, level: int) -> tuple[int, ...]:
        """Left, top, right and bottom."""
        self._api.TessPageIteratorBoundingBox(self._page, level, *map(ctypes.byref, self._edges))
        return tuple(edge.value for edge in self._edges)

    def _base(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Both ends of the base line, in reading order."""
        self._api.TessPageIteratorBaseline(self._page, _LINE, *map(ctypes.byref, self._edges))
        x, y, to_x, to_y = (edge.value for edge in self._edges)
        return (x, y), (to_x, to_y)


def _quarters(x: float, y: float) -> int:
    """Counter-clockwise turns of a line that runs this far to the right and down."""
    if abs(x) >= abs(y):
        return 0 if x >= 0 else 2
    return 3 if y > 0 else 1


def raised_marks(symbols: Sequence[Symbol]) -> tuple[int, int] | None:
    """Which of a word's characters, from the first up to another, are small and raised above those
    before, as the number of a note is; None where none are.
    """
    letters = [symbol for symbol in symbols if symbol.text.isalnum()]
    most = max((symbol.height for symbol in letters), default=0)
    on_line = [symbol.bottom for symbol in letters if symbol.height > _MARK_HEIGHT * most]
    if not on_line:
        return None
    base = median(on_line)
    marks = [
        number
        for number, symbol in enumerate(symbols)
        if number
        and (symbol.text.isalnum() or symbol.text == _MISREAD)
        and symbol.height <= _MARK_HEIGHT * most
        and base - symbol.bottom >= _MARK_RISE * most
    ]
    if not marks or marks[-1] - marks[0] >= len(marks):
        return None
    return marks[0], marks[-1] + 1


def _part(word: RecognisedWord, symbols: Sequence[Symbol]) -> RecognisedWord:
    """A word of these characters of another."""
    return word._replace(
        text="".join(symbol.text for symbol in symbols),
        left=symbols[0].left,
        top=min(symbol.top for symbol in symbols),
        right=symbols[-1].right,
        bottom=max(symbol.bottom for symbol in symbols),
    )


def _declared(library: Any) -> Any:
    """The library, with what its functions take and give that is no plain number."""
    pointer, number = ctypes.c_void_p, ctypes.c_int
    edges = [ctypes.POINTER(number)] * 4
    for name, gives, takes in (
        ("TessVersion", ctypes.c_char_p, []),
        ("TessBaseAPICreate", pointer, []),
        ("TessBaseAPIInit3", number, [pointer, ctypes.c_char_p, ctypes.c_char_p]),
        ("TessBaseAPISetPageSegMode", None, [pointer, number]),
        ("TessBaseAPISetImage", None, [pointer, ctypes.c_char_p, *[number] * 4]),
        ("TessBaseAPISetSourceResolution", None, [pointer, number]),
        ("TessBaseAPIRecognize", number, [pointer, pointer]),
        ("TessBaseAPIGetIterator", pointer, [pointer]),
        ("TessBaseAPIClear", None, [pointer]),
        ("TessResultIteratorGetPageIterator", pointer, [pointer]),
        ("TessResultIteratorNext", number, [pointer, number]),
        ("TessResultIteratorGetUTF8Text", pointer, [pointer, number]),
        ("TessResultIteratorConfidence", ctypes.c_float, [pointer, number]),
        ("TessResultIteratorDelete", None, [pointer]),
        ("TessPageIteratorIsAtBeginningOf", number, [pointer, number]),
        ("TessPageIteratorBoundingBox", number, [pointer, number, *edges]),
        ("TessPageIteratorBaseline", number, [pointer, number, *edges]),
        ("TessDeleteText", None, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = gives, takes
    return library
