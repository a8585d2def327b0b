"""The documents of a BEIR folder: corpus.jsonl, an object with _id, title and text a line.

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval
Models" (2021).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from casc_qa.errors import CorpusError
from casc_qa.languages.detect import detect_language
from casc_qa.loaders.corpus import Known, Read
from casc_qa.system.disk import sha256_of
from casc_qa.types import Document, FileOutcome, Report

CORPUS_NAME = "corpus.jsonl"


class BeirCorpus:
    """One file that holds all documents."""

    def __init__(self, path: Path) -> None:
        """Raises CorpusError when ``path`` holds no corpus.jsonl."""
        self.path = path
        self._file = path / CORPUS_NAME
        if not self._file.is_file():
            raise CorpusError(f"{path} is no BEIR folder: it has no {CORPUS_NAME}.")

    def hashes(self) -> dict[str, str]:
        """The file's name and the SHA-256 of its bytes."""
        return {CORPUS_NAME: sha256_of(self._file)}

    def read(self, report: Report, known: Known | None = None) -> Read:
        """Raises CorpusError, with the line, for what is no document; an empty one is skipped."""
        documents: dict[str, Document] = {}
        skipped: list[FileOutcome] = []
        with self._file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                document = self._document(line, number)
                if document.doc_id in documents:
                    raise CorpusError(
                        f"{self._file}, line {number}: _id {document.doc_id!r} stands twice."
                    )
                if document.text.strip():
                    documents[document.doc_id] = document
                else:
                    skipped.append(FileOutcome(document.doc_id, "skipped", "it holds no text"))
        report("reading", 1, 1)
        indexed = FileOutcome(CORPUS_NAME, "indexed", doc_ids=tuple(documents), extractor="BEIR")
        return Read(list(documents.values()), [indexed, *skipped])

    def _document(self, line: bytes, number: int) -> Document:
        try:
            table = json.loads(line.decode("utf-8-sig"))
            key, title, text = table["_id"], table.get("title") or "", table["text"]
            if not all(isinstance(value, str) for value in (key, title, text)):
                raise ValueError("_id, title and text must be text")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise CorpusError(
                f'{self._file}, line {number}: expected {{"_id", "title", "text"}} ({error}).'
            ) from error
        # Some collections have a title and no text: the title is then what can be searched.
        text = text if text.strip() else title
        return Document(
            doc_id=key,
            title=title.strip(),
            text=text,
            sha256=hashlib.sha256(line).hexdigest(),
            extractor="BEIR",
            language=detect_language(text),
        )
