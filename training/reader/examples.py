"""What the reader learns from: questions with a text, its sentences, and those that answer."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.text.sentences import split_sentences, trim
from casc_qa.types import Span
from training.squad import half_of, is_for_calibrating

OWN = Path(__file__).parent / "own"
_APART = 8
"""Of the passages written for this, one in so many is kept apart for checking."""
_SHARE_OF_A_SENTENCE = 0.5  # that an answer has to cover, or to be covered by the sentence


class Text(NamedTuple):
    """A passage or a whole document."""

    title: str
    text: str
    sentences: tuple[Span, ...]


class Example(NamedTuple):
    """A question with the text that it was asked about."""

    source: str
    """The set that it is from."""
    question: str
    text: Text
    right: frozenset[int]
    """Numbers of the sentences that answer; none when the text does not."""
    answers: tuple[Span, ...]
    """The shortest words that answer, in the text; none where they are not known."""

    @property
    def is_answerable(self) -> bool:
        """Whether the text answers."""
        return bool(self.right)


@cache
def text_of(title: str, text: str) -> Text:
    """The text with its sentences, as the program cuts documents."""
    language = "ru" if has_cyrillic(text[:200]) else "en"
    spans = (trim(text, span) for span in split_sentences(text, language))
    return Text(title, text, tuple(span for span in spans if span.start < span.end))


def sentences_with(text: Text, parts: Iterable[Span]) -> frozenset[int]:
    """The numbers of the sentences that hold a part, or most of one, or most of which it holds."""
    right = set()
    for start, end in parts:
        for number, sentence in enumerate(text.sentences):
            shared = min(end, sentence.end) - max(start, sentence.start)
            shorter = min(end - start, sentence.end - sentence.start)
            if shared > 0 and shared >= _SHARE_OF_A_SENTENCE * shorter:
                right.add(number)
    return frozenset(right)


def read_own(folder: Path, is_apart: bool) -> Iterator[Example]:
    """The questions written for this: those kept apart, or the others."""
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for passage in map(json.loads, lines):
                if is_kept_apart(passage["text"]) == is_apart:
                    yield from _own(f"own-{path.name[0]}", passage)


def is_kept_apart(text: str) -> bool:
    """Whether a written passage serves for checking alone."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _APART == 0


def _own(source: str, passage: Mapping[str, Any]) -> Iterator[Example]:
    text = text_of(passage["title"], passage["text"])
    for question in passage["questions"]:
        parts, answers = [], []
        if question["answerable"]:
            parts = [_slice(text.text, quote) for quote in question["sentences"]]
            words = next(p for p in parts if question["span"] in p.of(text.text))
            at = text.text.index(question["span"], words.start)
            answers = [Span(at, at + len(question["span"]))]
        right = sentences_with(text, parts)
        yield Example(source, question["q"], text, right, tuple(answers))


def _slice(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def read_public(path: Path) -> Iterator[Example]:
    """The rows of a public set, one JSON object a line, compressed by xz."""
    name = path.name.split(".")[0]
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = text_of(row.get("title", ""), row["context"])
            answers = tuple(
                Span(a["start"], a["start"] + len(a["text"])) for a in row["answers"] if a["text"]
            )
            right = sentences_with(text, answers)
            if bool(right) == row["answerable"]:
                is_exact = row.get("unit", "span") == "span"
                yield Example(name, row["question"], text, right, answers if is_exact else ())


def read_squad(path: Path, half: str) -> Iterator[Example]:
    """One half of SQuAD's development set, by article; of the tune half the articles that the
    reader learns from.
    """
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = article["title"]
        if half_of(title) == half and (half == "report" or not is_for_calibrating(title)):
            yield from _squad_article(article)


def _squad_article(article: Mapping[str, Any]) -> Iterator[Example]:
    for paragraph in article["paragraphs"]:
        text = text_of(article["title"].replace("_", " "), paragraph["context"])
        for entry in paragraph["qas"]:
            answers = {
                Span(a["answer_start"], a["answer_start"] + len(a["text"]))
                for a in entry["answers"]
            }
            right = sentences_with(text, answers)
            yield Example(
                "squad-dev", entry["question"].strip(), text, right, tuple(sorted(answers))
            )
