"""From examples to groups: a question with the windows that it is asked of in one go, one of which
may answer, as retrieval would put them side by side.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from casc_qa.reading.windows import lead_text
from casc_qa.types import Span
from training.reader.examples import Example, Text

_MOST_CHARS = 800
"""Of a window: about as many as a passage of the program has."""
_NEIGHBOURS = 6
_SHORT_ANSWER = 3  # characters: whether another passage holds so few says nothing


class Window(NamedTuple):
    """Whole sentences of a text."""

    lead: str
    text: str
    sentences: tuple[Span, ...]
    """In the window's text, as the next two."""
    right: frozenset[int]
    answers: tuple[Span, ...]


class Group(NamedTuple):
    """A question and its windows; where one answers, it is the first."""

    source: str
    question: str
    windows: tuple[Window, ...]


class Neighbours:
    """Texts that share rare words with a question, as retrieval finds them."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Among these."""
        self._texts = texts
        self._vectorizer = TfidfVectorizer(
            sublinear_tf=True, stop_words="english", dtype=np.float32
        )
        self._matrix = self._vectorizer.fit_transform(f"{t.title} {t.text}" for t in texts)

    def of(self, example: Example) -> list[Text]:
        """Texts beside the example's own that do not hold its answer, the nearest first."""
        question = self._vectorizer.transform([f"{example.question} {example.text.title}"])
        scores = (self._matrix @ question.T).toarray()[:, 0]
        nearest = np.argsort(-scores, kind="stable")[: _NEIGHBOURS + 1]
        answers = {span.of(example.text.text) for span in example.answers}
        long = [a for a in answers if len(a) > _SHORT_ANSWER]
        return [
            self._texts[n]
            for n in nearest
            if self._texts[n] != example.text and not any(a in self._texts[n].text for a in long)
        ][:_NEIGHBOURS]


class Grouping(NamedTuple):
    """How often a question gets more windows than its own."""

    beside: float
    """Share of the answerable questions that get a neighbour's window too."""
    neighbours: int
    """How many at most."""
    others: float
    """Share of the questions that get a window of their own text which does not answer."""
    split: float
    """Share of the texts that are cut though they would fit one window."""


def lead_of(text: Text, first: int) -> str:
    """What goes before a window that starts with sentence ``first``: the title, and the text's
    first sentence where the window does not hold it.
    """
    is_within = first == 0 or not text.sentences
    return lead_text(text.title, "" if is_within else text.sentences[0].of(text.text))


def window_of(text: Text, first: int, last: int, example: Example | None = None) -> Window:
    """Sentences ``first`` to ``last``, the last excluded; with what of them answers ``example``,
    when this is its text.
    """
    start, end = text.sentences[first].start, text.sentences[last - 1].end
    right = example.right if example else frozenset()
    answers = example.answers if example else ()
    return Window(
        lead_of(text, first),
        text.text[start:end],
        tuple(Span(s.start - start, s.end - start) for s in text.sentences[first:last]),
        frozenset(n - first for n in right if first <= n < last),
        tuple(Span(a - start, b - start) for a, b in answers if start <= a and b <= end),
    )


def cut(text: Text, rnd: random.Random, is_split: bool) -> list[tuple[int, int]]:
    """First and last sentence, the last excluded, of windows that cover the text; more than one
    where it is long, or ``is_split``.
    """
    count = len(text.sentences)
    most = _MOST_CHARS
    if is_split and count > 3:
        most = min(most, max(250, int(len(text.text) * rnd.uniform(0.35, 0.65))))
    windows, first = [], 0
    while first < count:
        last = first + 1
        while last < count and text.sentences[last].end - text.sentences[first].start <= most:
            last += 1
        windows.append((first, last))
        first = last
    return windows


def group_of(
    example: Example, grouping: Grouping, neighbours: Neighbours | None, rnd: random.Random
) -> Group | None:
    """The example's window, or that of its windows which answers, one of the others, and
    neighbours'; None for a text without sentences.
    """
    cuts = cut(example.text, rnd, rnd.random() < grouping.split)
    own = [window_of(example.text, first, last, example) for first, last in cuts]
    if not own:
        return None
    own.sort(key=lambda w: -len(w.right))
    answering = [w for w in own if w.right]
    others = [w for w in own if not w.right]
    rnd.shuffle(others)
    windows = [rnd.choice(answering)] if answering else others[:1]
    # Where several windows hold a part of the answer, the rest is no proof of silence.
    if len(answering) < 2 and rnd.random() < grouping.others:
        windows += others[0 if answering else 1 :][:1]
    if example.is_answerable and neighbours and rnd.random() < grouping.beside:
        texts = neighbours.of(example)
        for text in rnd.sample(texts, min(grouping.neighbours, len(texts))):
            first, last = rnd.choice(cut(text, rnd, rnd.random() < grouping.split))
            windows.append(window_of(text, first, last))
    return Group(example.source, example.question, tuple(windows))


def groups_of(examples: Sequence[Example], grouping: Grouping, seed: int) -> list[Group]:
    """A group of every example, neighbours taken from its own set."""
    rnd = random.Random(seed)  # noqa: S311
    groups = []
    by_set: dict[str, list[Example]] = {}
    for example in examples:
        by_set.setdefault(example.source.split("-")[0], []).append(example)
    for members in by_set.values():
        texts = list(dict.fromkeys(e.text for e in members))
        neighbours = Neighbours(texts) if grouping.beside and len(texts) > 1 else None
        made = (group_of(example, grouping, neighbours, rnd) for example in members)
        groups += [group for group in made if group]
    return groups
