"""The quotes of a text that somebody wrote, each with the source that is named near it.

What counts is what stands in quotation marks or is a block quote, except one or two words that name
no source beside them, titles of documents, and headings. The source is looked for, in this order:
in the note that the quote's mark leads to, in its paragraph, in the notes after the paragraph, in
the paragraph before, in the heading above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from casc_qa.languages.detect import detect_language
from casc_qa.locators import Locator, locators_in
from casc_qa.types import Anchor, Span
from casc_qa.verifying.blocks import Block, Blocks, blocks_of, readable
from casc_qa.verifying.claims import Claim, Source, Where
from casc_qa.verifying.marks import Quotation, opens_with_mark, quotations_in
from casc_qa.verifying.matching import WORD
from casc_qa.verifying.names import Named, Names, on_page

MOST_QUOTES = 50_000
"""Of a file: what has more of them is not read to its end."""
_MOST_SCARE_WORDS = 2
_MOST_SOURCES = 50  # of one quote
_MARK = re.compile(r"\[\^?([\w-]{1,40})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})")
# Behind a figure, raised ones are an exponent.
_LAST_MARK = re.compile(r"(?:\[\^?([\w-]{1,40})\]|(?<![\d⁰¹²³⁴⁵⁶⁷⁸⁹])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))$")
_MOST_MARK_CHARS = 43
_CELLS = " | "
_HEAD = re.compile(r"[^:|\n]{1,60}: ")
_TENTH = 10
_ATTRIBUTED = ("—", "–", "―", "--")
_WRITERS_OWN = ",."  # marks that some put before the closing one though the source has none
# At the edge of a word alone: "5*0" is not "50".
_EMPHASIS = re.compile(r"(?<!\\)(?:(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)(?<!\\)[*_]{1,3}(?!\w))")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}\)")
_BEGUN = re.compile(r"casc-qa:[^\s?#<>\":]+\?")
# A locator that was broken where a line ended.
_BROKEN = re.compile(
    r"casc-qa:[^\s?#<>\":]+\s?\?\s?sha256=(?:[0-9a-f]\s?){63}[0-9a-f]\s?#\s?char=\s?"
    r"\d{1,12}(?:\s?\d{1,12})?\s?,\s?\d"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Draft(NamedTuple):
    """What a text claims to quote."""

    claims: tuple[Claim, ...]
    uncounted: int = 0
    unclosed: int = 0
    unused: int = 0
    """Locators that no quote was found for, and such as can't be read."""
    language: str = "en"


def read_draft(
    text: str,
    records: Iterable[Mapping[str, Any]],
    is_markdown: bool = False,
    anchors: Sequence[Anchor] = (),
    first_line: int | None = 1,
) -> Draft:
    """The claims of a text; ``records`` describe the documents that it may name. It begins with
    ``first_line`` of its file, or None where its lines are not those of the file.
    """
    text = _BROKEN.sub(lambda match: "".join(match[0].split()), text)
    blocks = blocks_of(text, is_markdown, anchors)
    reader = _Reader(blocks, Names(records, readable(text, is_markdown)), is_markdown, first_line)
    for number in range(len(blocks.blocks)):
        if len(reader.claims) > MOST_QUOTES:
            break
        reader.read(number)
    for note in blocks.notes.values():
        reader.read_note(note)
    shown = readable(text, is_markdown)
    named = {str(locator) for _, locator in locators_in(shown)}
    torn = len(_BEGUN.findall(shown)) - sum(1 for _ in locators_in(shown))
    used = {str(place) for claim in reader.claims for place in _locators(claim)}
    return Draft(
        tuple(reader.claims),
        reader.uncounted,
        reader.unclosed,
        len(named - used) + torn,
        detect_language(text),
    )


def _locators(claim: Claim) -> Iterator[Locator]:
    for source in claim.sources:
        if None not in (source.sha256, source.start, source.end):
            yield Locator(
                source.doc_ids[0], source.sha256 or "", source.start or 0, source.end or 0
            )


class _Found(NamedTuple):
    """Words that may be a claim."""

    span: Span
    """Marks included."""
    words: str
    is_marked: bool = True
    """It stands in quotation marks, inside which some put a mark of their own sentence."""


class _Reader:
    """Goes through the blocks of a draft."""

    def __init__(
        self, blocks: Blocks, names: Names, is_markdown: bool, first_line: int | None
    ) -> None:
        self._blocks, self._notes = blocks.blocks, blocks.notes
        self._names, self._is_markdown, self._first_line = names, is_markdown, first_line
        self._heading: list[Named] = []
        self._before: list[Named] = []
        self._notes_on_above: set[int] = set()
        self._used: set[Source] = set()
        self.claims: list[Claim] = []
        self.uncounted = 0
        self.unclosed = 0

    def read(self, number: int) -> None:
        """Adds the claims of one block."""
        block = self._blocks[number]
        if block.kind == "heading":
            self._heading = self._names.within(readable(block.text, self._is_markdown))
            self._before = []
            return
        if number in self._notes_on_above:
            self.uncounted += len(quotations_in(block.text)[0])
            return
        after = self._notes_after(number)
        found = self._quotations(number, after)
        self._before = self._claim_all(block, found, after)

    def read_note(self, note: Block) -> None:
        """Adds the claims of a note, unless all that it does is to say where a quote is from."""
        named = [each.source for each in self._names.within(note.text)]
        if named and all(source in self._used for source in named):
            self.uncounted += len(quotations_in(note.text)[0])
            return
        self._claim_all(note, self._marked(note, goes_on=False), ())

    def _claim_all(
        self, block: Block, found: Sequence[_Found], after: Sequence[Named]
    ) -> list[Named]:
        """Adds these claims of a block; the documents that it names."""
        named = self._named(block, found)
        sources = self._sources(block, found, named, after)
        for each, own in zip(found, sources, strict=True):
            self._claim(block, each, own)
        return named

    # What is quoted

    def _quotations(self, number: int, after: Sequence[Named]) -> list[_Found]:
        block = self._blocks[number]
        if block.kind == "quote":
            return [self._block_quote(block)]
        text = block.text
        later = self._blocks[number + 1] if number + 1 < len(self._blocks) else None
        unclosed = self.unclosed
        found = self._marked(block, later is not None and opens_with_mark(later.text))
        words = self._without_marks(text)
        marks = text[len(words) :]
        noted = [*self._by_mark(marks), *(named.source for named in after)]
        if len(noted) == 1 and self._is_nearer_as_a_whole(words, found, noted[0]):
            self.unclosed = unclosed
            return [_Found(Span(0, len(words)), words, is_marked=False)]
        return found

    def _marked(self, block: Block, goes_on: bool) -> list[_Found]:
        """What stands in quotation marks, or in the cell of a table whose row has its locator."""
        text = block.text
        quoted, unclosed = quotations_in(text, goes_on)
        self.unclosed += unclosed
        found = [_Found(q.outer, q.inner.of(text)) for q in quoted if not self._is_title(q, text)]
        return found or list(self._cell(text))

    def _cell(self, text: str) -> Iterator[_Found]:
        """The cell of a row that is as long as the row's locator says."""
        named = self._names.within(text) if _CELLS in text else []
        lengths = [
            n.source.end - n.source.start
            for n in named
            if n.source.start is not None and n.source.end is not None
        ]
        if len(lengths) != 1:
            return
        cells, at = [], 0
        for cell in text.split(_CELLS):
            head = _HEAD.match(cell)
            start = at + (head.end() if head else 0)
            words = text[start : at + len(cell)].strip()
            if not self._names.is_title(words):
                cells.append(_Found(Span(start, start + len(words)), words, is_marked=False))
            at += len(cell) + len(_CELLS)
        nearest = min(cells, key=lambda c: abs(len(c.words) - lengths[0]), default=None)
        if nearest and abs(len(nearest.words) - lengths[0]) <= lengths[0] // _TENTH:
            yield nearest

    def _block_quote(self, block: Block) -> _Found:
        above, _, last = block.text.rstrip().rpartition("\n")
        is_attributed = bool(above) and last.lstrip().startswith(_ATTRIBUTED)
        is_attributed = is_attributed and bool(self._names.within(last))
        words = self._without_marks(above if is_attributed else block.text)
        inner, _ = quotations_in(words.strip())
        is_marked = len(inner) == 1 and inner[0].outer == Span(0, len(words.strip()))
        quoted = inner[0].inner.of(words.strip()) if is_marked else words
        return _Found(Span(0, len(words)), quoted, is_marked)

    def _without_marks(self, text: str) -> str:
        """``text`` without the marks at its end that lead to notes of the draft, and blanks."""
        text = text.rstrip()
        while mark := _LAST_MARK.search(text, max(0, len(text) - _MOST_MARK_CHARS)):
            if (mark[1] or mark[2]).translate(_RAISED) not in self._notes:
                break
            text = text[: mark.start()].rstrip()
        return text

    def _is_title(self, quotation: Quotation, text: str) -> bool:
        is_title = self._names.is_title(readable(quotation.inner.of(text), self._is_markdown))
        self.uncounted += is_title
        return is_title

    @staticmethod
    def _is_nearer_as_a_whole(text: str, found: Sequence[_Found], source: Source) -> bool:
        """Whether a paragraph that one note is on is itself what the note says is quoted: a block
        quote of a format that does not tell them. The locator says how long the quote is.
        """
        if source.start is None or source.end is None:
            return False
        length = source.end - source.start
        gaps = [abs(len(each.words) - length) for each in found]
        gap = abs(len(text.strip()) - length)
        if _CELLS in text:  # a row of a table: the note may be on a cell
            return gap <= length // _TENTH
        return gap < min(gaps, default=max(length // 2, 20))

    # Where it is said to be from

    def _notes_after(self, number: int) -> list[Named]:
        """The locators of the paragraphs after this one that are notes on it: they name a place,
        and quote nothing that is as long as what stands there, or not as nearly as this one does.
        """
        text = self._blocks[number].text
        if any(n.source.start is not None for n in self._names.within(text)):
            return []
        lengths = [len(text.strip()), *(len(q.inner.of(text)) for q in quotations_in(text)[0])]
        found: list[Named] = []
        for at in range(number + 1, min(len(self._blocks), number + 1 + _MOST_SOURCES)):
            block = self._blocks[at]
            named = [n for n in self._names.within(block.text) if n.source.start is not None]
            if block.kind != "text" or len(named) != 1 or _CELLS in block.text:
                break
            length = (named[0].source.end or 0) - (named[0].source.start or 0)
            own = [
                len(quotation.inner.of(block.text))
                for quotation in quotations_in(block.text[: named[0].at])[0]
                if not self._names.is_title(quotation.inner.of(block.text))
            ]
            gap = min(abs(each - length) for each in lengths)
            if any(abs(each - length) <= gap for each in own):
                break
            found += named
            self._notes_on_above.add(at)
        return found

    def _named(self, block: Block, found: Sequence[_Found]) -> list[Named]:
        quoted = [each.span for each in found] if block.kind == "text" else []
        return self._names.within(block.text, quoted)

    def _sources(
        self,
        block: Block,
        found: Sequence[_Found],
        named: Sequence[Named],
        after: Sequence[Named],
    ) -> list[tuple[Source, ...]]:
        """Those of each quotation of a block."""
        if not found:
            return []
        ends = [*(each.span.start for each in found[1:]), len(block.text)]
        gaps = [block.text[f.span.end : end] for f, end in zip(found, ends, strict=True)]
        own = [self._by_mark(gap) for gap in gaps]
        placed = _placed(found, ends, named) if named else [()] * len(found)
        noted = _in_turn(after, len(found))
        above: list[tuple[Source, ...]] = [
            tuple(n.source for n in (self._before if block.kind == "quote" else ()))
            or tuple(n.source for n in self._heading)
        ] * len(found)
        return [
            tuple(on_page(source, gap) for source in next(filter(None, each), ())[:_MOST_SOURCES])
            for gap, *each in zip(gaps, own, placed, noted, above, strict=True)
        ]

    def _by_mark(self, gap: str) -> tuple[Source, ...]:
        """What the notes name whose marks stand behind a quotation."""
        texts = []
        for mark in _MARK.finditer(gap):
            note = self._notes.get((mark[1] or mark[2]).translate(_RAISED))
            texts.append(note.text if note else "")
        return tuple(named.source for text in texts for named in self._names.within(text))

    # The claim

    def _claim(self, block: Block, found: _Found, sources: tuple[Source, ...]) -> None:
        words = readable(found.words, self._is_markdown).strip()
        count = len(WORD.findall(words))
        is_beside = bool(sources) and sources != tuple(n.source for n in self._heading)
        if not count or (count <= _MOST_SCARE_WORDS and not is_beside):
            self.uncounted += 1
            return
        readings = [words, _plain(found.words).strip()] if self._is_markdown else [words]
        if found.is_marked:
            readings += [_without_own_mark(reading) for reading in readings]
        self._used.update(sources)
        others = tuple(r for r in dict.fromkeys(readings) if r != words and WORD.search(r))
        self.claims.append(Claim(words, sources, self._where(block, found), others))

    def _where(self, block: Block, found: _Found) -> Where | None:
        if block.page is not None:
            return Where("page", block.page)
        if self._first_line is None:
            return None
        line = block.line + self._first_line - 1
        return Where("line", line + block.text.count("\n", 0, found.span.start))


def _without_own_mark(words: str) -> str:
    """``words`` without a last mark that may be the writer's; an ellipsis stays."""
    is_own = words.endswith(tuple(_WRITERS_OWN)) and not words.endswith("..")
    return words[:-1] if is_own else words


def _placed(
    found: Sequence[_Found], ends: Sequence[int], named: Sequence[Named]
) -> list[tuple[Source, ...]]:
    """What is named behind each quotation before the next; where nothing is, what is named behind
    a later one, or else anywhere in the paragraph.
    """
    offsets = [each.at for each in named]
    own = [
        tuple(
            n.source for n in named[bisect_left(offsets, each.span.end) : bisect_left(offsets, end)]
        )
        for each, end in zip(found, ends, strict=True)
    ]
    everything = tuple(n.source for n in named[:_MOST_SOURCES])
    trailing = len(own) - 1
    while trailing > 0 and not own[trailing - 1]:
        trailing -= 1
    last = own[-1]
    if len(last) == len(own) - trailing > 1:  # as many sources as quotations before them
        return [*own[:trailing], *((source,) for source in last)]
    result: list[tuple[Source, ...]] = []
    behind: tuple[Source, ...] = ()
    for sources in reversed(own):
        behind = sources or behind
        result.append(behind or everything)
    return result[::-1]


def _in_turn(after: Sequence[Named], count: int) -> list[tuple[Source, ...]]:
    """A note for each quotation where there are as many, or else all of them for each."""
    if len(after) == count:
        return [(named.source,) for named in after]
    return [tuple(named.source for named in after)] * count


def _plain(words: str) -> str:
    """Markdown's words without emphasis and links."""
    return readable(_EMPHASIS.sub("", _LINK.sub(r"\1", words)), is_markdown=True)
