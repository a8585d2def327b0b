"""Mail: what comes out, by value."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.mail import eml
from helpers.documents.samples import MAIL


def test_mail_by_value() -> None:
    body = (
        "Семинар прошёл.\n\n> The participants of the seminar in Bishkek developed\n"
        "> an outcome document.\n>> And before it nothing.\n-- \nАнна"
    )
    mail = eml.load(MAIL.replace("{body}", body).encode("koi8-r"))
    assert mail.text == (
        "From: Анна <anna@example.org>\n\nTo: seminar@example.org\n\n"
        "Date: Tue, 22 Aug 2023 23:30:00 +0600\n\nСеминар прошёл.\n\n"
        "> The participants of the seminar in Bishkek developed an outcome document.\n"
        ">> And before it nothing.\n-- \nАнна"
    )
    assert (mail.title, mail.date) == ("Seminar – notes", "2023-08-22")
    assert mail.notes == ("attachments were not read: report.pdf, Forwarded words",)


def test_mail_in_html_alone_keeps_every_word() -> None:
    html = """<html><head><style>p {}</style></head><body><p>Dear
      <b>all</b>,<br>welcome.</p><div style="display: none">unseen</div>
      <table><tr><td>Kazakhstan</td>
      <td>12</td></tr></table><blockquote>quoted &amp; kept</blockquote>tail</body></html>"""
    head = b"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n"
    assert eml.load(head + html.encode()).text == (
        "From: a@example.org\n\nDear all,\nwelcome.\n\nKazakhstan | 12\n\nquoted & kept\n\ntail"
    )


def test_mail_with_wrong_headers_is_still_mail() -> None:
    mail = eml.load(
        b"From: a\nDate: yesterday\nContent-Type: text/plain; charset=no-such\n\nWords\n"
    )
    assert (mail.text, mail.date) == ("From: a\n\nDate: yesterday\n\nWords", None)
    with pytest.raises(Unreadable, match="it is no mail"):
        eml.load(b"Just words\n\nand more")


TWO_FORMS = """From: a@example.org
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{plain}
--b
Content-Type: text/html; charset=utf-8

<html><body><p>The border post closes on <s>13</s> 14 September, as the ministry has told all of its
offices in the south of the country.<sup>2</sup></p></body></html>
--b--
"""
WHOLE = "The border post closes on 14 September, as the ministry has told all of its offices."


@pytest.mark.parametrize("plain", ["", " ", "[image]"])
def test_the_fuller_form_of_a_mail_is_read(plain: str) -> None:
    mail = eml.load(TWO_FORMS.format(plain=plain).encode())
    assert mail.text == (
        "From: a@example.org\n\nThe border post closes on 14 September, as the ministry has told "
        "all of its offices in the south of the country.²"
    )
    assert mail.notes == ("words that are struck out were left out",)


def test_a_plain_form_that_says_as_much_is_read() -> None:
    mail = eml.load(TWO_FORMS.format(plain=WHOLE).encode())
    assert (mail.text, mail.notes) == (f"From: a@example.org\n\n{WHOLE}", ())
