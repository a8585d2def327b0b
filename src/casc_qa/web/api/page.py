"""The API's description as a page: no script, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casc_qa.web.escaping import escape

_OPTIONAL = "may be left out"
_ERROR = {"$ref": "#/components/schemas/Error"}
_NAMES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
}
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2.5rem; } h3 { margin-top: 2rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } .table { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid #8886; }
"""


def description_html(table: Mapping[str, Any]) -> str:
    """The whole page."""
    info = table["info"]
    operations = "".join(
        _operation(method, path, operation)
        for path, item in table["paths"].items()
        for method, operation in item.items()
    )
    refusals = _table(("status", "meaning"), _refusals(table))
    schemas = table["components"]["schemas"]
    objects = "".join(_object(name, schemas[name]) for name in sorted(schemas))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>HTTP API of casc-qa</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>HTTP API of casc-qa</h1><p>{escape(info['description'].replace('`', ''))}</p>"
        '<p><a href="/api/openapi.json">openapi.json</a> has the same for programs. '
        '<a href="/">The chat</a> is here.</p>'
        f"<h2>Requests</h2>{operations}<h2>Refusals</h2><p>Each is {_kind(_ERROR)}.</p>{refusals}"
        f"<h2>Objects</h2>{objects}</main></body></html>"
    )


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    """A request: what it is for, what it takes, what it gives."""
    rows = [
        (part["name"], _kind(part["schema"]), "" if part.get("required") else _OPTIONAL)
        for part in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    sent = f"takes {_kind(body['schema'])} and " if body else ""
    return (
        f"<section><h3><code>{escape(method.upper())} {escape(path)}</code></h3>"
        f"<p>{escape(operation['description'])}</p>"
        f"<p>It {sent}gives {_kind(_content(operation['responses']['200']))}.</p>"
        f"{_table(('argument', 'type', ''), rows)}</section>"
    )


def _refusals(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every status but that of what is given, with its meaning; all requests have the same."""
    operation = next(iter(next(iter(table["paths"].values())).values()))
    for status, answer in operation["responses"].items():
        if status != "200":
            yield status, escape(answer["description"])


def _content(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of what is given."""
    schema: Mapping[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


def _object(name: str, schema: Mapping[str, Any]) -> str:
    """An object with its fields."""
    required = schema.get("required", ())
    rows = [
        (field, _kind(part), _remark(part, is_needed=field in required))
        for field, part in schema.get("properties", {}).items()
    ]
    return (
        f'<section id="{escape(name)}"><h3><code>{escape(name)}</code></h3>'
        f"<p>{escape(schema.get('description', ''))}</p>"
        f"{_table(('field', 'type', ''), rows)}</section>"
    )


def _remark(schema: Mapping[str, Any], *, is_needed: bool) -> str:
    """What is said of a field."""
    told = escape(schema.get("description", ""))
    return told if is_needed else " ".join(filter(None, (told, f"({_OPTIONAL})")))


def _bounds(schema: Mapping[str, Any]) -> str:
    """Between which numbers, or how long, a value is."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if high is not None:
        return f", {low:,.0f} to {high:,.0f}"
    if most := schema.get("maxLength"):
        return f", at most {most:,} characters"
    most = schema.get("maxItems")
    return f", at most {most:,} of them" if most else ""


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a value, in a few words of HTML."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}"><code>{name}</code></a>'
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if "const" in schema:
        return f"<code>{escape(str(schema['const']))}</code>"
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}{_bounds(schema)}"
    return escape(_NAMES.get(schema.get("type", ""), "any") + _bounds(schema))


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows of a name, and of cells that are HTML already."""
    body = "".join(
        f'<tr><th scope="row"><code>{escape(name)}</code></th>'
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, *cells in rows
    )
    if not body:
        return ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return (
        f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )
