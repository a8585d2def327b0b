"""Documents of BEIR folders: what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import CorpusError
from casc_qa.loaders import BeirCorpus
from helpers.json_lines import write_lines


@pytest.mark.parametrize("line", ["{", '{"_id": 1, "text": "x"}', '{"_id": "d1"}', "[]"])
def test_bad_documents(beir: Path, line: str) -> None:
    write_lines(beir / "corpus.jsonl", {"_id": "d0", "text": "x"}, line)
    with pytest.raises(CorpusError, match=r"corpus\.jsonl, line 2: expected"):
        BeirCorpus(beir).read(lambda what, done, total: None)


def test_a_document_twice(beir: Path) -> None:
    write_lines(beir / "corpus.jsonl", {"_id": "d0", "text": "x"}, {"_id": "d0", "text": "y"})
    with pytest.raises(CorpusError, match="line 2: _id 'd0' stands twice"):
        BeirCorpus(beir).read(lambda what, done, total: None)
