"""A grid that fits a terminal's width. The only module that imports rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LEAST = 40  # columns


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int, *, colour: bool) -> str:
    """Heads and rows, every cell folded, with lines between; texts are shown as they are."""
    from rich.box import SQUARE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SQUARE, show_lines=True, header_style="bold" if colour else "")
    for number, head in enumerate(heads):
        table.add_column(Text(head), style="dim" if colour and not number else "", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(
        width=max(_LEAST, width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(table)
    return captured.get()
