"""The pages on which somebody signs in and out: whole in themselves, without a script.

Whoever has not signed in sees these words and no others.
"""

from __future__ import annotations

import html
import re

from casc_qa.phrases import (
    ENGLISH,
    PASSWORD,
    RUSSIAN,
    SIGN_IN,
    SIGN_IN_WHY,
    SIGN_OUT,
    SIGN_OUT_WHY,
)

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ground: #f4f6f8; --ink: #17212b; --line: #8593a0;
  --accent: #0b6e6e; --accent-ink: #fff; --warn: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --paper: #16202a; --ground: #0f161d; --ink: #e8edf2;
  --line: #6b7b89; --accent: #5cc8c2; --accent-ink: #06211f; --warn: #f0b46a; } }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: var(--ground);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; background: var(--paper); }
h1 { margin: 0 0 1rem; font: 700 1.45rem/1.2 Georgia, "Noto Serif", serif; }
form { display: grid; gap: .6rem; }
input, button { font: inherit; padding: .5rem .7rem; border: 1px solid var(--line);
  border-radius: 6px; color: var(--ink); background: var(--paper); }
button { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role="alert"] { color: var(--warn); }
"""
# The referrer: without it, a browser would not say that the form comes from here.
_PAGE = """\
<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin"><meta name="robots" content="noindex">
<title>casc-qa</title><link rel="icon" href="data:,"><style>{style}</style></head>
<body><main><h1>casc-qa</h1>
{body}
</main></body></html>
"""
_SIGN_IN = """\
<p>{reason}</p>
<form method="post" action="/casc/sign-in">
<input autocomplete="username" value="casc-qa" hidden>
<label for="password">{password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
 autofocus{described}>
<input type="hidden" name="to" value="{to}">
{told}<button type="submit">{sign_in}</button>
</form>"""
_SIGN_OUT = """\
<p>{reason}</p>
<form method="post" action="/casc/sign-out"><button type="submit">{sign_out}</button></form>"""
_RANGE = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*"
)


def sign_in_page(language: str, to: str, told: str = "") -> bytes:
    """The form for the password. ``to`` is the address to go on to, ``told`` what went wrong."""
    body = _SIGN_IN.format(
        reason=SIGN_IN_WHY.to(language),
        password=PASSWORD.to(language),
        sign_in=SIGN_IN.to(language),
        to=html.escape(to),
        told=f'<p id="told" role="alert">{html.escape(told)}</p>\n' if told else "",
        described=' aria-describedby="told" aria-invalid="true"' if told else "",
    )
    return _PAGE.format(language=language, style=_STYLE, body=body).encode()


def sign_out_page(language: str) -> bytes:
    """The button that signs out."""
    body = _SIGN_OUT.format(reason=SIGN_OUT_WHY.to(language), sign_out=SIGN_OUT.to(language))
    return _PAGE.format(language=language, style=_STYLE, body=body).encode()


def preferred(accepted: list[str]) -> str:
    """English or Russian, by Accept-Language headers.

    >>> preferred(["de, ru-RU;q=0.8, en;q=0.5"]), preferred(["en, ru;q=0.9"]), preferred(["de"])
    ('ru', 'en', 'en')
    """
    weights = {ENGLISH: 0.0, RUSSIAN: 0.0}
    for part in ",".join(accepted)[:1000].split(","):
        found = _RANGE.fullmatch(part)
        if found and (language := found[1].lower()) in weights:
            weights[language] = max(weights[language], float(found[2] or 1))
    return RUSSIAN if weights[RUSSIAN] > weights[ENGLISH] else ENGLISH
