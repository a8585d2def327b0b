"""What has to be read before and after a sentence that is not whole by itself."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.headings import SHORTEST_SENTENCE, is_heading
from casc_qa.languages.lists import announces, is_counted, is_item
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.text.quotations import quotations
from casc_qa.text.table_rows import column_heads
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation

_BACK = 4  # sentences
_ITEMS = 5
"""Of a list, at most; and sentences of somebody's words that go on."""


class Surroundings(NamedTuple):
    """In the document's text; None where nothing is needed."""

    context: Span | None
    """The sentence to be read before: it says who or what the sentence is about, announces the list
    that it is an item of, or begins the quotation that it goes on with. Before a row of a table the
    heads of its columns."""
    continuation: Span | None
    """What follows at once: the list that the sentence announces, or the rest of somebody's
    words."""


class _Neighbours(NamedTuple):
    """A sentence among those of its document."""

    text: str
    before: list[Span]
    """The nearest first."""
    span: Span
    after: list[Span]

    def says(self, span: Span) -> str:
        """The words of a sentence."""
        return span.of(self.text)


def surroundings_of(generation: Generation, passage: Passage, span: Span) -> Surroundings:
    """Of ``span``, a sentence of ``passage``."""
    sentences = generation.passages
    around = _Neighbours(
        generation.document(passage.doc_id).text,
        sentences.sentences_before(passage.passage_id, span, _BACK),
        span,
        sentences.sentences_after(passage.passage_id, span, _ITEMS),
    )
    if heads := column_heads(around.text, span):
        return Surroundings(heads, None)
    quotation = _quotation(around)
    context = _opening(around, quotation) or _announcement(around) or _meant(around)
    return Surroundings(context, _rest(around, quotation) or _list(around))


def _meant(around: _Neighbours) -> Span | None:
    """The nearest sentence before that stands alone, or else the nearest; None where the sentence
    stands alone itself, or nothing but headings is before it.
    """
    if stands_alone(around.says(around.span)):
        return None
    before = [
        s
        for s in around.before
        if len(around.says(s)) >= SHORTEST_SENTENCE and not is_heading(around.says(s))
    ]
    alone = (s for s in before if stands_alone(around.says(s)))
    return next(alone, before[0] if before else None)


def _announcement(around: _Neighbours) -> Span | None:
    """The sentence before the list that this one is an item of, where it announces it or several
    are counted. More may be said of what is counted before the next.
    """
    says = around.says
    if not is_item(says(around.span)):
        return None
    if not is_counted(says(around.span)):
        before = next((s for s in around.before if not is_item(says(s))), None)
        return before if before and announces(says(before)) else None
    counted = [number for number, s in enumerate(around.before) if is_counted(says(s))]
    before = next(iter(around.before[counted[-1] + 1 if counted else 0 :]), None)
    is_one_of_several = bool(counted) or any(is_counted(says(s)) for s in around.after)
    return before if is_one_of_several or (before and announces(says(before))) else None


def _quotation(around: _Neighbours) -> Span | None:
    """The quotation that begins or ends beyond the sentence, if there is one."""
    start = around.before[-1].start if around.before else around.span.start
    end = around.after[-1].end if around.after else around.span.end
    for found in quotations(around.text[start:end]):
        first, last = found.start + start, found.end + start
        is_within = around.span.start <= first and last <= around.span.end
        if not is_within and first < around.span.end and last > around.span.start:
            return Span(first, last)
    return None


def _opening(around: _Neighbours, quotation: Span | None) -> Span | None:
    """The sentence before in which the quotation begins."""
    if quotation is None or quotation.start >= around.span.start:
        return None
    return next(s for s in around.before if s.start <= quotation.start)


def _rest(around: _Neighbours, quotation: Span | None) -> Span | None:
    """The sentences after until the quotation ends."""
    if quotation is None or quotation.end <= around.span.end:
        return None
    last = next(s for s in around.after if s.end >= quotation.end)
    return Span(around.after[0].start, last.end)


def _list(around: _Neighbours) -> Span | None:
    """The items after a sentence that announces them; with what is said of each where they are
    counted, which announces them too where they are several.
    """
    says = around.says
    if not around.after or is_item(says(around.span)):
        return None
    counted = [s for s in around.after if is_counted(says(s))]
    if counted[:1] == around.after[:1] and (len(counted) > 1 or announces(says(around.span))):
        return Span(counted[0].start, counted[-1].end)
    items = list(takewhile(lambda s: is_item(says(s)), around.after))
    if items and announces(says(around.span)):
        return Span(items[0].start, items[-1].end)
    return _said_next(around) if says(around.span).rstrip().endswith(":") else None


def _said_next(around: _Neighbours) -> Span:
    """What a colon announces: the next sentence, and lines of a list without marks."""
    lines = around.after[:1]
    for line in around.after[1:]:
        if not is_heading(around.says(lines[-1])):
            break
        lines.append(line)
    return Span(lines[0].start, lines[-1].end)
