"""The printed lines of a PDF's pages: by pdfium, or by pypdf where that fails; without what nobody
sees, and with letters that the file spells wrongly put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import fmean

from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.pdf.letters import (
    UNKNOWN,
    clean,
    is_misspelled,
    respelled,
    spelled_by_names,
)
from casc_qa.loaders.formats.pdf.page_layout import Line
from casc_qa.loaders.formats.pdf.page_lines import lines_of
from casc_qa.loaders.formats.pdf.page_words import ASKEW, Sight, Word
from casc_qa.loaders.formats.pdf.pdfium import Document
from casc_qa.loaders.formats.pdf.pypdf_file import PypdfFile
from casc_qa.loaders.formats.pdf.scanned import covers, look, needs_eyes
from casc_qa.loaders.formats.scans.page_reading import PageReading

_MOST_FAILURES = 5


class Printed:
    """The pages of one file, read one after the other; to be closed."""

    def __init__(self, data: bytes, file: PypdfFile, reading: PageReading) -> None:
        """``file`` is the same, opened by pypdf."""
        self._file, self._reading = file, reading
        try:
            self._document: Document | None = Document(data)
        except ValueError:
            self._document = None
        self.extractor = file.version if self._document is None else self._document.version
        self._counts: Counter[str] = Counter()
        self._has_struck = False
        self._failures = 0
        self._sure: list[float] = []  # of each page that was recognised
        self._looked_at = 0
        self.left: list[int] = []
        """The pages that are pictures and were not looked at, since there are too many."""

    def close(self) -> None:
        """Frees what is held."""
        if self._document is not None:
            self._document.close()

    def lines(self, number: int) -> list[Line] | None:
        """The lines of page ``number``, from 1; None where it can't be read."""
        words = self._words(number)
        if words is not None:
            seen = self._seen(words)
            if recognised := self._recognised(seen, number):
                return lines_of(recognised, number)
            return self._spelled(lines_of(seen, number), number)
        if self._failures >= _MOST_FAILURES:
            return None
        try:
            return self._spelled(self._file.lines(number), number)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  # one page may not take the others with it
            self._failures += 1
            return None

    def is_picture(self, number: int) -> bool:
        """Whether a picture covers most of page ``number``, from 1."""
        try:
            return self._document is not None and covers(self._document.picture_share(number - 1))
        except ValueError:
            return False

    def notes(self) -> Iterator[str]:
        """What a person should know of how the pages were read."""
        for what in sorted(self._counts):
            yield f"{what}: {self._counts[what]:,}"
        if self._has_struck:
            yield STRUCK_NOTE
        if self._reading.recogniser and self._sure:
            sure = round(fmean(self._sure))
            pages = "1 page was" if len(self._sure) == 1 else f"{len(self._sure)} pages were"
            yield f"{pages} read by {self._reading.recogniser.name} from a scan, {sure} % sure"

    def _words(self, number: int) -> list[Word] | None:
        if self._document is None:
            return None
        try:
            return self._document.words(number - 1)
        except ValueError:
            return None

    def _recognised(self, seen: Sequence[Word], number: int) -> list[Word]:
        """The words of a page that is a picture; none where it is not, or says nothing."""
        document, recogniser = self._document, self._reading.recogniser
        if recogniser is None or document is None:
            return []
        try:
            if not needs_eyes(seen, document.picture_share(number - 1)):
                return []
            if not self._reading.may_look(self._looked_at):
                self.left.append(number)
                return []
            self._looked_at += 1
            draw = partial(document.picture, number - 1)
            words = look(recogniser, draw, self._reading.done)
        except ValueError as error:
            self._counts[f"pages that are pictures could not be read ({error})"] += 1
            return []
        self._sure += [fmean(word.sure or 0 for word in words)] if words else []
        return words

    def _seen(self, words: Sequence[Word]) -> list[Word]:
        """Without what is off the page, not drawn, lost on its ground, or a watermark. Where
        nothing is drawn, the words lie below the picture of a scanned page, as a program read them.
        What is struck out still has its room on its line.
        """
        on_page = list(_on_page(words))
        sights = {word.sight for word in on_page}
        self._has_struck |= Sight.STRUCK in sights
        shown = {Sight.SEEN, Sight.STRUCK, Sight.OFF_PAGE}
        shown |= set() if sights & {Sight.SEEN, Sight.STRUCK} else {Sight.INVISIBLE}
        drawn = [word for word in on_page if word.sight in shown]
        kept = [word for word in drawn if word.turn != ASKEW]
        self._counts["words off the page were left out"] += len(words) - len(on_page)
        self._counts["words that nobody sees were left out"] += len(on_page) - len(drawn)
        self._counts["words that lie askew, as a watermark does, were left out"] += len(
            drawn
        ) - len(kept)
        self._counts = +self._counts
        return kept

    def _spelled(self, lines: Sequence[Line], number: int) -> list[Line]:
        """The lines with their letters as they are seen."""
        if any(not line.text.isprintable() for line in lines):
            names = self._file.letter_names(number)
            lines = [_spelled(line, lambda text: spelled_by_names(text, names)) for line in lines]
        if is_misspelled("".join(line.text for line in lines)):
            lines = [_spelled(line, respelled) for line in lines]
        cleaned = [_spelled(line, clean) for line in lines]
        unknown = sum(line.text.count(UNKNOWN) for line in cleaned)
        if unknown:
            self._counts["letters can't be read, as their fonts don't say what they are"] += unknown
        return [line for line in cleaned if line.text.strip()]


def _spelled(line: Line, spell: Callable[[str], str]) -> Line:
    """The line in other letters, its places moved along with them."""
    text = spell(line.text)
    if len(text) == len(line.text):
        return line._replace(text=text)
    places = (p._replace(offset=len(spell(line.text[: p.offset]))) for p in line.places)
    return line._replace(text=text, places=tuple(places))


def _on_page(words: Sequence[Word]) -> Iterator[Word]:
    """The words on the page, with those of a line that runs over its edge."""
    before: Word | None = None
    for word in words:
        if word.sight is not Sight.OFF_PAGE or (before is not None and _goes_on(before, word)):
            yield word
            before = word
        else:
            before = None


def _goes_on(before: Word, word: Word) -> bool:
    gap = word.left - before.right
    return word.base == before.base and 0 <= gap <= word.size
