"""A table as HTML: each cell with its words, and a link to its sentence in the document."""

from __future__ import annotations

from urllib.parse import urlencode

from casc_qa import phrases
from casc_qa.phrases import interface_language
from casc_qa.surveying.formats.shown import date_of, remarks
from casc_qa.surveying.table import Cell, Column, Row, Table
from casc_qa.web.escaping import escape, isolated, lang
from casc_qa.web.links import SOURCE_PATH, source_link


def table_html(table: Table, language: str) -> str:
    """The table and what is to be said of it, in the ``language`` of the page."""
    heads = "".join(_head(column) for column in table.columns)
    document = escape(phrases.DOCUMENT.to(language))
    rows = "".join(_row(row, table, language) for row in table.rows)
    said = "".join(f"<p>{isolated(remark)}</p>" for remark in remarks(table, language))
    label = escape(phrases.TABLE.to(language))
    return (
        f'<div class="cq-grid" role="region" tabindex="0" aria-label="{label}">'
        f'<table><thead><tr><th scope="col">{document}</th>{heads}</tr></thead>'
        f'<tbody>{rows}</tbody></table></div><div class="cq-ref">{said}</div>'
    )


def _head(column: Column) -> str:
    return f'<th scope="col"{lang(column.language)}>{isolated(column.question)}</th>'


def _row(row: Row, table: Table, language: str) -> str:
    arguments = {"doc": row.doc_id, "sha256": row.sha256, "language": interface_language(language)}
    address = escape(f"{SOURCE_PATH}?{urlencode(arguments)}")
    cells = "".join(
        _cell(cell, column, row, language)
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    date = isolated(date_of(row, language))
    return (
        f'<tr><th scope="row"><a class="cq-open" href="{address}"{lang(row.language)}>'
        f"{isolated(row.title)}</a> <span>{date}</span></th>{cells}</tr>"
    )


def _cell(cell: Cell, column: Column, row: Row, language: str) -> str:
    if cell.citation is None:
        return f'<td class="cq-none" aria-label="{escape(phrases.NOT_SAID.to(language))}"></td>'
    number = cell.citation.number
    title = f"{row.title}: {column.question}"
    label = escape(phrases.OPEN_SOURCE.to(language, number=number, title=title))
    link = (
        f'<a class="cq-open cq-number" href="{source_link(cell.citation, language)}" '
        f'aria-label="{label}">{number}</a>'
    )
    return f"<td{lang(cell.citation.language)}>{isolated(cell.words)} {link}</td>"
