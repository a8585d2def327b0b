"""What a question names, by example."""

from __future__ import annotations

from casc_qa.languages.questions.names import names


def test_names_of_a_question() -> None:
    assert names("Who is the President of Uzbekistan?", "en") == ["President", "Uzbekistan"]
    assert names("What did Ms. Rispoli say?", "en") == ["Rispoli"]
    assert names("how many people came?", "en") == []
