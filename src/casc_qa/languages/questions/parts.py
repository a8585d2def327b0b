"""Questions that ask several things at once, as several questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.languages.english.questions import parts as english
from casc_qa.languages.questions.names import names, numbers
from casc_qa.languages.russian.questions import parts as russian
from casc_qa.languages.words import is_function_word

_MOST = 4
"""Parts of a question."""
_SHORTEST = 4  # words of a part that is a question by itself, unless it names something
_NAME = r"(?-i:[A-ZА-ЯЁ])[\w'’-]*"
_NAMED = rf"(?:the\s+)?{_NAME}(?:\s+{_NAME})*"
_KIND = r"(?-i:\s+(?!and\b|и\b)[a-zа-яё]+)"
"""Of what is named: "training" in "the Bishkek training"."""
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LEAD = re.compile(r".*[:?]\s+", re.DOTALL)
_FIRST_WORD = re.compile(r"(\w+)\s+")
_IMPERATIVES = english.IMPERATIVES | russian.IMPERATIVES


class _Joined(NamedTuple):
    """How a language joins the parts of a question."""

    asking: re.Pattern[str]
    """What is between two questions."""
    asks: re.Pattern[str]
    """A word that asks."""
    naming: re.Pattern[str]
    """Things that are named together: groups "at" (the preposition), "others" (all but the last
    two, each with a comma), "first", "kind", "second_at", "second", "second_kind".
    """
    between: str
    """What goes before two names that one question is about."""
    apart: re.Pattern[str]
    """What says that names are meant each by itself."""


def _joined(
    asking: str, prepositions: str, conjunction: str, both: str, between: str, apart: str
) -> _Joined:
    joint = rf"(?:[?;]\s+|,?\s+(?:{conjunction})\s+)"
    start = rf"(?=(?:(?:{prepositions})\s+)?(?:{asking})\b)"
    at = rf"(?:(?:{prepositions})\s+)?"
    return _Joined(
        re.compile(joint + start, re.IGNORECASE),
        re.compile(rf"\b(?:{asking})\b", re.IGNORECASE),
        re.compile(
            rf"(?:\b(?:{both})\s+)?\b(?P<at>{at})(?P<others>(?:{_NAMED},\s+)*)"
            rf"(?P<first>{_NAMED})(?P<kind>{_KIND}{{0,2}}),?\s+(?:{conjunction})\s+"
            rf"(?P<second_at>{at})(?P<second>{_NAMED})(?P<second_kind>{_KIND}{{0,2}})",
            re.IGNORECASE,
        ),
        between,
        re.compile(apart, re.IGNORECASE),
    )


def _joined_as(words: ModuleType) -> _Joined:
    return _joined(
        words.ASKING, words.PREPOSITIONS, words.AND, words.BOTH, words.BETWEEN, words.APART
    )


_ENGLISH, _RUSSIAN = _joined_as(english), _joined_as(russian)


def parts_of(question: str, language: str, is_one: Callable[[str], bool]) -> list[str]:
    """The questions that ``question``, in ``language``, consists of, at most four; none where it is
    one. ``is_one`` says of words such as "Bosnia and Herzegovina" whether they are one name.

    >>> def never(words): return False
    >>> parts_of("Who opened the session and how many people came to Osh?", "en", never)
    ['Who opened the session (Osh)?', 'how many people came to Osh?']
    >>> parts_of("How was Georgia represented in Osh and in Baku?", "en", never)
    ['How was Georgia represented in Osh?', 'How was Georgia represented in Baku?']
    >>> parts_of("Who spoke for Georgia?", "en", never)
    []
    """
    joined = _RUSSIAN if language in CYRILLIC else _ENGLISH
    asked = joined.asking.split(question)
    is_asked = joined.asks.search(asked[0]) is not None  # "They met in Osh and what other city?"
    if is_asked and 1 < len(asked) <= _MOST and all(_is_whole(p, language) for p in asked):
        return _with_what_all_share(asked, language)
    return _of_each_name(question, joined, is_one)


def _is_whole(part: str, language: str) -> bool:
    return len(part.split()) >= (_SHORTEST - bool(names(part, language)))


def _with_what_all_share(parts: list[str], language: str) -> list[str]:
    """Each with what stands before the first, or, where it names nothing, with the names and
    numbers of the others: "When was it opened?" asks about what another part names.
    """
    lead = _LEAD.match(parts[0])
    named = [[*names(part, language), *(n for n in numbers(part) if len(n) > 1)] for part in parts]
    every = list(dict.fromkeys(name for own in named for name in own))
    whole = []
    for part, own in zip(parts, named, strict=True):
        asked = part.strip().rstrip("?.!, ")
        if lead and part is not parts[0]:
            asked = lead[0] + asked
        elif not own and every:
            asked = f"{asked} ({', '.join(every)})"
        whole.append(f"{asked}?")
    return whole


def _of_each_name(question: str, joined: _Joined, is_one: Callable[[str], bool]) -> list[str]:
    """The question about each of the things that are named together, where something says that each
    is meant by itself: "in Osh and in Baku", "the Osh training and the Baku event", "both". The
    agreement of two countries is one.
    """
    is_apart = joined.apart.search(question) is not None
    for match in joined.naming.finditer(question):
        kind = match["kind"]
        same = re.match(rf"(?:{_KIND}){{0,{len(kind.split())}}}", match["second_kind"])
        own_kind = same[0] if same else ""
        opening, first = _without_opening(match["first"])
        whole = _ARTICLE.sub("", f"{first}{question[match.end('first') : match.end('second')]}")
        head, tail = question[: match.start()] + opening, question[match.end("second") :]
        is_listed = bool(match["second_at"] or (kind and own_kind) or is_apart)
        is_about_both = head.casefold().rstrip().endswith(joined.between)
        if not first or not is_listed or is_about_both or is_one(whole):
            continue
        others = [name for name in re.split(r",\s+", match["others"]) if name]
        named = [match["at"] + name + kind for name in (*others, first)]
        second = match["second"] + (own_kind or kind)
        named.append((match["second_at"] or match["at"]) + second)
        asked = [f"{head}{name}{tail.removeprefix(own_kind)}" for name in named]
        return asked if len(asked) <= _MOST else []
    return []


def _without_opening(name: str) -> tuple[str, str]:
    """Words at the beginning of a name that only open the question, and the name."""
    start = 0
    while (word := _FIRST_WORD.match(name, start)) and _only_opens(word[1]):
        start = word.end()
    rest = name[start:]
    return (name, "") if _only_opens(rest) else (name[:start], rest)


def _only_opens(word: str) -> bool:
    is_article = word.casefold() == "the"
    return (is_function_word(word) and not is_article) or word.casefold() in _IMPERATIVES
