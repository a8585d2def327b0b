"""Texts that would have a browser run, fetch or show something else, and a server that counts."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What runs leaves a mark on the window; what is fetched goes to SINK.
_RUN = "window.ran=1"
_TEXTS = [
    # elements that run or fetch
    f"<script>{_RUN}</script>",
    f"</p></blockquote></article><script>{_RUN}</script>",
    '<script src="SINK/script.js"></script>',
    f'<img src="SINK/img.png" onerror="{_RUN}">',
    f"<img src=x onerror='{_RUN}'>",
    f"<img/src=x/onerror={_RUN}>",
    f"<img src=`x` onerror=`{_RUN}`>",
    '<img srcset="SINK/set.png 1x">',
    f"<svg onload={_RUN}><image href='SINK/image.png'/></svg>",
    "<svg><use href='SINK/use.svg#a'/><style>@import 'SINK/svg.css'</style></svg>",
    f'<svg><script>{_RUN}</script><animate onbegin="{_RUN}" attributeName=x dur=1s></svg>',
    f'<iframe src="javascript:parent.{_RUN}"></iframe>',
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    '<iframe src="SINK/frame"></iframe>',
    '<object data="SINK/object"></object><embed src="SINK/embed">',
    "<style>body{background:url(SINK/body.png)}</style>",
    "<style>@import 'SINK/import.css'; .cq-answer{display:none}</style>",
    '<link rel="stylesheet" href="SINK/link.css"><link rel="preload" as="image" href="SINK/p">',
    '<link rel="dns-prefetch" href="SINK"><link rel="prefetch" href="SINK/pre">',
    '<meta http-equiv="refresh" content="0;url=SINK/refresh">',
    '<base href="SINK/">',
    '<form action="SINK/form"><input name=q autofocus onfocus="window.ran=1"><button>Go</form>',
    f'<input type="image" src="SINK/input.png" onerror={_RUN}>',
    '<video src="SINK/video.mp4" poster="SINK/poster.png" autoplay></video>',
    '<audio src="SINK/audio.mp3" autoplay></audio><track src="SINK/track.vtt" default>',
    f"<details open ontoggle={_RUN}><summary>See</summary></details>",
    f'<marquee onstart="{_RUN}">Moving</marquee><body onload="{_RUN}" background="SINK/b.png">',
    '<table background="SINK/table.png"><td background="SINK/cell.png">',
    '<portal src="SINK/portal"></portal><frameset><frame src="SINK/f"></frameset>',
    # attributes and addresses
    f'" onmouseover="{_RUN}" onfocus="{_RUN}" autofocus x="',
    f"' onmouseover='{_RUN}' style='background:url(SINK/quote.png)' x='",
    f"` onload={_RUN} `",
    f'"><a href="javascript:{_RUN}">Open</a>',
    f'<a href="data:text/html,<script>{_RUN}</script>" ping="SINK/ping">Open</a>',
    f"javascript:{_RUN}//",
    "java\tscript:alert(1)",
    f"data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4= {_RUN}",
    '<div style="background-image:url(SINK/style.png);position:fixed;inset:0">',
    '<p style="--a:url(SINK/a.png);content:var(--a);behavior:url(SINK/b.htc)">',
    # Markdown, as Gradio reads messages
    "![picture](SINK/markdown.png) and [link](javascript:window.ran=1)",
    "![picture][1] **bold** `code` ~~gone~~ | a | b |\n\n[1]: SINK/reference.png",
    "<SINK/angle> SINK/bare www.example.org me@example.org",
    "# Heading\n> quote\n- item\n1. one\n```html\n<img src=SINK/fence.png>\n```",
    f'[x](SINK "a" onerror={_RUN}) [^1] :smile: <SINK/a"onclick={_RUN}>',
    # what comes apart in another parser
    f"<!-- a comment --!><img src=x onerror={_RUN}> -->",
    f"<![CDATA[<img src=x onerror={_RUN}>]]>",
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror={_RUN}>">',
    f'<svg></p><style><a title="</style><img src=x onerror={_RUN}>">',
    f"<template><script>{_RUN}</script></template><textarea></textarea><img src=x onerror={_RUN}>",
    f"</title></head></style></textarea></select><img src=x onerror={_RUN}>",
    f"&lt;img src=x onerror={_RUN}&gt; &#60;b&#62; &amp;lt; &colon; &NewLine;",
    f"\\x3cimg src=x onerror={_RUN}\\x3e \\u003cscript\\u003e %3Cscript%3E{_RUN}%3C/script%3E",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt> <ſcript>{_RUN}</ſcript> ＜script＞",
    # what frameworks fill in, and formulas
    "{{constructor.constructor('window.ran=1')()}} ${window.ran=1} #{7*7} <%= 7*7 %>",
    "{% include 'SINK/t' %} {@html '<img src=SINK/svelte.png>'} {$on}",
    "$$\\href{javascript:window.ran=1}{x} \\includegraphics{SINK/latex.png}$$",
    "\\(\\url{SINK/url}\\) \\[\\htmlStyle{background:url(SINK/k.png)}{x}\\] $a_1$",
    # letters that steer
    "paid \u202e53\u202c to \u2066a\u2069 \u200fb\u200e c",
    "zero\u200bwidth\u200djoined\u2060word\ufeff soft\u00adhyphen and\u0085next\u2028line\u2029end",
    "bell\x07 escape\x1b[31mred\x1b[0m delete\x7f back\x08space nul\x00end",
    "Z\u0351\u0352\u0353a\u0334\u0335\u0336lgo " + "\u0489" * 200,
    "w" * 10_000,
    "\U000e0041\U000e0042tag \ufff9note\ufffb \U0001f468\u200d\U0001f469\u200d\U0001f467 \uffff",
]


def hostile_texts(sink: str) -> list[str]:
    """All of them, what they fetch standing at the address ``sink``."""
    return [text.replace("SINK", sink) for text in _TEXTS]


class Sink:
    """A server on loopback that notes every request."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
