"""The quotes of a file, whatever wrote it, checked against the documents of an index.

JSON, tables and bibliographies are read here, within bounds. All else is read as documents are: by
a process that is confined, so that a hostile file does no harm.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.config import Settings
from casc_qa.errors import ClaimError
from casc_qa.loaders.files import CorpusFile
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import LOADERS
from casc_qa.loaders.sandbox.conversion import NEWER, office
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request
from casc_qa.system import small_files
from casc_qa.system.small_files import BadFile, why
from casc_qa.types import Report
from casc_qa.verifying import records
from casc_qa.verifying.checking import check
from casc_qa.verifying.claims import Verification
from casc_qa.verifying.drafts import MOST_QUOTES, Draft, read_draft
from casc_qa.verifying.outdated import outdated

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.index.generation import Generation

_MARKDOWN = frozenset({".md", ".markdown"})
_TABLES = frozenset({".csv", ".tsv"})
_LINES = frozenset({".jsonl", ".ndjson"})
_NOTES = frozenset({".bib", ".ris"})
_RECORDS = _TABLES | _LINES | _NOTES | {".json"}


def verify_file(assistant: Assistant, file: Path | str) -> Verification:
    """What became of every quote of a file, by the documents of the assistant's index.

    Raises ClaimError for a file that can't be read, or holds no quote.
    """
    return check_file(assistant.generation, Path(file))


def check_file(generation: Generation, file: Path, report: Report | None = None) -> Verification:
    """As ``verify_file``, without a model: nothing is asked."""
    try:
        draft = _read(generation, file)
    except (BadFile, Unreadable) as error:
        raise ClaimError(f"{file} can't be read: {error}.") from error
    except OSError as error:
        raise ClaimError(f"{file} can't be read: {why(error)}.") from error
    if not draft.claims:
        raise ClaimError(
            f"{file} holds no quote: what stands in quotation marks (three words or more, or with "
            "its source beside it), a block quote, or what casc-qa writes as JSON, CSV, BibTeX or "
            "RIS."
        )
    if len(draft.claims) > MOST_QUOTES:
        raise ClaimError(
            f"{file} holds more than {MOST_QUOTES:,} quotes: divide it into files of fewer."
        )
    checked = check(generation, draft.claims, report)
    places = (verdict.place for verdict in checked.verdicts)
    return replace(
        checked,
        outdated=outdated(Path(generation.manifest.corpus["path"]), filter(None, places)),
        uncounted=draft.uncounted,
        unclosed=draft.unclosed,
        unused=draft.unused,
        language=draft.language,
    )


def _read(generation: Generation, file: Path) -> Draft:
    suffix = file.suffix.lower()
    if suffix in _RECORDS:
        recorded = _recorded(suffix, small_files.read_bytes(file, small_files.LISTS))
        return Draft(tuple(recorded.claims), language=recorded.language)
    if suffix not in LOADERS and suffix not in NEWER:
        known = sorted({*LOADERS, *_RECORDS})
        raise BadFile(
            f"nothing reads {suffix or 'files without a suffix'}; what is read is {' '.join(known)}"
        )
    data = CorpusFile(file.name, file).read()
    extracted = _extracted(suffix, data)
    described = [generation.describe(doc_id) for doc_id in generation.doc_ids]
    return read_draft(
        extracted.text,
        described,
        suffix in _MARKDOWN,
        extracted.anchors,
        _first_line(suffix, data, extracted.text),
    )


def _first_line(suffix: str, data: bytes, text: str) -> int | None:
    """Which line of a file its text begins with; None where its lines are not those of the file."""
    left_out = data.count(b"\n") - text.count("\n")
    if suffix in _MARKDOWN and left_out >= 0:  # above it is what the file says about itself
        return 1 + left_out
    return 1 if suffix == ".txt" and not left_out else None


def _recorded(suffix: str, data: bytes) -> records.Recorded:
    if suffix in _LINES:
        return records.json_lines_claims(data)
    if suffix == ".json":
        return records.json_claims(data)
    text = small_files.decoded(data)
    if suffix in _TABLES:
        return records.Recorded(records.csv_claims(text))
    return records.Recorded(records.note_claims(text, is_latex=suffix == ".bib"))


def _extracted(suffix: str, data: bytes) -> Extracted:
    """The text of a file, read in a process of its own. Raises Unreadable."""
    worker = Worker()
    try:
        if suffix in NEWER and office():
            data, suffix = worker.converted(suffix, data), NEWER[suffix]
        results = worker.read(Request(suffix, Settings().documents.columns), data)
    finally:
        worker.close()
    for result in results:
        if isinstance(result, Unreadable):
            raise result
    return next(each for each in results if isinstance(each, Extracted))
