"""Which type each JSON Schema is made of."""

from __future__ import annotations

from casc_qa.schemas.answers import Answer
from casc_qa.schemas.base import Given, schema_of
from casc_qa.schemas.documents import Documents, DocumentText
from casc_qa.schemas.errors import Error
from casc_qa.schemas.inspections import Inspection
from casc_qa.schemas.searches import Found
from casc_qa.schemas.surveys import Overview, Timeline
from casc_qa.schemas.tables import Table
from casc_qa.schemas.verifications import Verification
from casc_qa.system.visible import json_text

OBJECTS: dict[str, type[Given]] = {
    "ask": Answer,
    "document": DocumentText,
    "documents": Documents,
    "error": Error,
    "inspect": Inspection,
    "overview": Overview,
    "search": Found,
    "table": Table,
    "timeline": Timeline,
    "verify": Verification,
}


def made() -> dict[str, str]:
    """The name of each schema to its text."""
    return {name: json_text(schema_of(model), indent=2) + "\n" for name, model in OBJECTS.items()}
