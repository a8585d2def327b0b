"""Whether a question asks for an overview or a timeline, and of what."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from casc_qa.languages.english.questions import overviews as english
from casc_qa.languages.russian.questions import overviews as russian

Kind = Literal["overview", "timeline"]
_MOST_CHARS = 400  # of a question; whoever asks for an overview needs few
_MARKS = " \t\n.,!?…:;«»\"“”'-"
_AROUND = rf"[\s{re.escape(_MARKS)}]*"


class Asked(NamedTuple):
    """What a question asks for that no single sentence is."""

    kind: Kind
    topic: str | None
    """In the question's own words; None for the documents themselves."""
    unless_quoted: bool = False
    """Whether a quote that answers the question is the better answer."""


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{'|'.join(patterns)}){_AROUND}", re.IGNORECASE)


_FORMS: tuple[tuple[re.Pattern[str], Kind, bool], ...] = (
    (_whole(*english.TIMELINES, *russian.TIMELINES), "timeline", False),
    (_whole(*english.OVERVIEWS, *russian.OVERVIEWS), "overview", False),
    (
        _whole(*english.OVERVIEWS_UNLESS_QUOTED, *russian.OVERVIEWS_UNLESS_QUOTED),
        "overview",
        True,
    ),
)
_THEMSELVES = _whole(english.THEMSELVES, russian.THEMSELVES)


def overview_asked(question: str) -> Asked | None:
    """What a question asks for; None where it asks for what a sentence may say.

    >>> overview_asked("Summarise the Samarkand event")
    Asked(kind='overview', topic='the Samarkand event', unless_quoted=False)
    >>> overview_asked("О чём этот документ?")
    Asked(kind='overview', topic=None, unless_quoted=False)
    >>> overview_asked("Timeline of the project"), overview_asked("When did the project begin?")
    (Asked(kind='timeline', topic='the project', unless_quoted=False), None)
    """
    if len(question) > _MOST_CHARS:
        return None
    said = _with_one_e(question)
    for form, kind, unless_quoted in _FORMS:
        if found := form.fullmatch(said):
            return Asked(kind, _topic(question, found), unless_quoted)
    return None


def is_themselves(topic: str) -> bool:
    """Whether a topic stands for the documents themselves.

    >>> is_themselves("these pages"), is_themselves("the training"), is_themselves("документы")
    (True, False, True)
    """
    return _THEMSELVES.fullmatch(_with_one_e(topic)) is not None


def _topic(question: str, found: re.Match[str]) -> str | None:
    """The topic as it was typed."""
    for number, words in enumerate(found.groups(), 1):
        if words:
            topic = question[found.start(number) : found.end(number)].strip(_MARKS)
            return topic if topic and not is_themselves(topic) else None
    return None


def _with_one_e(text: str) -> str:
    """With "е" for "ё": as many characters as before."""
    return text.replace("ё", "е").replace("Ё", "Е")
