"""What a terminal shows of quotes that were checked."""

from __future__ import annotations

from casc_qa.cli.verdicts import verification_text
from casc_qa.types import Citation, Span
from casc_qa.verifying.claims import Claim, Verdict, Verification, Where
from casc_qa.verifying.differences import Difference

PLACE = Citation(1, "a.txt", "0" * 64, "A title", None, None, None, None, 10, 17, "over 50")
CHANGED = Verdict(
    1,
    Claim("over 500", where=Where("page", 3)),
    "changed",
    PLACE,
    differences=(Difference(Span(5, 8), Span(5, 7)),),
)
MOVED = Verdict(
    2,
    Claim("over 50"),
    "moved",
    PLACE,
    2,
    ("other_document", "negation_left_out", "several_places"),
    Span(6, 20),
    "Not over 50.",
)
MISSING = Verdict(3, Claim("never"), "missing", notes=("too_long",))


def test_each_kind_in_both_languages() -> None:
    whole = Verification(
        (CHANGED, MOVED, MISSING), "g", uncounted=1, unclosed=2, unused=3, outdated=("a.txt",)
    )
    assert verification_text(whole, "en", colour=False).splitlines() == [
        "1.  changed  page 3  “over 500”",
        "   The nearest text is in A title (a.txt), characters 10–17:",
        "     over [-500-]{+50+}",
        "2.  moved  “over 50”",
        "   It stands in A title (a.txt), characters 10–17.",
        "   The whole sentence: Not [over 50].",
        "   This is another document than the one that is named.",
        "   The words that were left out of the sentence say “not” or the like: see that the "
        "quote means the same.",
        "   It stands in 2 places; this is the one that fits best.",
        "3.  missing  “never”",
        "   It does not stand in the documents.",
        "   It is too long for finding the text that comes nearest: check parts of it.",
        "",
        "Quotes checked: 3 (moved: 1, changed: 1, missing: 1)",
        "Not counted as quotes: 1 (one or two words without a source beside them, titles, notes).",
        "Quotation marks that are not closed in their paragraph: 2. What follows them was not "
        "checked.",
        "Addresses (casc-qa:…) for which no quote was found: 3. What they are on was not checked.",
        "Files that have changed since the index was built: a.txt. Build it again and check once "
        "more: casc-qa index.",
        "[-words of the quote-]{+words of the document+}",
    ]
    russian = verification_text(whole, "ru", colour=False)
    assert "3.  не найдено  «never»" in russian
    assert "Проверено цитат: 3 (в другом месте: 1, изменено: 1, не найдено: 1)" in russian


def test_colours() -> None:
    shown = verification_text(Verification((MISSING,), "g"), "en", colour=True)
    assert "\x1b[31mmissing\x1b[0m" in shown
