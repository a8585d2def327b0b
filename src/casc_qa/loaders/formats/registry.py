"""Which loader reads which files, by suffix. A new format is one module and one line here; other
packages may bring theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats import markdown, pictures, plain, plugins
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail import eml
from casc_qa.loaders.formats.office import docx, odt, pptx, rtf
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.scans.page_reading import TEXT_ALONE, PageReading
from casc_qa.loaders.formats.sheets import ods, xlsx
from casc_qa.loaders.formats.tables import csv_rows, json_lines
from casc_qa.loaders.formats.web import epub, html, mhtml

Loader = Callable[[bytes, ColumnSettings, PageReading], Iterable[Extracted | Unreadable]]


def _one(load: Callable[[bytes], Extracted]) -> Loader:
    """The loader of a format whose files hold one document each."""
    return lambda data, columns, reading: [load(data)]


def _paged(load: Callable[[bytes, PageReading], Extracted]) -> Loader:
    """The loader of a format with pages."""
    return lambda data, columns, reading: [load(data, reading)]


def _rows(load: Callable[[bytes, ColumnSettings], Iterable[Extracted | Unreadable]]) -> Loader:
    """The loader of a format whose rows are documents."""
    return lambda data, columns, reading: load(data, columns)


LOADERS: Mapping[str, Loader] = {
    ".txt": _one(plain.load),
    ".md": _one(markdown.load),
    ".markdown": _one(markdown.load),
    ".html": _one(html.load),
    ".htm": _one(html.load),
    ".mhtml": _one(mhtml.load),
    ".mht": _one(mhtml.load),
    ".pdf": _paged(pdf.load),
    ".png": _paged(pictures.load),
    ".jpg": _paged(pictures.load),
    ".jpeg": _paged(pictures.load),
    ".tif": _paged(pictures.load),
    ".tiff": _paged(pictures.load),
    ".docx": _one(docx.load),
    ".odt": _one(odt.load),
    ".rtf": _one(rtf.load),
    ".pptx": _one(pptx.load),
    ".xlsx": _one(xlsx.load),
    ".xlsm": _one(xlsx.load),
    ".ods": _one(ods.load),
    ".epub": _one(epub.load),
    ".eml": _one(eml.load),
    ".csv": _rows(csv_rows.load_rows),
    ".tsv": _rows(csv_rows.load_rows),
    ".jsonl": _rows(json_lines.load_rows),
    ".ndjson": _rows(json_lines.load_rows),
}
ROWS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
"""Formats whose rows are documents."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
SCANNED = PICTURES | {".pdf"}
"""Formats that may hold scanned pages."""


def extract(
    suffix: str, data: bytes, columns: ColumnSettings, reading: PageReading = TEXT_ALONE
) -> Iterator[Extracted | Unreadable]:
    """Every document in a file's bytes, or the reason why one can't be read; at least one of them.

    >>> [result.text for result in extract(".txt", b"One line.", ColumnSettings())]
    ['One line.']
    >>> [str(result) for result in extract(".xyz", b"One line.", ColumnSettings())]
    ['no loader for .xyz']
    """
    loader = LOADERS.get(suffix) or _of_another_package(suffix)
    if loader is None:
        yield Unreadable(f"no loader for {suffix or 'files without a suffix'}{_hint(suffix)}")
        return
    try:
        for result in loader(data, columns, reading):
            is_empty = isinstance(result, Extracted) and not result.text.strip()
            yield Unreadable("it holds no text") if is_empty else result
    except Unreadable as error:
        yield error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # one file may not end a build
        yield Unreadable(f"reading it failed ({type(error).__name__}: {error})")


NOT_FREE = frozenset(".toml .doc .dot .wps .wpd .ppt .pps .odp .xls .xlt".split())
"""Suffixes without a loader here that no other package may take: they are read in other ways."""


@cache
def installed_plugins() -> plugins.Installed:
    """The loaders that other packages bring for suffixes of their own."""
    return plugins.installed(LOADERS.keys() | NOT_FREE)


def _of_another_package(suffix: str) -> Loader | None:
    plugin = installed_plugins().by_suffix.get(suffix)
    return _one(lambda data: plugins.load_by(plugin, data)) if plugin else None


_HINTS = {
    ": install LibreOffice, or save it as .docx": ".doc .dot .wpd .wps",
    ": install LibreOffice, or save it as .pptx": ".ppt .pps .odp",
    ": install LibreOffice, or save it as .xlsx": ".xls .xlt",
    ": save it as .docx": ".pages",
    ": save it as .pptx": ".key",
    ": save it as .xlsx": ".xlsb .numbers",
    ": save it as .pdf": ".djvu .ps .xps .tex",
    ": save it as .epub": ".mobi .azw3 .fb2",
    ": save it as .eml": ".msg",
    ": unpack it": ".zip .rar .7z .gz .tar",
    ", a picture: save it as .png": ".gif .webp .heic .bmp",
}


def _hint(suffix: str) -> str:
    """What to do about a format that many people have."""
    return next((hint for hint, suffixes in _HINTS.items() if suffix in suffixes.split()), "")
