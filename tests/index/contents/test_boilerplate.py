"""Which sentences of the five documents are boilerplate."""

from __future__ import annotations

from pathlib import Path

from casc_qa.index.generation import open_current


def test_the_five_documents_contact_blocks(built_index: Path) -> None:
    generation = open_current(built_index)
    marked = {
        span.of(generation.document(passage.doc_id).text)
        for passage in generation.passages.values()
        for span, is_marked in zip(passage.sentences, generation.boilerplate(passage), strict=True)
        if is_marked
    }
    assert {"For more information:", "Arifa Fatikhova", "+996775987817 WhatsApp"} <= marked
    assert not any(len(sentence.split()) > 14 for sentence in marked)
