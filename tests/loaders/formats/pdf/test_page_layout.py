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
    assert without_running_lines(three) == three
    for kept in without_running_lines([page(n) for n in range(4)]):
        assert [line.text[:-2] for line in kept] == ["The", "body", "may", "stay"]


def test_a_header_that_counts_pages_goes_though_few_share_it() -> None:
    def page(number: int, head: str) -> list[Line]:
        body = lines(f"In {'abcdefg'[number]} 2023", page=number, top=600)
        return [*lines(head, page=number), *body]

    heads = ["Chapter 1: Law 5", "6 Chapter 1: Law", "Chapter 2: Order 7", "8"]
    pages = [page(number, head) for number, head in enumerate(heads, 3)]
    assert [[line.text[:2] for line in kept] for kept in without_running_lines(pages)] == [
        ["In"]
    ] * 4
