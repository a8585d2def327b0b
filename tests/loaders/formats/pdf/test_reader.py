"""PDF files: what comes out, by value, and what hostile ones come to."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.pdf.page_words import Word
from casc_qa.loaders.formats.pdf.pdfium import Document
from casc_qa.text.places import Places
from casc_qa.text.sentences import split_sentences
from helpers.documents.extracted import at
from helpers.documents.pdf_files import pdf_of, stream
from helpers.documents.samples import REPORT, SCRIPTS

REPORT_TEXT = """\
1. Opening of the seminar

The seminar on international law and on customs was opened in Bishkek by the Ministry, whose \
officers had long asked for a training on cross-border crime. It was the first of its kind.

A second paragraph starts here, and it speaks of post-Soviet States and of pre- and \
post-conflict work, until the page ends and the participants of the Republic of Kazakhstan \
adopted the outcome document.

1 Held under the project on gender and human rights.

2. Results of the training

Cross-border trade was the subject of the second day, and fifty-three people took part in it. \
They came from five States.

Country People

Kazakhstan 12

Uzbekistan 15

Recommendations were made:

• The first is to repeat the training in every State that took part in it, and soon.

• The second is to translate it.

The last one was kept for the closing ceremony, which took place on Friday.

2 See the annex.

3. Closing

It closed in the evening."""


def test_a_report_reads_as_running_text() -> None:
    report = pdf.load(REPORT)
    assert report.text == REPORT_TEXT
    assert report.title == "Outcome of the Bishkek seminar"
    assert (report.date, report.file_date, report.language) == (None, "2023-09-04", "en")
    assert report.extractor.startswith("pdfium 5.")
    assert report.notes == (
        "1 of 5 pages holds no text: 3",
        "headers, footers and page numbers were left out: 8 lines",
    )


def test_pages_and_bookmarks_stand_where_their_words_do() -> None:
    report = pdf.load(REPORT)
    assert at(report, "page") == [
        ("1", "1. Opening of th"),
        ("2", "Republic of Kaza"),
        ("1", "1 Held under the"),
        ("2", "2. Results of th"),
        ("4", "Recommendations "),
        ("5", "ceremony, which "),
        ("4", "2 See the annex."),
        ("5", "3. Closing\n\nIt c"),
    ]
    assert at(report, "heading") == [
        ("Opening of the seminar", "1. Opening of th"),
        ("Results of the training", "2. Results of th"),
        ("Closing", "3. Closing\n\nIt c"),
    ]
    assert list(report.anchors) == sorted(report.anchors, key=lambda a: a.offset)


def test_a_sentence_over_the_page_break_stays_one() -> None:
    text = pdf.load(REPORT).text
    sentences = [span.of(text).strip() for span in split_sentences(text)]
    assert [s for s in sentences if "Republic" in s] == [REPORT_TEXT.split("\n\n")[2]]


def test_every_script_is_read_in_its_own_order() -> None:
    scripts = pdf.load(SCRIPTS)
    assert scripts.text.split("\n\n") == [
        "Отчёт о семинаре",
        "Семинар прошёл в Бишкеке 22 августа 2023 года. В нём приняли участие 53 человека из "
        "пяти стран Центральной Азии, в том числе представители таможенных органов Республики "
        "Казахстан.",
        "სემინარი გაიმართა თბილისში 2023 წლის აგვისტოში. მასში მონაწილეობდა 53 ადამიანი ხუთი "
        "ქვეყნიდან, მათ შორის საბაჟო ორგანოების წარმომადგენლები.",
        "Սեմինարը տեղի ունեցավ Երևանում 2023 թվականին։ Դրան մասնակցեց 53 մարդ հինգ երկրներից, այդ "
        "թվում՝ մաքսային մարմինների ներկայացուցիչներ։",
        "عقدت الندوة في بيشكيك في 22 أغسطس 2023 بمشاركة OSCE وخمسين مشاركا (53).",
        "وكان عدد الدول ٢٠٢٣ خمسا.",
        "השתתפו בסמינר 53 אנשים מטעם OSCE בשנת 2023.",
        "The office kept its first file of official figures.",
        "Казахстан 12",
        "Узбекистан 15",
    ]
    assert (scripts.title, scripts.language) == ("Отчёт о семинаре в Бишкеке", "ru")


def written(make: Callable[[object], None], source: bytes | None = REPORT) -> bytes:
    """A PDF that pypdf's writer makes, from the report or from nothing."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(source)) if source else pypdf.PdfWriter()
    make(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_encryption_without_a_password_is_read(algorithm: str) -> None:
    data = written(lambda w: w.encrypt("", "owner", algorithm=algorithm))  # type: ignore[attr-defined]
    assert pdf.load(data).text == REPORT_TEXT


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encryption_with_a_password_is_a_reason(algorithm: str) -> None:
    data = written(lambda w: w.encrypt("secret", algorithm=algorithm))  # type: ignore[attr-defined]
    with pytest.raises(Unreadable, match="it is encrypted: save it without its password"):
        pdf.load(data)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        (1, "its only page holds no text$"),
        (4, "none of its 4 pages holds text$"),
    ],
)
def test_blank_pages_alone_are_a_reason(pages: int, reason: str) -> None:
    def blank(writer: object) -> None:
        for _ in range(pages):
            writer.add_blank_page(100, 100)  # type: ignore[attr-defined]

    with pytest.raises(Unreadable, match=reason):
        pdf.load(written(blank, None))


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "untitled", "report.pdf", "  "])
def test_a_title_that_is_none_is_not_taken(title: str) -> None:
    data = written(lambda w: w.add_metadata({"/Title": title, "/CreationDate": "D:19000101"}))  # type: ignore[attr-defined]
    assert (pdf.load(data).title, pdf.load(data).date) == (None, None)


def test_one_page_that_fails_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdf

    words, extract = Document.words, pypdf.PageObject.extract_text

    def fails_on_the_fifth(document: Document, number: int) -> list[Word]:
        if number == 4:
            raise ValueError
        return words(document, number)

    def fails_too(page: pypdf.PageObject, **options: object) -> str:
        text = extract(page, **options)  # type: ignore[arg-type]
        if page.page_number == 4:
            raise RecursionError
        return text

    monkeypatch.setattr(Document, "words", fails_on_the_fifth)
    by_pypdf = pdf.load(REPORT)
    assert (by_pypdf.text, len(by_pypdf.notes)) == (REPORT_TEXT, 2)
    monkeypatch.setattr(pypdf.PageObject, "extract_text", fails_too)
    report = pdf.load(REPORT)
    assert report.notes[1] == "1 of 5 pages could not be read: 5"
    assert report.text.endswith("The last one was kept for the closing\n\n2 See the annex.")


def test_a_file_that_pdfium_can_not_open_is_read_by_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(document: Document, data: bytes) -> None:
        raise ValueError

    monkeypatch.setattr(Document, "__init__", fails)
    report = pdf.load(REPORT)
    assert report.text == REPORT_TEXT
    assert report.extractor.startswith("pypdf 7.")


PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
    "/Resources << /Font << /F 5 0 R >> >> >>"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"


BOMBS = ("flate bomb", "too many instructions")


@cache
def hostile_pdfs() -> dict[str, bytes]:
    one = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    bomb = b"BT /F 12 Tf (a) Tj ET " + b"\0" * 60_000_000
    squeezed = zlib.compress(zlib.compress(bomb, 9), 9)
    work = zlib.compress(b"BT /F 9 Tf " + b"(ab) Tj 1 0 Td " * 500_000 + b"ET", 9)
    form = stream(
        b"/X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    of_form = PAGE.replace("/Font << /F 5 0 R >>", "/XObject << /X 4 0 R >>")
    twice = "/Filter [/FlateDecode /FlateDecode]"
    two = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    return {
        "cycle of pages": pdf_of(CATALOG, one, one.replace("3", "2")),
        "pages that hold themselves": pdf_of(CATALOG, two),
        "flate bomb": pdf_of(CATALOG, one, PAGE, stream(squeezed, twice), FONT),
        "too many instructions": pdf_of(
            CATALOG, one, PAGE, stream(work, "/Filter /FlateDecode"), FONT
        ),
        "form in itself": pdf_of(CATALOG, one, of_form, form),
        "arrays in arrays": pdf_of(CATALOG, one, PAGE, stream(b"[" * 100_000), FONT),
        "deep catalog": pdf_of("<< /Type /Catalog /Pages " + "[" * 50_000 + " >>"),
        "empty": b"",
        "no pdf": b"plain words",
        "header alone": b"%PDF-1.7",
    }


def test_hostile_pdfs_are_reasons() -> None:
    for name, data in hostile_pdfs().items():
        if name in BOMBS:  # these are read where their memory is measured
            continue
        with pytest.raises(Unreadable) as caught:
            pdf.load(data)
        assert str(caught.value), name


@pytest.mark.skipif(sys.platform != "linux", reason="the highest memory is read from /proc")
def test_bombs_stay_below_500_mb(tmp_path: Path) -> None:
    for name in BOMBS:
        (tmp_path / name).write_bytes(hostile_pdfs()[name])
    code = (
        "import sys, pathlib\n"
        "from casc_qa.loaders.formats.pdf import reader\n"
        "from casc_qa.loaders.formats.extracted import Unreadable\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try: reader.load(path.read_bytes())\n"
        "    except Unreadable: pass\n"
        "held = pathlib.Path('/proc/self/status').read_text()\n"
        "print(held.split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, check=True)
    assert int(done.stdout) < 500_000  # kilobytes


def test_bookmarks_in_a_circle_are_left() -> None:
    good = pdf_of(
        "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE,
        stream(b"BT /F 12 Tf (Words of it) Tj ET"), FONT,
        "<< /First 7 0 R >>", "<< /Title (Words) /Dest [3 0 R /Fit] /Next 7 0 R /First 7 0 R >>",
    )  # fmt: skip
    assert pdf.load(good).text == "Words of it"


@pytest.mark.parametrize(
    ("instructions", "text"),
    [
        (b"<576F7264732> Tj", "Words"),  # an odd digit, and a space for it
        (b"<57 6f\n72 64 73> Tj (: a <41> \\( b\\)) Tj", "Words: a <41> ( b)"),
        (b"(a (nested) <41> b) Tj <43> Tj", "a (nested) <41> bC"),
        (b"[<57> -20 <6F> (rds)] TJ", "Words"),
    ],
)
def test_strings_of_either_spelling_are_the_same(instructions: bytes, text: str) -> None:
    page = pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE,
        stream(b"BT /F 12 Tf " + instructions + b" ET"), FONT,
    )  # fmt: skip
    assert pdf.load(page).text == text


def painted(instructions: bytes) -> str:
    page = PAGE.replace("0 0 9 9", "0 0 600 800")
    one = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf.load(pdf_of(CATALOG, one, page, stream(instructions), FONT)).text


WORDS = b"BT /F 12 Tf 50 700 Td (Osh 12) Tj ET "
OTHERS = b"BT /F 12 Tf 50 500 Td (Naryn 5) Tj ET "
BOX = b" 40 690 200 30 re f "


@pytest.mark.parametrize(
    ("instructions", "is_seen"),
    [
        (b"0 g" + BOX + b"1 g " + WORDS, True),  # white on black
        (b"0 0.4 0 rg" + BOX + b"0.9 0 0 rg " + WORDS, True),  # red on green, as bright
        (b"0 g" + BOX + b"0 g " + WORDS, False),  # black on black
        (WORDS + b"0 g" + BOX, False),  # under a black bar
        (WORDS + b"1 g" + BOX, False),  # under a white one
        (b"1 g " + WORDS, False),  # white on paper
        (b"0 g 40 690 m 240 690 l 240 720 l f 0 g " + WORDS, True),  # no rectangle
        (b"q 300 690 9 9 re W n 0 g" + BOX + b"Q 0 g " + WORDS, True),  # clipped: elsewhere
    ],
)
def test_a_word_is_seen_unless_its_ground_is_sure_to_hide_it(
    instructions: bytes, is_seen: bool
) -> None:
    text = painted(instructions + b"0 g " + OTHERS)
    assert "Naryn 5" in text
    assert ("Osh 12" in text) == is_seen


def test_every_word_stands_where_it_is_printed() -> None:
    report = pdf.load(REPORT)
    pages = pypdfium2.PdfDocument(REPORT)
    placed = list(Places(report.places))
    assert len(placed) > len(report.text.split()) - 5
    ends = [*(place.offset for place in placed[1:]), len(report.text)]
    for place, end in zip(placed, ends, strict=True):
        page, *edges = place.box
        seen = pages[page - 1].get_textpage().get_text_bounded(*edges).strip()
        assert report.text[place.offset : end].strip().rstrip("-") == seen.rstrip("-\x02\ufffe")


def labelled(labels: str, *texts: str) -> list[tuple[str, str]]:
    """The pages and labels of a file whose pages have these texts."""
    kids = " ".join(f"{2 * n + 4} 0 R" for n in range(len(texts)))
    pages = []
    for number, text in enumerate(texts):
        pages += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {2 * number + 5} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            stream(f"BT /F1 12 Tf 20 250 Td {text} ET".encode()),
        ]
    data = pdf_of(
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *pages,
    )
    return [(anchor.kind, anchor.value) for anchor in pdf.load(data).anchors]


def test_a_page_has_the_number_that_is_printed_on_it() -> None:
    roman = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"
    assert labelled(roman, "(One.) Tj", "(Two.) Tj") == [
        ("page", "1"), ("label", "i"), ("page", "2"), ("label", "1"),
    ]  # fmt: skip
    assert labelled("", "(One.) Tj", "(Two.) Tj") == [("page", "1"), ("page", "2")]
    odd = "0 << /P <FEFF202E0031> >> 1 << /P <FEFF001B005B> >> 2 << /S /D >>"
    turned = f"/PageLabels << /Nums [{odd}] >>"
    assert labelled(turned, "(One.) Tj", "(Two.) Tj", "(Three.) Tj") == [
        ("page", "1"), ("label", ""), ("page", "2"), ("label", ""), ("page", "3"), ("label", "1"),
    ]  # fmt: skip


def test_numbers_below_the_text_are_those_of_the_pages() -> None:
    texts = [
        f"(Of {what} it said this.) Tj 0 -210 Td ({number}) Tj"
        for number, what in enumerate(("law", "trade", "water", "roads"), 3)
    ]
    assert labelled("", *texts) == [
        pair for n in range(1, 5) for pair in (("page", str(n)), ("label", str(n + 2)))
    ]
