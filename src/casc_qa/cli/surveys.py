"""What ``casc-qa overview`` and ``casc-qa timeline`` have in common."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Protocol

from casc_qa.cli import terminal
from casc_qa.cli.arguments import (
    add_command,
    add_filters,
    add_index,
    add_language,
    scope_of,
    settings_of,
)
from casc_qa.cli.patience import patient
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.cli.arguments import Commands, Run
    from casc_qa.types import Answer, Scope


class Survey(Protocol):
    """An overview or a timeline."""

    @property
    def answer(self) -> Answer:
        """Its sentences, or why there are none."""

    def to_dict(self) -> dict[str, Any]:
        """Its object."""


class Surveying(Protocol):
    """What makes one."""

    def __call__(
        self, assistant: Assistant, of: str | None, scope: Scope, words_around: str | None
    ) -> Survey:
        """Of a document or a topic, or of all documents. Raises CascQaError."""


def add_survey(commands: Commands, name: str, summary: str, run: Run) -> None:
    """A command that takes a document, a topic or nothing."""
    command = add_command(commands, name, summary, run)
    command.add_argument(
        "of",
        nargs="?",
        metavar="DOC|TOPIC",
        help="a document by its name or title, or a topic; all documents where none is given",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    add_filters(command)
    add_language(command)
    add_index(command)


def print_survey(options: argparse.Namespace, surveying: Surveying) -> bool:
    """Prints what was asked for; whether the documents have anything to quote."""
    from casc_qa.asking.assistant import open_index
    from casc_qa.cli.survey_text import text_of

    settings, scope = settings_of(options), scope_of(options)
    with patient():
        assistant = open_index(settings.paths.index, settings)
        survey = surveying(assistant, options.of, scope, options.lang)
    if options.json:
        print(json_text(survey.to_dict(), indent=2))
    else:
        print(text_of(survey.answer, terminal.is_colourful(sys.stdout)), end="")
    return survey.answer.answered
