"""BEIR folders: what is asked of them, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import CorpusError, EvaluationError
from casc_qa.evaluation.beir import read_queries
from casc_qa.loaders import BeirCorpus


def test_a_beir_folder(beir: Path) -> None:
    asked = read_queries(beir)
    assert (asked.split, asked.queries, asked.qrels) == ("test", {"1": "cat"}, {"1": {"d1": 2}})
    read = BeirCorpus(beir).read(lambda what, done, total: None)
    assert [(d.doc_id, d.title, d.text) for d in read.documents] == [("d1", "Cats", "A cat sat.")]
    assert [o.path for o in read.outcomes if o.outcome == "skipped"] == ["d2"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("1\td1\n", "line 2: expected query-id, corpus-id and score"),
        ("1\td1\thigh\n", "line 2: expected query-id, corpus-id and score"),
        ("1\td1\t0\n", "query 1 has no relevant document"),
        ("9\td1\t1\n", "judges query 9, not in queries.jsonl"),
        ("", "judges no query"),
    ],
)
def test_bad_relevance(beir: Path, lines: str, message: str) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + lines)
    with pytest.raises(EvaluationError, match=message):
        read_queries(beir)


def test_bad_splits_and_folders(beir: Path, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="has no split 'train': choose one of test"):
        read_queries(beir, "train")
    with pytest.raises(EvaluationError, match="is no BEIR folder"):
        read_queries(tmp_path)
    with pytest.raises(CorpusError, match=r"has no corpus\.jsonl"):
        BeirCorpus(tmp_path)
