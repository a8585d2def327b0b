"""What a person sees in a document is what is kept of it: small files that say something else
when they are read without care.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.registry import extract
from casc_qa.text.sentences import split_sentences, trim
from helpers.project import ROOT

DOCUMENTS = ROOT / "tests" / "data" / "documents"


def read(name: str) -> Extracted:
    path = DOCUMENTS / name
    (result,) = extract(path.suffix, path.read_bytes(), ColumnSettings())
    assert isinstance(result, Extracted)
    return result


def sentences(text: str, language: str = "en") -> list[str]:
    return [trim(text, span).of(text) for span in split_sentences(text, language)]


MARKED = "The office registered 1,204³ victims in 2021⁴, and 10⁶ tablets"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sup.docx", f"{MARKED} were seized."),
        ("sup.epub", f"{MARKED}."),
        (
            "sup.pptx",
            "Figures\n\nThe office registered 1,204³ victims.\n\n"
            "This box stands ABOVE the other but was drawn later.",
        ),
        (
            "sym.docx",
            "A child is a person under 18; an adult is a person aged ≥ 18 years.\n\n"
            "The tolerance is ±5 per cent and the dose is 40 μg.\n\n"
            "☑ Yes   ☐ No  – has the State ratified the Protocol?",
        ),
        ("math.docx", "The rate is 12/50 of all cases."),
        ("formfields.docx", "Has the State a plan? ☑ Yes ☐ No\n\nTajikistan"),
        ("dropcap.docx", "The shelter in Osh took in 214 women in 2022."),
        (
            "strike.docx",
            "States shall submit reports every  two years.\n\n"
            "The mandate of the mission ends on 30 June 2025.",
        ),
        ("hidden-style.docx", "The visible rate is 12 per cent."),
        (
            "tracked.docx",
            "The court shall appoint a guardian.\n\nA wholly inserted paragraph stays.",
        ),
        ("textbox.docx", "Host paragraph.\n\nBoxed: 14 shelters were open in Osh."),
        (
            "rtf-star-midgroup.rtf",
            "The court heard seventeen cases in 2021.\n\nThe quota for labour migrants is 18,400.",
        ),
        (
            "layout-table.html",
            "Gears\n\nThe committee met in Tashkent and looked at the reports of five States with "
            "great care and attention.\n\nIf the State reports at rate r, the second State reports "
            "at rate 3r and the third at rate 5r/2, which gives a total of forty reports each "
            "year.\n\nThe next session will be held in Almaty in the following spring.",
        ),
        ("sep.csv", "The court met in May."),
    ],
)
def test_a_text_is_what_is_seen(name: str, text: str) -> None:
    assert read(name).text == text


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("sup.html", f"{MARKED} were seized."),
        ("cls-social-protection.html", "The committee found that 4,711 persons had been "),
        ("cls-comments.html", "The committee found that 4,711 persons had been registered "),
        ("body-ul.html", "\n\nWere 37 complaints filed in 2022 by women in detention?"),
        (
            "cp1252-declared-latin1.html",
            "The delegate said: “We don’t accept this” – and left after 3½ hours. "
            "The café cost €40.",
        ),
        ("cp1251-declared-utf8.html", "Суд рассмотрел 17 дел в 2021 году."),
        ("alt-empty-plain.eml", "\n\nThe border post at Dostyk closes on 14 September."),
        ("koi8.eml", "\n\nСуд рассмотрел 17 дел в 2021 году."),
        ("en-utf8-one-bad-byte.txt", "said: “We don’t accept this” – and left. caf� bill"),
        ("ru-utf8-one-bad-byte.txt", "Адвокаты получили доступ к материалам дела. ��\nВерховный"),
        ("utf16.tsv", "Суд вынес приговор."),
    ],
)
def test_a_text_holds_what_is_seen(name: str, part: str) -> None:
    assert part in read(name).text


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("strike.docx", "Words that are struck out were left out."),
        ("sup.epub", "Words that are struck out were left out."),
        ("sup.pptx", "Slide 2 is hidden and was left out."),
    ],
)
def test_what_is_left_out_is_said(name: str, note: str) -> None:
    assert read(name).notes == (note,)


def test_rows_of_a_table_with_a_mark_of_byte_order_and_breaks_inside() -> None:
    rows = extract(".csv", (DOCUMENTS / "bom-csv.csv").read_bytes(), ColumnSettings())
    assert [row.text for row in rows if isinstance(row, Extracted)] == [
        "The court met;\r\nit adjourned at noon.",
        "Second row.",
    ]


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        (
            "ru-initials.txt",
            "ru",
            [
                "Указ о защите свидетелей подписал президент Ш.М. Мирзиёев в Ташкенте 5 мая 2023 "
                "года.",
                "Приговор по делу о торговле людьми вынес судья А.Б. Каримов.",
                "Обвинение поддержал прокурор Садыков Е.Ж. в открытом заседании.",
            ],
        ),
        (
            "ru-abbr.txt",
            "ru",
            [
                "Бюджет программы реинтеграции составил 5 млрд. сумов в 2022 году.",
                "Население области — 3,5 млн. человек по переписи 2022 года.",
                "Участвовали судьи, прокуроры и др. представители органов власти.",
                "Деяние наказуемо, т.е. карается лишением свободы на срок от 5 до 8 лет.",
            ],
        ),
        (
            "en-cuts.txt",
            "en",
            [
                "Yan et al. [2004] analysed the flows of migrants through Termez.",
                "The office keeps approx. 500 files on labour exploitation.",
                "Under Reg. No. 45 and Dir. 2011/36/EU this conduct is a crime.",
                "The minister said “No!” and left the conference in Almaty.",
                "The leaflet “What is trafficking?” was printed in Osh in 2021.",
            ],
        ),
    ],
)
def test_sentences_are_whole(name: str, language: str, expected: list[str]) -> None:
    assert sentences(read(name).text, language) == expected


def test_every_file_is_asked_for() -> None:
    """A file that no test names would say nothing."""
    named = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in DOCUMENTS.iterdir() if f'"{path.name}"' not in named] == []
