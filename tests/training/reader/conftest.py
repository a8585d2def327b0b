"""The encoder, opened once, and forty made-up questions that are learned in seconds."""

from __future__ import annotations

import pytest
import torch

from training.reader.batches import Layouts, layouts_with
from training.reader.encoder import Encoder, open_encoder
from training.reader.examples import Example, sentences_with, text_of
from training.reader.model import Reader

CITIES = (
    "Lyon Riga Oslo Cork Bern Graz Turin Porto Split Tartu Osh Baku Batumi Almaty Khujand Varna "
    "Ghent Malmo Bergen Siena"
).split()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The default model."""
    return open_encoder()


@pytest.fixture(scope="session")
def lay(encoder: Encoder) -> Layouts:
    """Lays windows out by the model's tokens."""
    return layouts_with(encoder.tokens)


@pytest.fixture
def reader(encoder: Encoder) -> Reader:
    """A reader that has learned nothing, always the same."""
    torch.manual_seed(1)
    return Reader(encoder.layers)


@pytest.fixture(scope="session")
def forty() -> list[Example]:
    """Two questions about each of twenty texts, of which one is answered by its first or its second
    sentence and the other by none.
    """
    made = []
    for number, city in enumerate(CITIES):
        year = str(1900 + number)
        text = text_of(
            f"Fair of {city}",
            f"The fair of {city} opened in {year}. A smith named Vogel led it. Visitors drank tea.",
        )
        asked, words = [("When did it open?", year), ("Who led it?", "Vogel")][number % 2]
        answer = text.text.index(words)
        spans = (type(text.sentences[0])(answer, answer + len(words)),)
        made.append(Example("fair-set", asked, text, sentences_with(text, spans), spans))
        made.append(Example("fair-set", "How much did it cost?", text, frozenset(), ()))
    return made
