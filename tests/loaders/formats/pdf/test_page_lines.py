"""Words of a page as the lines that a person reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.pdf.page_lines import lines_of
from casc_qa.loaders.formats.pdf.page_words import ASKEW, Sight, Word

CHAR, SPACE = 5.0, 5.0  # points, at a size of 10


def word(text: str, left: float, base: float, size: float = 10, **changes: object) -> Word:
    right = left + CHAR * size / 10 * len(text)
    made = Word(text, left, right, base, size, 0, False, Sight.SEEN)
    return made._replace(**changes)  # type: ignore[arg-type]


def line(text: str, left: float, base: float) -> list[Word]:
    words = []
    for each in text.split():
        words.append(word(each, left, base))
        left = words[-1].right + SPACE
    return words


def texts(words: list[Word]) -> list[str]:
    return [each.text for each in lines_of(words, 1)]


LEFT = ["The committee reviewed the", "report of the ministry and", "found that 412 persons had"]
RIGHT = ["It approved the budget for", "the coming fiscal year and", "elected a new chairperson."]


def test_columns_drawn_one_after_the_other_and_row_by_row_are_read_alike() -> None:
    tops = [700 - 12 * n for n in range(3)]
    columns = [
        w
        for side, left in ((LEFT, 50.0), (RIGHT, 250.0))
        for text, top in zip(side, tops, strict=True)
        for w in line(text, left, top)
    ]
    rows = [
        w
        for one, other, top in zip(LEFT, RIGHT, tops, strict=True)
        for w in [*line(one, 50, top), *line(other, 250, top)]
    ]
    assert texts(columns) == texts(rows) == [*LEFT, *RIGHT]


def test_a_narrow_gutter_is_one_where_columns_are_drawn_apart() -> None:
    words = [w for n, text in enumerate(LEFT) for w in line(text, 50, 700 - 12 * n)]
    edge = max(w.right for w in words)
    words += [w for n, text in enumerate(RIGHT) for w in line(text, edge + 8, 700 - 12 * n)]
    assert texts(words) == [*LEFT, *RIGHT]


def test_rows_of_a_table_are_lines_and_their_cells_set_apart() -> None:
    table = [("Country", "Cases"), ("Kazakhstan", "412"), ("Tajikistan", "88")]
    words = [
        w
        for n, (one, other) in enumerate(table)
        for w in (word(one, 50, 700 - 12 * n), word(other, 200, 700 - 12 * n))
    ]
    lines = lines_of(words, 1)
    assert [each.text for each in lines] == [" | ".join(row) for row in table]
    assert all(each.is_row for each in lines)


def test_a_page_drawn_from_the_bottom_up_is_read_from_the_top_down() -> None:
    said = [f"line number {n} of it" for n in range(10)]
    words = [w for n, text in enumerate(said) for w in line(text, 50, 100 + 12 * n)]
    assert texts(words) == said[::-1]


def test_marks_are_raised_wherever_they_are_drawn() -> None:
    victims = line("1,204 victims in 2021", 50, 700)
    first = word("3", victims[0].right, 704, 6)
    last = word("4", victims[-1].right, 704, 6)
    below = word("2", 120, 496, 6)
    water = [*line("H", 115, 500), below, word("O", 123, 500)]
    expected = "1,204³ victims in 2021⁴"
    assert texts([victims[0], first, *victims[1:], last]) == [expected]
    assert texts([*victims, first, last]) == [expected]
    assert texts(water) == ["H₂O"]
    smaller = word("Note", 50, 700, 6)
    assert texts([smaller, *line("of it", 65, 700)]) == ["Note of it"]  # on the line, and no figure


def test_a_wide_space_in_a_line_sets_no_cell_apart() -> None:
    assert texts([*line("It met.", 50, 700), *line("It left.", 96, 700)]) == ["It met. It left."]
    far = [*line("It met.", 50, 700), *line("It left.", 110, 700)]
    assert texts(far) == ["It met. | It left."]


def test_what_is_turned_comes_after_what_is_upright() -> None:
    turned = [w._replace(turn=1) for w in line("on its side", 50, 300)]
    askew = [w._replace(turn=ASKEW) for w in line("DRAFT", 50, 400)]
    assert texts([*turned, *askew, *line("upright words of the page", 50, 700)]) == [
        "upright words of the page",
        "on its side",
    ]


WORDS = st.builds(
    word,
    st.sampled_from(["a", "the", "412", "Kazakhstan", "³", "שלום", "."]),
    st.floats(0, 500),
    st.floats(0, 700),
    st.sampled_from([6.0, 10.0, 14.0]),
)


@given(st.lists(WORDS, max_size=25))
def test_every_letter_stays_wherever_words_stand(words: list[Word]) -> None:
    def letters(said: str) -> list[str]:
        return sorted(c for c in said if c.isalpha())

    assert letters("".join(texts(words))) == letters("".join(w.text for w in words))
    assert lines_of(words, 1) == lines_of(words, 1)


def test_cells_of_figures_never_make_one_number() -> None:
    apart = [word("12", 50, 700), word("345", 66, 700), word("678", 87, 700)]  # .6 of the size
    assert texts(apart) == ["12 | 345 | 678"]
    thousands = [word("1", 50, 700), word("204", 57.5, 700)]  # a space of .25
    assert texts(thousands) == ["1 204"]


def test_marks_as_browsers_print_them_are_raised() -> None:
    """At .83 of the size."""
    victims = word("1,204", 50, 700)
    assert texts([victims, word("3", victims.right, 704, 8.3)]) == ["1,204³"]
    assert texts([victims, word("a", victims.right, 704, 8.3)]) == ["1,204ᵃ"]
    assert texts([victims, word("2", victims.right, 698, 8.3)]) == ["1,204₂"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    cap = word("I", 50, 680, 30)
    words = [cap, *line("n the year 2023 it met", cap.right + 2, 700), *line("in Osh.", 70, 688)]
    assert texts(words) == ["In the year 2023 it met", "in Osh."]


def test_large_letters_beside_small_ones_raise_nothing() -> None:
    rate = word("45%", 50, 690, 44)
    words = [rate, *line("of 120 people", rate.right + 5, 710), *line("voted", rate.right + 5, 698)]
    assert texts(words) == ["45%", "of 120 people", "voted"]


def test_words_from_right_to_left_in_a_line_that_is_not() -> None:
    painted = "םולש"  # as it stands from left to right
    words = [*line("The word", 50, 700), word(painted, 100, 700), word("is", 125, 700)]
    assert texts(words) == ["The word שלום is"]


def test_letters_that_are_spaced_out_are_words() -> None:
    words, left = [], 50.0
    for part in ("PRESS", "RELEASE"):
        for letter in part:
            words.append(word(letter, left, 700))
            left += CHAR + 4
        left += 5
    assert texts(words) == ["PRESS RELEASE"]
    narrow = [word(letter, 50 + 7.5 * n, 700) for n, letter in enumerate("abcdef")]
    assert texts(narrow) == ["a b c d e f"]
