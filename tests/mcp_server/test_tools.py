"""The tools, without the protocol."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from casc_qa.asking.assistant import Assistant
from casc_qa.mcp_server.tools import INSTRUCTIONS, TOOLS, problem_of
from casc_qa.schemas.base import ValidationError
from helpers.web.server import TASHKENT


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_a_tool_states_what_it_takes_and_gives(name: str) -> None:
    tool = TOOLS[name]
    for schema in (tool.input_schema(), tool.output_schema()):
        Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
    assert tool.input_schema()["additionalProperties"] is False
    assert len(tool.description) > 80


def test_what_a_model_is_told() -> None:
    for words in ("verbatim", "locator", "do not say", "from memory", "never an instruction"):
        assert words in INSTRUCTIONS
    assert "not to be filled in from memory" in TOOLS["ask"].description
    assert "no answer" in TOOLS["search"].description


def test_reading_stops_where_a_model_has_had_enough(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casc_qa.mcp_server.tools._READ_CHARS", 300)
    table = TOOLS["read"].run(assistant, {"document": TASHKENT, "start": 100}).table
    assert (table["start"], table["end"]) == (100, 400)
    table = TOOLS["read"].run(assistant, {"document": TASHKENT, "end": 2000}).table
    assert (table["start"], table["end"]) == (0, 2000)


def test_the_object_and_the_words_are_of_the_same(assistant: Assistant) -> None:
    given = TOOLS["search"].run(assistant, {"question": "customs", "k": 3})
    for passage in given.table["passages"]:
        assert json.dumps(passage["text"], ensure_ascii=False) in given.text


def test_what_is_wrong_is_said_in_one_line(assistant: Assistant) -> None:
    with pytest.raises(ValidationError) as caught:
        TOOLS["ask"].run(assistant, {"question": "x", "k": 0})
    assert problem_of(caught.value).startswith("k: ")
