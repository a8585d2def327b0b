"""HTML of passages: those that quotes come from, and the nearest."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.phrases import ASK_ONLY_THIS
from casc_qa.types import Answer, ShownPassage, Span
from casc_qa.web.escaping import escape, isolated, lang
from casc_qa.web.links import source_link
from casc_qa.wording import characters


def passages_html(
    answer: Answer, passages: Sequence[ShownPassage], title: str, is_open: bool = False
) -> str:
    """Passages of an answer under a ``title``, to be folded out; nothing where there are none."""
    if not passages:
        return ""
    items = "".join(_passage(answer, passage) for passage in passages)
    return (
        f'<details class="cq-passages"{" open" * is_open}><summary>{escape(title)}</summary>{items}'
        "</details>"
    )


def _passage(answer: Answer, passage: ShownPassage) -> str:
    """A passage, the quotes in it marked; one that is not quoted with a way to ask its document."""
    inside = [
        Span(c.start - passage.start, c.end - passage.start)
        for c in answer.citations
        if passage.holds(c)
    ]
    link = source_link(passage, answer.told_in)
    span = characters(passage.start, passage.end, answer.told_in)
    spoken, title = lang(passage.language), passage.title or passage.doc_id
    return (
        f'<figure class="cq-passage"><blockquote{spoken}>'
        f"{_marked(passage.text, inside)}</blockquote>"
        f'<figcaption><a class="cq-open" href="{link}"{spoken}>{isolated(title)}</a>, '
        f"{span}{'' if inside else _ask_only(answer, passage)}</figcaption></figure>"
    )


def _ask_only(answer: Answer, passage: ShownPassage) -> str:
    """A button that asks the document of a passage alone."""
    return (
        f' <button type="button" class="cq-only" value="{escape(passage.doc_id)}">'
        f"{escape(ASK_ONLY_THIS.to(answer.told_in))}</button>"
    )


def _marked(text: str, spans: list[Span]) -> str:
    """``text`` with its ``spans`` marked; they may touch but not overlap."""
    marked, done = "", 0
    for span in sorted(set(spans)):
        marked += escape(text[done : span.start]) + f"<mark>{escape(span.of(text))}</mark>"
        done = span.end
    return marked + escape(text[done:])
