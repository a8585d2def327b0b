"""The styles and scripts that each page of ours loads."""

from __future__ import annotations

_STYLES = ("fonts", "chat", "list", "source", "table", "print")
HEAD = "".join(f'<link rel="stylesheet" href="/casc/static/{name}.css">' for name in _STYLES) + (
    '<script type="module" src="/casc/static/main.js"></script>'
)
