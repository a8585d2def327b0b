"""Stems by which two forms of a word are compared, whatever its ending: shorter than those of the
postings where Snowball takes an ending from some cases and leaves it on others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.snowball import snowball

# What Snowball takes from some cases of a noun and leaves on others, since it looks like the end of
# a verb: узбекиста and узбекистан(ом), случ(ая) and случа(й); and людьм(и) beside люд(и).
_UNEVEN = re.compile(r"(?<=..)(?:[ая][нл]?|[еиоуыэюй]|ьм)$")


def comparable_stems(words: Iterable[str]) -> list[str]:
    """The stem of each word of ``normalise_word``, by Snowball: as Russian in Cyrillic letters, as
    English elsewhere.

    >>> comparable_stems(["узбекистан", "узбекистаном", "людьми", "люди", "trainings"])
    ['узбекист', 'узбекист', 'люд', 'люд', 'train']
    """
    listed = list(words)
    different = set(listed)  # the same words come again and again
    russian = [word for word in different if has_cyrillic(word)]
    latin = [word for word in different if not has_cyrillic(word)]
    shorter = snowball(russian, "russian")
    stem_of = {word: _UNEVEN.sub("", stem) for word, stem in zip(russian, shorter, strict=True)}
    stem_of.update(zip(latin, snowball(latin, "english"), strict=True))
    return [stem_of[word] for word in listed]
