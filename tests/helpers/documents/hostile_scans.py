"""PDFs whose pages are pictures, or drawings without end, malformed on purpose."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from random import Random

from helpers.documents.defects import MB, defect, prose
from helpers.documents.hostile_pictures import drawn, saved
from helpers.documents.pdf_files import pdf_of, stream

_CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
_BOX = "/MediaBox [0 0 595 842]"
_DRAW = b"595 0 0 95 0 700 cm /X Do"


def of_pages(
    content: bytes, *more: str | bytes, count: int = 1, page: str = _BOX, catalog: str = _CATALOG
) -> bytes:
    """A PDF that shows one page so often, with resources X (6 0 R) and F; ``more`` from 6 on."""
    resources = (
        "<< /XObject << /X 6 0 R >> /Pattern << /P 6 0 R >> /Shading << /S 6 0 R >> "
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    )
    pages = f"<< /Type /Pages /Kids [{'3 0 R ' * count}] /Count {count} >>"
    leaf = f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 5 0 R {page} >>"
    return pdf_of(catalog, pages, leaf, stream(content), resources, *more)


def image(data: bytes, entries: str, width: int = 900, height: int = 900) -> bytes:
    """A picture in a PDF."""
    kind = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
    return stream(data, f"{kind} {entries}")


def scan(draw: Random) -> bytes:
    """A picture of text in a PDF."""
    jpeg = saved(drawn(prose(draw)), ".jpg")
    return image(jpeg, "/ColorSpace /DeviceGray /Filter /DCTDecode", 1000, 160)


_FLAT = "/ColorSpace /DeviceGray /Filter /FlateDecode"


# Boxes


@defect(".pdf", seeds=6)
def a_page_whose_box_is_none(suffix: str, draw: Random) -> bytes:
    box = draw.choice((
        "0 0 1e9 1e9", "0 0 -595 -842", "nan nan nan nan", "0 0 0 0", "0 0 1e-9 842", "0 0 1e38 1",
        "595 842 0 0", "0 0", "(a) (b) (c) (d)", "-1e30 -1e30 1e30 1e30", "2 0 R 2 0 R 2 0 R 2 0 R",
    ))  # fmt: skip
    return of_pages(_DRAW, scan(draw), page=f"/MediaBox [{box}]")


@defect(".pdf", seeds=3)
def a_page_that_is_cropped_to_nothing(suffix: str, draw: Random) -> bytes:
    box = draw.choice(("900 900 901 901", "10 10 10 10", "0 0 1e-3 1e-3"))
    return of_pages(_DRAW, scan(draw), page=f"{_BOX} /CropBox [{box}]")


@defect(".pdf", seeds=3)
def a_turn_that_is_none(suffix: str, draw: Random) -> bytes:
    turn = draw.choice(("45", "-90", "2147483640", "1e9", "(left)", "3 0 R"))
    return of_pages(_DRAW, scan(draw), page=f"{_BOX} /Rotate {turn}")


@defect(".pdf", seeds=3)
def units_of_miles(suffix: str, draw: Random) -> bytes:
    unit = draw.choice(("1e9", "-1", "0", "75000", "nan"))
    return of_pages(_DRAW, scan(draw), page=f"{_BOX} /UserUnit {unit}")


@defect(".pdf", seeds=3)
def a_picture_placed_nowhere(suffix: str, draw: Random) -> bytes:
    matrix = draw.choice((b"0 0 0 0 0 0", b"1e38 0 0 1e38 0 0", b"nan 0 0 nan 0 0", b"1 1 1 1 1 1"))
    return of_pages(matrix + b" cm /X Do", scan(draw))


# Pictures


@defect(".pdf", seeds=5)
def a_picture_packed_as_it_says_and_is_not(suffix: str, draw: Random) -> bytes:
    ways = (
        "/JBIG2Decode", "/JPXDecode", "/CCITTFaxDecode", "/DCTDecode", "/LZWDecode",
        "/CCITTFaxDecode /DecodeParms << /K -1 /Columns 2000000000 /Rows 2000000000 >>",
        "/JBIG2Decode /DecodeParms << /JBIG2Globals 6 0 R >>",
        "/FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 32 >>",
    )  # fmt: skip
    entries = f"/ColorSpace /DeviceGray /Filter {draw.choice(ways)}"
    return of_pages(_DRAW, image(draw.randbytes(9_000), entries))


@defect(".pdf")
def a_jbig2_picture_of_giant_size(suffix: str, draw: Random) -> bytes:
    """A page, and a region on it, that would take up gigabytes."""
    page = struct.pack(">IIIIBH", 60_000, 60_000, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", 60_000, 60_000, 0, 0, 0) + b"\0" + draw.randbytes(900)
    parts = ((0, 48, page), (1, 38, region))
    data = b"".join(struct.pack(">IBBBI", n, t, 0, 1, len(body)) + body for n, t, body in parts)
    entries = "/ColorSpace /DeviceGray /Filter /JBIG2Decode"
    return of_pages(_DRAW, image(data, entries, 60_000, 60_000))


@defect(".pdf")
def a_jpeg_2000_of_giant_size(suffix: str, draw: Random) -> bytes:
    size = struct.pack(">HIIIIIIIIH", 0, 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0, 3)
    size += bytes((7, 1, 1)) * 3
    head = b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size
    style = b"\xff\x52\0\x0c\0\0\0\1\1\5\4\4\0\0" + b"\xff\x5c\0\4\x40\x40"
    return of_pages(_DRAW, image(head + style + draw.randbytes(900), "/Filter /JPXDecode"))


@defect(".pdf", seeds=4)
def a_picture_that_lies_about_its_size(suffix: str, draw: Random) -> bytes:
    sizes: Sequence[tuple[int, int]] = (
        (2_000_000_000, 2_000_000_000), (0, 0), (-1, -1), (1, 2_000_000_000), (65_536, 65_536),
    )  # fmt: skip
    return of_pages(_DRAW, image(zlib.compress(bytes(9_000)), _FLAT, *draw.choice(sizes)))


@defect(".pdf")
def a_picture_of_a_hundred_megabytes(suffix: str, draw: Random) -> bytes:
    rows = zlib.compress(bytes(100 * MB), 9)
    return of_pages(_DRAW, image(rows, _FLAT, 10_000, 10_000))


@defect(".pdf", seeds=2)
def a_mask_that_masks_itself(suffix: str, draw: Random) -> bytes:
    kind = draw.choice(("/SMask", "/Mask"))
    return of_pages(_DRAW, image(zlib.compress(bytes(810_000)), f"{_FLAT} {kind} 6 0 R"))


@defect(".pdf", seeds=3)
def colours_in_a_circle(suffix: str, draw: Random) -> bytes:
    space = draw.choice((
        "[/Indexed 7 0 R 255 (abc)]", "[/ICCBased 7 0 R]", "[/Separation /A 7 0 R 7 0 R]",
        "[/DeviceN [/A /B] 7 0 R 7 0 R]",
    ))  # fmt: skip
    entries = "/ColorSpace 7 0 R /Filter /FlateDecode"
    return of_pages(_DRAW, image(zlib.compress(bytes(810_000)), entries), space)


@defect(".pdf")
def thousands_of_tiny_pictures(suffix: str, draw: Random) -> bytes:
    dots = b"".join(
        b"q 1 0 0 1 %d %d cm /X Do Q\n" % (n % 595, n // 595 * 3) for n in range(60_000)
    )
    return of_pages(dots, image(zlib.compress(b"\0"), _FLAT, 1, 1))


@defect(".pdf", nightly=True)
def pictures_written_into_the_page(suffix: str, draw: Random) -> bytes:
    one = b"q 9 0 0 9 9 9 cm BI /W 9000 /H 9000 /BPC 8 /CS /G /F /Fl ID abc EI Q\n"
    return of_pages(one * 3_000)


@defect(".pdf")
def text_under_a_picture(suffix: str, draw: Random) -> bytes:
    words = b"BT /F 12 Tf 72 720 Td (" + prose(draw).encode() + b") Tj ET "
    return of_pages(words + _DRAW, scan(draw))


@defect(".pdf")
def one_picture_on_a_hundred_pages(suffix: str, draw: Random) -> bytes:
    return of_pages(_DRAW, scan(draw), count=100)


@defect(".pdf")
def one_picture_on_more_pages_than_anybody_reads(suffix: str, draw: Random) -> bytes:
    return of_pages(_DRAW, scan(draw), count=20_001)


@defect(".pdf")
def a_picture_in_pictures(suffix: str, draw: Random) -> bytes:
    """Forty levels, each drawing the next one three times."""
    forms = [
        stream(
            b"/X Do /X Do /X Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
            f"/Resources << /XObject << /X {7 + level} 0 R >> >>",
        )
        for level in range(40)
    ]
    return of_pages(b"/X Do", *forms, scan(draw))


# Drawings


@defect(".pdf", nightly=True)
def a_pattern_of_small_tiles(suffix: str, draw: Random) -> bytes:
    tile = stream(
        b"0 0 1 1 re f " * 3_000,
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
        "/XStep 0.01 /YStep 0.01 /Resources << >>",
    )
    return of_pages(b"/Pattern cs /P scn 0 0 595 842 re f", tile)


@defect(".pdf")
def a_pattern_that_fills_itself(suffix: str, draw: Random) -> bytes:
    tile = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] "
        "/XStep 0 /YStep 0 /Resources 5 0 R",
    )
    return of_pages(b"/Pattern cs /P scn 0 0 595 842 re f", tile)


@defect(".pdf", seeds=3)
def a_shading_without_end(suffix: str, draw: Random) -> bytes:
    step = "<< /FunctionType 2 /Domain [0 1] /N 1e9 /C0 [0 0 0] /C1 [1 1 1] >>"
    ways = (
        f"/ShadingType 3 /Coords [0 0 1e38 0 0 -1] /Function {step} /Extend [true true]",
        f"/ShadingType 2 /Coords [nan 0 0 0] /Function {step}",
        "/ShadingType 1 /Function << /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] "
        "/Bounds [0.5] /Encode [0 1 0 1] >>",
    )
    shading = f"<< {draw.choice(ways)} /ColorSpace /DeviceRGB >>"
    return of_pages(b"/S sh " * 200, shading)


@defect(".pdf", nightly=True)
def a_mesh_of_a_million_patches(suffix: str, draw: Random) -> bytes:
    mesh = stream(
        bytes(MB) + draw.randbytes(6 * MB),
        "/ShadingType 7 /ColorSpace /DeviceRGB /BitsPerCoordinate 8 /BitsPerComponent 8 "
        "/BitsPerFlag 8 /Decode [0 595 0 842 0 1 0 1 0 1]",
    )
    return of_pages(b"/S sh", mesh)


@defect(".pdf")
def lines_that_are_dashed_a_million_times(suffix: str, draw: Random) -> bytes:
    return of_pages(b"[0.0001] 0 d 99 w " + b"0 0 m 595 842 l S\n" * 40)


@defect(".pdf", nightly=True)
def layers_that_each_cover_the_page(suffix: str, draw: Random) -> bytes:
    form = stream(
        b"0 0 595 842 re f",
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /I true >>",
    )
    return of_pages(b"/X Do " * 20_000, form)


@defect(".pdf")
def a_path_of_a_million_points(suffix: str, draw: Random) -> bytes:
    points = b"".join(
        b"%d %d l\n" % (draw.randrange(595), draw.randrange(842)) for _ in range(90_000)
    )
    return of_pages(b"0 0 m " + points + b"f*")


# Numbers of pages


def _labelled(labels: str, draw: Random, *more: str) -> bytes:
    words = b"BT /F 12 Tf 72 720 Td (" + prose(draw).encode() + b") Tj ET "
    catalog = f"<< /Type /Catalog /Pages 2 0 R /PageLabels {labels} >>"
    return of_pages(words, "<< >>", *more, count=3, catalog=catalog)


@defect(".pdf")
def labels_in_a_circle(suffix: str, draw: Random) -> bytes:
    return _labelled("7 0 R", draw, "<< /Kids [7 0 R 7 0 R] /Limits [0 99] >>")


@defect(".pdf")
def a_label_of_ten_megabytes(suffix: str, draw: Random) -> bytes:
    return _labelled(f"<< /Nums [0 << /P ({'p' * 10 * MB}) /S /D >>] >>", draw)


@defect(".pdf", seeds=4)
def labels_that_are_no_numbers(suffix: str, draw: Random) -> bytes:
    label = draw.choice((
        "/S /r /St 2000000000", "/S /A /St 2000000000", "/S /R /St -5", "/S /D /St 1e99", "/S /Q",
        r"/P (\033[31m\r\n\000) /S /D", "/P <FEFF202E0661> /S /D", "/S 7 0 R /St 7 0 R",
    ))  # fmt: skip
    return _labelled(f"<< /Nums [0 << {label} >>] >>", draw, "<< >>")


@defect(".pdf")
def labels_out_of_order(suffix: str, draw: Random) -> bytes:
    runs = " ".join(f"{draw.randrange(-9, 2**31)} << /S /D >>" for _ in range(9_000))
    return _labelled(f"<< /Nums [{runs}] >>", draw)
