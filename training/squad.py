"""Turns SQuAD 2.0 into a folder of documents and labelled questions, one half of the articles.

    python training/squad.py dev-v2.0.json tune OUT [--odd]

writes OUT/corpus/ (an article a document, its paragraphs joined) and OUT/questions.jsonl, which
``casc-qa index`` and ``casc-qa eval`` take as they are. An article whose title's SHA-256 is even
(hexadecimal, UTF-8 title as written) is for tuning, any other for reporting. With --odd only every
second article is put into the corpus; all questions stay, and those about the articles left out
have the type "outside". SQuAD is by Rajpurkar, Jia and Liang (2018), CC BY-SA 4.0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BETWEEN = "\n\n"  # paragraphs


def half_of(title: str) -> str:
    """ "tune" or "report"."""
    digest = hashlib.sha256(title.encode()).hexdigest()
    return "tune" if int(digest, 16) % 2 == 0 else "report"


def file_name(title: str) -> str:
    """A document's name in the corpus folder."""
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in title) + ".txt"


def questions_of(article: dict[str, Any], inside: bool) -> Iterator[dict[str, Any]]:
    """The article's questions, labels as offsets into its paragraphs joined."""
    start = 0
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            places = {
                (start + answer["answer_start"], answer["text"]) for answer in asked["answers"]
            }
            answerable = places and not asked.get("is_impossible")
            yield {
                "query_id": asked["id"],
                "question": asked["question"].strip(),
                "language": "en",
                "type": "outside" if not inside else "answerable" if answerable else "not_given",
                "evidence": [
                    [
                        {"doc_id": file_name(article["title"]), "quote": text, "start": offset}
                        for offset, text in sorted(places)
                    ]
                ]
                if answerable and inside
                else [],
            }
        start += len(paragraph["context"]) + len(BETWEEN)


def write(source: Path, half: str, out: Path, odd: bool) -> None:
    """Fills ``out``."""
    articles = [
        article
        for article in json.loads(source.read_text(encoding="utf-8"))["data"]
        if half_of(article["title"]) == half
    ]
    corpus = out / "corpus"
    corpus.mkdir(parents=True)
    questions: list[dict[str, Any]] = []
    titles = []
    for number, article in enumerate(articles, 1):
        inside = not odd or number % 2 == 1
        questions += questions_of(article, inside)
        if inside:
            name = file_name(article["title"])
            text = BETWEEN.join(paragraph["context"] for paragraph in article["paragraphs"])
            (corpus / name).write_bytes(text.encode())
            title = json.dumps(article["title"].replace("_", " "), ensure_ascii=False)
            titles.append(f'["{name}"]\ntitle = {title}\nlanguage = "en"\n')
    (corpus / "sources.toml").write_text("\n".join(titles), encoding="utf-8")
    lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    (out / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="SQuAD's JSON file, 2.0 or 1.1")
    parser.add_argument("half", choices=("tune", "report"))
    parser.add_argument("out", type=Path, help="a new folder")
    parser.add_argument("--odd", action="store_true", help="index every second article only")
    typed = parser.parse_args()
    write(typed.source, typed.half, typed.out, typed.odd)


if __name__ == "__main__":
    main()
