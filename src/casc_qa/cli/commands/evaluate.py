"""``casc-qa eval``: run, measure, compare, report, judge."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, add_verbose, settings_of
from casc_qa.cli.streams import print_error
from casc_qa.cli.terminal import safe
from casc_qa.errors import UsageError
from casc_qa.phrases import UNREAD
from casc_qa.system.extras import require
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands
    from casc_qa.cli.progress import Progress
    from casc_qa.config import Settings
    from casc_qa.evaluation.measuring.comparison import Comparison, Difference
    from casc_qa.evaluation.measuring.measures import Evaluation

BELOW = 4  # exit status where a figure is below a level of --fail-under
_LISTED = 5  # wins and losses that a terminal shows of each measure
_NAME_WIDTH = 20


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "eval", "measure the answers to labelled questions", run)
    command.add_argument(
        "questions", type=Path, help="file of labelled questions, or a BEIR folder"
    )
    command.add_argument("--split", metavar="S", help="only the questions of this split")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write a report, one file for a browser"
    )
    command.add_argument(
        "--baseline", metavar="RUN", help="compare with this earlier run: its name or its folder"
    )
    command.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="MEASURE=VALUE",
        help="exit with status 4 when a figure is worse; GROUP/MEASURE=VALUE holds one language "
        "or question type to it; repeatable",
    )
    add_index(command)
    add_verbose(command)


def run(options: argparse.Namespace) -> int:
    """Asks, measures and judges; 4 where a figure is below its level. Everything that can go wrong
    with what was typed goes wrong before anything is asked. Raises CascQaError.
    """
    from casc_qa.cli.progress import Progress
    from casc_qa.evaluation.measuring.comparison import compare
    from casc_qa.evaluation.measuring.gate import missed, parse_level
    from casc_qa.evaluation.measuring.measures import evaluate as measure
    from casc_qa.evaluation.reporting.report import write_report
    from casc_qa.evaluation.reporting.results import evaluation_table
    from casc_qa.evaluation.run_files import read_run

    require("eval", "ir_measures", "jinja2", "scipy", "sklearn")
    settings = settings_of(options)
    levels = [parse_level(typed) for typed in options.fail_under]
    baseline = None
    if options.baseline is not None:
        baseline = measure(read_run(_run_folder(options.baseline, settings.paths.runs)))
    if options.report is not None and not options.report.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {options.report.parent} for the report: make it.")
    with Progress() as progress:
        folder = _run(options, settings, progress)
    evaluation = measure(read_run(folder))
    comparison = compare(evaluation, baseline) if baseline else None
    below = missed(evaluation, levels)
    if options.report is not None:
        write_report(options.report, evaluation, comparison)
    if options.json:
        print(json_text(evaluation_table(evaluation, comparison), indent=2))
    else:
        print(_text(evaluation, comparison, folder), end="")
    for failed in below:
        print(f"casc-qa: {failed}", file=sys.stderr)
    return BELOW if below else 0


def _run(options: argparse.Namespace, settings: Settings, progress: Progress) -> Path:
    """Asks the questions; a BEIR folder is first indexed into the cache."""
    from casc_qa.asking.assistant import open_index
    from casc_qa.evaluation.beir import index_beir, is_beir, read_queries
    from casc_qa.evaluation.questions import read_questions
    from casc_qa.evaluation.run import run_beir, run_questions

    runs = settings.paths.runs
    if is_beir(options.questions):
        read_queries(options.questions, options.split)
        index = index_beir(options.questions, settings, progress.report)
        assistant = open_index(index, settings)
        return run_beir(options.questions, options.split, assistant, runs, progress.report)
    read_questions(options.questions, options.split)
    assistant = open_index(settings.paths.index, settings)
    if assistant.unread:
        print_error(f"casc-qa: {UNREAD.en.format(reason=assistant.unread)}")
    return run_questions(options.questions, options.split, assistant, runs, progress.report)


def _run_folder(typed: str, runs: Path) -> Path:
    """The run's folder: as typed, or by its name among the runs."""
    for folder in (Path(typed), runs / typed):
        if (folder / "run.json").is_file():
            return folder
    names = sorted(path.parent.name for path in runs.glob("*/run.json"))
    listed = f"the runs in {runs} are {', '.join(names)}" if names else f"{runs} holds no run"
    raise UsageError(f"There is no run {typed}: {listed}.")


def _text(evaluation: Evaluation, comparison: Comparison | None, folder: Path) -> str:
    from casc_qa.evaluation.measuring.measures import ALL

    whole = evaluation.groups[ALL]
    count = f"{whole.count} questions"
    if whole.unanswerable:
        count += f", {whole.unanswerable} of them not answered by the documents"
    lines = [f"{count}; run in {safe(str(folder))}", "", *_figures(evaluation)]
    if comparison:
        lines += ["", *_comparison(evaluation, comparison)]
    return "\n".join(lines) + "\n"


def _figures(evaluation: Evaluation) -> list[str]:
    """A row a measure, a column a group; as many groups as the terminal has room for."""
    import shutil

    from casc_qa.evaluation.measuring.measures import ALL, MEANINGS
    from casc_qa.evaluation.reporting.report import figure

    groups = [replace(g, name=safe(g.name)) for g in evaluation.groups.values()]
    widths = [max(len(g.name), 8) + 2 for g in groups]
    room = shutil.get_terminal_size().columns - _NAME_WIDTH
    fitting = sum(sum(widths[: n + 1]) <= room for n in range(len(groups)))
    pairs = list(zip(groups, widths, strict=True))[: max(1, fitting)]
    lines = [" " * _NAME_WIDTH + "".join(g.name.rjust(w) for g, w in pairs)]
    lines.append("questions".ljust(_NAME_WIDTH) + "".join(str(g.count).rjust(w) for g, w in pairs))
    for name in MEANINGS:
        if evaluation.groups[ALL].figures.get(name) is None:
            continue
        row = "".join(figure(g.figures.get(name), name).rjust(w) for g, w in pairs)
        lines.append(name.ljust(_NAME_WIDTH) + row)
    if len(pairs) < len(groups):
        hidden = ", ".join(g.name for g in groups[len(pairs) :])
        lines.append(f"(no room for {hidden}: --json and --report have all)")
    return lines


def _comparison(evaluation: Evaluation, comparison: Comparison) -> list[str]:
    texts = {q.query_id: q.question for q in evaluation.run.questions}
    lines = [f"Against {safe(comparison.baseline)}, {comparison.shared} questions in both"]
    for difference in comparison.differences:
        lines.append(_difference(difference))
        for mark, changes in (("+", difference.wins), ("-", difference.losses)):
            for change in changes[:_LISTED]:
                lines.append(
                    f"    {mark} {safe(change.query_id)}  {safe(texts[change.query_id])[:64]}"
                )
            if len(changes) > _LISTED:
                lines.append(f"    {mark} and {len(changes) - _LISTED} more")
    return lines


def _difference(d: Difference) -> str:
    return (
        f"  {d.measure.ljust(_NAME_WIDTH - 2)}{d.before:.3f} -> {d.after:.3f}  "
        f"{d.after - d.before:+.3f} ({d.low:+.3f} to {d.high:+.3f}), p {d.p:.4f}, "
        f"{len(d.wins)} won, {len(d.losses)} lost: {d.verdict}"
    )
