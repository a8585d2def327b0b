"""The block of declarations that may stand before a Markdown text: YAML or TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date

_MAX_CHARS = 64_000
_BLOCK = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_NOTHING = frozenset({"", "~", "null"})
_MAX_DEPTH = 20


def split_front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """What is declared, by lower-case name, and the text behind it.

    Only plain values are taken, not lists or tables. A block that is broken, too long, or makes
    use of YAML's aliases belongs to the text.

    >>> split_front_matter("---\\ntitle: A report\\n---\\nText.")
    ({'title': 'A report'}, 'Text.')
    """
    block = _BLOCK.match(text[:_MAX_CHARS])
    if block is None:
        return {}, text
    read = _yaml if block["fence"] == "---" else _toml
    declared = read(block["body"])
    return ({}, text) if declared is None else (declared, text[block.end() :].lstrip("\r\n"))


def _toml(body: str) -> Mapping[str, str] | None:
    try:
        table = tomllib.loads(body.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    values = {name.lower(): _scalar_text(value) for name, value in table.items()}
    return {name: value for name, value in values.items() if value}


def _scalar_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return str(value) if isinstance(value, str | int) else ""


def _yaml(body: str) -> Mapping[str, str] | None:
    """The top mapping's plain values, as they are written.

    The parser's events are looked at, and nothing is built from them: what YAML can make of
    anchors, merges and tags can't happen.
    """
    import yaml

    declared: dict[str, str] = {}
    key: str | None = None
    depth = 0
    try:
        for event in yaml.parse(body, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or depth > _MAX_DEPTH:
                return None
            if isinstance(event, yaml.CollectionStartEvent):
                if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                    return None
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                key = None if depth == 1 else key
            elif isinstance(event, yaml.ScalarEvent) and depth == 0:
                return None if event.value else {}
            elif isinstance(event, yaml.ScalarEvent) and depth == 1:
                if key is None:
                    key = event.value.lower()
                else:
                    is_nothing = event.style is None and event.value in _NOTHING
                    declared |= {} if is_nothing else {key: event.value}
                    key = None
    except yaml.YAMLError:
        return None
    return declared
