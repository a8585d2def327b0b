"""Each command: check what was typed, call the library, print. Heavy imports wait until here."""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from casc_qa.cli import terminal
from casc_qa.cli.streams import print_error
from casc_qa.config import Settings, load_settings
from casc_qa.errors import CascQaError, UsageError
from casc_qa.phrases import UNREAD
from casc_qa.system.visible import json_text
from casc_qa.types import Scope

ABSTAINED = 3
_RETRY_SECONDS = 10
_PATIENCE_SECONDS = 180.0


def index(options: argparse.Namespace) -> int:
    """``casc-qa index``."""
    settings = settings_of(options)
    corpus = options.corpus or settings.paths.corpus
    generation = _build(options, settings, corpus)
    if options.watch:
        _watch(options, corpus, generation)
    return 0


def _build(
    options: argparse.Namespace, settings: Settings, corpus: Path, known: str | None = None
) -> str:
    """Brings the index up to date and says so, unless the generation is the ``known`` one."""
    from casc_qa.building.build import build_index
    from casc_qa.cli.progress import Progress

    with Progress() as progress:
        result = build_index(
            corpus,
            settings.paths.index,
            options.model or settings.model,
            settings.passages,
            settings.documents,
            progress.report,
        )
    if result.manifest.generation != known:
        print(terminal.build_text(result, settings.paths.index), end="", flush=True)
    return result.manifest.generation


def _watch(options: argparse.Namespace, corpus: Path, generation: str) -> None:
    """Builds at every change until it is stopped. A build that fails is reported once,
    and tried again: another one may have been at work.
    """
    from casc_qa.system.watching import changes

    print(f"Watching {corpus} (Ctrl+C stops it)", flush=True)
    reported, retry_at = "", math.inf
    with contextlib.suppress(KeyboardInterrupt):
        for has_changed in changes(corpus, settings_of(options).paths.index):
            if not has_changed and time.monotonic() < retry_at:
                continue
            try:
                generation = _build(options, settings_of(options), corpus, generation)
                reported, retry_at = "", math.inf
            except (CascQaError, OSError) as error:
                retry_at = time.monotonic() + _RETRY_SECONDS
                if str(error) != reported:
                    reported = str(error)
                    print(f"casc-qa: {terminal.safe(reported)}", file=sys.stderr, flush=True)


def ask(options: argparse.Namespace) -> int:
    """``casc-qa ask``."""
    started = time.perf_counter()
    from casc_qa.asking.assistant import check_dates, check_k, open_index
    from casc_qa.asking.question import read_question

    settings = settings_of(options)
    question = read_question(_question(options.question)).text
    doc_ids = tuple(options.doc) if options.doc else None
    scope = Scope(doc_ids, options.after, options.before)
    check_dates(scope)
    k = settings.retrieval.k if options.k is None else options.k
    check_k(k, settings)
    with _patient():
        assistant = open_index(settings.paths.index, settings)
        opened = time.perf_counter()
        answer = assistant.ask(question, k, scope)
        answered = time.perf_counter()
    if options.json:
        from casc_qa.answer_json import dump_answer

        print(dump_answer(answer))
    else:
        print(terminal.answer_text(answer, terminal.is_colourful(sys.stdout)), end="")
    if answer.unread:
        print_error(f"casc-qa: {UNREAD.to(answer.language, reason=answer.unread)}")
    if options.verbose:
        print(f"opened in {opened - started:.2f} s", file=sys.stderr)
        print(f"answered in {answered - opened:.3f} s", file=sys.stderr)
    return 0 if answer.answered else ABSTAINED


@contextlib.contextmanager
def _patient() -> Iterator[None]:
    """Ends the program when the block takes longer than any question does: a step of a model that
    somebody else made can't be ended in its middle.
    """

    def give_up() -> None:
        print_error(
            f"casc-qa: No answer in {_PATIENCE_SECONDS:.0f} seconds: build the index again."
        )
        os._exit(1)

    clock = threading.Timer(_PATIENCE_SECONDS, give_up)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def serve(options: argparse.Namespace) -> int:
    """``casc-qa serve``."""
    from casc_qa.web.server import serve as run_server

    settings = settings_of(options)
    chosen = settings.serve
    if options.host is not None:
        chosen = replace(chosen, host=options.host)
    if options.port is not None:
        if not 0 <= options.port <= 65_535:
            raise UsageError(f"The port must lie between 0 and 65535, not {options.port}.")
        chosen = replace(chosen, port=options.port)
    run_server(replace(settings, serve=chosen))
    return 0


def rollback(options: argparse.Namespace) -> int:
    """``casc-qa rollback``."""
    from casc_qa.index.history import rollback as go_back

    index = settings_of(options).paths.index
    print(terminal.rollback_text(go_back(index), index), end="")
    return 0


def feedback(options: argparse.Namespace) -> int:
    """``casc-qa feedback export``."""
    from casc_qa.web.ratings import candidates, ratings_of

    for line in candidates(ratings_of(settings_of(options).paths.index)):
        print(json_text(line))
    return 0


def inspect(options: argparse.Namespace) -> int:
    """``casc-qa inspect``."""
    from casc_qa.index.generation import open_current

    if options.verify:
        return _verify(options)
    generation = open_current(settings_of(options).paths.index)
    documents = [generation.describe(doc_id) for doc_id in generation.doc_ids]
    counts = dict.fromkeys(generation.doc_ids, 0)
    for passage in generation.passages.values():
        counts[passage.doc_id] += 1
    if options.json:
        hidden = ("anchors", "text_start", "text_bytes", "places_start", "places_bytes")
        table = {
            "documents": [
                {k: v for k, v in d.items() if k not in hidden} | {"passages": counts[d["doc_id"]]}
                for d in documents
            ],
            "manifest": asdict(generation.manifest),
        }
        print(json_text(table, indent=2))
    else:
        outcomes = generation.outcomes()
        shown = terminal.inspect_text(
            generation.manifest, documents, counts, outcomes, generation.folder
        )
        print(shown, end="")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from casc_qa.cli.progress import Progress
    from casc_qa.index.history import verify

    with Progress() as progress:
        verified = verify(settings_of(options).paths.index, progress.report)
    if options.json:
        print(json_text([each._asdict() for each in verified], indent=2))
    else:
        print(terminal.verified_text(verified), end="")
    return int(any(each.problem for each in verified))


def settings_of(options: argparse.Namespace) -> Settings:
    """casc_qa.toml's settings, the folder of the index as typed where it was."""
    settings = load_settings(Path())
    if options.index is not None:
        settings = replace(settings, paths=replace(settings.paths, index=options.index))
    return settings


def _question(typed: str) -> str:
    """The question, from standard input where "-" was typed; no more of it than can be asked."""
    from casc_qa.asking.question import MAX_QUESTION_CHARS

    if typed != "-":
        return typed
    if sys.stdin is None:  # closed by whoever started the program
        return ""
    data = sys.stdin.buffer.read(4 * MAX_QUESTION_CHARS + 4)
    return data.decode("utf-8-sig", errors="replace")
