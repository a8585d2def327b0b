"""Pages whose text stands in a form, and forms that are none of a page's text."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.web import html

COUNTS = "".join(
    f"<p>In {year} the office counted {year // 7} persons in the region, as it says.</p>"
    for year in range(2011, 2019)
)
TABLE = "<table><tr><th>Country</th><th>People</th></tr><tr><td>Osh</td><td>12</td></tr></table>"
REST = f"<h2>Results of it</h2><p>Short.</p><ul><li>One of them</li><li>Two</li></ul>{TABLE}"
STATE = "<input type='hidden' name='__VIEWSTATE' value='4711'>"
SEARCH = (
    "<div><label for='q'>Words to search for</label><input id='q'><select>"
    "<option>All of the regions</option></select><button>Find them</button></div>"
)
BODIES = {
    "a block called the content": f"<a href='/'>Home</a><div id='content'>{COUNTS}{REST}</div>",
    "plain blocks": f"<h1>On it</h1>{COUNTS}Loose words stand here.<br>A line of them.{REST}",
    "a table for the layout": f"<table><tr><td><h1>On it</h1>{COUNTS}{REST}</td></tr></table>",
    "blocks without paragraphs": COUNTS.replace("p>", "div>") + REST,
    "a few words": "<p>The office counted 37 persons in the region.</p><p>Not more.</p>",
    "lines": "Osh, 5 May. The office counted 37 persons.<br><br>It said that 12 were women.",
    "an unlucky name": f"<div class='authority-menu'>{COUNTS}</div>",
}
WRAPPED = {
    "a form": f"<form action='./a.aspx'>{STATE}{{}}</form>",
    "a form with a search": f"<form>{STATE}{SEARCH}{{}}</form>",
    "a fieldset": "<fieldset>{}</fieldset>",
    "a fieldset in a form": f"<form>{STATE}<fieldset>{{}}</fieldset></form>",
    "a label": "<form><label>{}</label></form>",
}


def read(body: str) -> Extracted:
    return html.load(f"<html><title>T</title><body>{body}</body></html>".encode())


@pytest.mark.parametrize("wrapped", WRAPPED)
@pytest.mark.parametrize("body", BODIES)
def test_a_page_in_a_form_reads_as_one_without(body: str, wrapped: str) -> None:
    bare, formed = read(BODIES[body]), read(WRAPPED[wrapped].format(BODIES[body]))
    assert (formed.text, formed.anchors) == (bare.text, bare.anchors)
    assert "counted" in bare.text


@pytest.mark.parametrize(
    "form",
    [
        "<form id='commentform'><p>Your address is not shown to the 4,711 others who read it.</p>"
        "<label>Name</label><input><textarea>What do the 4,711 of you say?</textarea></form>",
        "<form><p>To read all of the 4,711 pages, fill in your name and the word.</p>"
        "<input><input type='password'><button>Log in to 4,711 pages</button></form>",
        "<form class='newsletter'><p>We send 4,711 letters a day. Nobody regrets it at all, "
        "and all of them are happy about it.</p><p>It costs nothing, as they all say.</p></form>",
        "<p><label><input type='checkbox'>I agree to all of the 4,711 terms of it.</label></p>",
        "<select><option>The first of 4,711 options of this page.</option></select>",
    ],
)
def test_what_is_to_be_filled_in_is_no_text(form: str) -> None:
    page = read(f"<main><h1>On it</h1>{COUNTS}{form}{REST}</main>")
    assert "4,711" not in page.text
    assert "In 2018 the office counted 288 persons in the region, as it says." in page.text


def test_what_a_fieldset_is_called_is_a_paragraph() -> None:
    page = read(f"<form><fieldset><legend>Results of 2018</legend>{COUNTS}</fieldset></form>")
    assert page.text.startswith("Results of 2018\n\nIn 2011 the office")


def test_words_in_a_label_stay_in_their_sentence() -> None:
    page = read(f"<main>{COUNTS}<p>Of <label>these, <b>37</b></label> were women.</p></main>")
    assert page.text.endswith("\n\nOf these, 37 were women.")


def test_a_day_in_a_sentence_stays_in_it() -> None:
    day = "<time datetime='2022-05-05'>5 May</time>"
    page = read(f"<main><p>By {day} it was over.</p>{COUNTS}</main>")
    assert page.text.startswith("By 5 May it was over.\n\n")
