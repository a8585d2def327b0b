"""An export of real answers, and exports of any quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.many import ask_each
from casc_qa.exporting.gathered import Export, gather

ANSWERED = "How many participants did the Bishkek training gather?"
FUNDED = "Кто финансировал проект по гендерным вопросам и правам человека?"
OUTSIDE = "What is the boiling point of mercury?"


@pytest.fixture(scope="session")
def export(assistant: Assistant) -> Export:
    """Two questions with an answer, one without, and one that can't be asked."""
    questions = [ANSWERED, FUNDED, OUTSIDE, "x" * 3000]
    return gather(ask_each(assistant, questions), assistant.manifest.generation)


@pytest.fixture(scope="session")
def in_russian(export: Export) -> Export:
    return replace(export, language="ru", style="apa")
