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


MET = (
    "The regional office met judges and prosecutors from several countries in the region and "
    "agreed with them on a plan of work for the coming year, which the ministries will carry out "
    "together with the courts and the civil society."
)
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
        (
            "word-spacing.pdf",
            "The ministry and the courts of the region agreed on a plan, and trafficking in "
            "persons was its first part.",
        ),
        ("char-spacing-cells.pdf", "Florida: administrative checks and total | 0 | 103,532"),
        ("offpage.pdf", "On the page there are 12 persons."),
        (
            "spread.pdf",
            "The left page says that 12 shelters are open.\n\n"
            "The right page says that 34 courts are open.",
        ),
        (
            "lig-names.pdf",
            "The committee confirmed that the officer wrote the flyer and the offer.",
        ),
        ("lig-tounicode-control.pdf", "The committee confirmed the first figure."),
        (
            "cyr-winansi.pdf",
            "Верховный суд рассмотрел 17 дел о торговле людьми в 2021 году.",
        ),
        (
            "col-rowwise.pdf",
            "The committee reviewed the annual report of the ministry and found that 412 persons "
            "had returned by the end of March.\n\nIt approved the budget for the coming fiscal "
            "year, which is 9 million, and elected Ms. Olim as its chairperson for a year.",
        ),
        (
            "table.pdf",
            "Country | Cases | Victims\n\nKazakhstan | 412 | 37\n\nKyrgyzstan | 105 | 9\n\n"
            "Tajikistan | 88 | 12",
        ),
        ("watermark.pdf", f"{MET} {MET} {MET}"),
        (
            "hyphens.pdf",
            "The decision-making body of the non-governmental sector and the anti-corruption "
            "agency met on 5–\n\n6 May 2023 with the vice-president, and the well-known email of "
            "the ex-minister was read; COVID-19 cases fell; A/RES/70-1 was cited; "
            "www.unodc-office.org is the site; the 10-year plan; Mr. Al-Khatib spoke.",
        ),
        (
            "form.pdf",
            "Number of victims identified in 2022: | 4711\n\nIs there a national plan? | ☑",
        ),
        (
            "labels.pdf",
            "Preface text by the director of the office.\n\nThe table of contents is here.\n\n"
            "Chapter one: the court heard 17 cases in 2021.",
        ),
        (
            "invisible.pdf",
            "The invisible layer says 88 persons. The visible line says 89 persons.",
        ),
        ("redacted.pdf", f"{MET} The witness is"),
        ("rot-text.pdf", MET),
        (
            "sup.pdf",
            f"{MET} {MARKED} were seized. The rate fell to 12 per cent.⁵ The ministry agreed.",
        ),
        ("sup2.pdf", f"{MET} {MARKED} were seized. {MET}"),
        (
            "spaced.pdf",
            "EXECUTIVE SUMMARY\n\nThe regional office met judges and prosecutors from several "
            "countries in the",
        ),
        (
            "dated-1971.pdf",
            "A/L.632\n\n29 September 1971\n\nThe Assembly decides that the proposal is an "
            "important question under Article 18. It calls upon the States to report.",
        ),
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
        (
            "footnote-first-line.pdf",
            "⁶ The ministry counted 4,711 persons in the camp by the end of May and moved 300 of "
            "them to the city of Osh in June 2021.",
        ),
        (
            "notes-first.pdf",
            "On 29 October 2018 an airplane was involved in an accident after it took off from the "
            "airport of the capital, resulting in 189 fatalities.",
        ),
        ("case-sheets.pdf", "Cases opened in 2022: 412\n\nPersons convicted in 2022: 37\n\n"),
        ("case-sheets.pdf", "Cases opened in 2022: 88\n\nPersons convicted in 2022: 12\n\n"),
        ("all-repeated.pdf", "The holder took part in the training of 53 officers in Bishkek."),
        (
            "running.pdf",
            "The sentence that runs over the page begins here and it Paragraph text of page 2, "
            "line 0,",
        ),
    ],
)
def test_a_text_holds_what_is_seen(name: str, part: str) -> None:
    assert part in read(name).text


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("strike.docx", "words that are struck out were left out"),
        ("sup.epub", "words that are struck out were left out"),
        ("sup.pptx", "Slide 2 is hidden and was left out."),
        ("offpage.pdf", "words off the page were left out: 13"),
        ("redacted.pdf", "words that nobody sees were left out: 7"),
        ("watermark.pdf", "words that lie askew, as a watermark does, were left out: 1"),
    ],
)
def test_what_is_left_out_is_said(name: str, note: str) -> None:
    assert read(name).notes == (note,)


def test_the_day_on_which_a_pdf_was_made_is_not_its_date() -> None:
    assert read("dated-1971.pdf").date is None


def test_heads_of_pages_are_left_out_and_lines_of_the_text_are_not() -> None:
    text = read("running.pdf").text
    assert "A/HRC/50/12" not in text
    assert "GE.22-01234" not in text
    for page in range(1, 6):
        for line in range(12):
            assert f"Paragraph text of page {page}, line {line}, goes on" in text


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
