"""Turns SQuAD 2.0 into a folder of documents and labelled questions, one half of the articles.

    python training/squad.py dev-v2.0.json tune OUT [--odd | --gaps] [--russian QUERIES.jsonl]

writes OUT/corpus/ (an article a document, its paragraphs joined) and OUT/questions.jsonl, which
``casc-qa index`` and ``casc-qa eval`` take as they are. An article whose title's SHA-256 is even
(hexadecimal, UTF-8 title as written) is for tuning, any other for reporting. With --odd only every
second article is put into the corpus; all questions stay, and those about the articles left out
have the type "outside". With --gaps every second paragraph that is asked about is left out; the
questions about it have the type "not_given". --russian takes the questions that have a Russian
version in XQuAD, and those alone, in Russian. SQuAD is by Rajpurkar, Jia and Liang (2018), XQuAD by
Artetxe, Ruder and Yogatama (2020), both CC BY-SA 4.0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Choice:
    """What of SQuAD is taken."""

    half: str
    odd: bool
    """Every second article only."""
    gaps: bool
    """Every second paragraph that is asked about is left out."""
    russian: Mapping[str, str] | None
    """Question numbers to Russian questions, when these are asked."""

    def question(self, asked: dict[str, Any]) -> str | None:
        """As it is to be asked; None when it is not."""
        english: str = asked["question"]
        found = english if self.russian is None else self.russian.get(asked["id"])
        return found.strip() if found else None


def paragraphs_of(article: dict[str, Any], choice: Choice) -> Iterator[tuple[dict[str, Any], bool]]:
    """The article's paragraphs, and whether each is in the corpus."""
    asked_about = 0
    for paragraph in article["paragraphs"]:
        is_asked = any(choice.question(asked) for asked in paragraph["qas"])
        asked_about += is_asked
        yield paragraph, not (choice.gaps and is_asked and asked_about % 2)


def questions_of(article: dict[str, Any], inside: bool, choice: Choice) -> Iterator[dict[str, Any]]:
    """The article's questions, labels as offsets into its paragraphs joined."""
    start = 0
    for paragraph, kept in paragraphs_of(article, choice):
        for asked in paragraph["qas"]:
            question = choice.question(asked)
            if question is None:
                continue
            places = {
                (start + answer["answer_start"], answer["text"]) for answer in asked["answers"]
            }
            answerable = places and not asked.get("is_impossible") and kept
            yield {
                "query_id": asked["id"],
                "question": question,
                "language": "en" if choice.russian is None else "ru",
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
        start += len(paragraph["context"]) + len(BETWEEN) if kept else 0


def write(source: Path, out: Path, choice: Choice) -> None:
    """Fills ``out``."""
    articles = [
        article
        for article in json.loads(source.read_text(encoding="utf-8"))["data"]
        if half_of(article["title"]) == choice.half
    ]
    corpus = out / "corpus"
    corpus.mkdir(parents=True)
    questions: list[dict[str, Any]] = []
    titles = []
    for number, article in enumerate(articles, 1):
        inside = not choice.odd or number % 2 == 1
        questions += questions_of(article, inside, choice)
        if inside:
            name = file_name(article["title"])
            kept = [p["context"] for p, is_kept in paragraphs_of(article, choice) if is_kept]
            (corpus / name).write_bytes(BETWEEN.join(kept).encode())
            title = json.dumps(article["title"].replace("_", " "), ensure_ascii=False)
            titles.append(f'["{name}"]\ntitle = {title}\nlanguage = "en"\n')
    (corpus / "sources.toml").write_text("\n".join(titles), encoding="utf-8")
    lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    (out / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def read_russian(queries: Path) -> dict[str, str]:
    """Question numbers to questions, of a BEIR file."""
    lines = map(json.loads, queries.read_text(encoding="utf-8").splitlines())
    return {line["_id"]: line["text"] for line in lines}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="SQuAD's JSON file, 2.0 or 1.1")
    parser.add_argument("half", choices=("tune", "report"))
    parser.add_argument("out", type=Path, help="a new folder")
    parser.add_argument("--odd", action="store_true", help="index every second article only")
    parser.add_argument("--gaps", action="store_true", help="leave out paragraphs asked about")
    parser.add_argument("--russian", type=Path, help="XQuAD's Russian questions, a BEIR file")
    typed = parser.parse_args()
    russian = read_russian(typed.russian) if typed.russian else None
    write(typed.source, typed.out, Choice(typed.half, typed.odd, typed.gaps, russian))


if __name__ == "__main__":
    main()
