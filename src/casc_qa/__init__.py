"""Answers questions over a folder of documents with the documents' own words, offline.

import casc_qa

casc_qa.build_index("corpus", "index")
assistant = casc_qa.open_index("index")
answer = assistant.ask("How many participants did the Bishkek training gather?")
for sentence in answer.sentences:
    print(sentence.text, answer.citations[sentence.citation - 1].title)
"""

from __future__ import annotations

from importlib.metadata import version as _version
from typing import TYPE_CHECKING, Any

from casc_qa.errors import CascQaError
from casc_qa.types import (
    Abstention,
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Scope,
    ShownPassage,
    Span,
)

if TYPE_CHECKING:
    from casc_qa.assistant import Assistant, open_index
    from casc_qa.build import BuildResult, build_index
    from casc_qa.config import Settings, load_settings

__version__ = _version("casc-qa")

__all__ = [
    "Abstention",
    "Answer",
    "AnswerSentence",
    "Assistant",
    "BuildResult",
    "CascQaError",
    "Citation",
    "Document",
    "Scope",
    "Settings",
    "ShownPassage",
    "Span",
    "build_index",
    "load_settings",
    "open_index",
]

# Names whose modules are worth importing only when they are used.
_LAZY = {
    "Assistant": "casc_qa.assistant",
    "BuildResult": "casc_qa.build",
    "Settings": "casc_qa.config",
    "build_index": "casc_qa.build",
    "load_settings": "casc_qa.config",
    "open_index": "casc_qa.assistant",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
