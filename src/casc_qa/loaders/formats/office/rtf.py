"""Rich text: a reader of its own, without recursion, in time that grows with the file alone.

Read after Microsoft's "Rich Text Format (RTF) Specification, version 1.9.1".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.office.rtf_control_words import (
    ASIDE,
    CHARS,
    CHARSETS,
    CONTAINED,
    CONTAINERS,
    DEFAULT_CODE_PAGE,
    DESTINATIONS,
    SYMBOL_CHARSET,
    SYMBOLS,
    code_page,
)
from casc_qa.loaders.formats.office.rtf_flow import Flow, assemble, whole_characters
from casc_qa.loaders.formats.office.rtf_group import CONTAINER, HEARD, PLACES, SILENCE, Group
from casc_qa.loaders.formats.symbol_fonts import as_shown, character_of

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<symbol>[^A-Za-z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\'?",
    re.DOTALL,
)
_STRIKING = ("strike", "striked")
_FONT_NAME = 60  # characters
_MAX_ASIDES = 8  # notes in notes; what is deeper stands in the note around it


def load(data: bytes) -> Extracted:
    """Paragraphs with a blank line between, rows as "a | b", notes after their paragraph.

    Raises Unreadable.
    """
    start = data[:64].find(b"{\\rtf")
    if start < 0:
        raise Unreadable("it does not start as rich text does")
    reader = _Reader()
    is_whole = reader.read(data[start:].decode("latin-1"))
    text, anchors = assemble(reader.body.finish())
    return Extracted(
        text,
        "rich text",
        anchors,
        declared_metadata.title(whole_characters("".join(reader.title.finish_words()))),
        notes=tuple(_notes(is_whole, reader.has_struck)),
        file_date=declared_metadata.day(
            *(reader.created.get(part, 0) for part in ("yr", "mo", "dy"))
        ),
    )


def _notes(is_whole: bool, has_struck: bool) -> Iterator[str]:
    if not is_whole:
        yield "it ends in the middle: a part may be missing"
    if has_struck:
        yield STRUCK_NOTE


class _Reader:
    """Walks over the tokens once."""

    def __init__(self) -> None:
        self.body, self.title = Flow(), Flow()
        self.created: dict[str, int] = {}
        self._group = Group(self.body)
        self._outer: list[Group] = []
        self._code_page = DEFAULT_CODE_PAGE
        self._default_font: int | None = None
        self._fonts: dict[int, int] = {}
        self._font_names: dict[int, str] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = self._opened = False
        self.has_struck = False
        """Whether words were left out that are struck out."""

    def read(self, rtf: str) -> bool:
        """Whether the outermost group was closed."""
        at = 0
        while at < len(rtf):
            token = _TOKEN.match(rtf, at)
            if token is None:
                break
            at = token.end()
            category = token.lastgroup
            is_first, self._opened = self._opened, token["brace"] == "{"
            if category in ("text", "byte"):
                self._raw(token["text"] or token["byte"], is_hex=category == "byte")
            elif category == "brace":
                self._brace(token["brace"])
                if not self._outer:
                    return True
            elif category in ("word", "number"):
                word, number = token["word"], token["number"]
                if word == "bin":
                    at += max(0, int(number or 0))
                self._word(word, int(number) if number else None)
            elif category == "symbol":
                self._symbol(token["symbol"], is_first)
        while self._outer:
            self._brace("}")
        return False

    def _raw(self, characters: str, is_hex: bool) -> None:
        """Bytes of text, whose meaning waits until all of a character is there."""
        self._starred = False
        raw = bytes.fromhex(characters) if is_hex else characters.encode("latin-1")
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        if self._is_heard():
            self._bytes += raw[skipped:]
        elif self._group.name == "fonttbl" and self._group.font is not None:
            known = self._font_names.get(self._group.font, "")
            self._font_names[self._group.font] = (known + raw.decode("latin-1"))[:_FONT_NAME]

    def _is_heard(self) -> bool:
        group = self._group
        if group.struck and not group.silence:
            self.has_struck = True
        return not (group.silence or group.hidden or group.deleted or group.struck)

    def _flush(self) -> None:
        if self._bytes:
            self._group.flow.add(self._group.placed(self._decoded(bytes(self._bytes))))
            self._bytes.clear()

    def _decoded(self, raw: bytes) -> str:
        charset = self._fonts.get(-1 if self._group.font is None else self._group.font, 0)
        if charset == SYMBOL_CHARSET:
            return "".join(character_of(self._font_name(), byte) or chr(byte) for byte in raw)
        return raw.decode(CHARSETS.get(charset, self._code_page), "replace")

    def _font_name(self) -> str:
        font = -1 if self._group.font is None else self._group.font
        return self._font_names.get(font, "Symbol")

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip, self._starred = 0, False
        if brace == "{":
            self._outer.append(self._group)
            return
        closed = self._group
        self._group = self._outer.pop() if self._outer else closed
        if closed.flow is not self._group.flow and closed.flow is not self.title:
            self._group.flow.beside(closed.flow)

    def _symbol(self, symbol: str, is_first: bool) -> None:
        if symbol == "*":
            self._starred = is_first  # elsewhere it means nothing
        elif symbol in "\r\n":
            self._word("par", None)
        else:
            self._add_text(SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode(number or 0)
        elif word in CHARS:
            self._add_text(CHARS[word])
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._flush()
            if starred or word in DESTINATIONS:
                self._destination(word)
            elif action := _ACTIONS.get(word):
                action(self, word, number)

    def _add_text(self, characters: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        if self._is_heard():
            shown = as_shown(characters, self._font_name())
            self._group.flow.add(self._group.placed(shown))

    def _unicode(self, number: int) -> None:
        self._to_skip = 0
        self._add_text(chr(number % 0x10000))
        self._to_skip = self._group.fallback

    def _destination(self, word: str) -> None:
        """A group that is not simply the next words of the text."""
        silence = self._group.silence
        if word in CONTAINED:
            silence = SILENCE if silence == SILENCE else HEARD
        elif word not in ASIDE:
            silence = max(silence, CONTAINER if word in CONTAINERS else SILENCE)
        flow, asides = self._group.flow, self._group.asides
        if word in ASIDE and silence == HEARD and asides < _MAX_ASIDES:
            flow, asides = Flow(), asides + 1
        self._group = self._group._replace(flow=flow, silence=silence, name=word, asides=asides)

    def _end_paragraph(self, word: str, number: int | None) -> None:
        if not self._is_heard():
            return
        if self._group.in_table and word == "par":
            self._group.flow.add(" ")
        else:
            self._group.flow.end_paragraph(self._group.heading)

    def _end_cell(self, word: str, number: int | None) -> None:
        if not self._group.silence:
            self._group.flow.end_cell()

    def _end_row(self, word: str, number: int | None) -> None:
        if not self._group.silence:
            self._group.flow.end_row()

    def _reset_paragraph(self, word: str, number: int | None) -> None:
        self._group = self._group._replace(heading=False, in_table=False)

    def _reset_characters(self, word: str, number: int | None) -> None:
        self._group = self._group._replace(
            hidden=False, deleted=False, struck=False, placed=str, font=self._default_font
        )

    def _property(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word == "v":
            self._group = self._group._replace(hidden=is_on)
        elif word == "deleted":
            self._group = self._group._replace(deleted=is_on)
        elif word in _STRIKING:
            self._group = self._group._replace(struck=is_on)
        elif word == "intbl":
            self._group = self._group._replace(in_table=is_on)
        else:
            self._group = self._group._replace(heading=0 <= (number or 0) < 9)

    def _place(self, word: str, number: int | None) -> None:
        placed = str if number == 0 else PLACES.get(word, str)
        self._group = self._group._replace(placed=placed)

    def _font(self, word: str, number: int | None) -> None:
        self._group = self._group._replace(font=number or 0)

    def _font_charset(self, word: str, number: int | None) -> None:
        if self._group.font is not None:
            self._fonts[self._group.font] = number or 0

    def _set_default_font(self, word: str, number: int | None) -> None:
        self._default_font = number
        self._group = self._group._replace(font=number)

    def _fallback_length(self, word: str, number: int | None) -> None:
        self._group = self._group._replace(fallback=min(max(number or 0, 0), 100))

    def _set_code_page(self, word: str, number: int | None) -> None:
        self._code_page = code_page(word, number)

    def _info_title(self, word: str, number: int | None) -> None:
        if self._group.name == "info":
            self._group = self._group._replace(flow=self.title, silence=HEARD)

    def _info_created(self, word: str, number: int | None) -> None:
        if self._group.name == "info":
            self._group = self._group._replace(name="creatim")

    def _created_part(self, word: str, number: int | None) -> None:
        if self._group.name == "creatim":
            self.created[word] = number or 0


_ACTIONS: Mapping[str, Callable[[_Reader, str, int | None], None]] = {
    **dict.fromkeys(("par", "sect", "page", "column"), _Reader._end_paragraph),
    "cell": _Reader._end_cell,
    "row": _Reader._end_row,
    "pard": _Reader._reset_paragraph,
    "plain": _Reader._reset_characters,
    **dict.fromkeys(("v", "deleted", "intbl", "outlinelevel", *_STRIKING), _Reader._property),
    **dict.fromkeys((*PLACES, "nosupersub"), _Reader._place),
    "f": _Reader._font,
    "fcharset": _Reader._font_charset,
    "deff": _Reader._set_default_font,
    "uc": _Reader._fallback_length,
    **dict.fromkeys(("ansicpg", "mac", "pc", "pca"), _Reader._set_code_page),
    "title": _Reader._info_title,
    "creatim": _Reader._info_created,
    **dict.fromkeys(("yr", "mo", "dy"), _Reader._created_part),
}
