"""PDF, rich text, saved pages, mail, rows and front matter: what comes out, by value."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaders.pdf_files import pdf_of, stream

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats import declared_metadata as stated
from casc_qa.loaders.formats import markdown
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail import eml
from casc_qa.loaders.formats.office import rtf
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.pdf.page_layout import Line, without_running_lines
from casc_qa.loaders.formats.pdf.reflow import reflow
from casc_qa.loaders.formats.pdf.right_to_left import Piece, in_reading_order
from casc_qa.loaders.formats.tables import csv_rows, json_lines
from casc_qa.loaders.formats.web import mhtml
from casc_qa.text.sentences import split_sentences
from casc_qa.types import Anchor

DATA = Path(__file__).parent.parent / "data" / "formats"
REPORT = (DATA / "report.pdf").read_bytes()
SCRIPTS = (DATA / "scripts.pdf").read_bytes()


def at(extracted: Extracted, kind: str) -> list[tuple[str, str]]:
    """Each anchor's value, and how the text goes on there."""
    text = extracted.text
    return [(a.value, text[a.offset :][:16]) for a in extracted.anchors if a.kind == kind]


# PDF

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
    assert (report.date, report.language) == ("2023-09-04", "en")
    assert report.extractor.startswith("pypdf 7.")
    assert report.notes == ("1 of 5 pages holds no text (scanned?): 3",)


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
        (1, "its only page holds no text: it is probably scanned, run OCR first"),
        (4, "none of its 4 pages holds text: it is probably scanned, run OCR first"),
    ],
)
def test_scanned_pages_alone_are_a_reason(pages: int, reason: str) -> None:
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

    extract = pypdf.PageObject.extract_text

    def fails_on_the_fifth(page: pypdf.PageObject, **options: object) -> str:
        text = extract(page, **options)  # type: ignore[arg-type]
        if page.page_number == 4:
            raise RecursionError
        return text

    monkeypatch.setattr(pypdf.PageObject, "extract_text", fails_on_the_fifth)
    report = pdf.load(REPORT)
    assert report.notes[1] == "1 of 5 pages could not be read: 5"
    assert report.text.endswith("The last one was kept for the closing\n\n2 See the annex.")


def lines(*texts: str, page: int = 1, top: float = 700) -> list[Line]:
    return [Line(text, page, 50, top - 14 * n, 11) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["an interna-", "tional body"], "an international body"),
        (
            ["a cross-border case, cross-", "border again"],
            "a cross-border case, cross-border again",
        ),
        (["the COVID-", "19 years"], "the COVID-19 years"),
        (["in 2020-", "2023 it"], "in 2020-2023 it"),
        (["a pause -", "and on"], "a pause - and on"),
        (["между-", "народный"], "международный"),
        (["საერთა-", "შორისო"], "საერთაშორისო"),
        (["1. One of it", "2. Two of it"], "1. One of it\n\n2. Two of it"),
    ],
)
def test_words_broken_at_a_line_end(printed: list[str], text: str) -> None:
    assert reflow([lines(*printed)])[0] == text


def test_a_word_broken_over_pages_has_the_page_inside() -> None:
    text, anchors = reflow([lines("It is interna-"), lines("tional law.", page=2)])
    assert text == "It is international law."
    assert anchors == (Anchor(0, "page", "1"), Anchor(text.index("tional"), "page", "2"))


def test_columns_and_gaps_part_paragraphs() -> None:
    left = lines("The first column of this page goes", "on and then ends within a")
    right = [line._replace(left=300) for line in lines("sentence that is long enough for", "it.")]
    far = [line._replace(height=500) for line in lines("And another paragraph.")]
    text, _ = reflow([[*left, *right, *far]])
    assert text == (
        "The first column of this page goes on and then ends within a sentence that is long "
        "enough for it.\n\nAnd another paragraph."
    )


def test_running_lines_go_from_four_pages_on() -> None:
    def page(number: int) -> list[Line]:
        words = [f"{word} {'abcdef'[number]}" for word in ("The", "body", "may", "stay")]
        body = lines(*words, page=number, top=600)
        return [*lines("Report 2023", page=number), *body, *lines(f"- {number} -", top=40)]

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


def test_bracket_and_number_in_a_line_from_right_to_left() -> None:
    painted = [Piece(".(", 0, False), Piece("53", 9, False), Piece(") ", 20, False)]
    assert in_reading_order([*painted, Piece("אנשים", 30, True)]) == "אנשים (53)."
    assert in_reading_order([Piece("سنة ٣٢٠٢", 0, True)]) == "سنة ٢٠٢٣"
    assert (
        in_reading_order([Piece("the word ", 0, False), Piece("שלום", 30, True)]) == "the word שלום"
    )


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
        "from casc_qa.loaders import pdf\n"
        "from casc_qa.loaders.formats.extracted import Unreadable\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try: pdf.load(path.read_bytes())\n"
        "    except Unreadable: pass\n"
        "    else: sys.exit('it was read')\n"
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


# Rich text

RTF = r"""{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times;}{\f1\fcharset2 Symbol;}
{\f2\fcharset0 Arial;}{\f3\fcharset161 Greek;}}{\colortbl;\red1;}{\stylesheet{\s1 heading 1;}}
{\info{\title \u1054?\u1090?\u1095?\u1105?\u1090?}{\author Somebody}{\creatim\yr2023\mo9\dy4\hr10}}
{\header Running header\par}
{\pard\s1\outlinelevel0\b \'d1\'e5\'ec\'e8\'ed\'e0\'f0\par}
\pard\plain\'c2 \'c1\'e8\'f8\'ea\'e5\'ea\'e5\'96\'ef\'ff\'f2\'fc{\footnote\pard\chftn
\'cf\'f0\'e8\'ec\'e5\'f7\'e0\'ed\'e8\'e5.}
\'f1\'f2\'f0\'e0\'ed.{\v hidden}{\deleted gone} Caf\u233\'e9 {\f3 \'e1\'e2}\u10330?.\par
{\listtext\f1\'b7\tab}Item
 {\field{\*\fldinst HYPERLINK "https://x"}{\fldrslt the link}}\line second\par
\trowd\cellx1\cellx2\intbl Country\cell Peo\-ple\cell\row
\intbl Kazakhstan\par Almaty\cell 12\cell\row\pard
{\shp{\*\shpinst{\sp{\sn txt}{\sv no}}{\shptxt\pard A text box.\par}}{\shprslt twice}}
\uc2 \u-10179??\u-8704?? {\*\unknown secret}{\pict\bin5 }}}}}} \{end\}\~x\_y\par}
after the end"""


def test_rich_text_by_value() -> None:
    read = rtf.load(RTF.encode("latin-1"))
    assert read.text.split("\n\n") == [
        "Семинар",
        "В Бишкеке–пятьстран. Café αβ⡚.",
        "Примечание.",
        "• Item the link\nsecond",
        "Country | People",
        "Kazakhstan Almaty | 12",
        "😀 {end} x-y",
        "A text box.",
    ]
    assert read.anchors == (Anchor(0, "heading", "Семинар"),)
    assert (read.title, read.date, read.language, read.notes) == ("Отчёт", "2023-09-04", None, ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u1043\'c3\u1088\'f0", "Гр"),
        (r"{\uc0 \u4321\u4308}", "სე"),
        (r"{\uc2\u1343\'3f\'3f}x", "Կx"),
        (r"{\fonttbl{\f1\fcharset128 Mincho;}}{\f1 \'93\'fa\'96\'7b}", "日本"),
        (r"One.\par\par\par Two.", "One.\n\nTwo."),
        (r"a{\v b\par c}d", "ad"),
        (r"\v a\v0 b\deleted c\deleted0 d", "bd"),
        (r"{\upr{ansi}{\*\ud{\u1071?}}}", "Я"),
        (r"{\header{\shp{\*\shpinst{\shptxt secret}}}}x", "x"),
        (r"a\ldblquote b\rdblquote\emdash c", "a“b”—c"),
        (r"\ansicpg99999 \'e9", "é"),
        (r"line" + "\r\n" + r"goes on", "linegoes on"),
    ],
)  # fmt: skip
def test_rich_text_words(body: str, text: str) -> None:
    assert rtf.load(rb"{\rtf1\ansi " + body.encode("latin-1") + b"}").text == text


def test_rich_text_that_is_none_or_half() -> None:
    with pytest.raises(Unreadable, match="it does not start as rich text does"):
        rtf.load(b"Words")
    half = rtf.load(RTF[: RTF.index(r"\'f1\'f2\'f0")].encode("latin-1"))
    assert half.text.endswith("В Бишкеке–пять\n\nПримечание.")
    assert half.notes == ("it ends in the middle: a part may be missing",)


def test_rich_text_nested_deep_is_read() -> None:
    assert rtf.load(rb"{\rtf1 " + b"{" * 100_000 + b"deep" + b"}" * 100_001).text == "deep"


# Saved pages and mail

FILL = "<p>The participants developed an outcome document with a set of recommendations.</p>" * 3
SAVED = f"""<html lang="ru"><head><title>Семинар</title></head><body><article><h1>О семинаре</h1>
<p>Семинар прошёл в Бишкеке, в нём участвовали 53 человека из пяти стран.</p>{FILL}
<h2>Итоги</h2><p>Итоги семинара подвели в Ташкенте в последний день.</p></article></body></html>"""


def saved_page(encoding: str, content_type: str, head: str = "") -> bytes:
    import base64

    page = base64.encodebytes(SAVED.encode(encoding)).decode()
    return (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?B?0KHQtdC80LjQvdCw0YA=?=\r\n"
        f"Date: Fri, 5 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{head}"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n"
        "<p>a frame</p>\r\n"
        f"--b\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://example.org/news?id=1\r\n\r\n{page}\r\n"
        "--b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [("utf-8", "text/html"), ("cp1251", 'text/html; charset="windows-1251"')],
)
def test_saved_pages_by_value(encoding: str, content_type: str) -> None:
    head = "Snapshot-Content-Location: https://example.org/news?id=1\r\n"
    page = mhtml.load(saved_page(encoding, content_type, head))
    assert "Семинар прошёл в Бишкеке, в нём участвовали 53 человека из пяти стран." in page.text
    assert (page.url, page.language) == ("https://example.org/news?id=1", "ru")
    assert page.date is None
    assert ("Итоги", "Итоги\n\nИтоги сем") in at(page, "heading")


def test_a_saved_page_without_a_page() -> None:
    with pytest.raises(Unreadable, match="it holds no web page"):
        mhtml.load(b"Subject: x\n\nwords")


MAIL = """From: =?utf-8?B?0JDQvdC90LA=?= <anna@example.org>
To: seminar@example.org
Date: Tue, 22 Aug 2023 23:30:00 +0600
Subject: =?utf-8?Q?Seminar_=E2=80=93_notes?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: 8bit

{body}
--a
Content-Type: text/html; charset=utf-8

<p>another</p>
--a--
--m
Content-Type: application/pdf; name="report.pdf"
Content-Disposition: attachment; filename="report.pdf"
Content-Transfer-Encoding: base64

AAAA
--m
Content-Type: message/rfc822

Subject: Forwarded words

Never read.
--m--
"""


def test_mail_by_value() -> None:
    body = (
        "Семинар прошёл.\n\n> The participants of the seminar in Bishkek developed\n"
        "> an outcome document.\n>> And before it nothing.\n-- \nАнна"
    )
    mail = eml.load(MAIL.replace("{body}", body).encode("koi8-r"))
    assert mail.text == (
        "From: Анна <anna@example.org>\n\nTo: seminar@example.org\n\n"
        "Date: Tue, 22 Aug 2023 23:30:00 +0600\n\nСеминар прошёл.\n\n"
        "> The participants of the seminar in Bishkek developed an outcome document.\n"
        ">> And before it nothing.\n-- \nАнна"
    )
    assert (mail.title, mail.date) == ("Seminar – notes", "2023-08-22")
    assert mail.notes == ("attachments were not read: report.pdf, Forwarded words",)


def test_mail_in_html_alone_keeps_every_word() -> None:
    html = """<html><head><style>p {}</style></head><body><p>Dear
      <b>all</b>,<br>welcome.</p><div style="display: none">unseen</div>
      <table><tr><td>Kazakhstan</td>
      <td>12</td></tr></table><blockquote>quoted &amp; kept</blockquote>tail</body></html>"""
    head = b"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n"
    assert eml.load(head + html.encode()).text == (
        "From: a@example.org\n\nDear all,\nwelcome.\n\nKazakhstan | 12\n\nquoted & kept\n\ntail"
    )


def test_mail_with_wrong_headers_is_still_mail() -> None:
    mail = eml.load(
        b"From: a\nDate: yesterday\nContent-Type: text/plain; charset=no-such\n\nWords\n"
    )
    assert (mail.text, mail.date) == ("From: a\n\nDate: yesterday\n\nWords", None)
    with pytest.raises(Unreadable, match="it is no mail"):
        eml.load(b"Just words\n\nand more")


@pytest.mark.parametrize("load", [eml.load, mhtml.load])
def test_parts_nested_ten_thousand_deep(load: Callable[[bytes], Extracted]) -> None:
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(10_000)
    )
    with pytest.raises(Unreadable):
        load(b"From: a\n" + head.encode() + b"\nwords")


# Rows


def rows(load: Callable[..., object], data: str | bytes, **columns: object) -> list[object]:
    raw = data.encode() if isinstance(data, str) else data
    found = load(raw, ColumnSettings(**columns))  # type: ignore[arg-type]
    return [str(r) if isinstance(r, Unreadable) else r for r in found]  # type: ignore[attr-defined]


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
    found = rows(csv_rows.load_rows, "text,title\none,a\ntwo,b,c,d\nthree\n\nfour,,,\n")
    assert [r.text if isinstance(r, Extracted) else r for r in found] == [
        "one", "row 2 has 4 values below 2 names", "three", "four",
    ]  # fmt: skip


def test_a_single_column_and_several() -> None:
    alone = rows(csv_rows.load_rows, "text\nOne, and two.\nThree.\n")
    assert [r.text for r in alone if isinstance(r, Extracted)] == ["One, and two.", "Three."]
    both = rows(csv_rows.load_rows, "q,a,when\nWho?,He.,2023\n", text=("q", "a", "b"), date="when")
    assert [(r.text, r.date) for r in both if isinstance(r, Extracted)] == [("Who?\n\nHe.", "2023")]


@pytest.mark.parametrize(
    ("load", "data", "reason"),
    [
        (csv_rows.load_rows, "a,b\n1,2\n", r"it has no column text or body \(it has a, b\)"),
        (csv_rows.load_rows, "", r"it has no column text or body \(it has none\)"),
        (csv_rows.load_rows, "text\n\0\n", "it is not text in any encoding known here"),
        (json_lines.load_rows, '{"a": 1}\n[]\n{"b": 1}', r"no column text or body \(it has a, b\)"),
        (json_lines.load_rows, "words", r"it has no column text or body \(it has none\)"),
    ],
)
def test_without_a_text_column(load: Callable[..., object], data: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        rows(load, data, text=("text", "body"))


def test_a_csv_field_of_ten_megabytes() -> None:
    (row,) = rows(csv_rows.load_rows, 'title,text\na,"' + "word " * 2_000_000 + '"\n')
    assert isinstance(row, Extracted)
    assert len(row.text) == 9_999_999


def test_json_lines_by_value() -> None:
    lines = [
        json.dumps({"text": "Семинар\u2028прошёл.", "Title": " Отчёт ", "date": "2023-08"}),
        "", "{broken", "[1]", '{"title": "x"}', '{"text": ["a"]}', '{"text": 53, "date": 2023}',
        '{"text": "\\ud83d half"}', '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ]  # fmt: skip
    first, *others = rows(json_lines.load_rows, "\r\n".join(lines))
    assert isinstance(first, Extracted)
    assert (first.text, first.title, first.date) == ("Семинар\u2028прошёл.", "Отчёт", "2023-08")
    assert [(r.text, r.date) if isinstance(r, Extracted) else r for r in others] == [
        "line 3 is no JSON object",
        "line 4 is no JSON object",
        "line 5: it has no column text (it has title)",
        "line 6 holds no text",
        ("53", "2023"),
        ("? half", None),
        "line 9 is no JSON object",
    ]


# Front matter


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 'Отчёт: итоги'\ndate: 2023-08-22\nlang: ru-RU\nurl: https://example.org/a\n"
        "tags: [a, b]\nauthor:\n  title: nobody\n---\n",
        '+++\ntitle = "Отчёт: итоги"\ndate = 2023-08-22T10:00:00Z\nlanguage = "ru"\n'
        'url = "https://example.org/a"\n[author]\ntitle = "nobody"\n+++\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_stated_and_no_text(front: str, newline: str) -> None:
    text = "# Отчёт\n\nСлова.\n\n## Итоги\n\nЕщё.\n".replace("\n", newline)
    read = markdown.load((front.replace("\n", newline) + newline + text).encode())
    assert read.text == text
    assert (read.title, read.date) == ("Отчёт: итоги", "2023-08-22")
    assert (read.language, read.url) == ("ru", "https://example.org/a")
    assert read.anchors == (
        Anchor(0, "heading", "Отчёт"),
        Anchor(text.index("## "), "heading", "Итоги"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [broken\n---\nText.\n",
        "---\njust a rule above\n---\nText.\n",
        "---\na: &x [1]\nb: *x\n---\nText.\n",
        "---\ntitle: never closed\n",
        "---\n" + "a: " + "[" * 5000 + "\n---\nText.\n",
        "---\n" + "a: b\n" * 20_000 + "---\nText.\n",
        "+++\ntitle = \n+++\nText.\n",
        "+++\na = " + "[" * 5000 + "\n+++\nText.\n",
        "Text.\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    read = markdown.load(text.encode())
    assert (read.text, read.title) == (text, None)


def test_front_matter_without_statements() -> None:
    read = markdown.load(b"---\ntitle: ~\ndate: soon\nurl: javascript:alert(1)\n---\n# Words\n")
    assert (read.text, read.title, read.date, read.url) == ("# Words\n", "Words", None, None)


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        ("ru-RU", "Слова", "ru"),
        ("uk", "Слова", "uk"),
        ("en", "Слова", None),
        ("en", "სიტყვა", None),
    ],
)
def test_a_language_must_fit_the_script(value: str, text: str, code: str | None) -> None:
    assert stated.language(value, text) == code


def test_a_garbled_title_is_none() -> None:
    assert stated.title("Отчёт о семинаре".encode("cp1251").decode("latin-1")) is None


# Damage

SAMPLES: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "pdf": (pdf.load, REPORT),
    "printed": (pdf.load, SCRIPTS),
    "rtf": (rtf.load, RTF.encode("latin-1")),
    "mhtml": (mhtml.load, saved_page("utf-8", "text/html")),
    "eml": (eml.load, MAIL.encode()),
    "md": (markdown.load, b"---\ntitle: x\n---\n# Words\n"),
    "csv": (
        lambda d: list(csv_rows.load_rows(d, ColumnSettings())),
        b'title,text\na,"b, c"\nd,e\n',
    ),
    "jsonl": (
        lambda d: list(json_lines.load_rows(d, ColumnSettings())),
        b'{"text": "a"}\n{"n": 1}\n',
    ),
}


def survives(name: str, data: bytes) -> None:
    """It is a document or a reason, never anything else; and its text can be stored."""
    load, _ = SAMPLES[name]
    try:
        found = load(data)
    except Unreadable as error:
        assert str(error)
        return
    for row in found if isinstance(found, list) else [found]:
        if isinstance(row, Extracted):
            row.text.encode("utf-8")
            assert all(0 <= anchor.offset <= len(row.text) for anchor in row.anchors)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_cut_anywhere(name: str) -> None:
    data = SAMPLES[name][1]
    for end in range(0, len(data), max(1, len(data) // 24)):
        survives(name, data[:end])


@pytest.mark.parametrize("name", list(SAMPLES))
def test_flipped_bytes(name: str) -> None:
    draw = random.Random(name)
    for _ in range(20):
        data = bytearray(SAMPLES[name][1])
        for _ in range(draw.choice((1, 8, 64))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        survives(name, bytes(data))


@pytest.mark.parametrize("name", ["rtf", "eml", "mhtml", "md", "csv", "jsonl"])
@settings(max_examples=40)
@given(data=st.binary(max_size=300))
def test_any_bytes(name: str, data: bytes) -> None:
    survives(name, data)
    survives(name, SAMPLES[name][1][:40] + data)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# a" + " " * 50_000 + "b", "a" + " " * 50_000 + "b"),
        ("# c" + " #" * 50_000, "c" + " #" * 49_999),
        ("## Closed ##  ", "Closed"),
        ("# #", "#"),
    ],
)
def test_headings_take_time_that_grows_with_the_line(line: str, heading: str) -> None:
    read = markdown.load(f"# Title\n\n{line}\n".encode())
    assert [a.value for a in read.anchors] == [heading]


def test_notes_in_notes_take_time_that_grows_with_the_file() -> None:
    deep = 50_000
    text = rtf.load(rb"{\rtf1 a" + rb"{\footnote b" * deep + b"}" * (deep + 1)).text
    assert text.split("\n\n") == ["a", *"b" * 7, "b" * (deep - 7)]


@pytest.mark.parametrize(
    ("instructions", "text"),
    [
        (b"<576F7264732> Tj", "Words"),  # an odd digit, and a space for it
        (b"<57 6f\n72 64 73> Tj (: a <41> \\( b\\)) Tj", "Words: a <41> ( b)"),
        (b"(a (nested) <41> b) Tj <43> Tj", "a (nested) <41> bC"),
        (b"/Span <</ActualText <FEFF0041>>> BDC <5C2829> Tj EMC", "\\()"),
        (b"[<57> -20 <6F> (rds)] TJ", "Words"),
    ],
)
def test_strings_of_either_spelling_are_the_same(
    instructions: bytes, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE,
        stream(b"BT /F 12 Tf " + instructions + b" ET"), FONT,
    )  # fmt: skip
    assert pdf.load(page).text == text
    monkeypatch.setattr(pdf, "_spell_strings", lambda page: None)
    assert pdf.load(page).text == text
