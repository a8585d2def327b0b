"""``casc-qa token``."""

from __future__ import annotations

import re
from pathlib import Path

from casc_qa.web.guard.tokens import FORM, TokensInUse
from helpers.command import Casc, one_line


def test_a_token_is_made_listed_and_revoked(casc_qa: Casc, index_copy: Path) -> None:
    index = ["--index", index_copy]
    made = casc_qa("token", "new", "laptop", *index)
    assert made.status == 0
    assert re.fullmatch(FORM, made.out.strip())
    assert "shown once" in made.err
    assert TokensInUse(index_copy).admit(made.out.strip())
    assert casc_qa("token", "list", *index).out == "laptop\n"
    one_line(casc_qa("token", "new", "laptop", *index), 2, "There is a token called laptop")
    assert casc_qa("token", "revoke", "laptop", *index).status == 0
    assert casc_qa("token", "list", *index).out == ""
    one_line(casc_qa("token", "revoke", "laptop", *index), 2, "casc-qa token list")


def test_what_was_typed_wrong(casc_qa: Casc, index_copy: Path, tmp_path: Path) -> None:
    index = ["--index", index_copy]
    one_line(casc_qa("token", "new", *index), 2, "casc-qa token new NAME")
    one_line(casc_qa("token", "list", "x", *index), 2, "leave it out")
    one_line(casc_qa("token", "new", "a b", *index), 2, "is no name")
    one_line(casc_qa("token", "new", "a", "--index", tmp_path / "none"), 1, "no index")
    assert not (tmp_path / "none").exists()
