"""Every word that comes from a document or a user is escaped here before it is put into HTML.

Messages pass Gradio's Markdown and its sanitiser before they are shown. HTML blocks go through
Markdown unread until a blank line, so no line break is left in them, and what Markdown could
take for its own is escaped too.
"""

from __future__ import annotations

from casc_qa.phrases import interface_language
from casc_qa.system.visible import visible

_ESCAPED = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'\t\r\n\\`*_{}[]()#+!|~$:@^="})


def escape(text: str) -> str:
    """``text`` as it stands, safe in HTML, in an attribute and in Markdown; what would steer how
    the rest is read is replaced by its name.

    >>> escape("<b> *x*")
    '&#60;b&#62; &#42;x&#42;'
    """
    return visible(text).translate(_ESCAPED)


def isolated(text: str) -> str:
    """``text`` escaped, and kept from turning round what stands beside it."""
    return f"<bdi>{escape(text)}</bdi>"


def lang(language: str | None) -> str:
    """The attribute that says which language words are in; empty where that is unknown."""
    return f' lang="{escape(language or "")}"'


def ours(language: str) -> str:
    """The attribute of what the program says to somebody who asks in ``language``."""
    return lang(interface_language(language))
