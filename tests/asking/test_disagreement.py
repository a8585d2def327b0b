"""Documents that answer with different figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.answer_json import answer_table
from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.disagreement import figures_in
from casc_qa.building.build import build_index
from casc_qa.cli import terminal
from casc_qa.types import AnswerSentence, Span

QUESTION = "How many participants did the customs training in Osh gather?"
THIRTY_SEVEN = "The customs training in Osh gathered 37 participants from four countries."
FORTY_FIVE = "The customs training in Osh gathered 45 participants, most of them women."
AGAIN = "The customs training in Osh, which 37 participants attended, was a success."


def built(folder: Path, *texts: str) -> Assistant:
    (folder / "corpus").mkdir()
    for name, text in zip("abc", texts, strict=False):
        (folder / "corpus" / f"{name}.txt").write_text(f"Note {name}\n\n{text}\n")
    build_index(folder / "corpus", folder / "index")
    return open_index(folder / "index")


def test_different_figures_are_said_once_each(tmp_path: Path) -> None:
    answer = built(tmp_path, THIRTY_SEVEN, FORTY_FIVE, AGAIN).ask(QUESTION)
    words = {s.citation: s.highlight.of(s.text) for s in answer.sentences if s.highlight}
    assert sorted(words[number] for number in answer.differing) == ["37", "45"]
    assert answer_table(answer)["differing"] == list(answer.differing)
    first, second = (f"{words[number]} [{number}]" for number in answer.differing)
    shown = " ".join(terminal.answer_text(answer, False).split())
    assert f"The documents give different figures: {first}; {second}." in shown


def test_one_figure_is_no_disagreement(tmp_path: Path) -> None:
    answer = built(tmp_path, THIRTY_SEVEN, AGAIN).ask(QUESTION)
    assert len(answer.sentences) == 2
    assert answer.differing == ()


def test_one_document_does_not_disagree_with_itself(tmp_path: Path) -> None:
    answer = built(tmp_path, f"{THIRTY_SEVEN} {FORTY_FIVE}").ask(QUESTION)
    assert answer.differing == ()


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("1,204", {"1204"}),
        ("1 204 человека", {"1204"}),
        ("1\u00a0204", {"1204"}),
        ("12.5 per cent", {"12.5"}),
        ("from 5 to 17", {"5", "17"}),
        ("5, 17", {"5", "17"}),
        ("many", set()),
    ],
)
def test_figures(words: str, figures: set[str]) -> None:
    assert figures_in(AnswerSentence(words, 1, Span(0, len(words)))) == figures
    assert figures_in(AnswerSentence(words, 1)) == frozenset()
