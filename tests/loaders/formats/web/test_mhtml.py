"""Saved pages: what comes out, by value."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.web import mhtml
from helpers.documents.extracted import at
from helpers.documents.samples import saved_page


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [("utf-8", "text/html"), ("cp1251", 'text/html; charset="windows-1251"')],
)
def test_saved_pages_by_value(encoding: str, content_type: str) -> None:
    head = "Snapshot-Content-Location: https://example.org/news?id=1\r\n"
    page = mhtml.load(saved_page(encoding, content_type, head))
    assert "Семинар прошёл в Бишкеке, в нём участвовали 53 человека из пяти стран." in page.text
    assert (page.url, page.language) == ("https://example.org/news?id=1", "ru")
    assert page.date is None
    assert ("Итоги", "Итоги\n\nИтоги сем") in at(page, "heading")


def test_a_saved_page_without_a_page() -> None:
    with pytest.raises(Unreadable, match="it holds no web page"):
        mhtml.load(b"Subject: x\n\nwords")
