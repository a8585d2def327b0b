"""``casc-qa verify`` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casc_qa.cli import terminal
from helpers.command import Casc, one_line

QUOTE = "The training gathered 53 participants"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with a true quote."""
    path = tmp_path / "draft.md"
    path.write_text(f"He wrote “{QUOTE}”.\n", encoding="utf-8")
    return path


def test_true_quotes(casc_qa: Casc, built_index: Path, draft: Path) -> None:
    run = casc_qa("verify", draft, "--index", built_index)
    assert run.status == 0
    assert run.out.startswith(f"1.  verified  line 1  “{QUOTE}”\n")
    assert "The whole sentence: [The training gathered 53 participants] representing" in run.out
    assert run.out.endswith("\nQuotes checked: 1 (verified: 1)\n")


def test_quotes_that_do_not_hold(casc_qa: Casc, built_index: Path, draft: Path) -> None:
    draft.write_text("“The training gathered 530 participants” and “no such words”", "utf-8")
    run = casc_qa("verify", draft, "--index", built_index)
    assert run.status == 4
    assert "The training gathered [-530-]{+53+} participants" in run.out
    assert "Nothing like it stands in the documents." in run.out
    assert "\x1b" not in run.out
    run = casc_qa("verify", draft, "--index", built_index, "--lang", "ru")
    assert "1.  изменено  строка 1  «The training gathered 530 participants»" in run.out


def test_differences_have_colours_on_a_terminal(
    casc_qa: Casc, built_index: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_colourful", lambda stream: True)
    draft.write_text("“The training gathered 530 participants”", "utf-8")
    run = casc_qa("verify", draft, "--index", built_index)
    assert "\x1b[31m[-53\x1b[4m0\x1b[24m-]\x1b[0m\x1b[32m{+53+}\x1b[0m participants" in run.out


def test_an_object(casc_qa: Casc, built_index: Path, draft: Path) -> None:
    run = casc_qa("verify", draft, "--json", "--index", built_index)
    assert run.out == casc_qa("verify", draft, "--json", "--index", built_index).out
    table = json.loads(run.out)
    assert next(iter(table)) == "version"
    assert table["verified"] is True
    assert table["quotes"][0]["place"]["text"] == QUOTE


def test_what_cannot_be_read(casc_qa: Casc, built_index: Path, draft: Path) -> None:
    one_line(casc_qa("verify", "none.md", "--index", built_index), 2, "none.md", "can't be read")
    draft.write_text("Nothing.", "utf-8")
    one_line(casc_qa("verify", draft, "--index", built_index), 2, "holds no quote")


def test_characters_of_a_draft_do_not_steer_the_terminal(
    casc_qa: Casc, built_index: Path, draft: Path
) -> None:
    quote = {"quote": "The training \x1b[31m gathered \u202e530 participants", "doc_id": "a"}
    file = draft.with_suffix(".json")
    file.write_text(json.dumps(quote), "utf-8")
    run = casc_qa("verify", file, "--index", built_index)
    assert run.status == 4
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out


def test_a_document_that_has_changed_since_is_named(
    casc_qa: Casc, draft: Path, tmp_path: Path
) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "training.txt").write_text(f"{QUOTE} from many agencies.\n", "utf-8")
    assert casc_qa("index", corpus, "--index", index).status == 0
    assert casc_qa("verify", draft, "--index", index).status == 0
    (corpus / "training.txt").write_text("The training gathered nobody from many agencies.\n")
    run = casc_qa("verify", draft, "--index", index)
    assert run.status == 4
    assert "Quotes checked: 1 (verified: 1)\n" in run.out
    assert "Files that have changed since the index was built: training.txt." in run.out
    table = json.loads(casc_qa("verify", draft, "--json", "--index", index).out)
    assert (table["verified"], table["outdated"]) == (False, ["training.txt"])
    assert casc_qa("index", corpus, "--index", index).status == 0
    run = casc_qa("verify", draft, "--index", index)
    assert run.status == 4
    assert run.out.startswith("1.  changed  ")
