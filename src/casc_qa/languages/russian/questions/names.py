"""Which words of a Russian question are names."""

from __future__ import annotations

import re

from casc_qa.languages.glossary import is_acronym
from casc_qa.languages.russian.questions.letters import normalise_letters
from casc_qa.languages.words import NAME_WORD, is_function_word

_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|\"([^\"]*)\"")
_MOST_WORDS_OF_A_TITLE = 10
# What may begin a question with a capital letter that is its own.
_PLACES = re.compile(
    r"(?:[а-я]+стан|афган|росси[яюией]|грузи[яюией]|армени[яюией]|азербайджан|киргизи|туркмени"
    r"|ташкент|самарканд|бишкек|душанбе|ашхабад|ашгабат|тбилиси|ереван|баку|алматы|астан[ауые]|вен[ауые]$"
    r"|великобритани|франци|германи|канад|китай|турци|иран|европ|евросоюз|интерпол)",
)


def names_in_russian(question: str) -> list[str]:
    """Capitalised words of a Russian question that no sentence start accounts for, words of quoted
    titles included, which Russian leaves in small letters.

    >>> names_in_russian("Сравните, сколько участников было в Бишкеке")
    ['Бишкеке']
    >>> names_in_russian("Кто вёл «Конструктивный диалог» УНП ООН?")
    ['Конструктивный', 'диалог', 'УНП', 'ООН']
    """
    matches = list(NAME_WORD.finditer(question))
    following = [*(match[0] for match in matches), ""][1:]
    titles = _titles(question)
    return [
        match[0]
        for match, after in zip(matches, following, strict=True)
        if _is_name(question, match, after) or _is_in_title(match, titles)
    ]


def _is_name(question: str, match: re.Match[str], after: str) -> bool:
    word = match[0]
    if not word[0].isupper() or word.casefold() in _FORMS_OF_ADDRESS:
        return False
    if is_function_word(word) and not is_acronym(word):
        return False
    return not _opens(question, match.start()) or _is_name_anyway(word, after)


def _is_in_title(match: re.Match[str], titles: list[tuple[int, int]]) -> bool:
    return not is_function_word(match[0]) and any(
        start <= match.start() < end for start, end in titles
    )


_OPENING = re.compile(r"(?:^|[.!?…] )[\s«“„\"'(—–-]*$")


def _opens(question: str, start: int) -> bool:
    """Whether a sentence begins there."""
    return _OPENING.search(question, 0, start) is not None


def _is_name_anyway(word: str, after: str) -> bool:
    """Whether a sentence's first word is a name: an acronym, a place, before another name."""
    before_another = after[:1].isupper() and not after.isupper()
    return (
        is_acronym(word)
        or _LATIN.match(word) is not None
        or _PLACES.match(normalise_letters(word.casefold())) is not None
        or before_another
    )


_FORMS_OF_ADDRESS = frozenset("г-н г-жа г-на г-жи г-ну г-же г-ном г-жой ms mr mrs dr".split())


def _titles(question: str) -> list[tuple[int, int]]:
    """Where quoted titles start and end."""
    spans = []
    for match in _QUOTED.finditer(question):
        quoted = match[match.lastindex or 0]
        if quoted[:1].isupper() and len(quoted.split()) <= _MOST_WORDS_OF_A_TITLE:
            spans.append(match.span())
    return spans
