"""The list of documents: each with what is known of it, whatever its title holds."""

from __future__ import annotations

import html
import re
from typing import Any

from casc_qa.types import Skipped
from casc_qa.web.documents import documents_html

HOSTILE = '"><img src=x onerror=alert(1)>\u202e'


def document(doc_id: str, **known: Any) -> dict[str, Any]:
    usual = {"title": doc_id, "date": None, "file_date": None, "language": "en", "sha256": "0" * 64}
    return {"doc_id": doc_id, "text_bytes": 3_400} | usual | known


def shown(*documents: dict[str, Any], language: str = "en") -> str:
    return documents_html(documents, [], "/home/me/corpus", language)


def test_the_newest_come_first_and_undated_last() -> None:
    listed = shown(
        document("a.txt", title="Old", date="2019"),
        document("b.pdf", title="None", file_date="2022-05-01"),
        document("c.txt", title="New", date="2024-05-31", language="kk"),
    )
    assert re.findall(r'data-date="([^"]*)"', listed) == ["2024-05-31", "2019", ""]
    words = html.unescape(re.sub(r"<[^>]*>", "", listed))
    assert words.startswith("3 documents2019 to 31 May 2024 · 1 undated")
    assert "New31 May 2024 · Kazakh · 3 KB · .txtAsk only this" in words
    assert "undated, file of 1 May 2022 · English · 3 KB · .pdf" in words
    assert words.endswith("They lie in /home/me/corpus")


def test_a_hostile_title_is_shown_as_it_is() -> None:
    listed = shown(document(f"{HOSTILE}.txt", title=HOSTILE, language=None))
    assert "<img" not in listed
    assert "\u202e" not in listed
    assert listed.count("<li") == 1
    assert html.unescape(re.findall(r'class="cq-only" value="([^"]*)"', listed)[0]).startswith('">')


def test_what_was_not_indexed_is_a_click_away() -> None:
    skipped = [Skipped(f"{n}.doc", "it is <locked>") for n in range(250)]
    listed = documents_html([document("a.txt")], skipped, "/c", "en")
    assert "Files that were not indexed&#58; 250" in listed
    assert listed.count("<li>") == 200
    assert "it is &#60;locked&#62;" in listed


def test_a_long_list_is_cut_and_says_so() -> None:
    many = [document(f"{n}.txt") for n in range(1_003)]
    listed = shown(*many, language="ru")
    assert listed.count("<li data-title") == 1_000
    assert "Показано 1,000 из 1,003" in html.unescape(listed)
    assert "1003 документа" in listed
