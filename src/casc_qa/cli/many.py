"""Asking many questions, with a bar that says how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from casc_qa.cli.patience import patient
from casc_qa.cli.progress import Progress
from casc_qa.cli.streams import print_error
from casc_qa.phrases import UNREAD

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.asking.many import Asked
    from casc_qa.config import Settings
    from casc_qa.types import Scope


def answers_to(
    questions: Sequence[str],
    settings: Settings,
    scope: Scope,
    k: int | None = None,
    words_around: str | None = None,
    *,
    shows_progress: bool = True,
) -> tuple[str, Iterator[Asked]]:
    """The generation that is asked, and the answers as they come. Raises CascQaError."""
    from casc_qa.asking.assistant import check_k, open_index

    if k is not None:
        check_k(k, settings)
    with patient():
        assistant = open_index(settings.paths.index, settings)
    if assistant.unread:
        print_error(f"casc-qa: {UNREAD.en.format(reason=assistant.unread)}")
    return assistant.manifest.generation, _each(
        assistant, questions, k, scope, words_around, shows_progress
    )


def _each(
    assistant: Assistant,
    questions: Sequence[str],
    k: int | None,
    scope: Scope,
    words_around: str | None,
    shows_progress: bool,
) -> Iterator[Asked]:
    from casc_qa.asking.many import ask_each

    with Progress() if shows_progress else nullcontext() as progress:
        report = progress.report if progress else None
        answers = ask_each(assistant, questions, k, scope, report, words_around)
        while True:
            with patient():
                asked = next(answers, None)
            if asked is None:
                return
            yield asked
