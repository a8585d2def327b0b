"""Slips of the pen in an English question, corrected to words that the documents have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casc_qa.languages.english.function_words import ASKING
from casc_qa.languages.english.questions.spelling_correction import corrections
from casc_qa.languages.questions.slips import slips
from casc_qa.languages.russian.questions.dictionary import dictionary_into
from casc_qa.languages.snowball import snowball
from casc_qa.languages.words import is_function_word, opens
from casc_qa.text.tokens import tokens

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index.contents.postings import Lexical

_WORD = re.compile(r"(?<![\w'’@./-])[A-Za-z][a-z]{3,}(?![\w'’@/-]|\.\w)")
"""Not a part of an address, nor of a compound, nor with capitals within."""
_ASKING = frozenset(word for word in ASKING if len(word) > 3)
_LETTERS_OF_ASKING = "".join(sorted(set().union(*_ASKING)))


_SPECIAL_TOKENS = 2
_ENDING = 3
"""Letters that a stem may lack for the dictionary to know the word by it: without its long ending
"goverment" has the stem of "governess".
"""


class SpellingCorrector:
    """Corrects by the words of one generation and of the model that embeds them."""

    def __init__(self, lexical: Lexical, embedder: Embedder) -> None:
        self._lexical, self._embedder = lexical, embedder

    def corrected(self, question: str) -> str:
        """``question`` with the words that nobody knows replaced by those of the documents that
        they are a slip away from; as it is where there is none.
        """
        return _WORD.sub(self._corrected, question)

    def _corrected(self, word: re.Match[str]) -> str:
        typed, is_capitalised = word[0], word[0][0].isupper()
        is_name = is_capitalised and not opens(word)
        if self._is_known(typed):
            return typed
        asking = None if is_name else _asking(typed.lower())
        meant = asking or self._meant(typed.lower(), is_name)
        if meant is None:
            return typed
        return meant.capitalize() if is_capitalised else meant

    def _is_known(self, word: str) -> bool:
        """Whether documents, dictionary or model have it, or it only builds sentences."""
        (token,) = tokens(word)
        return (
            is_function_word(word)
            or self._lexical.document_frequency(token) > 0
            or (len(word) - len(token) <= _ENDING and bool(dictionary_into("ru").of(token)))
            or self._is_one_token(word)
        )

    def _is_one_token(self, word: str) -> bool:
        """Whether the model has it whole: so it has the words that are written most."""
        return self._embedder.count_tokens([word])[0] <= 1 + _SPECIAL_TOKENS

    def _meant(self, word: str, is_name: bool) -> str | None:
        """The word of the documents that was meant: of the likeliest slip, the most frequent."""
        for possible in corrections(word, is_name):
            words = sorted(other for other in possible if not is_function_word(other))
            stems = snowball(words, "english")
            held = map(self._lexical.document_frequency, stems)
            known = [
                (count, other)
                for other, stem, count in zip(words, stems, held, strict=True)
                # Many a word that is none has the stem of one that is.
                if count and (other == stem or self._is_one_token(other))
            ]
            if known:
                return max(known)[1]
        return None


def _asking(word: str) -> str | None:
    """The question word that was meant, where it is but one."""
    possible = slips(word, _LETTERS_OF_ASKING, {})
    meant = {asks for words in possible for asks in words if asks in _ASKING}
    return meant.pop() if len(meant) == 1 else None
