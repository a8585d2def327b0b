"""The JSON Schemas, and whether what the program gives is as they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from casc_qa.asking.assistant import Assistant
from casc_qa.operations.documents import list_documents, read_document
from casc_qa.operations.searching import search
from casc_qa.operations.tables import table
from casc_qa.operations.verifying import Quoted, verify
from casc_qa.schemas.catalogue import OBJECTS, made
from casc_qa.schemas.files import names, schema_text
from casc_qa.surveying.overview import overview_of
from casc_qa.surveying.timeline import timeline_of
from casc_qa.types import Scope
from helpers.command import Casc, one_line

QUESTIONS = [
    "What is Ms. Artikova's title?",
    "How many participants did the Bishkek training gather?",
    "Who funded the Gender and Human Rights Project?",
    "Сколько участников собрал тренинг в Бишкеке?",
    "What is the boiling point of tungsten?",
    "Summarise the documents",
    "Translate the documents",
    "Хронология",
    "Timeline of the training in Bishkek",
    "What is your opinion of it?",
    "Hello",
    "Қазақстанның астанасы қай қала?",
]


def objects_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes an object by its fields."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects_in(part)


def closed(name: str) -> Draft202012Validator:
    """The schema of this very version: a field that it does not name is an error."""
    schema = json.loads(schema_text(name))
    for part in objects_in(schema):
        part["additionalProperties"] = False
    return Draft202012Validator(schema)


def test_the_files_are_what_the_types_make() -> None:
    assert {name: schema_text(name) for name in names()} == made()


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_a_schema_states_what_is_there(name: str) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    parts = list(objects_in(schema))
    assert parts
    for part in parts:
        assert part["additionalProperties"] is True
        assert part["required"] == list(part["properties"])
        assert part["description"]
    assert next(iter(schema["properties"])) == "version"
    assert schema["properties"]["version"]["const"] == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_as_their_schema_says(assistant: Assistant, question: str) -> None:
    for scope in (Scope(), Scope(after="2024"), Scope(languages=("en",)), Scope(after="2030")):
        closed("ask").validate(json.loads(json.dumps(assistant.ask(question, 3, scope).to_dict())))


def test_what_operations_give_is_as_its_schema_says(assistant: Assistant) -> None:
    closed("search").validate(json.loads(json.dumps(search(assistant, "Osh").to_dict())))
    documents = list_documents(assistant).to_dict()
    closed("documents").validate(json.loads(json.dumps(documents)))
    for document in documents["documents"]:
        table = read_document(assistant, document["doc_id"]).to_dict()
        closed("document").validate(json.loads(json.dumps(table)))


@pytest.mark.parametrize("of", [None, "the Samarkand event", "Mozart", "bishkek_gender"])
def test_overviews_and_timelines_are_as_their_schemas_say(
    assistant: Assistant, of: str | None
) -> None:
    for name, given in (
        ("overview", overview_of(assistant, of).to_dict()),
        ("timeline", timeline_of(assistant, of).to_dict()),
    ):
        closed(name).validate(json.loads(json.dumps(given)))


def test_tables_are_as_their_schema_says(assistant: Assistant) -> None:
    given = table(assistant, QUESTIONS, Scope(languages=("en",))).to_dict()
    closed("table").validate(json.loads(json.dumps(given)))


def test_verifications_are_as_their_schema_says(assistant: Assistant) -> None:
    quotes = ["The training gathered 53 participants", "The training gathered 54 participants", "x"]
    verification = verify(assistant, [Quoted(quote, doc="nowhere") for quote in quotes])
    closed("verify").validate(json.loads(json.dumps(verification.to_dict())))
    verification = verify(assistant, [Quoted(quote) for quote in quotes])
    closed("verify").validate(json.loads(json.dumps(verification.to_dict())))


def test_what_verify_prints_is_as_its_schema_says(
    casc_qa: Casc, built_index: Any, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("It says: “The training gathered 53 participants representing customs”.\n")
    printed = casc_qa("verify", draft, "--json", "--index", built_index).out
    closed("verify").validate(json.loads(printed))


def test_what_inspect_prints_is_as_its_schema_says(casc_qa: Casc, built_index: Any) -> None:
    closed("inspect").validate(json.loads(casc_qa("inspect", "--json", "--index", built_index).out))


def test_a_field_too_many_or_too_few_is_seen(assistant: Assistant) -> None:
    table = json.loads(json.dumps(assistant.ask(QUESTIONS[0]).to_dict()))
    assert not closed("ask").is_valid({**table, "more": 1})
    assert Draft202012Validator(json.loads(schema_text("ask"))).is_valid({**table, "more": 1})
    for field in table:
        assert not closed("ask").is_valid({k: v for k, v in table.items() if k != field})


def test_the_command_lists_and_prints_them(casc_qa: Casc) -> None:
    assert casc_qa("schema").out.split() == names()
    assert casc_qa("schema", "ask").out == schema_text("ask")
    one_line(casc_qa("schema", "../pyproject"), 2, "choose one of ask,")
