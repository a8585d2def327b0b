"""Acronyms that no document has, as what they stand for in the documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa.languages.acronyms import ACRONYM, long_forms
from casc_qa.languages.words import is_function_word
from casc_qa.text.tokens import tokens

if TYPE_CHECKING:
    from casc_qa.index.contents.postings import Lexical


def expanded(question: str, texts: Sequence[str], lexical: Lexical) -> str:
    """``question`` with each acronym that no document has in place of which ``texts``, those that
    come nearest to it, have words that it may stand for: the words that are there most often.
    """

    def meant(match: re.Match[str]) -> str:
        acronym = match[0]
        if is_function_word(acronym) or any(map(lexical.document_frequency, tokens(acronym))):
            return acronym
        found = Counter(
            " ".join(form.split()) for text in texts for form in long_forms(acronym, text)
        )
        return found.most_common(1)[0][0] if found else acronym

    return question if question.isupper() else ACRONYM.sub(meant, question)
