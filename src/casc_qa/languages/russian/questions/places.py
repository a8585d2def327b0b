"""Places that Russian adjectives are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_OF_A_PLACE = re.compile(r"(\w{4,}?)(?:ий)?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)")


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """The stem of an adjective such as "женевский" to what English calls the place: "Geneva", or
    "Georgia" and "Georgian".
    """
    data = (files(__package__) / "places.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in data.splitlines())
    return {stem: tuple(names.split(", ")) for stem, names in pairs}


def place_of(word: str) -> str | None:
    """What a ``normalise_russian`` adjective in -ский is made of, if that may be a place.

    >>> place_of("бишкекского"), place_of("детский"), place_of("участник")
    ('бишкек', None, None)
    """
    match = _OF_A_PLACE.fullmatch(word)
    return match[1] if match else None
