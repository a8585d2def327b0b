"""Small Word, OpenDocument, PowerPoint and EPUB files, written by hand part by part."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    f' xmlns:r="{RELATIONS}"'
)
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    f' xmlns:r="{RELATIONS}"'
)
ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "style": "style",
            "meta": "meta",
            "number": "datastyle",
            "svg": "svg-compatible",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts) -> bytes:
    """An archive of these parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """A .rels part: "type target" by id."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{RELATIONS}/{part_type}" Target="{target}"/>'
            for key, (part_type, target) in ((key, value.split()) for key, value in targets.items())
        )
        + "</Relationships>"
    )


def core(title: str = "", created: str = "", language: str = "") -> str:
    """docProps/core.xml."""
    return (
        '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )


def p(*words: str, style: str = "", extra: str = "") -> str:
    """A Word paragraph: words, or runs as they are."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = (w if w.startswith("<") else f"<w:r><w:t>{w}</w:t></w:r>" for w in words)
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{''.join(runs)}</w:p>"


def word_table(*rows: str, cell: str = "<w:tc><w:tcPr/>{}</w:tc>") -> str:
    """A Word table: cells of a row apart by "|"."""
    return "".join(
        [
            "<w:tbl><w:tblPr/>",
            *("<w:tr>" + "".join(cell.format(p(c)) for c in row.split("|")) + "</w:tr>"
              for row in rows),
            "</w:tbl>",
        ]
    )  # fmt: skip


def docx(
    body: str,
    styles: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    core_xml: str | None = None,
    more: Parts | None = None,
) -> bytes:
    """A Word document; parts that are None are not there."""
    parts = {
        "_rels/.rels": relations(
            {
                "rId1": "officeDocument word/document.xml",
                "rId2": "core-properties docProps/core.xml",
            }
        ),
        "word/document.xml": f"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/header1.xml": f"<w:hdr {W}>{p('A running head')}</w:hdr>",
        "word/comments.xml": f"<w:comments {W}>{p('A comment')}</w:comments>",
    }
    given = {"styles": styles, "footnotes": footnotes, "endnotes": endnotes}
    there = {part: content for part, content in given.items() if content is not None}
    for part, content in there.items():
        parts[f"word/{part}.xml"] = f"<w:{part} {W}>{content}</w:{part}>"
    parts["word/_rels/document.xml.rels"] = relations(
        {part: f"{part} {part}.xml" for part in there}
    )
    if core_xml is not None:
        parts["docProps/core.xml"] = core_xml
    return zipped({**parts, **(more or {})})


def odt(
    body: str,
    automatic: str = "",
    styles: str | None = None,
    meta: str | None = None,
    *,
    kind: str = "text",
) -> bytes:
    """An OpenDocument text, or a file of another kind of it such as "spreadsheet"."""
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>",
    }
    if styles is not None:
        parts["styles.xml"] = (
            f"<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
            "<office:master-styles><text:p>A running head</text:p></office:master-styles>"
            "</office:document-styles>"
        )
    if meta is not None:
        parts["meta.xml"] = (
            f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return zipped(parts)


def shape(*paragraphs: str, placeholder: str = "", lang: str = "en-US") -> str:
    """A shape of a slide; "type='title'" as ``placeholder`` makes it a placeholder."""
    mark = f"<p:ph {placeholder}/>" if placeholder else ""
    texts = "".join(
        f'<a:p><a:r><a:rPr lang="{lang}"/><a:t>{text}</a:t></a:r></a:p>'.replace(
            "\n", f'</a:t></a:r><a:br/><a:r><a:rPr lang="{lang}"/><a:t>'
        )
        for text in paragraphs
    )
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='Shape'/><p:nvPr>{mark}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:bodyPr/>{texts}</p:txBody></p:sp>"
    )


def slide(*shapes: str, root: str = "sld") -> str:
    """A slide, or its notes."""
    return f"<p:{root} {P}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"


def pptx(
    slides: Mapping[str, str], order: list[str], core_xml: str = "", more: Parts | None = None
) -> bytes:
    """A presentation: slides by file name, and the order in which they are shown."""
    numbers = {name: f"rId{n}" for n, name in enumerate(dict.fromkeys(order), 1)}
    shown = "".join(f'<p:sldId id="256" r:id="{numbers[name]}"/>' for name in order)
    parts = {
        "_rels/.rels": relations(
            {"rId1": "officeDocument ppt/presentation.xml", "rId2": "core-properties core.xml"}
        ),
        "ppt/presentation.xml": f"<p:presentation {P}><p:sldIdLst>{shown}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            {key: f"slide slides/{name}.xml" for name, key in numbers.items()}
        ),
        "core.xml": core_xml or core(),
    }
    parts |= {f"ppt/slides/{name}.xml": content for name, content in slides.items()}
    return zipped({**parts, **(more or {})})


def epub(
    chapters: Mapping[str, str | bytes],
    metadata: str = "",
    folder: str = "OPS",
    more: Parts | None = None,
) -> bytes:
    """A book: pages by file name; "nav.xhtml" is its navigation."""
    items = "".join(
        f'<item id="c{n}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav.xhtml' else ''}/>"
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfiles>"
        f'<rootfile full-path="{folder}/book.opf"/></rootfiles></container>',
        f"{folder}/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>",
    }
    for name, body in chapters.items():
        page = body if isinstance(body, bytes) else f"<html {XHTML}><body>{body}</body></html>"
        parts[f"{folder}/{name}"] = page
    return zipped({**parts, **(more or {})})
