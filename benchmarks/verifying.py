"""Whether quotes are checked rightly: true ones and changed ones, in files of three kinds.

    python -m benchmarks.verifying INDEX [INDEX ...] [--quotes 2000] [--seed 1]

Draws quotes from the documents of each index: parts of sentences, sentences, and several of them.
Half of them are changed: in a letter, a digit, a word (dropped, added, replaced), a negation
(added, dropped), or in the place that they are said to stand at. They are written into JSON,
Markdown and DOCX, each with its locator, and checked as ``casc-qa verify`` does.

Prints for each index and kind of file: changed quotes that were called verified, true ones that
were not, quotes that were not found in the file, and the seconds it took; then how many of the
changed texts two other ways of comparing call found: partial_ratio of rapidfuzz from 90 on, and a
run of characters as long as a quarter of the quote, upper or lower case, as kotaemon does.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from casc_qa.index.generation import Generation, open_current
from casc_qa.locators import Locator
from casc_qa.types import Span
from casc_qa.verifying.claims import Verification
from casc_qa.verifying.edges import is_whole
from casc_qa.verifying.files import check_file
from casc_qa.verifying.folding import folded

_WORD = re.compile(r"[^\W\d_]{2,}")
_NEGATION = re.compile(r"\b(?:not|no|не|нет)\b ?", re.IGNORECASE)
_MOST_TRIES = 200
_LEAST_WORDS, _MOST_CHARS = 4, 1500
_LEAST_RATIO = 90
_LEAST_SHARE, _LEAST_RUN = 0.25, 5
_OTHERS = {"en": ("other", "not"), "ru": ("другой", "не")}


class Quote(NamedTuple):
    """A quote as it is written into a file."""

    text: str
    locator: Locator
    change: str
    """What was changed, or "" for a true one."""


Change = Callable[[str, random.Random, str], str | None]
"""A quote with a change, or None where it can't be made."""


def letter(quote: str, draw: random.Random, language: str) -> str | None:
    """Another letter."""
    at = draw.choice([n for n, char in enumerate(quote) if char.isalpha()])
    letters = (
        "абвгдежзиклмнопрстуэюя"
        if quote[at] > "я" or quote[at] >= "А"
        else "abcdefghiklmnoprstuvwxyz"
    )
    return quote[:at] + draw.choice(letters.replace(quote[at].lower(), "")) + quote[at + 1 :]


def digit(quote: str, draw: random.Random, language: str) -> str | None:
    """Another digit, or one more."""
    places = [n for n, char in enumerate(quote) if char in "0123456789"]
    if not places:
        return None
    at = draw.choice(places)
    other = draw.choice("0123456789".replace(quote[at], ""))
    return quote[:at] + other + quote[at + draw.choice((0, 1)) :]


def dropped(quote: str, draw: random.Random, language: str) -> str | None:
    """A word less, inside the quote."""
    words = list(_WORD.finditer(quote))[1:-1]
    if not words:
        return None
    word = draw.choice(words)
    return quote[: word.start()] + quote[word.end() :].lstrip(" ")


def added(quote: str, draw: random.Random, language: str) -> str | None:
    """A word more, inside the quote."""
    words = list(_WORD.finditer(quote))[1:]
    if not words:
        return None
    at = draw.choice(words).start()
    return f"{quote[:at]}{_OTHERS[language][0]} {quote[at:]}"


def replaced(quote: str, draw: random.Random, language: str) -> str | None:
    """Another word."""
    word = draw.choice(list(_WORD.finditer(quote)))
    return quote[: word.start()] + _OTHERS[language][0] + quote[word.end() :]


def denied(quote: str, draw: random.Random, language: str) -> str | None:
    """A negation more, or one less."""
    here = [m for m in _NEGATION.finditer(quote) if m.start() > 0 and m.end() < len(quote)]
    if here:
        word = draw.choice(here)
        return quote[: word.start()] + quote[word.end() :]
    words = list(_WORD.finditer(quote))[1:]
    if not words:
        return None
    at = draw.choice(words).start()
    return f"{quote[:at]}{_OTHERS[language][1]} {quote[at:]}"


CHANGES: dict[str, Change] = {
    "letter": letter,
    "digit": digit,
    "word dropped": dropped,
    "word added": added,
    "word replaced": replaced,
    "negation": denied,
}
PLACE = "place"


class Drawer:
    """Draws quotes from the documents of an index."""

    def __init__(self, generation: Generation, seed: int) -> None:
        self._generation, self._draw = generation, random.Random(seed)
        self._folded = [folded(generation.document(d).text) for d in generation.doc_ids]
        self._sentences = {
            doc_id: sorted(generation.passages.sentences_of(doc_id))
            for doc_id in generation.doc_ids
        }
        self._doc_ids = [d for d in generation.doc_ids if self._sentences[d]]

    def quotes(self, count: int) -> list[Quote]:
        """So many, half of them changed, each kind of change as often as can be."""
        found = [self._true() for _ in range(count - count // 2)]
        kinds = [*CHANGES, PLACE]
        while len(found) < count:
            changed = self._changed(kinds[len(found) % len(kinds)])
            if changed is None:  # there may be no digit in any quote
                changed = self._changed("letter")
            if changed is not None:
                found.append(changed)
        self._draw.shuffle(found)
        return found

    def _true(self) -> Quote:
        for _ in range(_MOST_TRIES):
            doc_id = self._draw.choice(self._doc_ids)
            document = self._generation.document(doc_id)
            span = self._span(document.text, self._sentences[doc_id])
            if span is not None:
                return Quote(span.of(document.text), Locator(doc_id, document.sha256, *span), "")
        raise SystemExit("The documents have no sentences to quote.")

    def _span(self, text: str, sentences: Sequence[Span]) -> Span | None:
        """A part of a sentence, a sentence, or up to three of them."""
        first = self._draw.randrange(len(sentences))
        last = min(len(sentences) - 1, first + self._draw.choice((0, 0, 0, 1, 2)))
        span = Span(sentences[first].start, sentences[last].end)
        if first == last and self._draw.random() < 0.5:
            words = list(re.finditer(r"\S+", span.of(text)))
            if len(words) > _LEAST_WORDS:
                start = self._draw.randrange(len(words) - _LEAST_WORDS)
                end = self._draw.randrange(start + _LEAST_WORDS, len(words))
                span = Span(span.start + words[start].start(), span.start + words[end].end())
        quote = span.of(text)
        is_fit = len(_WORD.findall(quote)) >= _LEAST_WORDS and len(quote) <= _MOST_CHARS
        return span if is_fit and is_whole(text, span) else None

    def _changed(self, kind: str) -> Quote | None:
        for _ in range(_MOST_TRIES):
            true = self._true()
            if kind == PLACE:
                size = true.locator.end - true.locator.start
                shift = self._draw.choice((-1, 1, 7, size + 1, -size - 1))
                start = max(0, true.locator.start + shift)
                if start == true.locator.start or self._stands_at(true, start):
                    continue
                return true._replace(
                    locator=true.locator._replace(start=start, end=start + size), change=kind
                )
            language = "ru" if re.search("[а-я]", true.text) else "en"
            text = CHANGES[kind](true.text, self._draw, language)
            # What stands somewhere in the documents is a true quote.
            if text and not any(folded(text) in each for each in self._folded):
                return true._replace(text=text, change=kind)
        return None

    def _stands_at(self, quote: Quote, start: int) -> bool:
        text = self._generation.document(quote.locator.doc_id).text
        return folded(quote.text) in folded(text[start : start + len(quote.text)])


def as_json(quotes: Sequence[Quote], path: Path) -> Path:
    """As an export has them."""
    rows = [{"quote": quote.text, "locator": str(quote.locator)} for quote in quotes]
    path = path.with_suffix(".json")
    path.write_text(json.dumps({"citations": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def as_markdown(quotes: Sequence[Quote], path: Path) -> Path:
    """Block quotes with footnotes."""
    special = re.compile(r"([\\`*_{}\[\]<>#|~$^&])")
    blocks = []
    for number, quote in enumerate(quotes, 1):
        lines = special.sub(r"\\\1", re.sub(r"\s*\n\s*", "\n", quote.text)).split("\n")
        blocks.append("\n".join(f"> {line}" for line in lines) + f"[^{number}]")
        blocks.append(f"[^{number}]: `{quote.locator}`")
    path = path.with_suffix(".md")
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return path


def as_docx(quotes: Sequence[Quote], path: Path) -> Path:
    """A paragraph each, and one for its place."""
    import docx

    document = docx.Document()
    for quote in quotes:
        document.add_paragraph(" ".join(quote.text.split()))
        document.add_paragraph(f"Source: {quote.locator}")
    path = path.with_suffix(".docx")
    document.save(str(path))
    return path


WRITERS = {"JSON": as_json, "Markdown": as_markdown, "DOCX": as_docx}


def wrong(quotes: Sequence[Quote], checked: Verification) -> Iterator[tuple[str, Quote]]:
    """Each quote that was checked wrongly, and in which way."""
    by_place: dict[tuple[str, str], str] = {}
    for verdict in checked.verdicts:
        at = verdict.claim.sources[0] if verdict.claim.sources else None
        place = f"{at.doc_ids[0]} {at.start} {at.end}" if at else ""
        by_place[_plain(verdict.claim.quote), place] = verdict.status
    for quote in quotes:
        place = f"{quote.locator.doc_id} {quote.locator.start} {quote.locator.end}"
        status = by_place.get((_plain(quote.text), place))
        if status is None:
            yield "not found in the file", quote
        elif quote.change and status == "verified":
            yield "changed, called verified", quote
        elif not quote.change and status != "verified":
            yield "true, refused", quote


def _plain(quote: str) -> str:
    """A quote without the marks around it: those of a block quote are taken for the writer's."""
    return " ".join(quote.split()).strip('"“”«»„')


def by_ratio(quote: str, text: str) -> bool:
    """Whether rapidfuzz finds something like ``quote`` in ``text``."""
    return fuzz.partial_ratio(quote, text, score_cutoff=_LEAST_RATIO) >= _LEAST_RATIO


def by_run(quote: str, text: str) -> bool:
    """Whether the two share a run of characters that is long enough."""
    quote, text = quote.lower().replace("\n", " "), text.lower().replace("\n", " ")
    run = int(max(len(quote) * _LEAST_SHARE, _LEAST_RUN)) + 1
    return any(quote[at : at + run] in text for at in range(len(quote) - run + 1))


def measure(index: Path, count: int, seed: int) -> None:
    """Prints the figures of one index."""
    generation = open_current(index)
    quotes = Drawer(generation, seed).quotes(count)
    changed = [quote for quote in quotes if quote.change]
    kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(q.change for q in changed).items())
    print(f"\n{index}: {len(generation.doc_ids)} documents, {len(quotes)} quotes; changed: {kinds}")
    print(f"{'file':10} {'changed, verified':>18} {'true, refused':>14} {'not found':>10} seconds")
    for name, write in WRITERS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = write(quotes, Path(folder) / "quotes")
            started = time.perf_counter()
            checked = check_file(generation, path)
            took = time.perf_counter() - started
        faults = list(wrong(quotes, checked))
        of_kind = Counter(kind for kind, _ in faults)
        print(
            f"{name:10} {of_kind['changed, called verified']:>18} {of_kind['true, refused']:>14} "
            f"{of_kind['not found in the file']:>10} {took:>7.1f}"
        )
        for kind, quote in faults[:5]:
            print(f"  {kind} ({quote.change}): {quote.text!r} {quote.locator}")
    compare(generation, [quote for quote in changed if quote.change != PLACE])


def compare(generation: Generation, changed: Sequence[Quote]) -> None:
    """Prints how many changed texts other ways of comparing call found in their documents."""
    ways = {
        f"partial_ratio >= {_LEAST_RATIO}": by_ratio,
        f"a run of {_LEAST_SHARE:.0%}": by_run,
    }
    print(f"of {len(changed)} changed texts, found:")
    for name, is_found in ways.items():
        count = sum(
            is_found(quote.text, generation.document(quote.locator.doc_id).text)
            for quote in changed
        )
        print(f"  {name:20} {count:>5} ({count / max(1, len(changed)):.0%})")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("indexes", nargs="+", type=Path, metavar="INDEX")
    parser.add_argument("--quotes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for index in options.indexes:
        measure(index, options.quotes, options.seed)


if __name__ == "__main__":
    main()
