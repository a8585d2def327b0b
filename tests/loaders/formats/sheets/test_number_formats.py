"""Numbers as their formats show them in spreadsheet programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.sheets.number_formats import show_number, show_text

ACCOUNTING = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'
BY_SIZE = '[>=1000000]0.0,,"M";[>=1000]0,"K";0'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.125", "0%", "13%"),
        ("1e9999999", "General", "1e9999999"),
        ("1e9999999", "0.0", "1e9999999"),
        ("1e300", "0" + "%" * 250, "1e300"),
        ("0.125", "0.0%", "12.5%"),
        ("-0.5", "0%;(0%)", "(50%)"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1234.5", ACCOUNTING, "$1,234.50"),
        ("-1234.5", ACCOUNTING, "$(1,234.50)"),
        ("0", ACCOUNTING, "$-"),
        ("1204", "#,##0\\ [$€-407]", "1,204 €"),
        ("-3", "0", "-3"),
        ("-3", "#,##0;-#,##0", "-3"),
        ("2.675", "0.00", "2.68"),  # half away from zero, as it stands and not as it is stored
        ("12", "0.##", "12"),
        ("12.50", "0.##", "12.5"),
        ("0.5", ".00", ".50"),
        ("5", "000", "005"),
        ("12", "000-00-00", "000-00-12"),
        ("1234567", "#\\ ###\\ ##0", "1 234 567"),
        ("1500000", BY_SIZE, "1.5M"),
        ("1500", BY_SIZE, "2K"),
        ("15", BY_SIZE, "15"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("99.96", "0.0E+0", "1.0E+2"),
        ("1234567", "##0.0E+0", "1.2E+6"),
        ("1.5", "# ?/?", "1 1/2"),
        ("0.25", "# ??/??", "1/4"),
        ("2", "# ?/?", "2"),
        ("1.25", "# ?/4", "1 1/4"),
        ("5", '"yes";"no"', "yes"),
        ("-5", '"yes";"no"', "no"),
        ("12.3", '0.0" kg"', "12.3 kg"),
        ("5.5", 'General" kg"', "5.5 kg"),
        ("45", "@", "45"),
        ("5", ";;;", ""),
        ("0", "#", ""),
        ("12", "[Red]0", "12"),
    ],
)
def test_numbers(value: str, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("37", "37"),
        ("37.0", "37"),
        ("3.7E1", "37"),
        ("-0.0", "0"),
        ("0.30000000000000004", "0.3"),
        ("0.333333333333333", "0.333333333"),
        ("1234.56789012345", "1234.56789"),
        ("123456789012345", "123456789012345"),
        ("1E+20", "100000000000000000000"),
        ("1E-7", "0.0000001"),
        ("NaN", "NaN"),
        ("1E+400", "1E+400"),
        ("no number", "no number"),
    ],
)
def test_numbers_without_a_format(value: str, shown: str) -> None:
    assert show_number(value, "General") == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("44621", "mm-dd-yy", "2022-03-01"),
        ("44621", "dd.mm.yyyy", "2022-03-01"),
        ("44621.604", "dd.mm.yyyy", "2022-03-01"),
        ("44621.604166667", "dd.mm.yyyy hh:mm", "2022-03-01T14:30"),
        ("44621.604166667", "m/d/yy h:mm:ss AM/PM", "2022-03-01T14:30:00"),
        ("44621", '[$-419]d\\ mmmm\\ yyyy" г."', "2022-03-01"),
        ("44621", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2022-03-01"),
        ("44621", "mmm-yy", "2022-03"),
        ("44621", "yyyy", "2022"),
        ("0.604166667", "h:mm", "14:30"),
        ("1.25", "[h]:mm:ss", "30:00:00"),
        ("0.0625", "[mm]:ss", "90:00"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("44621", "General", "44621"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("3000000", "yyyy-mm-dd", "3000000"),
        ("44621.9999999", "yyyy-mm-dd hh:mm", "2022-03-02T00:00"),
    ],
)
def test_days_and_times(value: str, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_days_counted_from_1904() -> None:
    assert show_number("0", "yyyy-mm-dd", is_1904=True) == "1904-01-01"
    assert show_number("43159", "yyyy-mm-dd", is_1904=True) == "2022-03-01"


def test_texts() -> None:
    assert show_text("x", "@") == "x"
    assert show_text("x", '0;0;0;"Total "@') == "Total x"
    assert show_text("x", ";;;") == ""
    assert show_text("x", ";;") == "x"


@given(st.integers(-(10**14), 10**14))
def test_every_whole_number_stands_in_full(number: int) -> None:
    assert show_number(str(number), "General") == str(number)
    assert show_number(f"{number}.0", "General") == str(number)
    assert show_number(str(number), "#,##0") == f"{number:,}"
    assert show_number(str(number), "0.00") == f"{number}.00"


@given(st.floats() | st.integers(), st.text('0#?.,;%/@Eeymdhs+-_*\\"[]<>=1G $€', max_size=12))
def test_any_format_shows_something(number: float, code: str) -> None:
    assert isinstance(show_number(str(number), code), str)
    assert isinstance(show_text("text", code), str)
