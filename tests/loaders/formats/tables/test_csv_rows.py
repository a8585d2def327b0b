"""Tables of comma-separated values: a document a row."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.tables import csv_rows
from helpers.documents.extracted import rows


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_csv_by_value(delimiter: str, encoding: str) -> None:
    table = (
        "Title,TEXT,date,language,url,note\r\n"
        'Отчёт,"Семинар, в ""Бишкеке""\r\nпрошёл.",2023-08-22T10:00:00Z,ru-RU,https://example.org/a,x\r\n'
        "\r\n,Второй ряд,22.08.2023,russian,javascript:alert(1),\r\nтретий,,2023,,,\r\n"
    )
    table = table.replace('"Семинар,', '"Семинар;;').replace(",", delimiter).replace(";;", ",")
    first, second, third = rows(csv_rows.load_rows, table.encode(encoding))
    assert isinstance(first, Extracted)
    assert isinstance(second, Extracted)
    assert (first.text, first.title) == ('Семинар, в "Бишкеке"\r\nпрошёл.', "Отчёт")
    assert (first.date, first.language, first.url) == ("2023-08-22", "ru", "https://example.org/a")
    assert (second.text, second.title) == ("Второй ряд", None)
    assert (second.date, second.language, second.url) == (None, None, None)
    assert third == "row 3 holds no text"


def test_csv_rows_that_are_wrong_keep_their_number() -> None:
    results = rows(csv_rows.load_rows, "text,title\none,a\ntwo,b,c,d\nthree\n\nfour,,,\n")
    assert [r.text if isinstance(r, Extracted) else r for r in results] == [
        "one", "row 2 has 4 values below 2 names", "three", "four",
    ]  # fmt: skip


def test_a_csv_field_of_ten_megabytes() -> None:
    (row,) = rows(csv_rows.load_rows, 'title,text\na,"' + "word " * 2_000_000 + '"\n')
    assert isinstance(row, Extracted)
    assert len(row.text) == 9_999_999


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ('text,title\n"one,a\ntwo,b\nthree,c\n', ['"one', "two", "three"]),
        ('title,text\na,"one\nb,two\nc,three\n', ['"one', "two", "three"]),
        ('text,title\n"one,a\ntwo,b\n"three",c\nfour,d\n', ['"one', "two", "three", "four"]),
        ('text,title\n"one" more,a\ntwo,b\n', ["one more", "two"]),
        ('text,title\n12" pipe,a\n6" pipe,b\n', ['12" pipe', '6" pipe']),
        ('text,title\n"one\nline",a\ntwo,b\n', ["one\nline", "two"]),
    ],
)
def test_quotation_marks_that_do_not_match_swallow_no_rows(table: str, texts: list[str]) -> None:
    results = rows(csv_rows.load_rows, table)
    assert [r.text if isinstance(r, Extracted) else r for r in results] == texts


@pytest.mark.parametrize("separator", list(",;\t|"))
def test_the_line_that_names_the_separator_is_none_of_the_table(separator: str) -> None:
    table = f"sep={separator}\r\ntext{separator}title\r\none{separator}a\r\n"
    (row,) = rows(csv_rows.load_rows, table)
    assert isinstance(row, Extracted)
    assert (row.text, row.title) == ("one", "a")
