"""``casc-qa timeline``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.command import Casc, one_line


def test_what_is_printed(casc_qa: Casc, built_index: Path) -> None:
    shown = casc_qa("timeline", "--index", built_index, "--doc", "bishkek")
    assert (shown.status, shown.err) == (0, "")
    assert "On 22-24 August 2023 in Bishkek" in shown.out
    again = casc_qa("timeline", "--index", built_index, "the Bishkek training", "--json")
    assert json.loads(again.out)["of"] == "the Bishkek training"
    assert (
        casc_qa("timeline", "--index", built_index, "the Bishkek training", "--json").out
        == again.out
    )


def test_in_the_other_language(casc_qa: Casc, built_index: Path) -> None:
    shown = casc_qa("timeline", "--index", built_index, "--lang", "ru", "samarkand_")
    assert "\nИсточники\n" in shown.out


def test_nothing_is_about_it(casc_qa: Casc, built_index: Path) -> None:
    shown = casc_qa("timeline", "--index", built_index, "Mozart")
    assert shown.status == 3
    assert shown.out.startswith("The documents do not say: nothing in them is about this.")


def test_wrong_usage(casc_qa: Casc, built_index: Path) -> None:
    one_line(casc_qa("timeline", "--index", built_index, "?!"), 2, "empty")
    one_line(casc_qa("timeline", "--index", built_index, "--doc", "nothing.txt"), 2, "nothing.txt")
    one_line(casc_qa("timeline", "--index", built_index, "--after", "soon"), 2, "soon")
