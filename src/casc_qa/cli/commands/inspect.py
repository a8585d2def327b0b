"""``casc-qa inspect``: what the index holds, and whether it is whole."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands

VERSION = 1


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "inspect", "show what the index holds", run)
    add_index(command)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument(
        "--verify", action="store_true", help="read every byte again and compare its hash"
    )


def run(options: argparse.Namespace) -> int:
    """Prints what the index holds; 1 where ``--verify`` found a file damaged."""
    from casc_qa.cli import terminal
    from casc_qa.index.generation import open_current

    if options.verify:
        return _verify(options)
    generation = open_current(settings_of(options).paths.index)
    documents = [generation.describe(doc_id) for doc_id in generation.doc_ids]
    counts = dict.fromkeys(generation.doc_ids, 0)
    for passage in generation.passages.values():
        counts[passage.doc_id] += 1
    if options.json:
        from casc_qa.operations.documents import facts_of

        table = {
            "version": VERSION,
            "documents": [facts_of(d) | {"passages": counts[d["doc_id"]]} for d in documents],
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
    from casc_qa.cli import terminal
    from casc_qa.cli.progress import Progress
    from casc_qa.index.history import verify

    with Progress() as progress:
        verified = verify(settings_of(options).paths.index, progress.report)
    if options.json:
        print(json_text([each._asdict() for each in verified], indent=2))
    else:
        print(terminal.verified_text(verified), end="")
    return int(any(each.problem for each in verified))
