"""Lines that every page repeats are no text."""

from __future__ import annotations

from casc_qa.loaders.formats.pdf.page_layout import Line, without_running_lines
from helpers.documents.pdf_files import lines


def test_running_lines_go_from_four_pages_on() -> None:
    def page(number: int) -> list[Line]:
        words = [f"{word} {'abcdef'[number]}" for word in ("The", "body", "may", "stay")]
        body = lines(*words, page=number, top=600)
        return [
            *lines("Report 2023", page=number),
            *body,
            *lines(f"- {number} -", page=number, top=40),
        ]

    three = [page(n) for n in range(3)]
    assert without_running_lines(three).pages == three
    for kept in without_running_lines([page(n) for n in range(4)]).pages:
        assert [line.text[:-2] for line in kept] == ["The", "body", "may", "stay"]


def test_a_header_that_counts_pages_goes_though_few_share_it() -> None:
    def page(number: int, head: str) -> list[Line]:
        body = lines(f"In {'abcdefg'[number]} 2023", page=number, top=600)
        return [*lines(head, page=number), *body]

    heads = ["Chapter 1: Law 5", "6 Chapter 1: Law", "Chapter 2: Order 7", "8"]
    pages = [page(number, head) for number, head in enumerate(heads, 3)]
    body = without_running_lines(pages)
    assert [[line.text[:2] for line in kept] for kept in body.pages] == [["In"]] * 4
    assert body.numbers == {3: "5", 4: "6", 5: "7", 6: "8"}


def with_heads(heads: list[str], size: float = 11) -> list[list[Line]]:
    bodies = ["one said", "two met", "three left", "four spoke", "five came"]
    return [
        [
            Line(head, number, 50, 760, size),
            *lines(f"{body} at length of the matter", "and of others", page=number, top=700),
        ]
        for number, (head, body) in enumerate(zip(heads, bodies, strict=True), 1)
    ]


def heads_kept(pages: list[list[Line]]) -> list[str]:
    return [page[0].text for page in without_running_lines(pages).pages if page[0].height == 760]


def test_a_head_that_says_something_on_every_page_stays() -> None:
    for heads in (
        [f"Findings for {year}" for year in range(2019, 2024)],  # years count like pages
        [f"Cases opened: {cases}" for cases in (412, 105, 88, 9, 31)],
    ):
        assert heads_kept(with_heads(heads)) == heads


def test_a_large_head_is_a_heading_though_it_counts() -> None:
    parts = [f"Part {number}" for number in range(1, 6)]
    assert heads_kept(with_heads(parts, size=18)) == parts
    assert heads_kept(with_heads(parts)) == []


def test_what_the_file_calls_a_page_is_its_number() -> None:
    pages = [[*lines("It met.", page=n, top=700), *lines(label, page=n, top=40)]
             for n, label in enumerate(["i", "ii", "1"], 1)]  # fmt: skip
    kept = without_running_lines(pages, ["i", "ii", "1"]).pages
    assert [[line.text for line in page] for page in kept] == [["It met."]] * 3
