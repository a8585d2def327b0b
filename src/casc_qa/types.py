"""The vocabulary of the whole program: frozen dataclasses with almost no behaviour.

Offsets count code points of a document's text, start included, end excluded. Keys are always
``doc_id`` and ``passage_id``. A score is higher for the better; a ranking is a descending list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """Shape (texts, dimension), each row of length one."""


Report = Callable[[str, int, int], None]
"""Called with progress: what is being done, how much of it is done, of how much (0: unknown)."""


LANGUAGE_CODE = "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*"
"""The form of a document's language, as a regular expression: "en", "zh-Hans", "sr_RS"."""


class Span(NamedTuple):
    """A slice of a text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice itself.

        >>> Span(4, 8).of("the word")
        'word'
        """
        return text[self.start : self.end]


AnchorKind = Literal["page", "label", "heading"]
"""Pages are counted from 1; a label is what is printed on the page as its number, where that is
another one; it is empty where none is.
"""


class Anchor(NamedTuple):
    """From ``offset`` on, the text stands on this page or under this heading."""

    offset: int
    kind: AnchorKind
    value: str


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    page: int
    """Counted from 1."""
    left: float
    bottom: float
    right: float
    top: float


Origin = Literal["sources", "file", "text", "name"]
"""Where something about a document is stated: in sources.toml, in what the file declares about
itself, in the first lines of its text, or in the file's name.
"""


@dataclass(frozen=True, slots=True)
class Document:
    """One document; ``text`` is final after loading and never altered again."""

    doc_id: str
    """Path below the corpus folder with "/", and "#n" where a file holds many."""
    title: str
    text: str
    sha256: str
    """Of the file's bytes, hexadecimal."""
    extractor: str
    """What turned bytes into text, with its version: "trafilatura 2.3.1", or "decoded utf-8"."""
    date: str | None = None
    """ISO 8601, as far as the document states it: year, month, day, or "first/last"."""
    language: str | None = None
    """ISO 639-1."""
    url: str | None = None
    anchors: tuple[Anchor, ...] = ()
    also_at: tuple[str, ...] = ()
    """Other files of the corpus with the same bytes."""
    date_from: Origin | None = None
    """Where the date is stated; None for a document without one."""
    title_from: Origin | None = None
    """Where the title is from; None where that is not known."""
    file_date: str | None = None
    """The day on which the file says that it was made, ISO 8601: no date of what it says."""
    places: bytes | memoryview = b""
    """Where its words are printed, for ``text.places``; empty for a format without pages."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring whole sentences: ``document.text[start:end]`` is the passage's text."""

    passage_id: str
    doc_id: str
    start: int
    end: int
    heading: str | None
    sentences: tuple[Span, ...]
    """Spans in the document's text, without surrounding white space, in order."""


class ScoredPassage(NamedTuple):
    """One position in a ranking."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may answer; None leaves that side open.

    ``after`` and ``before`` are ISO 8601 days, months or years and include themselves. With
    either of them set, documents without a date are out.
    """

    doc_ids: tuple[str, ...] | None = None
    after: str | None = None
    before: str | None = None
    languages: tuple[str, ...] | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: ``quote`` equals the document's ``text[start:end]``."""

    number: int
    doc_id: str
    sha256: str
    title: str
    date: str | None
    url: str | None
    page: int | None
    page_end: int | None
    start: int
    end: int
    quote: str
    language: str | None = None
    """Of the document, and so of the quote."""
    page_label: str | None = None
    """The number that is printed on the page, where it is not ``page``."""
    sure: int | None = None
    """Of a quote that was read in a scanned page: how surely, in per cent."""
    boxes: tuple[Box, ...] = ()
    """Where the quote is printed, a box a line."""
    date_from: Origin | None = None
    """Where the date is stated."""
    file_date: str | None = None
    """The day on which the file was made."""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of the answer, verbatim, with the number of its citation."""

    text: str
    citation: int
    highlight: Span | None = None
    """The exact answer inside ``text``, where the reader is sure of it."""
    context: int | None = None
    """The number of the citation to be read before, which says who or what the sentence is
    about, or begins what it goes on with."""
    continuation: int | None = None
    """The number of the citation to be read after: the list that the sentence announces, or the
    rest of somebody's words."""
    date: str | None = None
    """In a timeline, the date that ``highlight`` states, ISO 8601: a year, a month, a day, or
    "first/last". Where its year is not known, "--06" or "--06-08"."""
    year_is_stated: bool = True
    """Whether the words state the date's year; where they don't, a known one is the document's."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with its text and its score in the ranking."""

    passage_id: str
    doc_id: str
    sha256: str
    """Of the document's file."""
    start: int
    end: int
    text: str
    score: float
    language: str | None = None
    """Of the document, and so of the text."""
    title: str = ""
    """Of the document."""

    def holds(self, citation: Citation) -> bool:
        """Whether the citation's quote is in this passage."""
        inside = self.start <= citation.start and citation.end <= self.end
        return inside and self.doc_id == citation.doc_id


AbstentionCode = Literal[
    "outside_documents",
    "not_stated",
    "beyond_quotes",
    "greeting",
    "about_documents",
    "other_language",
    "empty_scope",
    "unsupported_language",
]


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer: ``code`` for programs, ``message`` for people."""

    code: AbstentionCode
    message: str


AnswerKind = Literal["answer", "overview", "timeline"]
"""Sentences that answer a question; those that say what documents are about; or those that state
dates, in the order of these.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is shown for one question. Either ``sentences`` or ``abstention`` is there."""

    question: str
    language: str
    scope: Scope
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    passages: tuple[ShownPassage, ...]
    """The k best, and any other that a sentence came from, best first. When the program abstains
    they are the nearest passages and no answer."""
    generation: str
    model: str
    abstention: Abstention | None = None
    confidence: float | None = None
    asked_as: str | None = None
    """The question as it was searched for, where that differs."""
    best: Citation | None = None
    """The sentence that comes nearest, shown or not; for evaluating, never to be displayed."""
    unread: str | None = None
    """Why no passage was read though the settings want it, as the end of a sentence."""
    differing: tuple[int, ...] = ()
    """The numbers of citations of several documents that answer with different figures."""
    words_around: str | None = None
    """The language that was asked for of the words around quotes, ISO 639-1."""
    kind: AnswerKind = "answer"
    left_out: int = 0
    """How many documents of an overview, or dates of a timeline, are more than can be shown."""
    unread_documents: int = 0
    """How many documents a timeline was not made of: more than can be looked through at once."""

    @property
    def told_in(self) -> str:
        """The language of the words around quotes: that of the question, unless another was asked
        for.
        """
        return self.words_around or self.language

    @property
    def answered(self) -> bool:
        """Whether the documents say."""
        return self.abstention is None

    def context_of(self, sentence: AnswerSentence) -> Citation | None:
        """What is to be read before ``sentence``, unless it is another sentence of the answer."""
        return self._unless_shown(sentence.context)

    def continuation_of(self, sentence: AnswerSentence) -> Citation | None:
        """What is to be read after ``sentence``, unless it is another sentence of the answer."""
        return self._unless_shown(sentence.continuation)

    def _unless_shown(self, number: int | None) -> Citation | None:
        if number is None or number in {s.citation for s in self.sentences}:
            return None
        return self.citations[number - 1]

    def to_dict(self) -> dict[str, Any]:
        """The object of ``casc-qa ask --json``, which ``casc-qa schema ask`` describes."""
        from casc_qa.answer_table import answer_table

        return answer_table(self)

    @property
    def quoted_passages(self) -> tuple[ShownPassage, ...]:
        """The best-ranked passage of each sentence, in their order, each once."""
        cited = (self.citations[sentence.citation - 1] for sentence in self.sentences)
        best = (next(p for p in self.passages if p.holds(c)) for c in cited)
        return tuple(dict.fromkeys(best))


class EmbedderInfo(NamedTuple):
    """What fixes an embedder's vectors: other fingerprint, other vectors."""

    name: str
    fingerprint: str
    """Hash of the model's files."""
    dimension: int
    window: int
    """Most tokens it reads of a text, special tokens included."""


class Skipped(NamedTuple):
    """A file that could not be read, and why."""

    path: str
    reason: str


class FileOutcome(NamedTuple):
    """What became of a file of the corpus."""

    path: str
    outcome: Literal["indexed", "duplicate", "skipped"]
    reason: str | None = None
    """Why it was skipped, or which file holds the same bytes."""
    doc_ids: tuple[str, ...] = ()
    extractor: str | None = None
    notes: tuple[str, ...] = ()
    """What of it could not be read, or should be known of it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation of the index is made of. Asking takes the embedder and the tokens' settings
    from here.
    """

    format_version: int
    generation: str
    created_at: str
    corpus: Mapping[str, str]
    """"path": where it was, "fingerprint": hash of its files and settings, "sources": hash of its
    sources.toml."""
    counts: Mapping[str, int]
    embedder: Mapping[str, str | int | float]
    """EmbedderInfo's fields, "location": where the model's files are, and of its export for asking
    "encoder": folder, and "encoder_cosine": the lowest to the original's vectors; or
    "not_exported": why there is none. "computed_in" is the number format, and the device unless it
    is the processor, of the vectors that were new. "languages": those of the questions that it
    understands, ISO 639-1 with spaces between; absent where that is unknown."""
    chunking: Mapping[str, str | int]
    tokens: Mapping[str, str]
    search: Mapping[str, str | int | float]
    """How vectors are searched: "kind", and what is known of its recall."""
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know of the corpus beside files that were skipped."""
    files: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    """File name to its "size" and "sha256"."""

    @property
    def languages(self) -> frozenset[str] | None:
        """Of the questions that the model understands, ISO 639-1; None where it states none."""
        declared = self.embedder.get("languages")
        return None if declared is None else frozenset(str(declared).split())
