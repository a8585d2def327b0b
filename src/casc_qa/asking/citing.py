"""Where a quote stands, and what is shown of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casc_qa.text.places import Places
from casc_qa.types import Citation, ScoredPassage, ShownPassage, Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation


def cite(generation: Generation, number: int, doc_id: str, span: Span) -> Citation:
    """The citation of a slice of a document, with the pages that it is on."""
    document = generation.document(doc_id)
    start, end = span
    pages = [a for a in document.anchors if a.kind == "page" and a.offset < end]
    first = [a for a in pages if a.offset <= start]
    labels = [a.value for a in document.anchors if a.kind == "label" and a.offset <= start]
    places = Places(document.places)
    return Citation(
        number=number,
        doc_id=document.doc_id,
        sha256=document.sha256,
        title=document.title,
        date=document.date,
        url=document.url,
        page=int(first[-1].value) if first else None,
        page_end=int(pages[-1].value) if pages else None,
        start=start,
        end=end,
        quote=document.text[start:end],
        language=document.language,
        page_label=(labels[-1] if labels else "") or None,
        sure=places.sure(span),
        boxes=places.boxes(span),
        date_from=document.date_from,
        file_date=document.file_date,
    )


def shown_passage(generation: Generation, scored: ScoredPassage) -> ShownPassage:
    """A passage of a ranking, with its text."""
    passage = generation.passages[scored.passage_id]
    document = generation.describe(passage.doc_id)
    return ShownPassage(
        passage.passage_id,
        passage.doc_id,
        document["sha256"],
        passage.start,
        passage.end,
        generation.text_of(passage),
        scored.score,
        document["language"],
        document["title"],
    )
