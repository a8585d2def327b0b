"""Terms of a glossary found in a text, in any case ending, and put into the other language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.glossary import Glossary, is_acronym
from casc_qa.languages.normalising import normalise_word
from casc_qa.languages.questions.stems import comparable_stems
from casc_qa.languages.words import WRITTEN_WORD

# Between two words of one form: white space or a tight hyphen, whichever the form itself has.
_JOINED = re.compile(r"\s+|\s?[-‐‑]\s?")
_ENDING = re.compile(r"(?:['’]?s|['’]|-?(?:а|у|е|ы|ом|ов|ам|ами|ах))$")
# "ТОП-10" is no crime.
_NUMBER_BEFORE = re.compile(r"\d[-‐‑–]$")
_NUMBER_AFTER = re.compile(r"[-‐‑–]\d")
_INFINITIVE = re.compile(r"ть(?:ся)?$")
_SHORT_NAME = 5
_LEAST_IN_LOWER_CASE = 4  # characters of a form: a shorter one is another word too often
_NAME_ENDING, _ENDING_LETTERS = 1, 2  # most letters of a form that a case takes away
_VERB = re.compile(r"(?:ed|ates?|ating)$")


class _Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    key: str
    acronym: str
    """The word as an acronym, its ending off; empty where it is none."""
    gap: str
    """What stands between this word and the one before."""


class _Form(NamedTuple):
    """A form, cut into words."""

    text: str
    keys: tuple[str, ...]
    """Of each word; the words themselves in an acronym."""
    gaps: tuple[str, ...]
    """Before each word but the first."""
    before: str
    after: str
    """What stands around the words: quotation marks, a full stop."""
    is_acronym: bool
    replacement: str


class _Match(NamedTuple):
    first: int
    """Number of its first word in the text."""
    words: int
    start: int
    end: int
    distance: int
    """0 where the form stands as it is written, 1 but for small things, 2 with other endings."""
    replacement: str

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The longest first."""
        return -self.words, self.start - self.end, self.distance, self.start


class Phrasebook:
    """A glossary, ready to be used on questions; cheap to make and to use.

    >>> from casc_qa.languages.glossary import Term
    >>> book = Phrasebook((Term(("human trafficking",), ("торговля людьми",)),))
    >>> book.in_english("Кто борется с торговлей людьми?")
    'Кто борется с human trafficking?'
    >>> book.in_russian("Who fights human trafficking?")
    'Who fights торговля людьми?'
    """

    def __init__(self, terms: Glossary) -> None:
        self._terms = terms

    def in_english(self, text: str) -> str:
        """``text`` with the first English form in place of each Russian one; all else as it is."""
        return self._from_russian.replaced(text)

    def in_russian(self, text: str) -> str:
        """``text`` with the first Russian form in place of each English one; all else as it is."""
        return self._from_english.replaced(text)

    def knows_russian(self, word: str) -> bool:
        """Whether a Russian word, in any form of it, is one of those that terms consist of."""
        return not self._russian_keys.isdisjoint(_keys([word]))

    @cached_property
    def _russian_keys(self) -> frozenset[str]:
        forms = (form for term in self._terms for form in term.ru)
        return frozenset(_keys(word[0] for form in forms for word in WRITTEN_WORD.finditer(form)))

    @cached_property
    def _from_russian(self) -> _Forms:
        pairs = ((form, term.en[0]) for term in self._terms for form in term.ru)
        return _Forms(pairs, acronyms_in_lower_case=True)

    @cached_property
    def _from_english(self) -> _Forms:
        return _Forms((form, term.ru[0]) for term in self._terms for form in term.en)


class _Forms:
    """Forms and what replaces them, by the key of their first word; the others wait until asked."""

    def __init__(
        self, pairs: Iterable[tuple[str, str]], acronyms_in_lower_case: bool = False
    ) -> None:
        """The longer acronyms may be found in a text without capitals too: so people type Russian,
        where they are no other words.
        """
        self._is_lenient = acronyms_in_lower_case
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        self._acronyms: dict[str, list[tuple[str, str]]] = {}
        self._cut: dict[tuple[str, str], _Form] = {}
        inexact = []
        for pair in pairs:
            first = WRITTEN_WORD.search(pair[0])
            if first and is_acronym(pair[0]):
                self._acronyms.setdefault(first[0], []).append(pair)
            elif first:
                inexact.append((pair, first[0]))
        # All are stemmed at once: a call each would take most of the time.
        keys = _keys(word for _, word in inexact)
        for (pair, _), key in zip(inexact, keys, strict=True):
            self._by_first.setdefault(key, []).append(pair)

    def replaced(self, text: str) -> str:
        """``text`` with each form replaced."""
        parts, end = [], 0
        for match in _apart(self._matches(text)):
            parts += [text[end : match.start], match.replacement]
            end = match.end
        return "".join([*parts, text[end:]])

    def _matches(self, text: str) -> list[_Match]:
        in_lower_case = self._is_lenient and text.islower()
        words = _words(text, str.upper if in_lower_case else _acronym)
        least = _LEAST_IN_LOWER_CASE if in_lower_case else 0
        return [
            match
            for number, word in enumerate(words)
            for pair in (
                *self._by_first.get(word.key, ()),
                *(p for p in self._acronyms.get(word.acronym, ()) if len(p[0]) >= least),
            )
            if (match := _matched(self._form(pair), words, number, text))
        ]

    def _form(self, pair: tuple[str, str]) -> _Form:
        if pair not in self._cut:
            self._cut[pair] = _cut(*pair)
        return self._cut[pair]


def _keys(words: Iterable[str]) -> list[str]:
    """What two endings of one word have in common: its stem, but of an English verb all of it, for
    who trained is no training.
    """
    normalised = [normalise_word(word) for word in words]
    both = zip(normalised, comparable_stems(normalised), strict=True)
    return [word if _VERB.search(word) else stem for word, stem in both]


def _cut(form: str, replacement: str) -> _Form:
    matches = list(WRITTEN_WORD.finditer(form))
    written = [match[0] for match in matches]
    exact = is_acronym(form)
    return _Form(
        text=form[matches[0].start() : matches[-1].end()],
        keys=tuple(written if exact else _keys(written)),
        gaps=tuple(form[one.end() : other.start()] for one, other in pairwise(matches)),
        before=form[: matches[0].start()],
        after=form[matches[-1].end() :],
        is_acronym=exact,
        replacement=replacement,
    )


def _words(text: str, acronym: Callable[[str], str]) -> list[_Word]:
    matches = list(WRITTEN_WORD.finditer(text))
    ends = [0, *(match.end() for match in matches)]
    keys = _keys(match[0] for match in matches)
    return [
        _Word(match.start(), match.end(), key, acronym(match[0]), text[end : match.start()])
        for match, key, end in zip(matches, keys, ends, strict=False)
    ]


def _acronym(word: str) -> str:
    """The acronym that ``word`` is, without an ending: CSO for CSOs."""
    bare = _ENDING.sub("", word)
    return bare if bare.isupper() or bare.isdigit() else ""


def _is_case_of(written: str, read: str) -> bool:
    """Whether a Russian word is the same as the one written, in another case, and not another word
    of the same stem: грузы are no Грузия, nor is a заключение a заключённый.

    >>> _is_case_of("Грузия", "Грузией"), _is_case_of("Грузия", "Грузы")
    (True, False)
    """
    if not has_cyrillic(written):
        return True
    one, other = normalise_word(written), normalise_word(read)
    if _INFINITIVE.search(other) and not _INFINITIVE.search(one):
        return False
    is_name = written[0].isupper()
    if is_name and len(one) <= _SHORT_NAME and not read[0].isupper():
        return False  # вены are no Вена
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = sum(1 for _ in alike)
    return shared >= len(one) - (_NAME_ENDING if is_name else _ENDING_LETTERS)


def _matched(form: _Form, words: Sequence[_Word], number: int, text: str) -> _Match | None:
    """``form`` where its first word has this ``number``, or None."""
    here = words[number : number + len(form.keys)]
    if form.keys != tuple(word.acronym if form.is_acronym else word.key for word in here):
        return None
    if not all(map(_is_same_gap, form.gaps, (word.gap for word in here[1:]))):
        return None
    start, end = here[0].start, here[-1].end
    if len(here) == 1 and not form.is_acronym and not _is_case_of(form.text, text[start:end]):
        return None
    if _NUMBER_BEFORE.search(text, max(0, start - 2), start) or _NUMBER_AFTER.match(text, end):
        return None
    distance = _distance(form.text, text[start:end])
    if form.before and text.endswith(form.before, 0, start):
        start -= len(form.before)
    if form.after and text.startswith(form.after, end):
        end += len(form.after)
    return _Match(number, len(here), start, end, distance, form.replacement)


def _distance(written: str, read: str) -> int:
    if written == read:
        return 0
    return 1 if normalise_word(written) == normalise_word(read) else 2


def _is_same_gap(written: str, read: str) -> bool:
    if _JOINED.fullmatch(written):
        return _JOINED.fullmatch(read) is not None
    return written == read


def _apart(matches: Iterable[_Match]) -> list[_Match]:
    """Matches that share no word, in order; the longest come first where they do."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: match.order):
        numbers = range(match.first, match.first + match.words)
        if taken.isdisjoint(numbers):
            taken.update(numbers)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)
