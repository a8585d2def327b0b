"""Russian words for the default encoder: every known stem is one token more, beside those that the
model came with; any other word in Cyrillic letters is read in Latin ones.

The tokens' input vectors were trained so that a Russian text lands where the model puts its English
translation; nothing else of the model was touched, so English vectors stay what they were. The
folder of this module holds them, and its README.md says how they were made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.languages import cyrillic
from casc_qa.languages.normalising import STRESS, normalise_russian
from casc_qa.languages.russian.stems import stem
from casc_qa.system import small_files
from casc_qa.types import Span

if TYPE_CHECKING:
    from casc_qa.types import Vectors

# The names of these files enter the default embedder's fingerprint, by which an index is known to
# have its vectors: they have to stay.
WORDS_NAME = "words.txt"
_MOST = 1 << 24  # bytes of it
VECTORS_NAME = "words.safetensors"
FILES = (VECTORS_NAME, WORDS_NAME)
"""What shapes vectors; their names count too, in this order."""
_COMPOSED = "(?<=[ИиУу])\u0306|(?<=[ЕеІі])\u0308"  # й, ў, ё and ї in two characters
_STRESSED_WORD = re.compile(rf"(?:{cyrillic.WORD.pattern}(?:{STRESS}|{_COMPOSED})*)+")
LANGUAGES = "en ru"
"""What the default encoder reads with them."""
SAMPLE_SENTENCES = (
    "Сколько участников собрала встреча в Ташкенте?",
    "Что такое UNODC? О нём говорила г-жа Юлдашева 22 августа.",
    "Ёж",
)
"""What an export is tried on: known words, Latin and hyphened words and numbers between them, and a
word of two letters with one that is normalised."""


def trained_files_folder() -> Path:
    """The folder of what ships trained for Russian."""
    return Path(str(files("casc_qa.languages") / "russian"))


class RussianWords:
    """Cuts texts in Cyrillic letters into known stems and the rest."""

    def __init__(self, stems: Sequence[str], first: int) -> None:
        """``first`` is the number of the first stem's token."""
        self._numbers: Mapping[str, int] = {stem: n for n, stem in enumerate(stems, first)}

    def __contains__(self, word: str) -> bool:
        """Whether the word, in any form of it, has a token of its own."""
        return stem(normalise_russian(word)) in self._numbers

    def located_pieces(self, text: str) -> Iterator[tuple[int | str, Span]]:
        """As ``pieces``, of the text as it is, each with where it stands; what lies between words
        in Cyrillic letters is not normalised.
        """
        done = 0
        for word in _STRESSED_WORD.finditer(text):
            yield text[done : word.start()], Span(done, word.start())
            known = stem(normalise_russian(word[0]))
            number = self._numbers.get(known)
            done = word.end()
            yield cyrillic.romanised(known) if number is None else number, Span(*word.span())
        yield text[done:], Span(done, len(text))

    def pieces(self, text: str) -> Iterator[int | str]:
        """The numbers of known stems; as text whatever the model's own tokenizer has to cut."""
        text = normalise_russian(text)
        done = 0
        for word in cyrillic.WORD.finditer(text):
            yield text[done : word.start()]
            known = stem(word[0])
            yield self._numbers.get(known, cyrillic.romanised(known))
            done = word.end()
        yield text[done:]


def read_words(path: Path, first: int) -> RussianWords:
    """The words in a file, a stem a line. Raises OSError, or ValueError."""
    return RussianWords(small_files.read_text(path, _MOST).split(), first)


def read_vectors(folder: Path) -> Vectors:
    """The stems' input vectors, shape (stems, dimension), not of length one: bytes, and a scale a
    row. Raises OSError.
    """
    import numpy as np
    from safetensors.numpy import load_file

    arrays = load_file(folder / VECTORS_NAME)
    vectors: Vectors = arrays["vectors"].astype(np.float32) * arrays["scales"][:, None]
    return vectors
