"""Acronyms in a question that documents have as words alone."""

from __future__ import annotations

from pathlib import Path

from casc_qa.asking.acronyms import expanded
from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.index.generation import open_current

TEXT = (
    "Tajikistan spoke about trafficking in small arms and light weapons. The WCO trained officers. "
    "The World Customs Organization paid for it."
)


def test_only_what_no_document_has_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    build_index(tmp_path, tmp_path / ".index")
    lexical = open_current(tmp_path / ".index").lexical
    asked = "Who spoke about SALW, and what did WCO and NATO do?"
    assert expanded(asked, [TEXT], lexical) == (
        "Who spoke about small arms and light weapons, and what did WCO and NATO do?"
    )
    assert expanded("WHO SPOKE ABOUT SALW", [TEXT], lexical) == "WHO SPOKE ABOUT SALW"
    assert expanded(asked, [], lexical) == asked


def test_an_answer_says_what_was_searched_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    build_index(tmp_path, tmp_path / ".index")
    answer = open_index(tmp_path / ".index").ask("Which country spoke about SALW trafficking?")
    assert answer.question == "Which country spoke about SALW trafficking?"
    assert answer.asked_as == "Which country spoke about small arms and light weapons trafficking?"
    assert answer.best is not None
    assert answer.best.quote.strip() == TEXT[: TEXT.index(" The WCO")]
