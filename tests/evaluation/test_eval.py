"""``casc-qa eval`` from end to end: the real model, the five documents, a small BEIR folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.comparison import compare
from casc_qa.evaluation.measuring.gate import missed, parse_level
from casc_qa.evaluation.measuring.measures import Evaluation, evaluate
from casc_qa.evaluation.reporting.report import report_html
from casc_qa.evaluation.reporting.results import evaluation_table, failures
from casc_qa.evaluation.run import run_questions
from casc_qa.evaluation.run_files import read_run
from casc_qa.system.ownership import MARKER_NAME

BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"
QUESTIONS = [
    {
        "query_id": "how many",
        "question": "How many participants did the Bishkek training gather?",
        "type": "number",
        "evidence": [[{"doc_id": BISHKEK, "quote": "The training gathered 53 participants"}]],
    },
    {
        "query_id": "capital",
        "question": "What is the boiling point of <b>mercury</b>?",
        "type": "outside",
        "evidence": [],
    },
    {
        "query_id": "mislabelled",
        "question": "When was the training held in Bishkek?",
        "type": "fact",
        "evidence": [[{"doc_id": BISHKEK, "quote": "WCO looks forward to"}]],
    },
]


def quiet(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "own.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(questions: Path, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_questions(questions, None, assistant, tmp_path_factory.mktemp("runs"), quiet)


@pytest.fixture(scope="module")
def evaluation(run: Path) -> Evaluation:
    return evaluate(read_run(run))


def test_a_run_is_named_and_complete(run: Path, assistant: Assistant) -> None:
    assert run.name.startswith(f"own-all-{assistant.manifest.generation[:8]}-")
    names = {"run.json", "questions.jsonl", "run.trec", "qrels.trec", "answers.jsonl", "times.json"}
    assert {path.name for path in run.iterdir()} == {*names, MARKER_NAME}
    lines = (run / "run.trec").read_text().splitlines()
    fields = [line.split() for line in lines]
    assert all(len(f) == 6 and f[1] == "Q0" for f in fields)
    ranks = [int(f[3]) for f in fields if f[0] == "how%20many"]
    assert ranks == list(range(1, len(ranks) + 1))
    best = assistant.rank(str(QUESTIONS[0]["question"]))[0]
    assert fields[0][2] == best.passage_id


def test_equal_runs_have_equal_bytes(
    run: Path, questions: Path, assistant: Assistant, tmp_path: Path
) -> None:
    again = run_questions(questions, None, assistant, tmp_path, quiet)
    assert again.name == run.name
    for path in run.iterdir():
        if path.name != "times.json":
            assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_what_was_written_is_what_is_read(run: Path) -> None:
    read = read_run(run)
    assert [q.query_id for q in read.questions] == ["how many", "capital", "mislabelled"]
    outcome = read.outcomes["how many"]
    assert outcome.shown[0].text.startswith("The training gathered 53 participants")
    assert outcome.best == outcome.shown[0]._replace(highlight=None)
    assert read.outcomes["capital"].shown == ()
    assert read.outcomes["capital"].abstention == "outside_documents"
    assert all(relevance == 1 for relevance in read.qrels["how many"].values())


def test_the_figures(evaluation: Evaluation) -> None:
    whole = evaluation.groups["all"]
    assert (whole.count, whole.unanswerable) == (3, 1)
    assert whole.figures["quote_correct"] == 0.5
    assert whole.figures["correct"] == pytest.approx(2 / 3)
    assert whole.figures["false_answers"] == 0.0
    assert whole.figures["false_refusals"] == 0.0
    assert whole.figures["coverage"] == pytest.approx(2 / 3)
    assert whole.figures["answered_accuracy"] == 0.5
    assert whole.figures["exact_match"] is None
    assert set(evaluation.groups) == {"all", "fact", "number", "outside"}
    assert evaluation.groups["number"].figures["quote_correct"] == 1.0
    assert evaluation.groups["number"].figures["Success@1"] == 1.0
    assert evaluation.groups["outside"].figures["quote_correct"] is None
    assert 0 < (whole.figures["seconds_p50"] or 0) <= (whole.figures["seconds_p99"] or 0)
    assert json.loads(json.dumps(evaluation_table(evaluation)))["groups"]["all"]["questions"] == 3


def test_failures_stand_side_by_side(evaluation: Evaluation) -> None:
    (failure,) = failures(evaluation)
    assert failure["query_id"] == "mislabelled"
    assert failure["fault"] == "wrong quote"
    assert failure["expected"] == [["WCO looks forward to"]]
    assert "22-24 August 2023" in failure["shown"][0]["text"]


def test_the_report_is_one_file_that_asks_for_nothing(evaluation: Evaluation) -> None:
    html = report_html(evaluation, compare(evaluation, evaluation))
    assert "http:" not in html
    assert "https:" not in html
    assert "<script" not in html
    assert "src=" not in html
    assert "<b>mercury" not in html
    assert html.count("<svg") == 2
    assert "WCO looks forward to" in html
    assert "no difference shown" in html


def changed(evaluation: Evaluation, measure: str, by: float) -> Evaluation:
    per_question = {
        key: {**values, measure: values[measure] + by} if measure in values else values
        for key, values in evaluation.per_question.items()
    }
    return Evaluation(evaluation.run, per_question, evaluation.groups)


def many(evaluation: Evaluation) -> Evaluation:
    """The first question, forty times."""
    run = evaluation.run
    first = run.questions[0]
    copies = tuple(
        type(first)(str(n), first.question, "en", first.type, None, first.parts) for n in range(40)
    )
    values = {q.query_id: dict(evaluation.per_question["how many"]) for q in copies}
    same = type(run)(run.about, copies, {}, run.rankings, {}, {})
    return Evaluation(same, values, evaluation.groups)


def test_a_comparison_says_what_got_better_and_what_did_not(evaluation: Evaluation) -> None:
    before = many(evaluation)
    after = changed(changed(before, "nDCG@10", 0.1), "brier", 0.1)
    verdicts = {d.measure: d for d in compare(after, before).differences}
    assert verdicts["nDCG@10"].verdict == "better"
    assert len(verdicts["nDCG@10"].wins) == 40
    assert verdicts["brier"].verdict == "worse"
    assert len(verdicts["brier"].losses) == 40
    assert verdicts["correct"].verdict == "no difference shown"
    assert verdicts["correct"].p == 1.0


def test_runs_that_cannot_be_compared(evaluation: Evaluation) -> None:
    with pytest.raises(EvaluationError, match="asked none of these questions"):
        compare(evaluation, many(evaluation))
    other = many(evaluation)
    question = other.run.questions[0]
    reworded = type(question)("how many", "Else?", "en", "fact", None, question.parts)
    run = type(other.run)(other.run.about, (reworded,), {}, {}, {}, {})
    with pytest.raises(EvaluationError, match="has another text in the baseline"):
        compare(evaluation, Evaluation(run, {"how many": {}}, {}))


def test_levels(evaluation: Evaluation) -> None:
    passed = ["quote_correct=.5", "false_answers=0", "number/quote_correct=1", "nDCG@10=.1"]
    assert missed(evaluation, map(parse_level, passed)) == []
    failed = missed(evaluation, map(parse_level, ["quote_correct=.51", "exact_match=.1"]))
    assert [str(f) for f in failed] == [
        "quote_correct is 0.5000, not at least 0.51",
        "exact_match is not measured, not at least 0.1",
    ]
    (worse,) = missed(evaluation, [parse_level("calibration_error=0")])
    assert "not at most 0" in str(worse)
    for typed in ("nonsense=1", "quote_correct", "quote_correct=high", "coverage=.5", "brier=nan"):
        with pytest.raises(EvaluationError, match="--fail-under"):
            parse_level(typed)
    with pytest.raises(EvaluationError, match="knows no group 'xx'"):
        missed(evaluation, [parse_level("xx/brier=1")])


@pytest.mark.parametrize("name", ["run.trec", "answers.jsonl", "qrels.trec", "run.json"])
def test_a_damaged_or_empty_run(run: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "copy"))
    (copy / name).write_text("{}\n" if name.endswith("json") else "{\n")
    with pytest.raises(EvaluationError, match=r"damaged|it is no JSON"):
        read_run(copy)
    (copy / "run.json").unlink()
    with pytest.raises(EvaluationError, match="is no run"):
        read_run(copy)


def test_an_empty_run(run: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "copy"))
    (copy / "run.trec").write_text("")
    with pytest.raises(EvaluationError, match="is empty"):
        read_run(copy)


def test_the_command(
    casc_qa: Callable[..., Any], questions: Path, built_index: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    arguments = ("eval", questions, "--index", built_index)
    first = casc_qa(*arguments, "--json", "--report", report)
    assert first.status == 0
    table = json.loads(first.out)
    assert table["groups"]["all"]["figures"]["quote_correct"] == 0.5
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    name = table["run"]["name"]
    second = casc_qa(*arguments, "--baseline", name, "--fail-under", "quote_correct=.9")
    assert second.status == 4
    assert "quote_correct is 0.5000, not at least 0.9" in second.err
    assert f"Against {name}, 3 questions in both" in second.out
    assert "no difference shown" in second.out


def test_the_command_refuses_before_it_asks(
    casc_qa: Callable[..., Any], questions: Path, built_index: Path, tmp_path: Path
) -> None:
    arguments = ("eval", questions, "--index", built_index)
    for extra, message in (
        (("--baseline", "none"), "There is no run none: runs holds no run"),
        (("--split", "tune"), "no question has a split"),
        (("--report", tmp_path / "no" / "r.html"), "There is no folder"),
        (("--fail-under", "x=1"), "knows no measure 'x'"),
    ):
        failed = casc_qa(*arguments, *extra)
        assert failed.status == 2
        assert message in failed.err
        assert failed.err.count("\n") == 1
    bad = tmp_path / "bad.jsonl"
    bad.write_text(
        json.dumps({**QUESTIONS[0], "evidence": [[{"doc_id": BISHKEK, "quote": "54 p"}]]})
    )
    failed = casc_qa("eval", bad, "--index", built_index)
    assert (failed.status, "the quote '54 p' is not in" in failed.err) == (2, True)
    assert not Path("runs").exists()


def test_a_beir_folder_needs_nothing_else(
    casc_qa: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "animals"
    (folder / "qrels").mkdir(parents=True)
    texts = {
        "cat": "The cat sat on the mat.",
        "dog": "The dog ran. It ran far.",
        "owl": "Owls fly.",
    }
    rows = [{"_id": key, "title": "", "text": text} for key, text in texts.items()]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    queries = [{"_id": "1", "text": "Which animal ran?"}, {"_id": "2", "text": "What do owls do?"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in queries))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\tdog\t1\n2\tcat\t1\n")
    done = casc_qa("eval", folder, "--json")
    assert done.status == 0
    figures = json.loads(done.out)["groups"]["all"]["figures"]
    assert figures["Success@1"] == 0.5
    assert figures["R@5"] == 1.0
    assert "quote_correct" not in figures
    (run,) = Path("runs").iterdir()
    assert {line.split()[2] for line in (run / "run.trec").read_text().splitlines()} == set(texts)
    index = next((tmp_path / "cache").rglob("current"))
    before = index.stat().st_mtime_ns
    assert casc_qa("eval", folder).status == 0
    assert index.stat().st_mtime_ns == before
