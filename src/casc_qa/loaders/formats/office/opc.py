"""What Office files have in common: parts that refer to parts, and properties of the document.

ECMA-376, "Office Open XML File Formats", part 2: Open Packaging Conventions.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from casc_qa.loaders.formats.archives.markup import Element, name, read_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.declared_metadata import date as declared_date
from casc_qa.loaders.formats.extracted import Unreadable


class Related(NamedTuple):
    """A part that another refers to."""

    part_type: str
    """The last word of the relationship's type: "footnotes", "slide"."""
    part: str


class Properties(NamedTuple):
    """What the document declares of itself."""

    title: str | None = None
    created: str | None = None
    language: str | None = None


def main_part(archive: Archive, expected: str) -> str:
    """The part that the document starts from. Raises Unreadable where it is no Office file.

    ``expected`` is the file's format in words, for the reason.
    """
    documents = of_type(related(archive, ""), "officeDocument")
    if not documents:
        raise Unreadable(f"it is a zip archive, but not {expected}")
    return documents[0]


def related(archive: Archive, part: str) -> dict[str, Related]:
    """Which parts ``part`` refers to, by the id it uses; none where that can't be read."""
    folder, file = posixpath.split(part)
    try:
        root = read_xml(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    except Unreadable:
        return {}
    return {
        element.attrib.get("Id", ""): Related(
            element.attrib.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, element.attrib["Target"])).lstrip("/"),
        )
        for element in root
        if element.attrib.get("Target") and element.attrib.get("TargetMode") != "External"
    }


def of_type(parts: Mapping[str, Related], part_type: str) -> list[str]:
    """The parts of this type, in the file's order."""
    return [each.part for each in parts.values() if each.part_type == part_type]


def relation(element: Element, wanted: str = "id") -> str:
    """The id by which ``element`` names a part; empty where it names none."""
    for key, value in element.attrib.items():
        if key.endswith("/relationships}" + wanted):
            return value
    return ""


def properties(archive: Archive) -> Properties:
    """Title, day of creation and language, as far as they are declared."""
    parts = [*of_type(related(archive, ""), "core-properties"), "docProps/core.xml"]
    try:
        root = read_xml(archive, parts[0])
    except Unreadable:
        return Properties()
    declared = {name(element): (element.text or "").strip() for element in root}
    return Properties(
        declared.get("title") or None,
        declared_date(declared.get("created")),
        declared.get("language"),
    )


def richest_form(alternatives: Element) -> Element:
    """Of several forms of the same thing (AlternateContent) the first, which is the newest and
    richest.
    """
    return next(iter(alternatives), alternatives)


def by_frequency(language_chars: Counter[str | None]) -> list[str | None]:
    """The languages of a text's runs, the most written first; ``language_chars`` counts the
    characters in each.
    """
    return [language for language, _ in language_chars.most_common()]
