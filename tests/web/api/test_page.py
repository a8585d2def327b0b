"""The API's description as a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

from casc_qa.web.api.page import description_html


class Outline(HTMLParser):
    """The open elements, and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.links += [value for name, value in attributes if name == "href"]
        self.names += [value for name, value in attributes if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_is_well_formed_and_its_links_lead_somewhere(client: TestClient) -> None:
    outline = Outline()
    outline.feed(description_html(client.get("/api/openapi.json").json()))
    assert outline.open == []
    inside = {link.removeprefix("#") for link in outline.links if link.startswith("#")}
    assert inside
    assert inside <= set(outline.names)
    assert {link for link in outline.links if not link.startswith("#")} == {
        "/",
        "/api/openapi.json",
    }


def test_what_a_description_says_is_escaped(client: TestClient) -> None:
    table = client.get("/api/openapi.json").json()
    table["info"]["description"] = "<script>x</script>"
    assert "<script" not in description_html(table)


def test_what_a_field_may_be(client: TestClient) -> None:
    page = description_html(client.get("/api/openapi.json").json())
    assert "<td>whole number, 1 to 100 or null</td>" in page
    assert "<td>text, at most 2,000 characters</td>" in page
    assert page.count(">429</code>") == 1
