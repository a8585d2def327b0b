"""A question, understood once: all that ranking, weighing and answering need to know of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from casc_qa.errors import QuestionError
from casc_qa.languages.detect import detect_language
from casc_qa.languages.questions.answers import Wanted, answer_type, wanted
from casc_qa.languages.questions.beyond_quotes import is_beyond_quotes
from casc_qa.languages.questions.contact import asks_for_contact
from casc_qa.languages.questions.names import last_names, names, numbers, without_names
from casc_qa.phrases import QUESTION_EMPTY, QUESTION_TOO_LONG
from casc_qa.text.tokens import tokens

if TYPE_CHECKING:
    from casc_qa.asking.translation import Translations, Translator
    from casc_qa.embedding import Embedder
    from casc_qa.languages.questions.answer_types import AnswerType
    from casc_qa.types import Vectors

MAX_QUESTION_CHARS = 2000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


class AskedText(NamedTuple):
    """A question as it was typed, fit to be asked."""

    text: str
    """Without control characters and lone surrogates, trimmed."""
    language: str
    """ISO 639-1: the one place where it is decided in which language somebody asks."""
    words_around: str | None = None
    """The language that was asked for of the words around quotes."""

    @property
    def told_in(self) -> str:
        """The language of the words around quotes."""
        return self.words_around or self.language


def read_question(typed: str, words_around: str | None = None) -> AskedText:
    """What was typed, cleaned, and its language. ``words_around`` is the language that was asked
    for of the words around quotes, ISO 639-1.

    Raises QuestionError when nothing is left, or too much.
    """
    trimmed = typed.strip()
    cleaned = _CONTROLS.sub(" ", _LONE_SURROGATES.sub("\ufffd", trimmed[:MAX_QUESTION_CHARS]))
    text = cleaned.strip()
    language = detect_language(text)
    told_in = words_around or language
    if len(trimmed) > MAX_QUESTION_CHARS:
        message = QUESTION_TOO_LONG.to(told_in, most=MAX_QUESTION_CHARS)
        raise QuestionError(message, told_in)
    if not any(char.isalnum() for char in text):
        raise QuestionError(QUESTION_EMPTY.to(told_in), told_in)
    return AskedText(text, language, words_around)


@dataclass(frozen=True, slots=True)
class Question:
    """A question made ready for one generation of an index."""

    text: str
    """As asked."""
    language: str
    """ISO 639-1, as ``read_question`` decided it."""
    words_around: str | None
    """The language that was asked for of the words around quotes."""
    asked_as: str
    """As searched for: with names and terms as the documents have them."""
    is_translated: bool
    """Whether it has words in Cyrillic letters and the model reads Russian. Such a question, in
    whichever language, is put into the documents' words, and weighed by weights of its own."""
    tokens: tuple[str, ...]
    """Of ``asked_as``, made as those of the postings were."""
    translations: Translations
    """What else the documents may have for a token."""
    names: tuple[str, ...]
    """Words of ``asked_as`` that belong to names."""
    name_tokens: tuple[str, ...]
    """Tokens of its names."""
    other_tokens: tuple[str, ...]
    """Tokens that belong to no name; all where there is no other."""
    last_name_tokens: tuple[str, ...]
    """Tokens of the last word of each name."""
    numbers: tuple[str, ...]
    """Numbers that it names itself."""
    wanted: Wanted | None
    """What an answer has to contain, where the question's form tells."""
    is_about_contact: bool
    """Whether contact blocks and the like may answer it."""
    is_beyond_quotes: bool
    """Whether it asks for an opinion, a translation or the like."""
    vectors: Vectors
    """Shape (2, dimension): of the question, and of the question without its names."""

    @property
    def answer_type(self) -> AnswerType | None:
        """The type of answer that is asked for, where the question's form tells."""
        return self.wanted.answer_type if self.wanted else None

    @property
    def vector(self) -> Vectors:
        """Of the whole question, shape (dimension,)."""
        whole: Vectors = self.vectors[0]
        return whole

    def translations_of(self, token: str) -> Mapping[str, float]:
        """The tokens that documents may have for this one, with their weights."""
        return self.translations.get(token) or {token: 1.0}

    def weighted_tokens(self) -> Iterator[tuple[str, float]]:
        """Every token that is searched for, with its weight."""
        for token in self.tokens:
            yield from self.translations_of(token).items()

    def tokens_among(self, words: Collection[str]) -> frozenset[str]:
        """Which of the question's tokens are among ``words``, in whatever translation."""
        return frozenset(t for t in self.tokens if any(s in words for s in self.translations_of(t)))


def understand(asked: AskedText, translator: Translator, embedder: Embedder) -> Question:
    """What was asked, made ready."""
    translated = translator.translate(asked.text)
    asked_as = translated.text
    answer = answer_type(asked_as, asked.language)
    named = names(asked_as, asked.language)
    name_tokens = _tokens_of(named)
    other_tokens = [token for token in translated.tokens if token not in name_tokens]
    return Question(
        text=asked.text,
        language=asked.language,
        words_around=asked.words_around,
        asked_as=asked_as,
        is_translated=translated.is_translated,
        tokens=tuple(translated.tokens),
        translations=translated.translations,
        names=tuple(named),
        name_tokens=name_tokens,
        other_tokens=tuple(other_tokens or translated.tokens),
        last_name_tokens=_tokens_of(last_names(asked_as, named)),
        numbers=tuple(numbers(asked_as)),
        wanted=wanted(answer, asked_as) if answer else None,
        is_about_contact=asks_for_contact(asked.text),
        is_beyond_quotes=is_beyond_quotes(asked.text),
        vectors=_vectors(asked_as, without_names(asked_as, named), embedder),
    )


def _tokens_of(names: Collection[str]) -> tuple[str, ...]:
    return tuple(token for name in names for token in tokens(name))


def _vectors(whole: str, nameless: str, embedder: Embedder) -> Vectors:
    """Each is embedded by itself: in one batch the last digits would depend on the other."""
    first = embedder.embed_queries([whole])[0]
    second = first if nameless == whole else embedder.embed_queries([nameless])[0]
    return np.stack([first, second])
