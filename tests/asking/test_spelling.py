"""Slips of the pen in English questions about the five documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.spelling import SpellingCorrector
from casc_qa.embedding.encoders import open_encoder
from casc_qa.index.generation import open_current


@pytest.fixture(scope="module")
def corrector(built_index: Path) -> SpellingCorrector:
    generation = open_current(built_index)
    embedder = open_encoder(generation.manifest.embedder, built_index)
    return SpellingCorrector(generation.lexical, embedder)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many partisipants were at the traning", "how many participants were at the training"),
        ("Who fundedd it?", "Who funded it?"),
        ("waht did the goverment of Kazakstan say", "what did the government of Kazakhstan say"),
        ("Wich orgnizations took part?", "Which organizations took part?"),
        ("what is the job of Ms. Artikovva", "what is the job of Ms. Artikova"),
        ("Traficking in persons in Tashkennt", "Trafficking in persons in Tashkent"),
    ],
)
def test_a_slip_is_corrected(corrector: SpellingCorrector, typed: str, meant: str) -> None:
    assert corrector.corrected(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who owned the mines and the mills?",  # not in the documents, but well known
        "Did Gambia and Austria take part?",
        "Who is Mr. Artikov?",  # another person than Ms. Artikova
        "Is there a podcast by the hackathon's winners?",
        "Write to wokshop@example.org or see traning.example.org/traning",
        "What do the UNDOC and Mr. McTranng say about re-traning?",
        "hte oen fro teh",  # as short as many other words
        "Wer hat das Projekt bezahlt?",
    ],
)
def test_what_may_be_meant_is_left_alone(corrector: SpellingCorrector, question: str) -> None:
    assert corrector.corrected(question) == question


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_can_be_corrected(corrector: SpellingCorrector, text: str) -> None:
    made = corrector.corrected(text)
    assert len(made.split()) == len(text.split())
    assert made == corrector.corrected(text)
