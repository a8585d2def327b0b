"""Pictures that are malformed on purpose, or out to fill the memory of whoever reads them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from helpers.documents.defects import MB, defect, prose

_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOURS, _PALETTE, _BOTH = 0, 2, 3, 6


def drawn(text: str, mode: str = "L") -> Image.Image:
    """A picture that says ``text``."""
    image = Image.new("L", (1000, 160), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(22)
    for number in range(0, len(text), 80):
        draw.text((20, 10 + number // 80 * 30), text[number : number + 80], 0, font)
    return image.convert(mode)


def saved(image: Image.Image, suffix: str, **options: object) -> bytes:
    """A picture as a file of this format."""
    out = BytesIO()
    kind = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}
    image.save(out, kind[suffix], **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    """A part of a PNG."""
    check = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png(
    size: tuple[int, int], rows: bytes, bits: int = 8, colour: int = _GREY, before: bytes = b""
) -> bytes:
    """A PNG whose rows are packed already; ``before`` stands before them."""
    header = struct.pack(">IIBBBBB", *size, bits, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + before + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return _PNG + parts


def tiff(*entries: tuple[int, int, int, int], then: int = 0, data: bytes = b"") -> bytes:
    """A TIFF of one frame: (tag, type, count, value); ``then`` is where the next one is."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return (
        struct.pack("<2sHIH", b"II", 42, 8, len(entries)) + table + struct.pack("<I", then) + data
    )


def frame(
    width: int = 40, height: int = 10, *more: tuple[int, int, int, int]
) -> list[tuple[int, int, int, int]]:
    """The entries of a grey frame whose pixels start at the file's first byte."""
    own = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width * height),
    ]  # fmt: skip
    return sorted({entry[0]: entry for entry in (*own, *more)}.values())


# Any kind of picture


@defect(".png", ".jpg", ".jpeg", ".tif", ".tiff", seeds=2)
def a_picture_cut_off(suffix: str, draw: Random) -> bytes:
    data = saved(drawn(prose(draw)), suffix)
    return data[: draw.randrange(1, len(data))]


@defect(".png", ".jpg", ".tif", seeds=3)
def a_picture_with_bits_flipped(suffix: str, draw: Random) -> bytes:
    data = bytearray(saved(drawn(prose(draw)), suffix))
    for _ in range(draw.choice((1, 8, 64))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


@defect(".png", ".jpg", ".tif")
def no_picture_at_all(suffix: str, draw: Random) -> bytes:
    return draw.choice(
        (b"", b"%PDF-1.7\n", b"GIF89a", b"BM", b"RIFF\0\0\0\0WEBP")
    ) + draw.randbytes(99)


@defect(".png", ".jpeg", ".tiff")
def a_picture_of_another_kind(suffix: str, draw: Random) -> bytes:
    other = {".png": ".jpg", ".jpeg": ".tif", ".tiff": ".png"}[suffix]
    return saved(drawn(prose(draw)), other)


@defect(".png", ".jpg", ".tif")
def one_pixel(suffix: str, draw: Random) -> bytes:
    return saved(Image.new("L", (1, 1), draw.randrange(256)), suffix)


@defect(".png", ".jpg", ".tif")
def a_line_of_sixty_thousand_pixels(suffix: str, draw: Random) -> bytes:
    return saved(Image.new("L", draw.choice(((1, 60_000), (60_000, 1))), 9), suffix)


@defect(".jpg", ".tif", ".png", seeds=2)
def a_picture_that_lies_about_its_scale(suffix: str, draw: Random) -> bytes:
    dots = draw.choice(((1e-9, 1e-9), (60.5, 1), (65_000, 65_000), (0, 0), (61, 1e9)))
    return saved(drawn(prose(draw)), suffix, dpi=dots)


@defect(".png", nightly=True)
def a_page_of_noise(suffix: str, draw: Random) -> bytes:
    return saved(Image.frombytes("L", (3000, 4000), draw.randbytes(12 * MB)), suffix)


# PNG


@defect(".png")
def a_png_of_a_billion_pixels(suffix: str, draw: Random) -> bytes:
    return png((30_000, 30_000), zlib.compress(bytes(3_751 * 30_000), 9), bits=1)


@defect(".png")
def a_png_just_below_what_is_allowed(suffix: str, draw: Random) -> bytes:
    """In colours with transparency, at a scale that asks for a picture three times as wide."""
    scale = chunk(b"pHYs", struct.pack(">IIB", 2_800, 2_800, 1))
    rows = zlib.compress((b"\0" + bytes(7_700 * 4)) * 7_700, 9)
    return png((7_700, 7_700), rows, colour=_BOTH, before=scale)


@defect(".png", seeds=3)
def a_png_without_a_size(suffix: str, draw: Random) -> bytes:
    size = draw.choice(((0, 0), (0, 9), (2**31 - 1, 2**31 - 1), (2**32 - 1, 1), (9, 0)))
    return png(size, zlib.compress(bytes(100)))


@defect(".png", seeds=2)
def a_png_that_is_larger_inside(suffix: str, draw: Random) -> bytes:
    return png((9, 9), zlib.compress(bytes(60 * MB), 9), draw.choice((1, 8, 16)))


@defect(".png")
def a_png_that_is_smaller_inside(suffix: str, draw: Random) -> bytes:
    return png((900, 900), zlib.compress(bytes(99)))


@defect(".png")
def a_png_whose_checks_fail(suffix: str, draw: Random) -> bytes:
    data = saved(drawn(prose(draw)), suffix)
    return data.replace(zlib.crc32(data[12:29]).to_bytes(4, "big"), b"\0\0\0\0")


@defect(".png", seeds=3)
def a_bomb_in_what_a_png_says(suffix: str, draw: Random) -> bytes:
    bomb = zlib.compress(bytes(60 * MB), 9)
    before = draw.choice((
        chunk(b"iCCP", b"a\0\0" + bomb), chunk(b"zTXt", b"a\0\0" + bomb),
        chunk(b"iTXt", b"a\0\1\0\0\0" + bomb), chunk(b"zTXt", b"a\0\0" + bomb) * 200,
    ))  # fmt: skip
    return png((9, 9), zlib.compress(bytes(90)), before=before)


@defect(".png")
def a_png_of_a_million_parts(suffix: str, draw: Random) -> bytes:
    return png((9, 9), zlib.compress(bytes(90)), before=chunk(b"tEXt", b"a\0b") * 1_000_000)


@defect(".png", seeds=2)
def a_palette_with_holes(suffix: str, draw: Random) -> bytes:
    colours = chunk(b"PLTE", draw.randbytes(draw.choice((0, 3, 4, 3_000)))) + chunk(
        b"tRNS", bytes(9)
    )
    rows = zlib.compress((b"\0" + draw.randbytes(99)) * 99)
    return png((99, 99), rows, colour=_PALETTE, before=draw.choice((colours, b"")))


@defect(".png", seeds=2)
def an_animation(suffix: str, draw: Random) -> bytes:
    """Of more frames than there are, or of large ones."""
    control = chunk(b"acTL", struct.pack(">II", draw.choice((4_000_000_000, 20_000, 0)), 0))
    first = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 9, 9, 0, 0, 0, 0, 2, 1))
    return png((9, 9), zlib.compress(bytes(90)), before=control + first)


@defect(".png")
def an_animation_outside_its_frame(suffix: str, draw: Random) -> bytes:
    frames = [drawn(prose(draw)) for _ in range(2)]
    data = saved(frames[0], suffix, save_all=True, append_images=frames[1:])
    at = data.rindex(b"fcTL") + 8
    return data[:at] + struct.pack(">IIII", 2**31, 2**31, 2**31, 2**31) + data[at + 16 :]


@defect(".png")
def a_gamma_of_nothing(suffix: str, draw: Random) -> bytes:
    odd = chunk(b"gAMA", bytes(4)) + chunk(b"cHRM", b"\xff" * 32) + chunk(b"pHYs", b"\0" * 9)
    return png((99, 99), zlib.compress((b"\0" + bytes(99)) * 99), before=odd)


# JPEG


def _with_size(data: bytes, height: int, width: int) -> bytes:
    """A JPEG that says that it is this large."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


@defect(".jpg", seeds=4)
def a_jpeg_that_lies_about_its_size(suffix: str, draw: Random) -> bytes:
    sizes: Sequence[tuple[int, int]] = (
        (65_500, 900),
        (7_000, 8_000),
        (1, 1),
        (0, 9),
        (65_535, 65_535),
    )
    return _with_size(saved(drawn(prose(draw)), suffix), *draw.choice(sizes))


@defect(".jpg")
def a_jpeg_of_four_inks(suffix: str, draw: Random) -> bytes:
    return saved(drawn(prose(draw), "CMYK"), suffix)


@defect(".jpg", seeds=3)
def what_a_camera_says_is_a_lie(suffix: str, draw: Random) -> bytes:
    """Its way up is none, its list of tags has no end, its sizes are negative."""
    tags = draw.choice((
        struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 274, 3, 1, 77, 0, 8),
        struct.pack("<2sHIH", b"II", 42, 8, 65_535) + b"\x12\x01\x05\0\xff\xff\xff\xff" * 500,
        struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 34_665, 4, 1, 8),
        struct.pack(">2sHI", b"MM", 42, 2**32 - 1),
    ))  # fmt: skip
    return saved(drawn(prose(draw)), suffix, exif=b"Exif\0\0" + tags)


@defect(".jpg", nightly=True)
def a_jpeg_of_many_scans(suffix: str, draw: Random) -> bytes:
    """Each goes over the whole picture once more."""
    data = saved(Image.new("L", (7_000, 7_000), draw.randrange(256)), suffix, progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * 2_000 + data[-2:]


@defect(".jpg")
def a_jpeg_of_marks_alone(suffix: str, draw: Random) -> bytes:
    return b"\xff\xd8" + b"\xff\xe1\0\2" * 500_000 + b"\xff" * 500_000


@defect(".jpg")
def a_jpeg_of_many_pictures(suffix: str, draw: Random) -> bytes:
    """Its list of pictures names thousands, all in one place."""
    count = 2_000
    entries = b"".join(struct.pack("<IIIHH", 0, 900, 0, 0, 0) for _ in range(count))
    table = struct.pack("<2sHIH", b"II", 42, 8, 3)
    table += struct.pack("<HHI4s", 45_056, 7, 4, b"0100") + struct.pack(
        "<HHII", 45_057, 4, 1, count
    )
    table += struct.pack("<HHIII", 45_058, 7, len(entries), 50, 0) + entries
    part = b"MPF\0" + table
    data = saved(drawn(prose(draw)), suffix)
    return data[:2] + b"\xff\xe2" + struct.pack(">H", len(part) + 2) + part + data[2:]


# TIFF


@defect(".tif", seeds=2)
def frames_in_a_circle(suffix: str, draw: Random) -> bytes:
    return tiff(*frame(), then=draw.choice((8, 2**32 - 1)))


@defect(".tif")
def more_frames_than_anybody_reads(suffix: str, draw: Random) -> bytes:
    return _of_frames(22_000)


@defect(".tif", nightly=True)
def a_hundred_thousand_frames(suffix: str, draw: Random) -> bytes:
    return _of_frames(100_000)


def _of_frames(count: int) -> bytes:
    entries = frame(9, 9)
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
    size = len(table) + 4
    parts = (table + struct.pack("<I", 8 + size * (n + 1)) for n in range(count))
    return struct.pack("<2sHI", b"II", 42, 8) + b"".join(parts)[:-4] + bytes(4)


@defect(".tif", seeds=5)
def a_tiff_whose_numbers_lie(suffix: str, draw: Random) -> bytes:
    lie = draw.choice((
        (256, 4, 1, 2**31), (257, 4, 1, 0), (258, 3, 1, 64), (259, 3, 1, 7), (262, 3, 1, 99),
        (273, 4, 1, 2**32 - 1), (277, 3, 1, 60_000), (278, 4, 1, 0), (279, 4, 1, 2**32 - 1),
        (273, 4, 2**28, 8), (282, 5, 2**31, 8), (274, 3, 1, 99), (259, 3, 1, 4),
    ))  # fmt: skip
    return tiff(*frame(40, 10, lie), data=draw.randbytes(500))


@defect(".tif", seeds=4)
def a_tiff_packed_as_it_says_and_is_not(suffix: str, draw: Random) -> bytes:
    """By fax, LZW, Deflate, LZMA, JPEG: all of it noise."""
    way = draw.choice((2, 3, 4, 5, 6, 7, 8, 32_773, 34_661, 34_712, 34_925, 50_000, 50_001))
    packed = draw.randbytes(5_000)
    return tiff(*frame(900, 900, (259, 3, 1, way), (273, 4, 1, 122)), data=packed)


@defect(".tif")
def a_tiff_bomb(suffix: str, draw: Random) -> bytes:
    packed = zlib.compress(bytes(60 * MB), 9)
    where = [(259, 3, 1, 8), (273, 4, 1, 122), (279, 4, 1, len(packed))]
    return tiff(*frame(7_700, 7_700, *where), data=packed)


@defect(".tif", ".png", seeds=2)
def sixteen_bits_a_pixel(suffix: str, draw: Random) -> bytes:
    grey = drawn(prose(draw))
    deep = Image.frombytes(
        "I;16", grey.size, b"".join(bytes((9, value)) for value in grey.tobytes())
    )
    return saved(deep, suffix)


@defect(".tif", seeds=3)
def numbers_that_are_no_shades(suffix: str, draw: Random) -> bytes:
    """Pixels that are NaN, infinite, or negative."""
    pixel = draw.choice((float("nan"), float("inf"), -1e38))
    return saved(Image.frombytes("F", (99, 99), struct.pack("<f", pixel) * 99 * 99), suffix)


@defect(".tif", seeds=2)
def more_channels_than_eyes_have(suffix: str, draw: Random) -> bytes:
    return saved(
        drawn(prose(draw), draw.choice(("CMYK", "LAB", "YCbCr", "RGBA", "LA", "1"))), suffix
    )


@defect(".tif")
def a_tag_that_fills_the_memory(suffix: str, draw: Random) -> bytes:
    return tiff(*frame(40, 10, (270, 2, 2**31, 8), (34_675, 7, 2**31, 8)), data=bytes(500))


@defect(".tif")
def frames_of_other_sizes(suffix: str, draw: Random) -> bytes:
    first, second = drawn(prose(draw)), drawn(prose(draw)).resize((31, 4_000))
    return saved(
        first, suffix, save_all=True, append_images=[second.convert("1"), first.convert("RGB")]
    )
