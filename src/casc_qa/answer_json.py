"""The object of an answer as the text that ``casc-qa ask --json`` prints, byte for byte."""

from __future__ import annotations

from casc_qa.answer_table import VERSION, answer_table
from casc_qa.system.visible import json_text
from casc_qa.types import Answer

__all__ = ["VERSION", "answer_table", "dump_answer"]


def dump_answer(answer: Answer) -> str:
    """The object as JSON text."""
    return json_text(answer.to_dict(), indent=2)
