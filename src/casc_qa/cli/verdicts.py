"""What a terminal shows of quotes that were checked: a line for each, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casc_qa import phrases, wording
from casc_qa.cli.terminal import safe
from casc_qa.types import Citation, Span
from casc_qa.verifying.claims import STATUSES, Note, Verdict, Verification

_RESET = "\x1b[0m"
_DIM, _GREEN, _RED, _YELLOW = "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[33m"
_UNDERLINED, _NOT_UNDERLINED = "\x1b[4m", "\x1b[24m"
_STATUS = {
    "verified": (phrases.VERIFIED, _GREEN),
    "moved": (phrases.MOVED, _YELLOW),
    "changed": (phrases.CHANGED, _RED),
    "missing": (phrases.MISSING, _RED),
}
_UNITS = {"line": phrases.AT_LINE, "page": phrases.AT_PAGE, "row": phrases.AT_ROW}
_NOTES: dict[Note, phrases.Phrase] = {
    "file_changed": phrases.FILE_HAS_CHANGED,
    "other_document": phrases.OTHER_DOCUMENT,
    "unknown_document": phrases.UNKNOWN_DOCUMENT,
    "negation_left_out": phrases.NEGATION_LEFT_OUT,
    "closing_mark": phrases.CLOSING_MARK_ADDED,
    "too_long": phrases.TOO_LONG_TO_COMPARE,
}
_SHOWN_CHARS = 100


def verification_text(verification: Verification, language: str, colour: bool) -> str:
    """A line for each quote with its number, what became of it and where; below it the text that
    comes nearest with the differences, the whole sentence of a part of one, and notes.
    """
    shown = _Shown(language, colour)
    lines = [line for verdict in verification.verdicts for line in shown.verdict(verdict)]
    return "\n".join([*lines, "", *shown.summary(verification)]) + "\n"


class _Shown:
    """Verdicts in one language, with or without colour."""

    def __init__(self, language: str, colour: bool) -> None:
        self._language, self._colour = language, colour

    def verdict(self, verdict: Verdict) -> Iterator[str]:
        """The lines of one."""
        phrase, style = _STATUS[verdict.status]
        where = verdict.claim.where
        at = _UNITS[where.unit].to(self._language, number=where.number) if where else ""
        quote = safe(verdict.claim.quote)
        if len(quote) > _SHOWN_CHARS and verdict.status != "missing":
            quote = quote[: _SHOWN_CHARS - 1] + "…"
        status = self._paint(phrase.to(self._language), style)
        yield "  ".join(
            filter(None, (f"{verdict.number}.", status, at, self._say(phrases.QUOTED, quote=quote)))
        )
        yield from (f"   {line}" for line in self._below(verdict))

    def _below(self, verdict: Verdict) -> Iterator[str]:
        place = verdict.place
        if place is None:
            yield self._say(
                phrases.IS_NOT_THERE if "too_long" in verdict.notes else phrases.NOTHING_LIKE_IT
            )
        elif verdict.status == "changed":
            yield self._say(phrases.NEAREST_TEXT, place=self._place(place))
            yield f"  {self._compared(verdict, place)}"
        else:
            yield self._paint(self._say(phrases.STANDS_IN, place=self._place(place)), _DIM)
        if place is not None and verdict.sentence is not None:
            yield f"{self._say(phrases.WHOLE_SENTENCE)} {self._marked(verdict, place)}"
        for note in verdict.notes:
            if note in _NOTES:
                yield self._paint(self._say(_NOTES[note]), _YELLOW)
        if "several_places" in verdict.notes:
            yield self._paint(self._say(phrases.SEVERAL_PLACES, count=verdict.places), _DIM)

    def summary(self, verification: Verification) -> Iterator[str]:
        """How many there are of each kind, and what was not checked."""
        counts = Counter(verdict.status for verdict in verification.verdicts)
        total = self._say(phrases.QUOTES_CHECKED, count=len(verification.verdicts))
        kinds = (
            f"{self._paint(_STATUS[s][0].to(self._language), _STATUS[s][1])}: {counts[s]}"
            for s in STATUSES
            if counts[s]
        )
        yield f"{total} ({', '.join(kinds)})"
        if verification.uncounted:
            yield self._say(phrases.NOT_COUNTED, count=verification.uncounted)
        for phrase, count in (
            (phrases.NOT_CLOSED, verification.unclosed),
            (phrases.NO_QUOTE_FOUND, verification.unused),
        ):
            if count:
                yield self._paint(self._say(phrase, count=count), _YELLOW)
        if verification.outdated:
            named = ", ".join(safe(doc_id) for doc_id in verification.outdated)
            yield self._paint(self._say(phrases.OUTDATED, documents=named), _YELLOW)
        if counts["changed"]:
            yield self._say(phrases.OF_THE_QUOTE_AND_OF_THE_DOCUMENT)

    def _compared(self, verdict: Verdict, place: Citation) -> str:
        """The document's text, each difference as [-words of the quote-]{+words of it+}."""
        parts, done = [], 0
        for in_quote, in_text in verdict.differences:
            parts.append(_inline(place.quote[done : in_text.start]))
            parts.append(self._pair(in_quote.of(verdict.claim.quote), in_text.of(place.quote)))
            done = in_text.end
        return "".join([*parts, _inline(place.quote[done:])]).strip()

    def _pair(self, quoted: str, written: str) -> str:
        """Words of a quote and those in their place, with the letters that differ underlined."""
        size = min(len(quoted), len(written))
        same = next((n for n in range(size) if quoted[n] != written[n]), size)
        left = size - same
        tail = next((n for n in range(left) if quoted[-1 - n] != written[-1 - n]), left)
        pair = ((quoted, "[-{}-]", _RED), (written, "{{+{}+}}", _GREEN))
        shown = []
        for words, form, style in pair:
            inner = self._underlined(words, Span(same, len(words) - tail))
            shown.append(self._paint(form.format(inner), style) if words else "")
        return "".join(shown)

    def _underlined(self, words: str, span: Span) -> str:
        if not self._colour or span == Span(0, len(words)) or span.start >= span.end:
            return _inline(words)
        middle = f"{_UNDERLINED}{_inline(span.of(words))}{_NOT_UNDERLINED}"
        return _inline(words[: span.start]) + middle + _inline(words[span.end :])

    def _marked(self, verdict: Verdict, place: Citation) -> str:
        """The whole sentence with the quote in brackets."""
        assert verdict.sentence is not None and verdict.sentence_text is not None  # noqa: S101
        start = max(0, place.start - verdict.sentence.start)
        end = place.end - verdict.sentence.start
        text = verdict.sentence_text
        quote = self._paint(f"[{safe(text[start:end])}]", _DIM)
        return f"{_inline(text[:start])}{quote}{_inline(text[end:])}".strip()

    def _place(self, place: Citation) -> str:
        location = wording.location(place, self._language)
        return safe(f"{place.title} ({place.doc_id}), {location}")

    def _say(self, phrase: phrases.Phrase, **parts: object) -> str:
        return phrase.to(self._language, **parts)

    def _paint(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self._colour and text else text


def _inline(text: str) -> str:
    """``text`` as ``safe`` has it, but with the blanks at its ends."""
    return safe(f"|{text}|")[1:-1]
