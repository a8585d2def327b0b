"""The reader as torch trains and exports it: the encoder's layers, trained on, and four numbers a
token.

The table of word vectors stays the encoder's own: it is not trained, does not ship a second time,
and the tokens that the encoder was given for Russian words work in the reader too.
"""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

import torch

from casc_qa.reading.network import HEADS


class Reader(torch.nn.Module):
    """Word vectors of a batch of layouts in, four numbers a token out."""

    def __init__(self, encoder: Any) -> None:
        """``encoder`` is a transformers BertModel; its layers are copied."""
        super().__init__()
        self.encoder = copy.deepcopy(encoder)
        self.encoder.pooler = None
        self.encoder.embeddings.word_embeddings = None
        self.heads = torch.nn.Linear(encoder.config.hidden_size, len(HEADS))
        for module in self.encoder.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad_(False)

    def forward(
        self, vectors: torch.Tensor, is_document: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """``vectors`` has shape (windows, tokens, dimension), the others (windows, tokens); the
        result (windows, tokens, HEADS).
        """
        states = self.encoder(
            inputs_embeds=vectors, token_type_ids=is_document, attention_mask=mask
        ).last_hidden_state
        numbers: torch.Tensor = self.heads(states.float())
        return numbers


class Scores(NamedTuple):
    """What a batch of layouts was given, float32."""

    sentences: torch.Tensor
    """Shape (windows, sentences): how well each answers."""
    silence: torch.Tensor
    """Shape (windows,): that none does."""
    start: torch.Tensor
    """Shape (windows, tokens)."""
    end: torch.Tensor


def scores(numbers: torch.Tensor, sentence_means: torch.Tensor) -> Scores:
    """``numbers`` are the reader's; ``sentence_means``, shape (windows, sentences, tokens), hold in
    each row one over the number of a sentence's tokens at these, else 0.
    """
    start, end, sentence, silence = numbers.unbind(-1)
    means = torch.bmm(sentence_means, sentence.unsqueeze(-1)).squeeze(-1)
    return Scores(means, silence[:, 0], start, end)
