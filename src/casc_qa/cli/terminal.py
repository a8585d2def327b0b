"""What a terminal shows: coloured for a person, plain in a pipe, never a control character of a
document's own.
"""

from __future__ import annotations

import os
import re
import shutil
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from casc_qa import phrases, wording
from casc_qa.system.visible import visible
from casc_qa.types import Answer, Citation, FileOutcome, Manifest, ShownPassage

if TYPE_CHECKING:
    from casc_qa.building.build import BuildResult
    from casc_qa.index.history import Verified

BOLD, DIM, CYAN, YELLOW, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[33m", "\x1b[0m"
_MAX_WIDTH = 96
_FILES_SHOWN = 30
_SPACE = re.compile(r"\s+")


def is_colourful(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose user did not refuse colour (no-color.org)."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def safe(text: str) -> str:
    """``text`` on one line: characters that steer a terminal by their names, without those that
    nobody sees.

    >>> safe("a\\x1b[31m\\n b\\u202e \\xad")
    'a⟨U+001B⟩[31m b⟨U+202E⟩'
    """
    shown = "".join(
        c for c in visible(text) if c.isspace() or unicodedata.category(c) not in _UNSEEN
    )
    return _SPACE.sub(" ", shown).strip()


_UNSEEN = {"Cc", "Cf", "Cs", "Co"}


def answer_text(answer: Answer, colour: bool) -> str:
    """The answer for a person: sentences, then sources, then the passages they came from; the
    words around them in the language of the question.
    """
    paint, language = Painter(colour), answer.told_in
    read_as = wording.read_as(answer)
    lines = [*wrapped(safe(read_as), DIM, paint), ""] if read_as else []
    if answer.abstention:
        lines.append(paint(safe(answer.abstention.message), YELLOW))
        if answer.passages:
            lines += ["", paint(phrases.NEAREST_PASSAGES.to(language), BOLD), ""]
            lines += _passages(answer, answer.passages, paint)
        return "\n".join(lines) + "\n"
    for sentence in answer.sentences:
        mark = paint(f"[{sentence.citation}]", CYAN)
        lines += [
            *_beside(answer.context_of(sentence), wording.before_it(sentence).to(language), paint),
            *wrapped(safe(sentence.text), BOLD, paint, tail=f" {mark}"),
            *_beside(answer.continuation_of(sentence), phrases.AFTER_IT.to(language), paint),
            "",
        ]
    if figures := wording.differing_figures(answer):
        lines += [*wrapped(safe(figures), YELLOW, paint), ""]
    lines.append(paint(phrases.SOURCES.to(language), BOLD))
    for citation in answer.citations:
        lines += _source(citation, language, paint)
    lines += [
        "",
        paint(phrases.FROM_THESE_PASSAGES.to(language), BOLD),
        "",
        *_passages(answer, answer.quoted_passages, paint),
    ]
    return "\n".join(lines).rstrip() + "\n"


def asked_text(question: str, colour: bool) -> str:
    """A question, above its answer."""
    return Painter(colour)(f"> {safe(question)}", CYAN) + "\n"


def _beside(citation: Citation | None, head: str, paint: Painter) -> list[str]:
    """What is to be read before or after a sentence."""
    if citation is None:
        return []
    mark = paint(f"[{citation.number}]", CYAN)
    return wrapped(f"{head} {safe(citation.quote)}", DIM, paint, tail=f" {mark}")


def _source(citation: Citation, language: str, paint: Painter) -> list[str]:
    date = wording.dated(citation.date, citation.file_date, language)
    location = safe(wording.location(citation, language))
    lines = [
        *wrapped(
            f"{paint(f'[{citation.number}]', CYAN)} {safe(citation.title)}", "", paint, hang=4
        ),
        f"    {date} · {safe(citation.doc_id)}, {location}",
    ]
    if warning := wording.from_scan(citation, language):
        lines.append(f"    {paint(warning, YELLOW)}")
    if citation.url:
        lines.append(f"    {paint(safe(citation.url), DIM)}")
    return lines


def _passages(answer: Answer, passages: Iterable[ShownPassage], paint: Painter) -> list[str]:
    lines = []
    for passage in passages:
        numbers = "".join(f"[{c.number}]" for c in answer.citations if passage.holds(c))
        head = f"{safe(passage.doc_id)} {passage.start}–{passage.end}"
        lines.append("  " + " ".join(filter(None, (paint(numbers, CYAN), paint(head, DIM)))))
        lines += wrapped(safe(passage.text), "", paint, indent=2)
        lines.append("")
    return lines


class Painter:
    """Wraps text in a colour, or leaves it."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self._colour and text and style else text


def wrapped(
    text: str, style: str, paint: Painter, indent: int = 0, hang: int | None = None, tail: str = ""
) -> list[str]:
    """``text`` folded to the terminal's width, each line in ``style``, ``tail`` after the last."""
    width = min(shutil.get_terminal_size((_MAX_WIDTH, 24)).columns, _MAX_WIDTH)
    rest = " " * (indent if hang is None else hang)
    lines = textwrap.wrap(
        text,
        max(20, width - 5),
        initial_indent=" " * indent,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    painted = [paint(line, style) for line in lines or [""]]
    painted[-1] += tail
    return painted


def build_text(result: BuildResult, index: Path) -> str:
    """What ``casc-qa index`` says at its end."""
    manifest = result.manifest
    counts = f"{_count(manifest.counts['documents'], 'document')}, "
    counts += _count(manifest.counts["passages"], "passage")
    if result.unchanged:
        lines = [f"The index in {safe(str(index))} is up to date: {counts}."]
    else:
        lines = [
            f"Indexed {counts} into {safe(str(index))} (generation {safe(manifest.generation)})."
        ]
        if result.reused:
            lines.append(f"{_count(result.reused, 'text')} had been embedded before.")
    folder = index / "generations" / manifest.generation
    return "\n".join([*lines, *_remarks(manifest, result.outcomes, folder)]) + "\n"


def _remarks(manifest: Manifest, outcomes: Sequence[FileOutcome], folder: Path) -> Iterator[str]:
    """What is to be known of the corpus, and what became of files that are not simply indexed."""
    yield from (safe(note) for note in manifest.notes)
    remarkable = [outcome for outcome in outcomes if outcome.outcome != "indexed" or outcome.notes]
    if not remarkable:
        return
    counts = Counter(outcome.outcome for outcome in outcomes)
    yield f"{_count(len(outcomes), 'file')}: " + ", ".join(
        f"{n} {what}" for what, n in sorted(counts.items())
    )
    shown = remarkable[:_FILES_SHOWN]
    width = min(max(len(safe(outcome.path)) for outcome in shown), _MAX_WIDTH // 2)
    for outcome in shown:
        for why in _reasons(outcome):
            yield f"  {safe(outcome.path):<{width}}  {safe(why)}"
    if len(remarkable) > len(shown):
        more = len(remarkable) - len(shown)
        yield f"  and {more} more: all are in {safe(str(folder / 'report.json'))}"


def _reasons(outcome: FileOutcome) -> Iterable[str]:
    if outcome.outcome == "skipped":
        return [f"skipped: {outcome.reason}"]
    if outcome.outcome == "duplicate":
        return [f"the same as {outcome.reason}"]
    return outcome.notes


def inspect_text(
    manifest: Manifest,
    documents: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    outcomes: Sequence[FileOutcome],
    folder: Path,
) -> str:
    """What ``casc-qa inspect`` shows."""
    model = safe(str(manifest.embedder["name"]))
    lines = [
        f"generation  {safe(manifest.generation)}, built {safe(manifest.created_at)}",
        f"corpus      {safe(str(manifest.corpus['path']))}",
        f"model       {model}, {manifest.embedder['dimension']} dimensions",
        f"documents   {manifest.counts['documents']}",
        f"passages    {manifest.counts['passages']}",
        f"questions   {_encoded(manifest)}",
        f"search      {_searched(manifest)}",
        "",
    ]
    for document in documents:
        language = safe(document["language"] or "language unknown")
        lines += [
            safe(document["doc_id"]),
            f"  {safe(document['title'])}",
            f"  {wording.dated(document['date'], document['file_date'])} · {language}"
            f" · {_count(counts[document['doc_id']], 'passage')}",
        ]
    return "\n".join([*lines, *_remarks(manifest, outcomes, folder)]) + "\n"


def rollback_text(manifest: Manifest, index: Path) -> str:
    """What ``casc-qa rollback`` says."""
    counts = f"{_count(manifest.counts['documents'], 'document')}, "
    counts += _count(manifest.counts["passages"], "passage")
    return (
        f"The index in {safe(str(index))} is again generation {safe(manifest.generation)} of "
        f"{safe(manifest.created_at)[:16]}: {counts}.\n"
        "The next casc-qa index brings it up to date with the documents as they are then.\n"
    )


def verified_text(verified: Iterable[Verified]) -> str:
    """What ``casc-qa inspect --verify`` shows."""
    lines = []
    for each in verified:
        state = safe(each.problem) if each.problem else "every byte is as it was written"
        lines.append(f"{safe(each.generation)}{' (in use)' if each.in_use else ''}: {state}")
    return "\n".join(lines) + "\n"


def _encoded(manifest: Manifest) -> str:
    """How questions are encoded."""
    embedder = manifest.embedder
    if "encoder" not in embedder:
        return "through sentence-transformers, which takes seconds to load"
    known = (
        f"in {', '.join(str(embedder['languages']).split())}, " if "languages" in embedder else ""
    )
    cosine = f"{embedder['encoder_cosine']:.6f}"
    return f"{known}through the exported model (cosine to the original {cosine})"


def _searched(manifest: Manifest) -> str:
    """How vectors are searched."""
    search = manifest.search
    if search["kind"] == "exact":
        return "exact"
    return f"{search['probes']} of {search['lists']} lists, recall@10 {search['recall@10']}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
