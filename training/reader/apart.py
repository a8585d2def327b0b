"""Turns what the reader has not seen of the questions written for it into a folder of documents and
labelled questions.

    python -m training.reader.apart OUT [--russian]

writes OUT/corpus/ (a passage a document) and OUT/questions.jsonl, as ``training.squad`` does:
English questions, or those asked in Russian.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from casc_qa.languages.cyrillic import has_cyrillic
from training.reader.examples import OWN, Example, Text, read_own


def write(out: Path, examples: Iterable[Example]) -> None:
    """Writes corpus and questions into the new folder ``out``."""
    corpus = out / "corpus"
    corpus.mkdir(parents=True)
    names: dict[Text, str] = {}
    titles, lines = [], []
    for number, example in enumerate(examples, 1):
        text = example.text
        if text not in names:
            names[text] = f"{len(names) + 1:04}.txt"
            (corpus / names[text]).write_bytes(text.text.encode())
            title = json.dumps(text.title, ensure_ascii=False)
            language = "ru" if has_cyrillic(text.text[:200]) else "en"
            titles.append(f'["{names[text]}"]\ntitle = {title}\nlanguage = "{language}"\n')
        lines.append(json.dumps(_question(number, example, names[text]), ensure_ascii=False) + "\n")
    (corpus / "sources.toml").write_text("\n".join(titles), encoding="utf-8")
    (out / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def _question(number: int, example: Example, doc_id: str) -> Mapping[str, Any]:
    text = example.text
    labels = [
        {
            "doc_id": doc_id,
            "quote": text.sentences[n].of(text.text),
            "start": text.sentences[n].start,
        }
        for n in sorted(example.right)
    ]
    return {
        "query_id": f"{example.source}-{number:05}",
        "question": example.question,
        "language": "ru" if has_cyrillic(example.question) else "en",
        "type": "answerable" if labels else "not_given",
        "evidence": [labels] if labels else [],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="a new folder")
    parser.add_argument("--russian", action="store_true", help="questions asked in Russian")
    typed = parser.parse_args(arguments)
    apart = read_own(OWN, is_apart=True)
    write(typed.out, (e for e in apart if has_cyrillic(e.question) == typed.russian))


if __name__ == "__main__":
    main()
