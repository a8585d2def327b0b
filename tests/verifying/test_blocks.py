"""The paragraphs of a draft."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Anchor
from casc_qa.verifying.blocks import blocks_of, readable

DRAFT = """# One

Some text
goes on.[^1]
> a quote
> of two lines
More text.

```
> no quote
```

## Two ##
[^1]: The note
[2] Another note
"""


def test_markdown() -> None:
    blocks, notes = blocks_of(DRAFT, is_markdown=True)
    assert [(b.kind, b.text, b.line) for b in blocks] == [
        ("heading", "One", 1),
        ("text", "Some text\ngoes on.[^1]", 3),
        ("quote", "a quote\nof two lines", 5),
        ("text", "More text.", 7),
        ("heading", "Two", 13),
    ]
    noted = {mark: (note.text, note.line) for mark, note in notes.items()}
    assert noted == {"1": ("The note", 14), "2": ("Another note", 15)}


def test_headings_and_pages_are_where_anchors_say() -> None:
    anchors = [Anchor(0, "page", "1"), Anchor(5, "heading", "Two"), Anchor(5, "page", "2")]
    anchors.append(Anchor(10, "heading", "Above it"))
    blocks, _ = blocks_of("One\n\nTwo\n\nThree", False, anchors)
    assert [(b.kind, b.page) for b in blocks] == [
        ("text", 1),
        ("heading", 2),
        ("text", 2),
    ]  # the last is a row below it


def test_escapes_and_names_of_characters_are_undone() -> None:
    assert readable("1\\. \\*a\\* ⟨U+202E⟩b", is_markdown=True) == "1. *a* \u202eb"
    assert readable("\\*a\\*", is_markdown=False) == "\\*a\\*"
    assert readable("⟨U+FFFFFF⟩", is_markdown=True) == "⟨U+FFFFFF⟩"


@given(st.text(alphabet=st.sampled_from("ab #>`~[]^1:⁵\\ \n"), max_size=80), st.booleans())
def test_every_block_is_of_the_line_that_it_says(text: str, is_markdown: bool) -> None:
    lines = text.split("\n")
    for block in blocks_of(text, is_markdown).blocks:
        assert block.text.split("\n")[0] in lines[block.line - 1]
