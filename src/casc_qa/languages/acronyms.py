"""What an acronym may stand for: words in a text whose initials it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casc_qa.languages.words import is_function_word

ACRONYM = re.compile(r"(?<![\w-])(?=(?:[a-z]*[A-Z]){3})[A-Za-z]{3,12}(?![\w-])")
"""Three capital letters or more, and perhaps small ones among them."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOINED = re.compile(r",?\s+")
_MOST_WORDS = 14
_PREFIX = 3
"""Letters that one word of a long name may give: "Economic and Social Council" is ECOSOC."""
_SKIPPED = 2
"""Words that may give none, of a name with five letters or more: "United Nations" in the long form
of OHCHR."""
_COMMON, _LONG = 4, 5
"""Letters from which an acronym may stand for words without capitals and with commas; and for
words that give several letters or none."""


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    def shares(self, longest: int) -> range:
        """How many letters it may give: "UN" and "II" all or none."""
        size = len(self.text)
        return range(size, size + 1) if self.text.isupper() else range(1, longest + 1)


def long_forms(acronym: str, text: str) -> list[str]:
    """All that ``acronym`` may stand for in ``text``, two words or more each, in order. Words
    without capitals are meant by four letters or more alone: three begin many a row of words.

    >>> long_forms("SALW", "They spoke of trafficking in small arms and light weapons.")
    ['small arms and light weapons']
    >>> long_forms("ECOSOC", "It was elected to the Economic and Social Council.")
    ['Economic and Social Council']
    >>> long_forms("ODA", "One day after that, Osh declined.")
    []
    """
    letters = "".join(letter for letter in acronym if letter.isupper()).casefold()
    found = []
    for run in _runs(text):
        for first, word in enumerate(run[:-1]):
            if word.text[0].casefold() != letters[0] or is_function_word(word.text):
                continue
            last = _last_word(run[first : first + _MOST_WORDS], letters)
            if last is None:
                continue
            end = _end_of_name(run, first + last) if word.is_name else first + last
            form = text[word.start : run[end].end]
            if len(letters) >= _COMMON or "," not in form:
                found.append(form)
    return found


def _end_of_name(run: Sequence[_Word], last: int) -> int:
    """The last word of a name whose letters end with word ``last``: the "Council" of ECOSOC gives
    none.
    """
    following = run[last + 1 : last + 2]
    return last + 1 if following and following[0].is_name else last


def _runs(text: str) -> Iterator[list[_Word]]:
    """Words with nothing but blanks and commas between them."""
    run: list[_Word] = []
    for match in _WORD.finditer(text):
        if run and not _JOINED.fullmatch(text, run[-1].end, match.start()):
            yield run
            run = []
        run.append(_Word(match.start(), match.end(), match[0]))
    if run:
        yield run


def _last_word(words: Sequence[_Word], letters: str) -> int | None:
    """The word that gives the last of the letters, where these words, from the first on, give all;
    of several the first.
    """
    is_name = words[0].is_name
    if not is_name and len(letters) < _COMMON:
        return None
    skips = _SKIPPED if is_name and len(letters) >= _LONG else 0
    longest = _PREFIX if is_name and len(letters) >= _LONG else 1
    reached = {(0, skips)}  # letters given so far, and words that may still give none
    for number, word in enumerate(words):
        if is_function_word(word.text):
            continue
        if word.is_name != is_name:
            return None
        given = {
            (count + more, left)
            for count, left in reached
            for more in word.shares(longest)
            if word.text.casefold().startswith(letters[count : count + more])
        }
        if number and any(count == len(letters) for count, _ in given):
            return number
        silent = {(count, left - 1) for count, left in reached if left and number}
        reached = {state for state in given if state[0] < len(letters)} | silent
    return None
