"""A number as its format shows it: "12.5%", "1,204", "€ 3.50", "2022-03-01".

Dates are shown in ISO 8601 whatever the order of their parts, since readers of a quote can't tell
03/01/22; whole numbers in full, whatever the width of their column.
"""

from __future__ import annotations

import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from casc_qa.loaders.formats.sheets.date_formats import show_date, spelled
from casc_qa.loaders.formats.sheets.digits import show_digits
from casc_qa.loaders.formats.sheets.format_codes import Section, Token, sections

GENERAL = "General"
"""The format of what has none."""
_COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_EXACT = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that programs keep
_MOST_DIGITS = 300
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
_AS_SHOWN = re.compile(r"-?(?:0|[1-9]\d{0,10}|(?=.{3,11}$)(?:0|[1-9]\d*)\.\d*[1-9])")
_SPACES = re.compile(r"  +")
_SHOWN_DIGITS = 10  # of a number that is not whole
_SMALL_DIGITS = 6


@lru_cache(maxsize=50_000)  # columns of years, ages and days say the same again and again
def show_number(value: str, code: str, is_1904: bool = False) -> str:
    """A stored number as a format shows it; what is no number stays as it is. Empty where the
    format shows nothing.

    >>> show_number("0.125", "0.0%"), show_number("1204", "#,##0"), show_number("44621", "d/m/yy")
    ('12.5%', '1,204', '2022-03-01')
    """
    if code == GENERAL and _AS_SHOWN.fullmatch(value):
        return value
    try:
        number = _EXACT.create_decimal(value)
    except ArithmeticError:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return value
    if code == GENERAL:
        return general(number)
    try:
        return _formatted(number, code, is_1904)
    except ArithmeticError:  # a format that multiplies beyond what anybody shows
        return value


@lru_cache(maxsize=1_000)
def spelled_date(value: str, code: str, is_1904: bool) -> str:
    """A stored date with the name of its month, where its format shows that; else empty.

    >>> spelled_date("44197", "mmm-yy", False), spelled_date("44197", "d/m/yy", False)
    ('Jan-21', '')
    """
    try:
        number = _EXACT.create_decimal(value)
        section, _ = _section_for(number, sections(code))
    except ArithmeticError:
        return ""
    return spelled(number, section, is_1904) if section is not None else ""


def _formatted(number: Decimal, code: str, is_1904: bool) -> str:
    section, is_signed = _section_for(number, sections(code))
    if section is None:
        return "#" * 5  # what programs show where no section is for such a number
    if section.is_date:
        shown = show_date(number, section, is_1904)
        return general(number) if shown is None else shown
    sign = "-" if is_signed and number < 0 else ""
    return _SPACES.sub(" ", sign + _shown(abs(number), section)).strip()


def show_text(text: str, code: str) -> str:
    """A text in a cell with this format, whose fourth section is for texts."""
    if code.count(";") < 3:
        return text
    parts = sections(code)
    if len(parts) < 4:
        return text
    return "".join(
        text if token == Token("mark", "@") else token.text
        for token in parts[3].tokens
        if token.kind in ("literal", "mark", "digit", "date", "noon")
    )


def general(number: Decimal) -> str:
    """A number without a format.

    >>> [general(Decimal(n)) for n in ("37", "37.0", "1e15", "0.1", "-0.333333333333333")]
    ['37', '37', '1000000000000000', '0.1', '-0.333333333']
    """
    whole = number.to_integral_value(context=_WIDE)
    if number == whole:
        return f"{whole.quantize(Decimal(1), context=_WIDE):f}" if whole else "0"
    before = max(number.adjusted(), 0) + 1
    after = _SHOWN_DIGITS - before
    if number.adjusted() < -4:
        after = _SMALL_DIGITS - 1 - number.adjusted()
    rounded = number.quantize(Decimal(1).scaleb(-max(after, 0)), context=_WIDE)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section_for(number: Decimal, parts: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a number, and whether its sign is still to be shown."""
    if len(parts) == 1 and not parts[0].condition:
        return parts[0], True
    if any(part.condition for part in parts[:2]):
        return _section_by_condition(number, parts[:3])
    if len(parts) > 2 and not number:
        return parts[2], False
    if len(parts) > 1 and number < 0:
        return parts[1], False
    return parts[0], True


def _section_by_condition(
    number: Decimal, parts: tuple[Section, ...]
) -> tuple[Section | None, bool]:
    for part in parts[:2]:
        if part.condition is None:
            continue
        sign, other = part.condition
        if _COMPARED[sign](number, Decimal(str(other))):
            # A section for negative numbers alone says itself how they look.
            return part, not (sign in ("<", "<=") and other <= 0)
    others = [part for part in parts if not part.condition]
    return (others[0] if others else None), True


def _shown(number: Decimal, section: Section) -> str:
    if section.has_digits and Token("mark", "/") in section.tokens:
        return _fraction(number, section)
    if section.has_digits:
        return show_digits(number, section.tokens)
    return "".join(
        general(number) if token.kind == "general" or token == Token("mark", "@") else token.text
        for token in section.tokens
    )


def _fraction(number: Decimal, section: Section) -> str:
    """A number as halves, quarters and so on: "12 1/2"."""
    tokens = section.tokens
    bar = tokens.index(Token("mark", "/"))
    below = "".join(token.text for token in tokens[bar + 1 :] if token.kind in ("digit", "literal"))
    exact = Fraction(number)
    if below.strip().isdecimal() and int(below) and "0" not in below[:1]:
        parts = Fraction(round(exact * int(below)), int(below))
        nearest = (parts.numerator * int(below) // parts.denominator, int(below))
    else:
        limited = exact.limit_denominator(10 ** min(len(below.strip()) or 1, 4) - 1)
        nearest = (limited.numerator, limited.denominator)
    whole, rest = divmod(nearest[0], nearest[1])
    has_whole = any(token.kind == "literal" and token.text.isspace() for token in tokens[:bar])
    if not has_whole:
        return f"{nearest[0]}/{nearest[1]}"
    if not rest:
        return str(whole)
    return f"{whole} {rest}/{nearest[1]}" if whole else f"{rest}/{nearest[1]}"
