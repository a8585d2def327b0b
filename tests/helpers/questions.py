"""Three questions to the five documents: one answered, one outside, one labelled wrongly."""

from __future__ import annotations

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
