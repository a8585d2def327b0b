"""Attention as training computes it, against the model's own."""

from __future__ import annotations

import contextlib

import torch

from training.reader.attention import lean_attention
from training.reader.model import Reader

Made = tuple[torch.Tensor, dict[str, torch.Tensor]]


def made(reader: Reader, *, lean: bool, is_narrow: bool) -> Made:
    """Numbers of two windows, one of them shorter, and the gradients of all that is trained."""
    torch.manual_seed(2)
    vectors, ones = torch.rand(2, 40, 384), torch.ones(2, 40, dtype=torch.long)
    mask = ones.clone()
    mask[1, 25:] = 0
    way = lean_attention(reader.encoder) if lean else contextlib.nullcontext()
    reader.zero_grad()
    with torch.autocast("cpu", torch.bfloat16, enabled=is_narrow), way:
        numbers = reader(vectors, ones, mask)
    (numbers[mask == 1] ** 2).sum().backward()
    gradients = {
        name: parameter.grad.clone()
        for name, parameter in reader.named_parameters()
        if parameter.grad is not None
    }
    return numbers.detach()[mask == 1], gradients


def test_it_is_the_same_attention(reader: Reader) -> None:
    own, of_own = made(reader, lean=False, is_narrow=False)
    lean, of_lean = made(reader, lean=True, is_narrow=False)
    assert torch.allclose(own, lean, atol=1e-5)
    assert of_own.keys() == of_lean.keys()
    assert len(of_own) == 6 * 16 + 2
    largest = max(float(gradient.abs().max()) for gradient in of_own.values())
    for name, gradient in of_own.items():
        assert torch.allclose(gradient, of_lean[name], rtol=1e-3, atol=1e-5 * largest), name


def test_in_16_bits_it_is_as_near_as_the_models_own(reader: Reader) -> None:
    exact, of_exact = made(reader, lean=False, is_narrow=False)
    own, of_own = made(reader, lean=False, is_narrow=True)
    lean, of_lean = made(reader, lean=True, is_narrow=True)
    assert (lean - exact).norm() < 1.5 * (own - exact).norm()
    name = "encoder.encoder.layer.0.attention.self.query.weight"
    apart = [(of[name] - of_exact[name]).norm() for of in (of_own, of_lean)]
    assert apart[1] < 1.5 * apart[0]


def test_the_models_own_attention_is_put_back(reader: Reader) -> None:
    before = reader.encoder.config._attn_implementation
    with contextlib.suppress(KeyError), lean_attention(reader.encoder):
        assert reader.encoder.config._attn_implementation != before
        raise KeyError
    assert reader.encoder.config._attn_implementation == before == "eager"
