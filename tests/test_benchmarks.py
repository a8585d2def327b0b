"""The benchmarks start, and those that can be small run: a name that has moved breaks a test."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from helpers.json_lines import write_lines
from helpers.project import CORPUS, ROOT

pytest.importorskip("resource", reason="memory is measured as POSIX does")
from benchmarks import increment, load, memory, overviews, parts, russian, search, warm_ask

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_tells_its_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    with pytest.raises(SystemExit) as stopped:
        module.main(["--help"])
    assert stopped.value.code == 0
    assert module.__doc__
    assert module.__doc__.splitlines()[0] in " ".join(capsys.readouterr().out.split())
    assert f"python -m benchmarks.{name}" in module.__doc__


def test_what_is_timed_of_a_warm_assistant(
    built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_ask, "WARM_UP", 1)
    questions = ["Who funded the Gender and Human Rights Project?"]
    timed = warm_ask.functions(built_index)
    assert list(timed)[:2] == ["encoding alone", "ranking"]
    for function in timed.values():
        (milliseconds,) = warm_ask.milliseconds(function, questions)
        assert 0 < milliseconds < 60_000


def test_search_in_stand_in_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "QUESTIONS", 5)
    index = tmp_path / "index"
    search.build_up_to(sorted(CORPUS.glob("*.txt")), 60, index)  # two documents
    figures = search.ask(index)
    assert 10 < figures["passages"] < 60
    assert figures["recall"] == 1.0
    assert 0 < figures["rank p50"] <= figures["rank p99"] < 60


def test_memory_of_a_small_case() -> None:
    cost = memory.measured("short lines", 4000)
    assert cost["became"] == "5 passages"
    assert cost["seconds"] > 0


def test_memory_of_a_case_that_is_refused() -> None:
    assert memory.measured("中文。", 0)["became"].endswith("0.txt: it holds no text.")


def test_cases_are_as_large_as_asked() -> None:
    for name, make in memory.CASES.items():
        size = sum(map(len, make(9000))) / len(make(9000))
        assert size == pytest.approx(9000, rel=0.5), name


def test_parts_of_russian_questions(
    beir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(beir / "queries.jsonl", {"_id": "1", "text": "Где сидел кот?"})
    questions, relevant = russian.read_folder(beir, None)
    assert (questions, relevant) == ({"1": "Где сидел кот?"}, {"1": {"d1": 2}})
    russian.build_beir_index(beir, tmp_path / "index")
    opened = russian.open_parts(tmp_path / "index")
    russian.print_parts(opened, questions, relevant)
    rows = [line.rsplit(maxsplit=2) for line in capsys.readouterr().out.splitlines()[2:]]
    assert [row[0].strip() for row in rows] == [
        "nothing",
        "the dictionary",
        "the glossary",
        "the names",
        "the spelling",
        "all of these: BM25 of Latin words and numbers alone",
        "BM25",
        "vectors",
    ]
    assert rows[0][1:] == ["1.0000", "1.0000"]
    assert russian.encoding(opened.embedder, russian.RUSSIAN) > 0


def test_halves_of_russian_questions(beir: Path) -> None:
    qrels = beir / "qrels" / "test.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\n1\tLantern#0\t1\n2\tHarbour#3\t1\n")
    assert russian.read_folder(beir, "tune") == ({"1": "cat"}, {"1": {"Lantern#0": 1}})
    assert russian.read_folder(beir, "report") == ({"2": "dog"}, {"2": {"Harbour#3": 1}})


def test_excerpts_take_turns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one two\nthree\nfour five six\nseven\n")
    (tmp_path / "b.txt").write_text("eight nine ten\n")
    assert list(increment.excerpts(tmp_path, 3)) == [
        "one two\nthree",
        "eight nine ten",
        "four five six",
    ]


def test_a_printed_paper_has_its_pages() -> None:
    paper = load.paper("Report", load.prose(3), load.PAGE_LINES)
    seconds, (texts,) = load.seconds_in_pool([(".pdf", paper)], 1)
    assert seconds > 0
    assert load.pages_of(texts) in (3, 4)


def test_reading_small_files_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    load.print_small(4, load.paragraphs())
    assert capsys.readouterr().out.startswith("\n4 small files: ")


def test_each_part_is_switched_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The training in Osh gathered 53 participants.")
    answered = {"doc_id": "a.txt", "quote": "53 participants"}
    write_lines(
        tmp_path / "questions.jsonl",
        {"query_id": "1", "question": "How many participants came to the training in Osh?",
         "evidence": [[answered]]},
        {"query_id": "2", "question": "How do I bake bread?", "evidence": []},
    )  # fmt: skip
    parts.main([str(tmp_path / "questions.jsonl"), str(tmp_path / "corpus")])
    first, _, *rows = capsys.readouterr().out.splitlines()
    assert first == "2 questions"
    assert [row[:28].strip() for row in rows] == [
        "everything on",
        "without the reader",
        *(f"without the {part}" for part in sorted(parts.PARTS)),
        *(f"{count} passages read" for count in (2, 3, 8)),
    ]
    assert rows[0].split()[-3:] == ["1.000", "0.000", "1.000"]


def test_how_well_overviews_cover(built_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overviews.main([str(built_index)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-5:] == [
        "as many sentences as fit: 5",
        "with 5 or more: 4",
        "each of another paragraph: 5",
        "sentences that point back: 0",
        "sentences of boilerplate: 0",
    ]
    _, covers, first, by_lot, _ = lines[6].rsplit(maxsplit=4)
    assert float(covers) > float(first) > 0
    assert float(covers) > float(by_lot) > 0
