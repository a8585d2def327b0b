"""The one place where the parts of asking are wired together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa.asking.answering import Answerer, Found, Ranked
from casc_qa.asking.citing import shown_passage
from casc_qa.asking.passage_reading import PassageReader
from casc_qa.asking.question import AskedText, Question, read_question, understand
from casc_qa.asking.reranking import Candidate, SentenceReranker
from casc_qa.asking.rereading import reread
from casc_qa.asking.retrieval import HybridRetriever
from casc_qa.asking.surveys import Surveyor
from casc_qa.asking.translation import Translator
from casc_qa.config import Settings
from casc_qa.embedding.encoders import open_encoder
from casc_qa.errors import ReaderUnavailable, ScopeError, UsageError
from casc_qa.index.current import names_in_use
from casc_qa.index.generation import open_current
from casc_qa.languages.detect import UNDETERMINED
from casc_qa.languages.questions.about_us import about_us
from casc_qa.languages.questions.overviews import Asked, overview_asked
from casc_qa.languages.questions.parts import parts_of
from casc_qa.phrases import ENGLISH
from casc_qa.reading.reader import Reader, open_reader
from casc_qa.system.steps import step
from casc_qa.text.dates import iso_range
from casc_qa.types import (
    EVERYTHING,
    Abstention,
    Answer,
    Document,
    Manifest,
    Passage,
    Scope,
    ScoredPassage,
    ShownPassage,
)

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index.generation import Generation


_QUESTIONS_KEPT = 128  # understood, for what is asked of one document after the other


class Assistant:
    """Answers questions over one generation of an index; safe to use from several threads."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        settings: Settings,
        translator: Translator | None = None,
        reranker: SentenceReranker | None = None,
        reader: Reader | None = None,
    ) -> None:
        """Use ``open_index``, unless you bring parts of your own, made for this generation;
        ``reader`` may be one that was opened for the same embedder before.
        """
        self._generation = generation
        self._settings = settings
        self._embedder = embedder
        self._translator = translator or Translator(generation, embedder)
        self._retriever = HybridRetriever(generation, settings.retrieval)
        self._reader: Reader | None = None
        self.unread: str | None = None
        """Why no passage is read though the settings want it, as the end of a sentence."""
        if reranker is None:
            self._reader, self.unread = _reader_for(embedder, settings, reader)
            reranker = SentenceReranker(generation, self._reading(settings.answering.read_passages))
        self._rereader = self._reading(settings.retrieval.reread)
        self._answerer = Answerer(generation, reranker, settings.answering)
        self._surveyor = Surveyor(generation, self._answerer, embedder)
        # Not of self: no cycle.
        read = partial(understand, translator=self._translator, embedder=embedder)
        self._understood = lru_cache(_QUESTIONS_KEPT)(read)

    def _reading(self, most: int) -> PassageReader | None:
        """What reads so many passages, if there is a reader."""
        if self._reader is None or not most:
            return None
        return PassageReader(self._generation, self._reader, most)

    def ask(
        self,
        question: str,
        k: int | None = None,
        scope: Scope = EVERYTHING,
        words_around: str | None = None,
    ) -> Answer:
        """The answer to ``question`` with the ``k`` best passages, from the documents in ``scope``;
        the words around quotes in the language of the question, unless ``words_around`` names
        another ("en", "ru").

        Raises QuestionError for an empty or oversized question, ScopeError for a document that
        is not in the index or a date that is none, UsageError for a k out of range.
        """
        return self.ask_and_rank(question, k, scope, words_around)[0]

    def ask_and_rank(
        self,
        question: str,
        k: int | None = None,
        scope: Scope = EVERYTHING,
        words_around: str | None = None,
    ) -> tuple[Answer, list[ScoredPassage]]:
        """As ``ask``, and the whole ranking that the answer was made of; no ranking for a question
        in a language that the model does not know.
        """
        asked = read_question(question, words_around)
        scope = self.checked(scope)
        k = self._settings.retrieval.k if k is None else k
        check_k(k, self._settings)
        if code := about_us(asked.text):
            return self._answerer.tell(asked, scope, code), []
        if not self._understands(asked.language):
            return self._answerer.refuse(asked, scope), []
        wanted = overview_asked(asked.text)
        if wanted is None:
            return self._quoting(asked, k, scope)
        return self._surveying(asked, wanted, k, scope)

    def _quoting(
        self, asked: AskedText, k: int, scope: Scope
    ) -> tuple[Answer, list[ScoredPassage]]:
        """The sentences that answer a question."""
        with step("question understood and passages ranked"):
            understood, ranking = self._ranked(asked, scope)
            parts = [] if understood.is_beyond_quotes else self._parts(asked, ranking, scope)
        with step("sentences chosen", passages=len(ranking)):
            answer = self._answerer.answer(understood, ranking, k, scope, parts)
        return replace(answer, unread=answer.unread or self.unread), ranking

    def _surveying(
        self, asked: AskedText, wanted: Asked, k: int, scope: Scope
    ) -> tuple[Answer, list[ScoredPassage]]:
        """An overview or a timeline, or the quote that is the better answer."""
        if wanted.topic is None:
            return self._surveyor.of_documents(asked, wanted.kind, scope), []
        if wanted.unless_quoted:
            quoted = self._quoting(asked, k, scope)
            if quoted[0].answered:
                return quoted
        ranked = self._ranked(asked._replace(text=wanted.topic), scope)
        answer = self._surveyor.of_topic(asked, wanted.kind, scope, ranked, k)
        return (answer, ranked[1]) if answer else self._quoting(asked, k, scope)

    def survey(
        self, wanted: Asked, scope: Scope = EVERYTHING, words_around: str | None = None
    ) -> Answer:
        """An overview or a timeline as it is ``wanted``; words around quotes as for ``ask``. Raises
        QuestionError for a topic without words or with too many, and ScopeError as ``ask`` does.
        """
        if wanted.topic is None:
            asked = AskedText("", words_around or ENGLISH, words_around)
        else:
            asked = read_question(wanted.topic, words_around)
            wanted = wanted._replace(topic=asked.text)
        return self._surveying(asked, wanted, self._settings.retrieval.k, self.checked(scope))[0]

    def _parts(
        self, asked: AskedText, ranking: Sequence[ScoredPassage], scope: Scope
    ) -> list[Ranked]:
        """The questions that one consists of, each with its ranking."""
        lines = [" ".join(text.split()) for text in self._nearest_texts(ranking)]

        def is_one(words: str) -> bool:
            return any(words in line for line in lines)

        parts = parts_of(asked.text, asked.language, is_one)
        return [self._ranked(asked._replace(text=part), scope) for part in parts]

    def _ranked(self, asked: AskedText, scope: Scope) -> Ranked:
        """The question understood, with its ranking; asked once more where documents have what an
        acronym in it stands for, and not the acronym; a translated one is asked once.
        """
        question = self._understood(asked)
        ranking = self._ranking(question, scope)
        if question.is_translated:
            return question, ranking
        meant = self._translator.in_full(question.asked_as, self._nearest_texts(ranking))
        if meant == question.asked_as:
            return question, ranking
        again = self._understood(asked._replace(text=meant))
        return replace(again, text=asked.text), self._ranking(again, scope)

    def _nearest_texts(self, ranking: Sequence[ScoredPassage]) -> list[str]:
        """Of the passages whose sentences are weighed."""
        held = ranking[: self._settings.answering.pool]
        return [self._generation.text_of(self._generation.passages[s.passage_id]) for s in held]

    def rank(self, question: str, scope: Scope = EVERYTHING) -> list[ScoredPassage]:
        """All candidates for ``question``, best first, whatever its language. Raises QuestionError
        and ScopeError as ``ask`` does.
        """
        return self._ranked(read_question(question), self.checked(scope))[1]

    def candidates(self, question: str, scope: Scope = EVERYTHING) -> list[Candidate]:
        """The sentences that are weighed for ``question``, whatever its language, each with its
        score and its features, the best first. Raises QuestionError and ScopeError as ``ask`` does.
        """
        understood, ranking = self._ranked(read_question(question), self.checked(scope))
        return self._answerer.candidates(understood, ranking)

    def understand(self, question: str) -> Question:
        """``question`` in the documents' words, whatever its language, but for acronyms. Raises
        QuestionError.
        """
        return self._understood(read_question(question))

    def find(self, question: str, doc_id: str) -> Found | None:
        """The sentence of one document that answers ``question`` best, however surely, whatever its
        language; None for a document without any. Raises QuestionError, and ScopeError for a
        document that is not in the index.
        """
        scope = self.checked(Scope((doc_id,)))
        return self._answerer.find(*self._ranked(read_question(question), scope))

    def unanswerable(self, question: str) -> Abstention | None:
        """Why no document can answer ``question``, whatever it says; None where one may. Raises
        QuestionError.
        """
        asked = read_question(question)
        if code := about_us(asked.text):
            return self._answerer.tell(asked, EVERYTHING, code).abstention
        if not self._understands(asked.language):
            return self._answerer.refuse(asked, EVERYTHING).abstention
        survey = overview_asked(asked.text)
        is_survey = survey is not None and not survey.unless_quoted
        if is_survey or self._understood(asked).is_beyond_quotes:
            return self._answerer.beyond_quotes(asked.language)
        return None

    def _ranking(self, question: Question, scope: Scope) -> list[ScoredPassage]:
        ranking = self._retriever.retrieve(question, len(self._generation.passages), scope)
        if self._rereader is None:
            return ranking
        try:
            return reread(question, ranking, self._generation, self._rereader)
        except ReaderUnavailable:
            return ranking

    def _understands(self, language: str) -> bool:
        """Whether a question in ``language`` can be searched for; a model that does not state its
        languages may know any.
        """
        known = self.manifest.languages
        return known is None or language in {*known, UNDETERMINED}

    def moved_to(self, generation: Generation, index: Path) -> Assistant:
        """An assistant for another generation, with the same encoder where that is its too, and
        the usual parts: others are made for a generation.
        """
        described, wanted = self.manifest.embedder, generation.manifest.embedder
        is_same = all(described.get(key) == wanted.get(key) for key in ("fingerprint", "encoder"))
        embedder = self._embedder if is_same else open_encoder(wanted, index)
        reader = self._reader if is_same else None
        return Assistant(generation, embedder, self._settings, reader=reader)

    def passages(self) -> Collection[Passage]:
        """Every passage that can be ranked."""
        return self._generation.passages.values()

    def shown(self, ranking: Iterable[ScoredPassage]) -> tuple[ShownPassage, ...]:
        """The passages of a ranking, each with its text."""
        return tuple(shown_passage(self._generation, scored) for scored in ranking)

    def documents(self, scope: Scope = EVERYTHING) -> list[dict[str, Any]]:
        """What is known of each document in ``scope``: doc_id, title, date, language, url and
        more. Raises ScopeError.
        """
        found = self._generation.documents_in(self.checked(scope))
        return [self._generation.describe(doc_id) for doc_id in found]

    def document(self, doc_id: str) -> Document:
        """A document with its whole text. Raises ScopeError when the index has none so called."""
        if doc_id not in self._generation.doc_ids:
            raise _unknown_document(doc_id, self._generation.doc_ids)
        document: Document = self._generation.document(doc_id)
        return document

    @property
    def generation(self) -> Generation:
        """The generation of the index that it asks."""
        return self._generation

    @property
    def corpus(self) -> Path:
        """Where the documents were when the index was built."""
        return Path(self.manifest.corpus["path"])

    @property
    def settings(self) -> Settings:
        """How it ranks and answers."""
        return self._settings

    @property
    def manifest(self) -> Manifest:
        """What the index was built of."""
        return self._generation.manifest

    def checked(self, scope: Scope) -> Scope:
        """``scope`` with every document's name made whole. Raises ScopeError."""
        check_dates(scope)
        if scope.doc_ids is None:
            return scope
        locations = self._generation.locations()
        doc_ids = tuple(dict.fromkeys(_resolve(name, locations) for name in scope.doc_ids))
        return Scope(doc_ids, scope.after, scope.before, scope.languages)


def open_index(index: Path | str = "index", settings: Settings | None = None) -> Assistant:
    """Opens the index in a folder and the encoder for questions.

    Raises IndexMissing, IndexIncompatible, IndexDamaged or ModelError.
    """
    index = Path(index)
    with step("index opened"):
        generation = open_current(index)
    with step("encoder opened"):
        embedder = open_encoder(generation.manifest.embedder, index)
    return Assistant(generation, embedder, settings or Settings())


def _reader_for(
    embedder: Embedder, settings: Settings, reader: Reader | None
) -> tuple[Reader | None, str | None]:
    """The reader, or why there is none though the settings want it."""
    if not settings.answering.reader:
        return None, None
    try:
        return reader or open_reader(embedder), None
    except ReaderUnavailable as error:
        return None, str(error)


def keep_open(
    held: Assistant | None, index: Path | str = "index", settings: Settings | None = None
) -> Assistant:
    """``held`` while its generation is the one in use, or else the new one opened, with the encoder
    of ``held`` where both have the same. Raises as ``open_index``.
    """
    index = Path(index)
    if held is None:
        return open_index(index, settings)
    if names_in_use(index)[0] == held.manifest.generation:
        return held
    return held.moved_to(open_current(index), index)


def check_k(k: int, settings: Settings) -> None:
    """Raises UsageError when ``k`` passages can't be shown."""
    if not 1 <= k <= settings.retrieval.depth:
        raise UsageError(f"k must lie between 1 and {settings.retrieval.depth}, not {k}.")


def check_dates(scope: Scope) -> None:
    """Raises ScopeError for a bound that is no date."""
    for name, value in (("after", scope.after), ("before", scope.before)):
        if value is None:
            continue
        try:
            if "/" in value:
                raise ValueError
            iso_range(value)
        except ValueError as error:
            raise ScopeError(
                f"{name} must be a date such as 2023, 2023-06 or 2023-06-08, not {value!r}."
            ) from error


def _resolve(name: str, locations: Mapping[str, str]) -> str:
    """The doc_id of the location that ``name`` is, or is a part of."""
    if name in locations:
        return locations[name]
    alike = {at: d for at, d in locations.items() if name.casefold() in at.casefold()}
    doc_ids = set(alike.values())
    if len(doc_ids) != 1 or not name:
        raise _unknown_document(name, alike or locations)
    return doc_ids.pop()


def _unknown_document(name: str, candidates: Iterable[str]) -> ScopeError:
    listed = list(candidates)
    shown = ", ".join(listed[:5]) + (", …" if len(listed) > 5 else "")
    return ScopeError(f"No single document is called {name!r}: choose one of {shown}.")
