"""Turns SQuAD 2.0 into a folder of documents and labelled questions, one half of the articles.

    python -m training.squad dev-v2.0.json tune OUT [--odd | --gaps | --unread] [--russian QUERIES]

writes OUT/corpus/ (an article a document, its paragraphs joined) and OUT/questions.jsonl, which
``casc-qa index`` and ``casc-qa eval`` take as they are. An article whose title's SHA-256 is even
(hexadecimal, UTF-8 title as written) is for tuning, any other for reporting. With --odd only every
second article is put into the corpus; all questions stay, and those about the articles left out
have the type "outside". With --gaps every second paragraph that is asked about is left out; the
questions about it have the type "not_given". With --unread only those articles are taken that the
reader is not trained on. --russian takes the questions that have a Russian
version in XQuAD, and those alone, in Russian. SQuAD is by Rajpurkar, Jia and Liang (2018), XQuAD by
Artetxe, Ruder and Yogatama (2020), both CC BY-SA 4.0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PARAGRAPH_BREAK = "\n\n"
HALVES = ("tune", "report")


def half_of(title: str) -> str:
    """ "tune" or "report": to which half the article with this title belongs."""
    digest = hashlib.sha256(title.encode()).hexdigest()
    return "tune" if int(digest, 16) % 2 == 0 else "report"


def is_for_calibrating(title: str) -> bool:
    """Whether an article of the tune half serves, unread, to learn how sure the reader may be."""
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) // 2 % 2 == 1


def file_name(title: str) -> str:
    """The name of an article's document in the corpus folder."""
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in title) + ".txt"


@dataclass(frozen=True)
class Selection:
    """What is taken of SQuAD."""

    half: str
    odd: bool = False
    """Whether only every second article goes into the corpus."""
    unread: bool = False
    """Whether only articles are taken that the reader was not trained on."""
    gaps: bool = False
    """Whether every second paragraph that is asked about is left out."""
    russian: Mapping[str, str] | None = None
    """SQuAD's question ids to Russian questions, when these are asked."""

    def question(self, entry: Mapping[str, Any]) -> str | None:
        """The question of an entry as it is to be asked; None when it is not."""
        english: str = entry["question"]
        question = english if self.russian is None else self.russian.get(entry["id"])
        return question.strip() if question else None


def paragraphs_of(
    article: Mapping[str, Any], selection: Selection
) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The article's paragraphs, and whether each is in the corpus."""
    asked_about = 0
    for paragraph in article["paragraphs"]:
        is_asked_about = any(selection.question(entry) for entry in paragraph["qas"])
        asked_about += is_asked_about
        yield paragraph, not (selection.gaps and is_asked_about and asked_about % 2)


def questions_of(
    article: Mapping[str, Any], inside: bool, selection: Selection
) -> Iterator[dict[str, Any]]:
    """The article's questions, labelled by offsets into those of its paragraphs that are in the
    corpus, joined; ``inside`` says whether the article is in the corpus at all.
    """
    doc_id = file_name(article["title"])
    start = 0
    for paragraph, is_kept in paragraphs_of(article, selection):
        for entry in paragraph["qas"]:
            question = selection.question(entry)
            if question is None:
                continue
            answers = set() if entry.get("is_impossible") or not is_kept else _answers(entry, start)
            labels = [{"doc_id": doc_id, "quote": q, "start": at} for at, q in sorted(answers)]
            yield {
                "query_id": entry["id"],
                "question": question,
                "language": "en" if selection.russian is None else "ru",
                "type": "outside" if not inside else "answerable" if labels else "not_given",
                "evidence": [labels] if labels and inside else [],
            }
        start += len(paragraph["context"]) + len(PARAGRAPH_BREAK) if is_kept else 0


def _answers(entry: Mapping[str, Any], start: int) -> set[tuple[int, str]]:
    """Offset and text of every answer; ``start`` is the offset of the entry's paragraph."""
    return {(start + answer["answer_start"], answer["text"]) for answer in entry["answers"]}


def write(source: Path, out: Path, selection: Selection) -> None:
    """Writes corpus and questions into the new folder ``out``."""
    articles = [
        article
        for article in json.loads(source.read_text(encoding="utf-8"))["data"]
        if half_of(article["title"]) == selection.half
        and (not selection.unread or is_for_calibrating(article["title"]))
    ]
    corpus = out / "corpus"
    corpus.mkdir(parents=True)
    questions: list[dict[str, Any]] = []
    titles = []
    for number, article in enumerate(articles, 1):
        inside = not selection.odd or number % 2 == 1
        questions += questions_of(article, inside, selection)
        if inside:
            name = file_name(article["title"])
            kept = [p["context"] for p, is_kept in paragraphs_of(article, selection) if is_kept]
            (corpus / name).write_bytes(PARAGRAPH_BREAK.join(kept).encode())
            title = json.dumps(article["title"].replace("_", " "), ensure_ascii=False)
            titles.append(f'["{name}"]\ntitle = {title}\nlanguage = "en"\n')
    (corpus / "sources.toml").write_text("\n".join(titles), encoding="utf-8")
    lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    (out / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def read_russian(queries: Path) -> dict[str, str]:
    """Ids to questions, from a BEIR folder's queries.jsonl."""
    lines = map(json.loads, queries.read_text(encoding="utf-8").splitlines())
    return {line["_id"]: line["text"] for line in lines}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="SQuAD's JSON file, 2.0 or 1.1")
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("out", type=Path, help="a new folder")
    parser.add_argument("--odd", action="store_true", help="index every second article only")
    parser.add_argument("--gaps", action="store_true", help="leave out paragraphs asked about")
    parser.add_argument("--unread", action="store_true", help="articles the reader never saw")
    parser.add_argument("--russian", type=Path, help="XQuAD's Russian questions, a BEIR file")
    typed = parser.parse_args(arguments)
    russian = read_russian(typed.russian) if typed.russian else None
    write(
        typed.source, typed.out, Selection(typed.half, typed.odd, typed.unread, typed.gaps, russian)
    )


if __name__ == "__main__":
    main()
