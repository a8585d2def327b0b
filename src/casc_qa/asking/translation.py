"""A question in the words of the documents: slips of the pen are corrected, and where the documents
are in the other language, terms and names replaced, and other words translated.

Terms of the glossary and names are written into the question as the documents have them; of every
other word that the documents may say in another language, the translations are kept beside it.
Nothing of this is shown as anybody's words: it is only searched for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from casc_qa.asking.acronyms import expanded
from casc_qa.asking.spelling import SpellingCorrector
from casc_qa.languages.cyrillic import WORD, has_cyrillic
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.questions.phrasebook import Phrasebook
from casc_qa.languages.russian.function_words import FUNCTION_WORDS
from casc_qa.languages.russian.questions.dictionary import dictionary_into
from casc_qa.languages.russian.questions.letters import in_one_alphabet
from casc_qa.languages.russian.questions.places import place_of, places
from casc_qa.languages.russian.questions.spelling_correction import corrections
from casc_qa.languages.words import is_function_word, opens
from casc_qa.text.tokens import tokens

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index.generation import Generation
    from casc_qa.languages.russian.questions.dictionary import Target

Translations = Mapping[str, Mapping[str, float]]
"""Of a token: the tokens that documents may have for it, each with a weight of at most 1. A token
that is not there stands for itself alone."""
Part = Literal["acronyms", "spelling", "glossary", "names", "dictionary"]
PARTS: frozenset[Part] = frozenset(["acronyms", "spelling", "glossary", "names", "dictionary"])
# Likeness from which a word is taken for a name of the documents: a capitalised one that the
# dictionary does not know, and any other.
_NAME, _SAME_NAME = 0.72, 0.88
_LONG = 5  # letters of a word that questions are made with; names are a slip from shorter ones
_SURE = 0.6  # how likely a translation is that stands for a word in no document
_RARE = 0.05  # share of the likeliest translation's weight under which another is left out


class Translated(NamedTuple):
    """A question ready to be searched for."""

    text: str
    """With the names and terms of the documents."""
    tokens: list[str]
    translations: Translations
    is_translated: bool


class Translator:
    """Translates for one generation."""

    def __init__(
        self, generation: Generation, embedder: Embedder, parts: Collection[Part] = PARTS
    ) -> None:
        """``embedder`` is the generation's own; ``parts`` are what may be used: benchmarks leave
        some out.
        """
        self._generation = generation
        self._spelling = SpellingCorrector(generation.lexical, embedder)
        self._lexical = generation.lexical
        self._parts = parts
        languages = generation.manifest.languages or ()
        self._reads_russian, self._reads_english = "ru" in languages, "en" in languages
        self._has_russian = self._reads_russian and "ru" in generation.languages

    def in_full(self, question: str, texts: Sequence[str]) -> str:
        """``question`` with acronyms that no document has as these texts have them, which are those
        that come nearest to it.
        """
        return expanded(question, texts, self._lexical) if "acronyms" in self._parts else question

    @cached_property
    def _phrasebook(self) -> Phrasebook:
        """Made when a question first needs it. Raises IndexDamaged."""
        return Phrasebook(self._generation.glossary)

    def translate(self, question: str) -> Translated:
        """The question as it is searched for: as it is, where no other language is in play."""
        if self._reads_russian and "spelling" in self._parts:
            question = in_one_alphabet(question)
        if self._reads_russian and has_cyrillic(question):
            return self._from_russian(question)
        if self._reads_english and "spelling" in self._parts:
            question = self._spelling.corrected(question)
        asked = tokens(question)
        translations = self._in_russian(question, asked) if self._has_russian else {}
        return Translated(question, asked, translations, is_translated=False)

    def _from_russian(self, question: str) -> Translated:
        text = question
        if "spelling" in self._parts:
            text = WORD.sub(lambda word: self._corrected(word[0], opens(word)), text)
        if "glossary" in self._parts:
            text = self._phrasebook.in_english(text)
        if "names" in self._parts:
            text = WORD.sub(lambda word: self._named(word[0]), text)
        searched = tokens(text)
        translations = {t: self._translated(t) for t in searched if has_cyrillic(t)}
        if self._has_russian:  # whose documents have the words that others were put in place of
            asked = tokens(question)
            gone = [t for t in asked if t not in searched]
            translations |= {t: _also(t, gone) for t in searched if t not in asked}
        return Translated(text, searched, translations, is_translated=True)

    def _translated(self, token: str) -> dict[str, float]:
        """What documents may have for a Russian token: its translations, and itself; where they
        have none of them, the surest translation.
        """
        known = self._translations("en", token)
        if self._lexical.document_frequency(token):
            known[token] = 1.0
        if known or "dictionary" not in self._parts:
            return known or {token: 1.0}
        sure = [t for t, w in dictionary_into("en").of(token).items() if w >= _SURE]
        return {(sure or [token])[0]: 1.0}

    def _in_russian(self, question: str, asked: Collection[str]) -> Translations:
        """What Russian documents may have for the tokens of an English question."""
        glossed = asked
        if "glossary" in self._parts:
            glossed = tokens(self._phrasebook.in_russian(question))
        new = [t for t in glossed if t not in asked]
        return {
            t: self._translations("ru", t) | _also(t, () if t in glossed else new) for t in asked
        }

    def _translations(self, target: Target, token: str) -> dict[str, float]:
        """Those that some document has, but for the rare ones; all their weights together are 1."""
        if "dictionary" not in self._parts:
            return {}
        likely = dictionary_into(target).of(token)
        known = {t: w for t, w in likely.items() if self._lexical.document_frequency(t)}
        least = _RARE * max(known.values(), default=0.0)
        kept = {t: w for t, w in known.items() if w >= least}
        total = sum(kept.values())
        return {t: w / total for t, w in kept.items()}

    def _corrected(self, word: str, is_first: bool) -> str:
        """A misspelled word as it is spelled, where it is one that questions are made with or the
        documents have what it means; or the word itself. What may be a name is left alone: what
        begins with a capital letter, but for the first word, or sounds like one of theirs.
        """
        (token,) = tokens(word)
        is_capitalised = word[0].isupper()
        if (is_capitalised and not is_first) or self._is_known(word, token):
            return word
        normalised = normalise_russian(word)
        asks = [asked for asked in corrections(normalised, FUNCTION_WORDS) if len(asked) >= _LONG]
        if asks and self._nearest_name(word)[1] < _SAME_NAME:
            return asks[0].capitalize() if is_capitalised else asks[0]
        if is_capitalised or not normalised.startswith(token):
            return word
        likely = corrections(token, dictionary_into("en").stems)
        known = [stem for stem in likely if self._translations("en", stem)]
        if not known or self._nearest_name(word)[1] >= _SAME_NAME:
            return word
        return max(known, key=self._frequency) + normalised[len(token) :]

    def _is_known(self, word: str, token: str) -> bool:
        """Whether documents, dictionary or glossary have the word, or it only builds sentences."""
        return (
            is_function_word(word)
            or self._lexical.document_frequency(token) > 0
            or bool(dictionary_into("en").of(token))
            or self._phrasebook.knows_russian(word)
        )

    def _place(self, word: str, token: str) -> str | None:
        """The place that an adjective is made of, as the documents call it where they do."""
        names = places().get(token, ())
        known = [name for name in names if all(map(self._lexical.document_frequency, tokens(name)))]
        if names:
            return (known or names)[0]
        place = place_of(normalise_russian(word))
        if place is None or any(map(dictionary_into("en").of, (token, *tokens(place)))):
            return None  # made of a word that is no place, such as "expert"
        name, alike = self._nearest_name(place)
        return name.capitalize() if alike >= _SAME_NAME else None

    def _nearest_name(self, word: str) -> tuple[str, float]:
        """The documents' word that is most likely this name, and how alike they are."""
        return self._generation.spellings.nearest(word)

    def _frequency(self, stem: str) -> int:
        """In how many passages one of its translations stands."""
        return max(map(self._lexical.document_frequency, self._translations("en", stem)))

    def _named(self, word: str) -> str:
        """A word that is no common one, as the word of the documents that it sounds like; or the
        word itself. With a capital letter less likeness is enough.
        """
        (token,) = tokens(word)
        if is_function_word(word) or self._lexical.document_frequency(token):
            return word
        place = self._place(word, token)
        if place:
            return place
        if self._translations("en", token):
            return word
        name, alike = self._nearest_name(word)
        is_capitalised, is_known = word[0].isupper(), bool(dictionary_into("en").of(token))
        least = _NAME if is_capitalised and not is_known else _SAME_NAME
        if alike < least:
            return word
        return name.capitalize() if is_capitalised else name


def _also(token: str, others: Collection[str]) -> dict[str, float]:
    """A token, or all of these others in its place."""
    return {**{other: 1 / len(others) for other in others}, token: 1.0}
