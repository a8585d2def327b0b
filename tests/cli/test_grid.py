"""A grid within a width."""

from __future__ import annotations

from casc_qa.cli.grid import grid


def test_cells_are_folded_and_shown_as_they_are() -> None:
    shown = grid(["Document", "[bold]Who?[/]"], [["a :smile: b", "word " * 20]], 60, colour=False)
    assert "[bold]Who?[/]" in shown
    assert ":smile:" in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "\x1b" not in shown
    assert shown.count("word") == 20


def test_a_terminal_has_colour() -> None:
    assert "\x1b[" in grid(["Document"], [["a"]], 60, colour=True)
