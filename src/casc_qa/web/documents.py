"""The list of all documents as HTML: what can be asked about, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from casc_qa.phrases import (
    ALL_IN,
    ANY_LANGUAGE,
    ASK_ONLY_THIS,
    ASK_SINCE,
    ASK_UNTIL,
    BY_DATE,
    BY_TITLE,
    FIND_DOCUMENT,
    KILOBYTES,
    NOT_INDEXED,
    SHOWN_OF,
    SORT_DOCUMENTS,
    SOURCE_OF_DOCUMENT,
    interface_language,
)
from casc_qa.types import Skipped
from casc_qa.web.escaping import escape, isolated
from casc_qa.web.links import SOURCE_PATH
from casc_qa.wording import (
    counted_documents,
    dated,
    language_name,
    period,
)

_MOST = 1_000  # documents in the list
_MOST_SKIPPED = 200


def documents_html(
    documents: Sequence[Mapping[str, Any]],
    skipped: Sequence[Skipped],
    folder: str,
    language: str,
) -> str:
    """How many documents there are, from when to when, each with what is known of it; then what was
    not indexed and why. ``folder`` is where they lie.
    """
    ordered = sorted(documents, key=lambda d: (d["date"] or "", d["title"]), reverse=True)
    items = "".join(_item(document, language) for document in ordered[:_MOST])
    cut = ""
    if len(ordered) > _MOST:
        shown = SHOWN_OF.to(language, shown=f"{_MOST:,}", all=f"{len(ordered):,}")
        cut = f'<p class="cq-hint">{escape(shown)}</p>'
    return (
        f'<section class="cq-documents" lang="{interface_language(language)}">'
        f'<h2 id="cq-source-title">{escape(counted_documents(len(ordered), language))}</h2>'
        f'<p class="cq-source-facts">{isolated(period([d["date"] for d in ordered], language))}'
        f"</p>{_tools(documents, language)}<ul>{items}</ul>{cut}{_skipped(skipped, language)}"
        f'<p class="cq-hint">{escape(ALL_IN.to(language))} {isolated(folder)}</p></section>'
    )


def _tools(documents: Sequence[Mapping[str, Any]], language: str) -> str:
    """Finding and sorting, and the filters of what is asked."""
    find, sort = escape(FIND_DOCUMENT.to(language)), escape(SORT_DOCUMENTS.to(language))
    since, until = escape(ASK_SINCE.to(language)), escape(ASK_UNTIL.to(language))
    return (
        f'<p class="cq-tools"><input type="search" class="cq-find" placeholder="{find}" '
        f'aria-label="{find}"> <select class="cq-sort" aria-label="{sort}">'
        f'<option value="date">{escape(BY_DATE.to(language))}</option>'
        f'<option value="title">{escape(BY_TITLE.to(language))}</option></select> '
        f'<input class="cq-from" placeholder="{since}" aria-label="{since}"> '
        f'<input class="cq-until" placeholder="{until}" aria-label="{until}"> '
        f"{_languages(documents, language)}</p>"
    )


def _languages(documents: Sequence[Mapping[str, Any]], language: str) -> str:
    """A choice of the documents' languages, where there are several."""
    codes = sorted({d["language"] for d in documents if d["language"]})
    if len(codes) < 2:
        return ""
    label = escape(ANY_LANGUAGE.to(language))
    options = "".join(
        f'<option value="{escape(code)}">{escape(language_name(code, language) or code)}</option>'
        for code in codes
    )
    return (
        f'<select class="cq-language" aria-label="{label}"><option value="">{label}</option>'
        f"{options}</select>"
    )


def _item(document: Mapping[str, Any], language: str) -> str:
    title, doc_id = document["title"], document["doc_id"]
    arguments = urlencode(
        {"doc": doc_id, "sha256": document["sha256"], "language": interface_language(language)}
    )
    date = dated(document["date"], document["file_date"], language)
    spoken = f' lang="{escape(document["language"] or "")}"'
    facts = " · ".join(filter(None, (date, language_name(document["language"], language))))
    label = escape(SOURCE_OF_DOCUMENT.to(language, title=title))
    return (
        f'<li data-title="{escape(title.casefold())}" data-date="{escape(document["date"] or "")}">'
        f'<a class="cq-open" href="{escape(f"{SOURCE_PATH}?{arguments}")}" aria-label="{label}"'
        f"{spoken}>{isolated(title)}</a>"
        f'<span class="cq-date">{isolated(facts)} · {_size(document, language)}</span>'
        f'<button type="button" class="cq-only" value="{escape(doc_id)}">'
        f"{escape(ASK_ONLY_THIS.to(language))}</button></li>"
    )


def _size(document: Mapping[str, Any], language: str) -> str:
    """How much text it has, and in which format."""
    suffix = PurePosixPath(document["doc_id"].partition("#")[0]).suffix
    kilobytes = max(1, round(document["text_bytes"] / 1000))
    size = KILOBYTES.to(language, count=f"{kilobytes:,}")
    return isolated(" · ".join(filter(None, (size, suffix))))


def _skipped(skipped: Sequence[Skipped], language: str) -> str:
    if not skipped:
        return ""
    items = "".join(
        f"<li>{isolated(path)}: {isolated(reason)}</li>" for path, reason in skipped[:_MOST_SKIPPED]
    )
    title = NOT_INDEXED.to(language, count=len(skipped))
    return (
        f'<details class="cq-skipped"><summary>{escape(title)}</summary><ul>{items}</ul></details>'
    )
