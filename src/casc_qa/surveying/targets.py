"""What is to be looked over: a document by its name or title, a topic, or all documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from casc_qa.languages.normalising import normalise_text
from casc_qa.languages.questions.overviews import Asked, Kind, is_themselves
from casc_qa.types import EVERYTHING, Answer, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant

_LIKE_A_FILE = re.compile(r"\S*[\d._/#-]\S*")


def survey_of(
    assistant: Assistant,
    kind: Kind,
    target: str | None = None,
    scope: Scope = EVERYTHING,
    words_around: str | None = None,
) -> Answer:
    """An overview or a timeline of what ``target`` names: a document, a topic, or nothing. Raises
    as ``Assistant.survey`` does.
    """
    topic = target.strip() if target and target.strip() else None
    if topic and scope.doc_ids is None and (doc_id := document_called(assistant, topic)):
        scope, topic = replace(scope, doc_ids=(doc_id,)), None
    if topic and is_themselves(topic):
        topic = None
    return assistant.survey(Asked(kind, topic), scope, words_around)


def document_called(assistant: Assistant, name: str) -> str | None:
    """The doc_id of the one document of this name, with or without folders and suffix, or of this
    title; of a part of a name too, where it looks like one. None where there is no such document,
    or several.
    """
    wanted = normalise_text(name)
    documents = assistant.documents()
    called = {d["doc_id"] for d in documents if wanted in map(normalise_text, _names(d))}
    if not called and _LIKE_A_FILE.fullmatch(name):
        called = {d["doc_id"] for d in documents if wanted in normalise_text(d["doc_id"])}
    return called.pop() if len(called) == 1 else None


def _names(document: dict[str, Any]) -> Iterator[str]:
    yield document["title"]
    for path in (document["doc_id"], *document["also_at"]):
        yield from (path, PurePosixPath(path).name, PurePosixPath(path).stem)
