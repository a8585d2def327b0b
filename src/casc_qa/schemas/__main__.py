"""Makes the JSON Schemas anew: ``python -m casc_qa.schemas``, after a type has changed."""

from __future__ import annotations

from casc_qa.schemas.catalogue import made
from casc_qa.schemas.files import FOLDER


def main() -> None:
    """Writes them beside the types."""
    for name, text in made().items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
