"""Whether a question asks for an overview or a timeline, and of what; and whether a sentence goes on
from one before, which has no place in an overview.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from casc_qa.languages.english.questions import overviews as english
from casc_qa.languages.russian.questions import overviews as russian

Kind = Literal["overview", "timeline"]
_MOST_CHARS = 400  # of a question; whoever asks for an overview needs few
_AROUND = r"[\s.,!?…:;«»\"“”'-]*"
_OPENING = r"[\s\"“”„«‘'(\[–—-]*"


class Asked(NamedTuple):
    """What a question asks for that no single sentence is."""

    kind: Kind
    topic: str | None
    """In the question's own words; None for the documents themselves."""
    unless_quoted: bool = False
    """Whether a quote that answers the question is the better answer."""


def _whole(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{'|'.join(patterns)}){_AROUND}", re.IGNORECASE)


_FORMS = (
    (_whole(english.TIMELINES + russian.TIMELINES), "timeline", False),
    (_whole(english.OVERVIEWS + russian.OVERVIEWS), "overview", False),
    (
        _whole(english.OVERVIEWS_UNLESS_QUOTED + russian.OVERVIEWS_UNLESS_QUOTED),
        "overview",
        True,
    ),
)
_THEMSELVES = _whole([english.THEMSELVES, russian.THEMSELVES])
_GOES_ON = re.compile(rf"{_OPENING}(?:{english.CONNECTING}|{russian.CONNECTING})", re.IGNORECASE)
_POINTING = re.compile(rf"{_OPENING}(?:{english.POINTING}|{russian.POINTING})", re.IGNORECASE)


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
    said = question.replace("ё", "е").replace("Ё", "Е")
    for form, kind, unless_quoted in _FORMS:
        if found := form.fullmatch(said):
            return Asked(kind, _topic(question, found), unless_quoted)  # type: ignore[arg-type]
    return None


def is_themselves(topic: str) -> bool:
    """Whether a topic stands for the documents themselves.

    >>> is_themselves("these pages"), is_themselves("the training"), is_themselves("документы")
    (True, False, True)
    """
    return _THEMSELVES.fullmatch(topic.replace("ё", "е")) is not None


def goes_on(sentence: str) -> bool:
    """Whether it begins by going on from what was said before, or greets or thanks.

    >>> goes_on("However, women are few."), goes_on("Women are few."), goes_on("Также мало женщин.")
    (True, False, True)
    """
    return _GOES_ON.match(sentence.replace("ё", "е").replace("Ё", "Е")) is not None


def points_back_within(sentence: str) -> bool:
    """Whether its first words, the very first aside, point back.

    >>> points_back_within("To meet these challenges, the police met in Osh.")
    True
    >>> points_back_within("The police of Osh met with those in charge of customs this year.")
    False
    """
    return _POINTING.match(sentence.replace("ё", "е")) is not None


def _topic(question: str, found: re.Match[str]) -> str | None:
    """The topic as it was typed: "ё" and "е" are one letter each."""
    for number, words in enumerate(found.groups(), 1):
        if words:
            topic = question[found.start(number) : found.end(number)].strip(" \t\n.,!?…:;«»\"“”'-")
            return topic if topic and not is_themselves(topic) else None
    return None
