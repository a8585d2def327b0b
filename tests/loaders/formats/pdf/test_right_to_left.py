"""Lines that are read from right to left."""

from __future__ import annotations

from casc_qa.loaders.formats.pdf.right_to_left import Piece, in_reading_order


def test_bracket_and_number_in_a_line_from_right_to_left() -> None:
    painted = [Piece(".(", 0, False), Piece("53", 9, False), Piece(") ", 20, False)]
    assert in_reading_order([*painted, Piece("אנשים", 30, True)]) == "אנשים (53)."
    assert in_reading_order([Piece("سنة ٣٢٠٢", 0, True)]) == "سنة ٢٠٢٣"
    assert (
        in_reading_order([Piece("the word ", 0, False), Piece("שלום", 30, True)]) == "the word שלום"
    )
