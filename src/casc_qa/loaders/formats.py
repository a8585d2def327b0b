"""The table of formats: suffix to loader. A new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casc_qa.loaders import html, markdown, plain
from casc_qa.loaders.extracted import Extracted

Loader = Callable[[bytes], Extracted]

LOADERS: Mapping[str, Loader] = {
    ".txt": plain.load,
    ".md": markdown.load,
    ".markdown": markdown.load,
    ".html": html.load,
    ".htm": html.load,
}
