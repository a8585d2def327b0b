"""How well and how fast scanned pages are read: pages of a PDF with text, drawn on grainy paper,
and what is recognised in them against their own words.

    python -m benchmarks.scans FILE.pdf [--dpi 300]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from casc_qa.loaders.formats.pdf import reader
from casc_qa.loaders.formats.scans.page_reading import PageReading
from casc_qa.loaders.formats.scans.tesseract import Tesseract, chosen, installed


def scanned(data: bytes, dpi: int) -> bytes:
    """The file's pages as pictures on grey paper."""
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        drawn = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        grey = np.asarray(drawn, np.float64) * 0.85 + 20
        grainy = grey + np.random.default_rng(number).normal(0, 12, grey.shape)
        pages.append(Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8)))
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def alike(read: str, printed: str) -> float:
    """Which share of the printed characters, white space aside, was read where it stands."""
    one, other = "".join(read.split()), "".join(printed.split())
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(other)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the share of characters and the seconds of the processor a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dpi", type=int, default=300)
    options = parser.parse_args(arguments)
    there = installed()
    if there is None:
        raise SystemExit("Tesseract is not installed.")
    data = options.file.read_bytes()
    pages = len(pypdfium2.PdfDocument(data))
    reading = PageReading(Tesseract(there, chosen((), there)))
    pictures = scanned(data, options.dpi)
    started = time.process_time()
    read = reader.load(pictures, reading)
    seconds = (time.process_time() - started) / pages
    share = alike(read.text, reader.load(data).text)
    print(
        f"{pages} pages at {options.dpi} dpi: {share:.2%} of the characters, {seconds:.1f} s a page"
    )


if __name__ == "__main__":
    main()
