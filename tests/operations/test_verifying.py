"""Quotes as programs send them."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import UsageError
from casc_qa.locators import Locator
from casc_qa.operations.verifying import Quoted, verify


def test_a_quote_is_where_it_is_said_to_be_or_elsewhere(assistant: Assistant) -> None:
    citation = assistant.ask("What is Ms. Artikova's title?").citations[0]
    locator = Locator.of(citation)
    elsewhere = str(locator._replace(start=0, end=9))
    verification = verify(
        assistant,
        [
            Quoted(citation.quote),
            Quoted(citation.quote, locator=str(locator)),
            Quoted(citation.quote, locator=elsewhere),
            Quoted(citation.quote, "nowhere", str(locator)),
        ],
    )
    statuses = [verdict.status for verdict in verification.verdicts]
    assert statuses == ["verified", "verified", "moved", "verified"]
    assert verification.generation == assistant.manifest.generation


@pytest.mark.parametrize("locator", ["", "x", "casc-qa:a", "casc-qa:a.txt#char=1,2"])
def test_a_locator_that_is_none(assistant: Assistant, locator: str) -> None:
    with pytest.raises(UsageError, match="A locator is written"):
        verify(assistant, [Quoted("x", locator=locator)])
