"""One file of each of several formats."""

from __future__ import annotations

from helpers.project import FORMATS_DATA

REPORT = (FORMATS_DATA / "report.pdf").read_bytes()
SCRIPTS = (FORMATS_DATA / "scripts.pdf").read_bytes()


RTF = r"""{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times;}{\f1\fcharset2 Symbol;}
{\f2\fcharset0 Arial;}{\f3\fcharset161 Greek;}}{\colortbl;\red1;}{\stylesheet{\s1 heading 1;}}
{\info{\title \u1054?\u1090?\u1095?\u1105?\u1090?}{\author Somebody}{\creatim\yr2023\mo9\dy4\hr10}}
{\header Running header\par}
{\pard\s1\outlinelevel0\b \'d1\'e5\'ec\'e8\'ed\'e0\'f0\par}
\pard\plain\'c2 \'c1\'e8\'f8\'ea\'e5\'ea\'e5\'96\'ef\'ff\'f2\'fc{\footnote\pard\chftn
\'cf\'f0\'e8\'ec\'e5\'f7\'e0\'ed\'e8\'e5.}
\'f1\'f2\'f0\'e0\'ed.{\v hidden}{\deleted gone} Caf\u233\'e9 {\f3 \'e1\'e2}\u10330?.\par
{\listtext\f1\'b7\tab}Item
 {\field{\*\fldinst HYPERLINK "https://x"}{\fldrslt the link}}\line second\par
\trowd\cellx1\cellx2\intbl Country\cell Peo\-ple\cell\row
\intbl Kazakhstan\par Almaty\cell 12\cell\row\pard
{\shp{\*\shpinst{\sp{\sn txt}{\sv no}}{\shptxt\pard A text box.\par}}{\shprslt twice}}
\uc2 \u-10179??\u-8704?? {\*\unknown secret}{\pict\bin5 }}}}}} \{end\}\~x\_y\par}
after the end"""


FILL = "<p>The participants developed an outcome document with a set of recommendations.</p>" * 3
SAVED = f"""<html lang="ru"><head><title>Семинар</title></head><body><article><h1>О семинаре</h1>
<p>Семинар прошёл в Бишкеке, в нём участвовали 53 человека из пяти стран.</p>{FILL}
<h2>Итоги</h2><p>Итоги семинара подвели в Ташкенте в последний день.</p></article></body></html>"""


def saved_page(encoding: str, content_type: str, head: str = "") -> bytes:
    """A page as browsers save it."""
    import base64

    page = base64.encodebytes(SAVED.encode(encoding)).decode()
    return (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?B?0KHQtdC80LjQvdCw0YA=?=\r\n"
        f"Date: Fri, 5 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{head}"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n"
        "<p>a frame</p>\r\n"
        f"--b\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://example.org/news?id=1\r\n\r\n{page}\r\n"
        "--b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
    ).encode()


MAIL = """From: =?utf-8?B?0JDQvdC90LA=?= <anna@example.org>
To: seminar@example.org
Date: Tue, 22 Aug 2023 23:30:00 +0600
Subject: =?utf-8?Q?Seminar_=E2=80=93_notes?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: 8bit

{body}
--a
Content-Type: text/html; charset=utf-8

<p>another</p>
--a--
--m
Content-Type: application/pdf; name="report.pdf"
Content-Disposition: attachment; filename="report.pdf"
Content-Transfer-Encoding: base64

AAAA
--m
Content-Type: message/rfc822

Subject: Forwarded words

Never read.
--m--
"""
