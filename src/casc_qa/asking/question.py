"""A question, understood once: all that ranking, weighing and answering need to know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from casc_qa.languages.questions.answers import answer_type
from casc_qa.languages.questions.contact import asks_for_contact
from casc_qa.languages.questions.names import last_names, names, numbers, without_names

if TYPE_CHECKING:
    from casc_qa.asking.translation import Translations, Translator
    from casc_qa.embedding import Embedder
    from casc_qa.languages.questions.answer_types import AnswerType
    from casc_qa.types import Vectors


@dataclass(frozen=True, slots=True)
class Question:
    """A question made ready for one generation of an index."""

    text: str
    """As asked."""
    language: str
    """ISO 639-1, of the question as asked."""
    asked_as: str
    """As searched for: with names and terms as the documents have them."""
    is_translated: bool
    """Whether it was asked in another language than the one it is searched in."""
    tokens: tuple[str, ...]
    """Of ``asked_as``, made as those of the postings were."""
    translations: Translations
    """What else the documents may have for a token."""
    names: tuple[str, ...]
    """Words of ``asked_as`` that belong to names."""
    last_names: tuple[str, ...]
    """The last word of each name."""
    numbers: tuple[str, ...]
    """Numbers that it names itself."""
    answer_type: AnswerType | None
    """What an answer has to contain, where the question's form tells."""
    is_about_contact: bool
    """Whether contact blocks and the like may answer it."""
    vectors: Vectors
    """Shape (2, dimension): of the question, and of the question without its names."""

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


def understand(text: str, language: str, translator: Translator, embedder: Embedder) -> Question:
    """The question ``text``, asked in ``language``."""
    translated = translator.translate(text)
    asked_as = translated.text
    named = names(asked_as, language)
    return Question(
        text=text,
        language=language,
        asked_as=asked_as,
        is_translated=translated.is_translated,
        tokens=tuple(translated.tokens),
        translations=translated.translations,
        names=tuple(named),
        last_names=tuple(last_names(asked_as, named)),
        numbers=tuple(numbers(asked_as)),
        answer_type=answer_type(asked_as, language),
        is_about_contact=asks_for_contact(text),
        vectors=_vectors(asked_as, without_names(asked_as, named), embedder),
    )


def _vectors(whole: str, nameless: str, embedder: Embedder) -> Vectors:
    """Each is embedded by itself: in one batch the last digits would depend on the other."""
    first = embedder.embed_queries([whole])[0]
    second = first if nameless == whole else embedder.embed_queries([nameless])[0]
    return np.stack([first, second])
