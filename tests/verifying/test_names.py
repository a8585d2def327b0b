"""How a draft names documents."""

from __future__ import annotations

from casc_qa.locators import Locator
from casc_qa.types import Span
from casc_qa.verifying.claims import Source
from casc_qa.verifying.names import Names, on_page

RECORDS = [
    {
        "doc_id": "a/report.html",
        "title": "Women and Customs: A Report",
        "url": "https://www.example.org/Report/",
        "also_at": ["b/copy.html"],
    },
    {"doc_id": "b.txt", "title": "Osh", "url": None, "also_at": []},
]
AT = Locator("a/report.html", "0" * 64, 1, 20)


def named(text: str, *without: Span) -> list[tuple[str, ...]]:
    return [each.source.doc_ids for each in Names(RECORDS, text).within(text, without)]


def test_each_way_of_naming() -> None:
    assert named("see http://example.org/report.") == [("a/report.html",)]
    assert named("see report.html, b.txt and copy.html") == [
        ("a/report.html",),
        ("b.txt",),
        ("a/report.html",),
    ]
    assert named("as *Women and\ncustoms: a report* has it") == [("a/report.html",)]
    assert named(f"see {AT} or report.html") == [("a/report.html",)]
    assert Names(RECORDS, "").within(f"see {AT}")[0].source == Source.at(AT)


def test_what_names_nothing() -> None:
    assert named("in Osh, at https://example.org/other and on www.example.org") == []
    assert named("the womenand customs: a reporter") == []
    text = "He said “Women and customs: a report” then."
    assert named(text, Span(8, 40)) == []


def test_titles() -> None:
    names = Names(RECORDS, "")
    assert names.is_title("Women and Customs: A Report,")
    assert names.is_title("Osh.")
    assert not names.is_title("Women and Customs")


def test_pages() -> None:
    assert on_page(Source(("a",)), "(see p. 12)").page == 12
    assert on_page(Source(("a",)), "(с. 12)").page == 12
    assert on_page(Source(("a",)), "(2012)").page is None
    assert on_page(Source.at(AT), "(p. 12)").page is None
