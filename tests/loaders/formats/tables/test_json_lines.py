"""JSON Lines: a document a line."""

from __future__ import annotations

import json

from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.tables import json_lines
from helpers.documents.extracted import rows


def test_json_lines_by_value() -> None:
    lines = [
        json.dumps({"text": "Семинар\u2028прошёл.", "Title": " Отчёт ", "date": "2023-08"}),
        "", "{broken", "[1]", '{"title": "x"}', '{"text": ["a"]}', '{"text": 53, "date": 2023}',
        '{"text": "\\ud83d half"}', '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ]  # fmt: skip
    first, *others = rows(json_lines.load_rows, "\r\n".join(lines))
    assert isinstance(first, Extracted)
    assert (first.text, first.title, first.date) == ("Семинар\u2028прошёл.", "Отчёт", "2023-08")
    assert [(r.text, r.date) if isinstance(r, Extracted) else r for r in others] == [
        "line 3 is no JSON object",
        "line 4 is no JSON object",
        "line 5: it has no column text (it has title)",
        "line 6 holds no text",
        ("53", "2023"),
        ("? half", None),
        "line 9 is no JSON object",
    ]
