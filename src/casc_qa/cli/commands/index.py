"""``casc-qa index``: builds the index of a folder, or brings it up to date."""

from __future__ import annotations

import argparse
import contextlib
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, add_verbose, settings_of
from casc_qa.errors import CascQaError

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands
    from casc_qa.config import Settings

_RETRY_SECONDS = 10


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(
        commands, "index", "build or update the index of a folder of documents", run
    )
    command.add_argument("corpus", nargs="?", type=Path, help="folder of documents")
    add_index(command)
    command.add_argument(
        "--model",
        metavar="M",
        help="folder of a sentence-transformers model, or a hub name, which is then downloaded",
    )
    command.add_argument(
        "--watch", action="store_true", help="stay, and bring the index up to date at every change"
    )
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Builds once, and with ``--watch`` at every change."""
    settings = settings_of(options, builds=True)
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
    from casc_qa.cli import terminal
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
    from casc_qa.cli import terminal
    from casc_qa.system.watching import changes

    print(f"Watching {corpus} (Ctrl+C stops it)", flush=True)
    reported, retry_at = "", math.inf
    with contextlib.suppress(KeyboardInterrupt):
        for has_changed in changes(corpus, settings_of(options, builds=True).paths.index):
            if not has_changed and time.monotonic() < retry_at:
                continue
            try:
                generation = _build(options, settings_of(options, builds=True), corpus, generation)
                reported, retry_at = "", math.inf
            except (CascQaError, OSError) as error:
                retry_at = time.monotonic() + _RETRY_SECONDS
                if str(error) != reported:
                    reported = str(error)
                    print(f"casc-qa: {terminal.safe(reported)}", file=sys.stderr, flush=True)
