"""Whether a tokenizer keeps a text about as long as it was: it may be a stranger's, and its rules
may make a text longer and longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casc_qa.system.small_files import BadFile, parse_json

_MOST_GROWTH = 64  # times
_INSERTED = ("content", "prepend", "replacement")


@dataclass(frozen=True, slots=True)
class _Steps:
    """The parts of tokenizer.json that change a text before it is cut."""

    normalizer: Any = None
    pre_tokenizer: Any = None


def check_tokenizer(data: bytes) -> None:
    """Raises BadFile for a tokenizer that could make a text many times as long."""
    steps = parse_json(data, _Steps)
    growth = 1
    for text in _inserted([steps.normalizer, steps.pre_tokenizer]):
        growth *= max(1, len(text))
        if growth > _MOST_GROWTH:
            raise BadFile("its tokenizer makes texts many times as long")


def _inserted(value: object) -> Iterator[str]:
    """Every text that a step puts into what it reads."""
    if isinstance(value, list):
        for each in value:
            yield from _inserted(each)
    elif isinstance(value, dict):
        yield from (value[name] for name in _INSERTED if isinstance(value.get(name), str))
        yield from _inserted(list(value.values()))
