"""A question in the words of the documents, where those are in the other language.

Terms of the glossary and names are written into the question as the documents have them; of every
other word that the documents may say in another language, the translations are kept beside it.
Nothing of this is shown as anybody's words: it is only searched for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from casc_qa.languages.cyrillic import WORD, has_cyrillic, in_one_alphabet, normalised
from casc_qa.languages.phonetic_keys import place_of
from casc_qa.languages.russian.questions.dictionary import dictionary_into, places
from casc_qa.languages.russian.questions.spelling_correction import mended
from casc_qa.text.tokens import RUSSIAN_FUNCTION_WORDS, is_function_word, tokens

if TYPE_CHECKING:
    from casc_qa.asking.calibration import Kind
    from casc_qa.index import Generation
    from casc_qa.languages.russian.questions.dictionary import Target

Senses = Mapping[str, Mapping[str, float]]
"""Of a token: the tokens that documents may have for it, each with a weight of at most 1. A token
that is not there stands for itself alone."""
Part = Literal["spelling", "glossary", "names", "dictionary"]
PARTS: frozenset[Part] = frozenset(["spelling", "glossary", "names", "dictionary"])
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
    senses: Senses
    kind: Kind


class Translator:
    """Translates for one generation."""

    def __init__(self, generation: Generation, parts: Collection[Part] = PARTS) -> None:
        """``parts`` are what it may use; benchmarks leave some out."""
        self._generation = generation
        self._lexical = generation.lexical
        self._parts = parts
        spoken = {generation.describe(doc_id)["language"] for doc_id in generation.doc_ids}
        self._reads_russian = "ru" in str(generation.manifest.embedder.get("languages", "")).split()
        self._has_russian = self._reads_russian and "ru" in spoken

    def translate(self, question: str) -> Translated:
        """The question as it is searched for: as it is, where no other language is in play."""
        if self._reads_russian and "spelling" in self._parts:
            question = in_one_alphabet(question)
        if self._reads_russian and has_cyrillic(question):
            return self._from_russian(question)
        found = tokens(question)
        senses = self._in_russian(question, found) if self._has_russian else {}
        return Translated(question, found, senses, "as_asked")

    def _from_russian(self, question: str) -> Translated:
        text = question
        if "spelling" in self._parts:
            text = WORD.sub(lambda word: self._mended(word[0], _opens(word)), text)
        if "glossary" in self._parts:
            text = self._generation.phrasebook.in_english(text)
        if "names" in self._parts:
            text = WORD.sub(lambda word: self._named(word[0]), text)
        found = tokens(text)
        senses = {t: self._senses(t) for t in found if has_cyrillic(t)}
        if self._has_russian:  # whose documents have the words that others were put in place of
            asked = tokens(question)
            gone = [t for t in asked if t not in found]
            senses |= {t: _also(t, gone) for t in found if t not in asked}
        return Translated(text, found, senses, "translated")

    def _senses(self, token: str) -> dict[str, float]:
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

    def _in_russian(self, question: str, found: Collection[str]) -> Senses:
        """What Russian documents may have for the tokens of an English question."""
        glossed = found
        if "glossary" in self._parts:
            glossed = tokens(self._generation.phrasebook.in_russian(question))
        new = [t for t in glossed if t not in found]
        return {
            t: self._translations("ru", t) | _also(t, () if t in glossed else new) for t in found
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

    def _mended(self, word: str, is_first: bool) -> str:
        """A misspelled word as it is spelled, where it is one that questions are made with or the
        documents have what it means; or the word itself. What may be a name is left alone: what
        begins with a capital letter, but for the first word, or sounds like one of theirs.
        """
        (token,) = tokens(word)
        is_capitalised = word[0].isupper()
        if (is_capitalised and not is_first) or self._is_known(word, token):
            return word
        plain = normalised(word)
        asks = [asked for asked in mended(plain, RUSSIAN_FUNCTION_WORDS) if len(asked) >= _LONG]
        if asks and self._sounds_like(word)[1] < _SAME_NAME:
            return asks[0].capitalize() if is_capitalised else asks[0]
        if is_capitalised or not plain.startswith(token):
            return word
        likely = mended(token, dictionary_into("en").stems)
        said = [stem for stem in likely if self._translations("en", stem)]
        if not said or self._sounds_like(word)[1] >= _SAME_NAME:
            return word
        return max(said, key=self._most_said) + plain[len(token) :]

    def _is_known(self, word: str, token: str) -> bool:
        """Whether documents, dictionary or glossary have the word, or it only builds sentences."""
        return (
            is_function_word(word)
            or self._lexical.document_frequency(token) > 0
            or bool(dictionary_into("en").of(token))
            or self._generation.phrasebook.knows_russian(word)
        )

    def _place(self, word: str, token: str) -> str | None:
        """The place that an adjective such as "бишкекский" is made of, as the documents call it
        where they do.
        """
        names = places().get(token, ())
        said = [name for name in names if all(map(self._lexical.document_frequency, tokens(name)))]
        if names:
            return (said or names)[0]
        place = place_of(normalised(word))
        if place is None or any(map(dictionary_into("en").of, (token, *tokens(place)))):
            return None  # "экспертский" is made of no place
        name, alike = self._sounds_like(place)
        return name.capitalize() if alike >= _SAME_NAME else None

    def _sounds_like(self, word: str) -> tuple[str, float]:
        """The documents' word that is most likely this name, and how alike they are."""
        return self._generation.spellings.nearest(word)

    def _most_said(self, stem: str) -> int:
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
        name, alike = self._sounds_like(word)
        is_capitalised, is_known = word[0].isupper(), bool(dictionary_into("en").of(token))
        least = _NAME if is_capitalised and not is_known else _SAME_NAME
        if alike < least:
            return word
        return name.capitalize() if is_capitalised else name


def _opens(word: re.Match[str]) -> bool:
    """Whether no other word stands before it."""
    return not any(map(str.isalnum, word.string[: word.start()]))


def _also(token: str, others: Collection[str]) -> dict[str, float]:
    """A token, or all of these others in its place."""
    return {**{other: 1 / len(others) for other in others}, token: 1.0}
