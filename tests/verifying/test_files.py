"""The quotes of files: drafts in several formats, what programs write, and what is no good."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.answer_json import dump_answer
from casc_qa.asking.assistant import Assistant
from casc_qa.asking.many import Asked
from casc_qa.errors import ClaimError
from casc_qa.exporting.formats import FORMATS
from casc_qa.exporting.gathered import gather
from casc_qa.locators import Locator
from casc_qa.verifying.claims import Verification
from casc_qa.verifying.drafts import MOST_QUOTES
from casc_qa.verifying.files import check_file, verify_file
from helpers.documents.hostile import good, with_part

QUOTE = "The training gathered 53 participants representing customs"
CHANGED = "The training gathered 54 participants representing customs"
SOURCE = "2023-08-22_bishkek_gender-in-customs-training.txt"
QUESTION = "How many participants did the Bishkek training gather?"
Check = Callable[[str, str | bytes], Verification]


@pytest.fixture
def check(assistant: Assistant, tmp_path: Path) -> Check:
    """Checks a file of this name with this content."""

    def check(name: str, content: str | bytes) -> Verification:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return verify_file(assistant, file)

    return check


def statuses(verification: Verification) -> list[str]:
    return [verdict.status for verdict in verification.verdicts]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".odt", ".rtf", ".eml"])
def test_drafts_of_several_formats(check: Check, suffix: str) -> None:
    text = f"As {SOURCE} says, “{QUOTE}” and «{CHANGED}», and that was all that was said there."
    checked = check(f"draft{suffix}", good(suffix, text))
    assert statuses(checked)[:2] == ["verified", "changed"]
    assert not checked.holds


def test_the_line_of_a_quote_below_front_matter(check: Check) -> None:
    checked = check("draft.md", f"---\ntitle: So\n---\n\nSee:\n“{QUOTE}”\n")
    assert checked.verdicts[0].claim.where == ("line", 6)
    assert checked.language == "en"


def test_a_draft_in_russian(check: Check) -> None:
    checked = check("draft.txt", f"На странице написано: «{QUOTE}», и это всё, что там сказано.")
    assert (checked.holds, checked.language) == (True, "ru")


def test_what_ask_prints(check: Check, assistant: Assistant) -> None:
    printed = dump_answer(assistant.ask(QUESTION))
    assert check("answer.json", printed).holds
    line = json.dumps(json.loads(printed))
    assert check("answers.jsonl", f"{line}\n{line}\n").holds
    checked = check("changed.json", printed.replace("53 participants", "54 participants"))
    assert "changed" in statuses(checked)


def test_a_table(check: Check, assistant: Assistant) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    start = assistant.document(SOURCE).text.index(QUOTE)
    locator = Locator(SOURCE, assistant.document(SOURCE).sha256, start, start + len(QUOTE))
    writer.writerow(["quote", "locator", "doc_id"])
    writer.writerow([QUOTE, locator, ""])
    writer.writerow([QUOTE, locator._replace(start=0), ""])
    writer.writerow([QUOTE, locator._replace(start=start + 1), ""])
    writer.writerow([CHANGED, "", SOURCE])
    checked = check("table.csv", text.getvalue().encode("utf-8-sig"))
    assert statuses(checked) == ["verified", "verified", "moved", "changed"]


QUESTIONS = (
    QUESTION,
    "Who funded the Gender and Human Rights Project?",
    "Кто финансировал проект по гендеру и правам человека?",
    "What is Ms. Artikova's title?",
    "What does the moon weigh?",
    "What did Ms. Mittal say about organized crime, and what is the Toolkit based on?",
)


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> list[Asked]:
    """Questions with what answers them."""
    answers = [assistant.ask(question) for question in QUESTIONS]
    return [Asked(each.question, each, language=each.language) for each in answers]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", ["chicago-notes", "apa"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_that_is_exported_is_verified(
    check: Check, asked: list[Asked], assistant: Assistant, name: str, style: str, language: str
) -> None:
    export = gather(asked, assistant.manifest.generation, style, language)
    checked = check(f"export{FORMATS[name].suffix}", FORMATS[name].render(export))
    assert [v.claim for v in checked.verdicts if v.status != "verified"] == []
    quoted = {quote.citation.quote for entry in export.entries for quote in entry.quotes}
    found = {" ".join(verdict.claim.quote.split()) for verdict in checked.verdicts}
    assert {" ".join(quote.split()) for quote in quoted} <= found
    assert (checked.unused, checked.unclosed) == (0, 0)


@pytest.mark.parametrize("name", ["markdown", "json", "csv", "bibtex", "ris", "csl-json"])
def test_an_export_with_another_figure_is_not(
    check: Check, asked: list[Asked], assistant: Assistant, name: str
) -> None:
    export = gather(asked, assistant.manifest.generation)
    data = FORMATS[name].render(export).replace(b"gathered 53 ", b"gathered 530 ")
    checked = check(f"export{FORMATS[name].suffix}", data)
    assert checked.count("changed") > 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", "", "holds no text"),
        ("plain.txt", "Nothing is quoted.", "holds no quote"),
        ("other.json", '{"a": [1, 2]}', "holds no quote"),
        ("broken.json", '{"a": [1, 2', "can't be read"),
        ("deep.json", "[" * 100_000, "can't be read"),
        ("table.csv", "a,b\n1,2\n", "no column called quote"),
        ("table.csv", b"quote\n\xff\xfe", "it is not UTF-8"),
        ("junk.docx", bytes(range(256)) * 40, "can't be read"),
        ("junk.bin", b"\0\1\2", "nothing reads .bin"),
        ("none", b"a", "nothing reads files without a suffix"),
        ("empty.bib", "", "holds no quote"),
    ],
)
def test_what_is_no_good_is_refused_in_one_line(
    check: Check, name: str, content: str | bytes, words: str
) -> None:
    with pytest.raises(ClaimError) as caught:
        check(name, content)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(assistant: Assistant, tmp_path: Path) -> None:
    for name in ("none.md", "none.json"):
        with pytest.raises(ClaimError, match="No such file"):
            verify_file(assistant, tmp_path / name)
    with pytest.raises(ClaimError, match="can't be read"):
        verify_file(assistant, tmp_path)


def test_a_bomb_in_a_docx_is_refused(check: Check) -> None:
    data = io.BytesIO(good(".docx", "Some text."))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/footnotes.xml", b" " * 300_000_000)
    entities = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'
    for hostile in (data.getvalue(), with_part(".docx", entities)):
        with pytest.raises(ClaimError):
            check("bomb.docx", hostile)


def test_more_quotes_than_are_checked_at_once(check: Check) -> None:
    row = json.dumps({"quote": "a", "doc_id": SOURCE})
    with pytest.raises(ClaimError, match="divide it into files"):
        check("many.jsonl", f"{row}\n" * (MOST_QUOTES + 1))


def test_ten_thousand_quotes(check: Check) -> None:
    rows = [json.dumps({"quote": q, "doc_id": SOURCE}) for q in (QUOTE, CHANGED)]
    checked = check("many.jsonl", "\n".join(rows * 5_000))
    assert (checked.count("verified"), checked.count("changed")) == (5_000, 5_000)


def test_without_a_model(assistant: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(f"“{QUOTE}”", encoding="utf-8")
    done: list[tuple[str, int, int]] = []
    assert check_file(assistant.generation, file, lambda *step: done.append(step)).holds
    assert done == [("checking", 1, 1)]


@settings(max_examples=30)
@given(
    st.binary(max_size=300), st.sampled_from([".json", ".jsonl", ".csv", ".tsv", ".bib", ".ris"])
)
def test_any_bytes_are_read_or_refused(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    file = tmp_path_factory.mktemp("any") / f"any{suffix}"
    file.write_bytes(data)
    with pytest.raises(ClaimError):
        verify_file(assistant, file)
