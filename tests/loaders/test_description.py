"""Title and date, as a person states them or as the first lines have them."""

from __future__ import annotations

from pathlib import Path

from helpers.documents.extracted import load


def test_without_an_entry_title_and_date_come_from_the_first_lines(tmp_path: Path) -> None:
    titled = load(tmp_path, "a.txt", b"\n Strategy adopted \n\nVienna, 8 June 2023. It was so.\n")
    assert (titled.title, titled.date) == ("Strategy adopted", "2023-06-08")
    assert (titled.title_from, titled.date_from) == ("text", "text")
    untitled = load(tmp_path, "b.txt", ("On 9-10 March, " + "word " * 60 + "end.").encode())
    assert (untitled.title, untitled.title_from) == ("b", "name")
    assert (untitled.date, untitled.date_from) == (None, None)
    late = load(tmp_path, "c.txt", b"A title\n\nOne.\n\nTwo.\n\nIn May 2020 it ended.\n")
    assert late.date is None


def test_an_entry_without_a_date_means_no_date(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.txt"]\ntitle = "Mine"\n')
    document = load(tmp_path, "a.txt", b"Vienna, 8 June 2023. It was so.")
    assert (document.title, document.date) == ("Mine", None)
    assert (document.title_from, document.date_from) == ("sources", None)


def test_it_is_said_where_a_date_is_from(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.txt"]\ndate = 2020-01-02\n')
    stated = load(tmp_path, "a.txt", b"Vienna, 8 June 2023. It was so.")
    named = load(tmp_path, "2010-07-15_senate.txt", b"It was so.")
    declared = load(tmp_path, "b.md", b"---\ndate: 2021-03-04\n---\nIt was so.")
    dates = [(d.date, d.date_from) for d in (stated, named, declared)]
    assert dates == [("2020-01-02", "sources"), ("2010-07-15", "name"), ("2021-03-04", "file")]
