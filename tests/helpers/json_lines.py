"""Files of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path


def write_lines(path: Path, *rows: object) -> Path:
    """Each row a line, as JSON unless it is a string."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
