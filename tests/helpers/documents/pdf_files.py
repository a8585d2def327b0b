"""Small PDF files, written by hand object by object."""

from __future__ import annotations

from casc_qa.loaders.formats.pdf.page_layout import Line


def pdf_of(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, the first being the catalog."""
    body, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(body)
        inner = content if isinstance(content, bytes) else content.encode()
        body += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    size = len(objects) + 1
    end = f"trailer << /Root 1 0 R /Size {size} {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + b"xref\n0 %d\n" % size + table + end.encode()


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream of these bytes, as they are."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries.encode(), content)


def lines(*texts: str, page: int = 1, top: float = 700) -> list[Line]:
    """Printed lines below one another, as a page holds them."""
    return [Line(text, page, 50, top - 14 * n, 11) for n, text in enumerate(texts)]
