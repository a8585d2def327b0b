"""Tables as programs ask for them."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import UsageError
from casc_qa.operations.tables import table
from casc_qa.surveying.table import make_table
from casc_qa.types import Scope


def test_it_is_the_table_of_the_command_and_bounded(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, scope = ["How many participants came?"], Scope(("bishkek",))
    assert table(assistant, questions, scope) == make_table(assistant, questions, scope)
    monkeypatch.setattr("casc_qa.operations.tables.MOST_CELLS", 4)
    with pytest.raises(UsageError, match="4 are the most"):
        table(assistant, questions)
