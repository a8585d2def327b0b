"""Which sentences can be read alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.asking import prose
from casc_qa.asking.assistant import Assistant
from casc_qa.asking.prose import is_whole_sentence, prose_of
from casc_qa.building.build import build_index
from casc_qa.index.generation import open_current

MIXED = """# A training in Osh

The training on customs in Osh gathered 53 officers from four states. It ended on Friday.

Ms. Aliya Karimova opened it with these words: "We came far. We have to go on together from here."

- the first item of a list that goes on and on

| Country | 2021 |
| Kazakhstan | 37 |

For more information, contact Ann:
+998 71 120-80-50
"""


@pytest.mark.parametrize(
    "words",
    [
        "The training in Osh gathered 53 officers from four states.",
        "59 stakeholders took part in the Dialogue on Technical Assistance.",
        "“Work is vital to the whole of this field,” said Ms. Ashita Mittal in Osh.",
        "Семинар по правам человека собрал в Душанбе 53 участника из стран.",
    ],
)
def test_whole(words: str) -> None:
    assert is_whole_sentence(words)


@pytest.mark.parametrize(
    "words",
    [
        "It gathered 53 officers from four different states.",
        "However, the training in Osh gathered 53 officers.",
        "The training gathered 53 officers from four different states.",
        "Did the training in Osh gather 53 officers from states?",
        "and the training in Osh gathered 53 officers from four states.",
        "• The training in Osh gathered 53 officers from four states.",
        "The training in Osh took the following steps this year:",
        "The training in Osh (with 53 officers from four states.",
        "Write to training@example.org for all about the training in Osh.",
        "Fifty-three officers came.",
        "Он собрал в Душанбе 53 участника из четырёх разных стран.",
        f"The training in Osh {'went on and on and ' * 40}ended.",
    ],
)
def test_not_whole(words: str) -> None:
    assert not is_whole_sentence(words)


def test_prose_is_without_headings_tables_lists_and_contacts(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text(MIXED, encoding="utf-8")
    build_index(tmp_path / "corpus", tmp_path / "index")
    generation = open_current(tmp_path / "index")
    text = generation.document("a.md").text
    told = prose_of(generation, "a.md")
    assert [(each.span.of(text), each.is_whole) for each in told if each.is_whole] == [
        ("The training on customs in Osh gathered 53 officers from four states.", True)
    ]
    assert not any("+998" in each.span.of(text) or "|" in each.span.of(text) for each in told)


def test_sentences_are_in_order_with_their_vectors(assistant: Assistant) -> None:
    generation = assistant._generation
    for doc_id in generation.doc_ids:
        text = generation.document(doc_id).text
        told = prose_of(generation, doc_id)
        assert [each.span for each in told] == sorted(each.span for each in told)
        assert [each.paragraph for each in told] == sorted(each.paragraph for each in told)
        spans, _, rows = generation.sentences_of(doc_id)
        for each in told:
            assert spans[rows.index(each.row)] == each.span
            assert text.count("\n", 0, each.span.start) >= each.paragraph - 1


def test_some_of_very_many_are_drawn(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = assistant._generation
    doc_id = generation.doc_ids[0]
    every = prose_of(generation, doc_id)
    monkeypatch.setattr(prose, "_MOST_SENTENCES", 10)
    some = prose_of(generation, doc_id)
    assert 5 <= len(some) <= 10
    assert set(some) < set(every)
    spans = [each.span for each in every]
    assert prose_of(generation, doc_id, spans) == every
    assert prose_of(generation, doc_id, spans[:3]) == every[:3]


def test_what_a_line_or_a_page_cuts_off_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(
        "A heading\n\nThe States agreed at once on the withdrawal of the armed forces of\n"
        "Armenia from all of the occupied territories of Azerbaijan. The States of this whole "
        "region then met in Osh.\n\nThat award has shown well that the United\n38\n\n"
        "Nations plays a very special role in efforts to strengthen global peace.\n",
        encoding="utf-8",
    )
    build_index(tmp_path / "corpus", tmp_path / "index")
    generation = open_current(tmp_path / "index")
    text = generation.document("a.txt").text
    whole = [each.span.of(text) for each in prose_of(generation, "a.txt") if each.is_whole]
    assert whole == ["The States of this whole region then met in Osh."]
