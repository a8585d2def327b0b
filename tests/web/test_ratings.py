"""What readers say of quotes is kept beside the index."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.errors import CascQaError
from casc_qa.types import Span
from casc_qa.web.ratings import (
    RATINGS_NAME,
    Rating,
    add_rating,
    candidates,
    ratings_of,
    take_back,
)
from helpers.command import Casc

RIGHT = Rating(
    "Who came?", "en", "a.txt", "0" * 64, 5, 14, "Ann came.", True, "", "0123456789abcdef",
    "2026-01-02T03:04:05+00:00",
)  # fmt: skip
WRONG = replace(RIGHT, question="Кто?", language="ru", is_right=False, reason="a 'name'; --")


def test_ratings_come_back_in_their_order(tmp_path: Path) -> None:
    assert ratings_of(tmp_path) == []
    for rating in (RIGHT, WRONG, RIGHT):
        add_rating(tmp_path, rating)
    assert ratings_of(tmp_path) == [RIGHT, WRONG, RIGHT]
    assert (tmp_path / RATINGS_NAME).stat().st_mode & 0o77 == 0


def test_the_latest_word_on_a_quote_is_taken_back(tmp_path: Path) -> None:
    later, other = replace(RIGHT, is_right=False), replace(RIGHT, start=7)
    for rating in (RIGHT, other, later):
        add_rating(tmp_path, rating)
    quote = Span(RIGHT.start, RIGHT.end)
    for left in ([RIGHT, other], [other], [other]):
        take_back(tmp_path, RIGHT.question, RIGHT.doc_id, RIGHT.sha256, quote)
        assert ratings_of(tmp_path) == left


def test_a_right_quote_is_evidence_and_a_wrong_one_a_note() -> None:
    right, wrong = candidates([RIGHT, WRONG])
    assert right == {
        "query_id": "rated-0001", "question": "Who came?", "language": "en",
        "evidence": [[{"doc_id": "a.txt", "quote": "Ann came."}]],
    }  # fmt: skip
    assert wrong["evidence"] is None
    assert (wrong["wrong"]["quote"], wrong["reason"]) == ("Ann came.", "a 'name'; --")


def test_what_can_not_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / RATINGS_NAME).write_bytes(b"no database at all, but some words" * 100)
    with pytest.raises(CascQaError, match="Ratings can't be kept in"):
        add_rating(tmp_path, RIGHT)
    (tmp_path / RATINGS_NAME).unlink()
    (tmp_path / RATINGS_NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CascQaError, match="it is a link"):
        add_rating(tmp_path, RIGHT)
    assert not (tmp_path / "elsewhere").exists()


def test_the_command_prints_them_as_lines(casc_qa: Casc, index_copy: Path) -> None:
    add_rating(index_copy, RIGHT)
    run = casc_qa("feedback", "export", "--index", index_copy)
    assert run.status == 0
    assert [json.loads(line) for line in run.out.splitlines()] == list(candidates([RIGHT]))
