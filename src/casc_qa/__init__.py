"""Answers questions over a folder of documents with the documents' own words, offline.

import casc_qa

casc_qa.build_index("corpus", "index")
assistant = casc_qa.open_index("index")
answer = assistant.ask("How many participants did the Bishkek training gather?")
for sentence in answer.sentences:
    print(sentence.text, answer.citations[sentence.citation - 1].title)
"""

from __future__ import annotations

from casc_qa.system.offline import refuse_telemetry

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this module
if TYPE_CHECKING:
    from typing import Any

    from casc_qa.asking.assistant import Assistant, open_index
    from casc_qa.building.build import BuildResult, build_index
    from casc_qa.config import Settings, load_settings
    from casc_qa.errors import CascQaError
    from casc_qa.loaders.formats.extracted import Extracted, Unreadable
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
    from casc_qa.verifying.checking import verify_quotes
    from casc_qa.verifying.claims import Claim, Verdict, Verification
    from casc_qa.verifying.files import verify_file

__all__ = [
    "Abstention",
    "Answer",
    "AnswerSentence",
    "Assistant",
    "BuildResult",
    "CascQaError",
    "Citation",
    "Claim",
    "Document",
    "Extracted",
    "Scope",
    "Settings",
    "ShownPassage",
    "Span",
    "Unreadable",
    "Verdict",
    "Verification",
    "build_index",
    "load_settings",
    "open_index",
    "verify_file",
    "verify_quotes",
]

refuse_telemetry()

# Where each name is: a module is imported when a name of its own is used.
_HOMES = {
    "casc_qa.asking.assistant": ("Assistant", "open_index"),
    "casc_qa.building.build": ("BuildResult", "build_index"),
    "casc_qa.config": ("Settings", "load_settings"),
    "casc_qa.errors": ("CascQaError",),
    "casc_qa.loaders.formats.extracted": ("Extracted", "Unreadable"),
    "casc_qa.types": (
        "Abstention",
        "Answer",
        "AnswerSentence",
        "Citation",
        "Document",
        "Scope",
        "ShownPassage",
        "Span",
    ),
    "casc_qa.verifying.checking": ("verify_quotes",),
    "casc_qa.verifying.claims": ("Claim", "Verdict", "Verification"),
    "casc_qa.verifying.files": ("verify_file",),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("casc-qa")
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
