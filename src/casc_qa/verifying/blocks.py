"""The paragraphs of a draft: headings, text, block quotes and notes, in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casc_qa.types import Anchor

Kind = Literal["heading", "text", "quote"]
# Of code: what is inside a line has its end there.
_FENCE = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+([^ \t].*)")
_QUOTED = re.compile(r" {0,3}(?:> ?)+")
# The mark that a note begins with: [^1]: or [1]; a word in brackets is the writer's own.
_NOTE = re.compile(
    r"\s*\[(?:\^?([\w-]{1,40})\]:\s*|(?:\^([\w-]{1,40})|(\d{1,4}))\]\s+)(?=\S)"
    r"|\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*(?=\S)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NAMED = re.compile("⟨U\\+([0-9A-F]{4,6})⟩")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, and where it begins."""

    text: str
    kind: Kind
    line: int
    """Of the draft's text, from 1."""
    page: int | None = None


class Blocks(NamedTuple):
    """What a draft consists of."""

    blocks: Sequence[Block]
    notes: dict[str, Block]
    """Of notes that are named by a mark, by it."""


def blocks_of(text: str, is_markdown: bool, anchors: Sequence[Anchor] = ()) -> Blocks:
    """The paragraphs of a text, which blank lines divide; ``anchors`` say where its headings and
    its pages are.

    >>> [(b.kind, b.text) for b in blocks_of("# One\\n\\n> two\\n\\nthree [^1]\\n", True).blocks]
    [('heading', 'One'), ('quote', 'two'), ('text', 'three [^1]')]
    """
    headings = {(a.offset, a.value) for a in anchors if a.kind == "heading"}
    pages = sorted((a.offset, int(a.value)) for a in anchors if a.kind == "page")
    notes: dict[str, Block] = {}
    found: list[Block] = []
    for offset, line, lines in _paragraphs(text, is_markdown):
        kind, body = _kind(lines, is_markdown)
        # A heading may also be what is above a row of a table, whose words are others.
        kind = "heading" if (offset, " ".join(body.split())) in headings else kind
        mark = _NOTE.match(body) if kind == "text" else None
        if mark:
            body = body[mark.end() :]
        before = bisect_right(pages, offset, key=lambda page: page[0])
        block = Block(body, kind, line, pages[before - 1][1] if before else None)
        if mark:
            notes[next(filter(None, mark.groups())).translate(_RAISED)] = block
        else:
            found.append(block)
    return Blocks(found, notes)


def readable(text: str, is_markdown: bool) -> str:
    """``text`` as it is shown: without the escapes of Markdown, and with the characters that an
    export gives by their names.

    >>> readable("a\\\\*b ⟨U+202E⟩", True) == "a*b \\u202e"
    True
    """
    if is_markdown:
        text = _ESCAPED.sub(r"\1", text)
    return _NAMED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    is_unseen = code <= 0x10FFFF and not chr(code).isprintable()
    return chr(code) if is_unseen else match[0]  # what can be seen is not given by its name


def _paragraphs(text: str, is_markdown: bool) -> Iterator[tuple[int, int, list[str]]]:
    """(offset, number of the line, lines) of each paragraph, without what is code."""
    offset, first, start = 0, 1, 0
    held: list[str] = []
    fence: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.fullmatch(line) if is_markdown else None
        is_code = fence is not None or mark is not None
        if mark and fence is None:
            fence = mark[1] or mark[2]
        elif fence is not None and _closes(line.strip(), fence):
            fence = None
        if held and (is_code or not line.strip() or _parts_from(held[-1], line, is_markdown)):
            yield start, first, held
            held = []
        if line.strip() and not is_code:
            if not held:
                start, first = offset, number
            held.append(line)
        offset += len(line) + 1
    if held:
        yield start, first, held


def _closes(line: str, fence: str) -> bool:
    return len(line) >= len(fence) and set(line) == {fence[0]}


def _parts_from(last: str, line: str, is_markdown: bool) -> bool:
    """Whether a line begins another paragraph than the line before it."""
    if bool(_QUOTED.match(last)) != bool(_QUOTED.match(line)):
        return True
    is_heading = bool(_HEADING.match(last) or _HEADING.match(line))
    return bool(is_markdown and is_heading) or bool(_NOTE.match(line))


def _kind(lines: Sequence[str], is_markdown: bool) -> tuple[Kind, str]:
    if all(_QUOTED.match(line) for line in lines):
        return "quote", "\n".join(_QUOTED.sub("", line, count=1) for line in lines)
    heading = _HEADING.match(lines[0]) if is_markdown and len(lines) == 1 else None
    return ("heading", heading[1].rstrip("# \t\r")) if heading else ("text", "\n".join(lines))
