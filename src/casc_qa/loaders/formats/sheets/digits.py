"""The digits of a number where a format has places for them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from casc_qa.loaders.formats.sheets.format_codes import Token

_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
_POINT, _COMMA, _PERCENT = Token("mark", "."), Token("mark", ","), Token("mark", "%")


class _Layout(NamedTuple):
    """A section's tokens, apart."""

    whole: list[Token]
    """Up to the last place before the point."""
    decimals: list[Token]
    """Behind the point, up to the exponent."""
    exponent: list[Token]
    """The exponent's mark and its places; empty where there is none."""
    rest: list[Token]
    groups: bool
    """Whether thousands are apart."""
    scale: int
    """The power of ten that the number is multiplied by."""


def show_digits(number: Decimal, tokens: tuple[Token, ...]) -> str:
    """A number that is not negative, in a section that has places for digits."""
    layout = _layout(tokens)
    number = number.scaleb(layout.scale, context=_WIDE)
    power = 0
    if layout.exponent:
        number, power = _mantissa(number, layout)
    places = sum(token.kind == "digit" for token in layout.decimals)
    rounded = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    whole, _, decimals = f"{rounded:f}".partition(".")
    shown = _whole(whole.lstrip("0"), layout.whole, layout.groups)
    shown += _decimals(decimals, layout.decimals)
    if layout.exponent:
        shown += _exponent(power, layout.exponent)
    return shown + "".join(token.text for token in layout.rest)


@lru_cache(maxsize=1_000)
def _layout(tokens: tuple[Token, ...]) -> _Layout:
    digits = [place for place, token in enumerate(tokens) if token.kind == "digit"]
    point = tokens.index(_POINT) if _POINT in tokens else None
    power = next((p for p, token in enumerate(tokens) if token.kind == "exponent"), len(tokens))
    before = [p for p in digits if p < min(power, len(tokens) if point is None else point)]
    after = [p for p in digits if point is not None and point < p < power]
    exponent = [p for p in digits if p > power]
    whole_end = before[-1] + 1 if before else (point if point is not None else 0)
    decimals_end = after[-1] + 1 if after else whole_end if point is None else point + 1
    end = exponent[-1] + 1 if exponent else decimals_end
    # Commas behind the last place before the point, or behind all: each divides by a thousand.
    thousands = _commas(tokens, whole_end)
    if point is not None:
        thousands += _commas(tokens, decimals_end)
    first = before[0] if before else 0
    return _Layout(
        [token for token in tokens[:whole_end] if token != _COMMA],
        [] if point is None else list(tokens[point + 1 : decimals_end]),
        list(tokens[power:end]) if exponent else [],
        [token for token in tokens[end:] if token not in (_COMMA, _POINT)],
        _COMMA in tokens[first:whole_end],
        2 * sum(token == _PERCENT for token in tokens) - 3 * thousands,
    )


def _commas(tokens: Sequence[Token], start: int) -> int:
    """How many commas follow each other from here on."""
    return sum(1 for _ in takewhile(_COMMA.__eq__, tokens[start:]))


def _mantissa(number: Decimal, layout: _Layout) -> tuple[Decimal, int]:
    """The number between the places before the point, and the power of ten that it lost."""
    if not number:
        return number, 0
    step = max(1, sum(token.kind == "digit" for token in layout.whole))
    power = number.adjusted() // step * step
    places = sum(token.kind == "digit" for token in layout.decimals)
    mantissa = number.scaleb(-power, context=_WIDE)
    if mantissa.quantize(Decimal(1).scaleb(-places), context=_WIDE) >= 10**step:
        power += step
        mantissa = number.scaleb(-power, context=_WIDE)
    return mantissa, power


def _whole(digits: str, tokens: Sequence[Token], groups: bool) -> str:
    """The digits before the point; the first place takes all that are left."""
    left = sum(token.kind == "digit" for token in tokens)
    if not left:
        return "".join(token.text for token in tokens) + digits
    shown: list[str] = []
    count = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            shown.append(token.text)
            continue
        left -= 1
        taken = digits if not left else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        for digit in reversed(taken or ("0" if token.text == "0" else "")):
            if groups and count and not count % 3:
                shown.append(",")
            shown.append(digit)
            count += 1
    return "".join(reversed(shown))


def _decimals(digits: str, tokens: Sequence[Token]) -> str:
    """The digits behind the point, and the point where there are any."""
    shown: list[str] = []
    ends = len(digits.rstrip("0"))
    place = 0
    has_digits = False
    for token in tokens:
        if token.kind != "digit":
            shown.append(token.text)
            continue
        if place < ends or token.text == "0":
            shown.append(digits[place : place + 1])
            has_digits = True
        place += 1
    return "." + "".join(shown) if has_digits else "".join(shown)


def _exponent(power: int, tokens: Sequence[Token]) -> str:
    places = sum(token.kind == "digit" for token in tokens)
    sign = "-" if power < 0 else "+" if tokens[0].text.endswith("+") else ""
    return f"{tokens[0].text[0]}{sign}{abs(power):0{places}}"
