"""How well overviews cover their documents, against the first sentences and any sentences.

    python -m benchmarks.overviews INDEX

Of every document of an index that is built already: the sentences of its overview, those that
stand first, and as many drawn by lot, each by the mean over the document's sentences of the best
cosine to a chosen one. Beside it what must hold of every overview: no paragraph twice, nothing
that begins by pointing back, no boilerplate, as many sentences as the document has for it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.covering import coverage_by
from casc_qa.asking.overviews import FEWEST, fitting, vectors_of
from casc_qa.asking.prose import Told, prose_of
from casc_qa.index.generation import Generation, open_current
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.surveying.overview import overview_of
from casc_qa.text.boilerplate import find_boilerplate
from casc_qa.types import Citation, Scope, Span

DRAWS = 20


class Overviewed(NamedTuple):
    """A document's overview in figures."""

    doc_id: str
    sentences: int
    fitting: int
    """How many it should have."""
    paragraphs: int
    """How many the sentences come from."""
    pointing_back: int
    boilerplate: int
    covers: float
    first_cover: float
    """What as many sentences from the beginning cover."""
    drawn_cover: float
    """What as many by lot cover, on average."""
    seconds: float


def overviewed(assistant: Assistant, generation: Generation, doc_id: str) -> Overviewed:
    """The figures of one document."""
    started = time.perf_counter()
    quotes = overview_of(assistant, None, Scope(doc_ids=(doc_id,))).quotes
    seconds = time.perf_counter() - started
    told = prose_of(generation, doc_id)
    whole = [each for each in told if each.is_whole]
    by_span = {each.span: each for each in told}
    chosen = [by_span[Span(quote.start, quote.end)] for quote in quotes]
    lots = random.Random(0)
    draws = [lots.sample(told, len(chosen)) for _ in range(DRAWS)]

    def cover(some: Sequence[Told]) -> float:
        return coverage_by(vectors_of(generation, some), vectors_of(generation, told))

    return Overviewed(
        doc_id=doc_id,
        sentences=len(chosen),
        fitting=fitting(len({each.paragraph for each in whole})),
        paragraphs=len({each.paragraph for each in chosen}),
        pointing_back=sum(not stands_alone(quote.quote) for quote in quotes),
        boilerplate=_boilerplate(generation, quotes),
        covers=cover(chosen),
        first_cover=cover(told[: len(chosen)]),
        drawn_cover=statistics.mean(map(cover, draws)),
        seconds=seconds,
    )


def _boilerplate(generation: Generation, quotes: Sequence[Citation]) -> int:
    """How many of the quotes are boilerplate among their document's sentences."""
    if not quotes:
        return 0
    doc_id = quotes[0].doc_id
    text = generation.document(doc_id).text
    spans, _, _ = generation.sentences_of(doc_id)
    marks = find_boilerplate([span.of(text) for span in spans])
    chosen = {Span(quote.start, quote.end) for quote in quotes}
    return sum(mark and span in chosen for span, mark in zip(spans, marks, strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    index = parser.parse_args(arguments).index
    assistant, generation = open_index(index), open_current(index)
    overview_of(assistant)  # the model is warm
    rows = [overviewed(assistant, generation, doc_id) for doc_id in generation.doc_ids]
    print(f"{'document':<30} sentences  covers   first  by lot      ms")
    for row in rows:
        print(
            f"{row.doc_id[:30]:<30}{row.sentences:>10}{row.covers:>8.3f}{row.first_cover:>8.3f}"
            f"{row.drawn_cover:>8.3f}{1000 * row.seconds:>8.0f}"
        )
    covers = statistics.mean(row.covers for row in rows)
    first = statistics.mean(row.first_cover for row in rows)
    drawn = statistics.mean(row.drawn_cover for row in rows)
    seconds = statistics.mean(row.seconds for row in rows)
    mean = f"mean of {len(rows)}"
    print(f"{mean:<40}{covers:>8.3f}{first:>8.3f}{drawn:>8.3f}{1000 * seconds:>8.0f}")
    print(f"covers {covers / first:.2f} times what the first do, {covers / drawn:.2f} by lot")
    print(f"as many sentences as fit: {sum(row.sentences == row.fitting for row in rows)}")
    print(f"with {FEWEST} or more: {sum(row.sentences >= FEWEST for row in rows)}")
    print(f"each of another paragraph: {sum(row.paragraphs == row.sentences for row in rows)}")
    print(f"sentences that point back: {sum(row.pointing_back for row in rows)}")
    print(f"sentences of boilerplate: {sum(row.boilerplate for row in rows)}")


if __name__ == "__main__":
    main()
