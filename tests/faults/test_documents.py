"""A folder of malformed and hostile documents: each is named, none stops the build, and the good
ones among them come through unaltered.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.config import ColumnSettings
from casc_qa.index.generation import open_current
from casc_qa.loaders import FolderCorpus, Read
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import LOADERS, SCANNED
from casc_qa.loaders.recognition import eyes
from casc_qa.loaders.sandbox.conversion import NEWER, office
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request
from casc_qa.types import FileOutcome
from helpers.documents import hostile as hostile

NIGHTLY = bool(os.environ.get("CASC_QA_NIGHTLY"))
MEMORY_KB = 1 << 20
WALL_SECONDS = 60
# In the order of names, so that they are read before, between and after the others.
GOOD = {
    "0-good.txt": "The choir of Tashkent sang for twelve women. The hall was full.",
    "good.md": "# Training\n\nThe training in Bishkek gathered 53 participants of five States.\n",
    "middle/good.txt": "Семинар прошёл в Бишкеке 22 августа 2023 года.",
    "n-good.txt": "Nobody saw the dog run home at noon.",
    "zz-good.txt": "The cat slept on the mat until the evening came.",
}
TWIN = "twin-of-good.txt"
# What gets through by the megabyte is read and cut, and not embedded but for some of it.
EMBEDDED_CHARS = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every hostile file, with a few good ones among them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in hostile.files(NIGHTLY):
        (folder / name).write_bytes(make())
    for entry in hostile.IRREGULAR:
        entry.make(folder / entry.name)
    (folder / "middle").mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / TWIN).write_text(GOOD["0-good.txt"], encoding="utf-8")
    for name in (hostile.VANISHING, hostile.CHANGING):
        (folder / name).write_text(f"These are the first words of {name}.")
    yield folder
    shutil.rmtree(folder)


def disturb(folder: Path) -> None:
    """What somebody else does to a folder while it is being read."""
    (folder / hostile.VANISHING).unlink(missing_ok=True)
    (folder / hostile.CHANGING).write_text("It was changed meanwhile, and twice.")


def children() -> set[int]:
    """Processes that this one has started and not seen the end of."""
    pids = set()
    for task in Path("/proc/self/task").iterdir():
        pids |= {int(pid) for pid in (task / "children").read_text().split()}
    return pids


def names(folder: Path) -> set[str]:
    made = {name for name, _ in hostile.files(NIGHTLY)} | {p.name for p in hostile.IRREGULAR}
    return made | set(GOOD) | {TWIN, hostile.VANISHING, hostile.CHANGING}


@pytest.fixture(scope="module")
def read(folder: Path) -> Read:
    before = children()

    def report(what: str, done: int, total: int) -> None:
        if done == 1:
            disturb(folder)

    read = FolderCorpus(folder).read(report)
    assert children() <= before
    return read


def check_outcomes(outcomes: list[FileOutcome], expected: set[str]) -> None:
    """Each file is named once, with a reason that a person can read where it was skipped."""
    assert Counter(outcome.path for outcome in outcomes) == dict.fromkeys(expected, 1)
    for outcome in outcomes:
        assert outcome.outcome in ("indexed", "duplicate", "skipped"), outcome
        messages = [outcome.reason] if outcome.outcome != "indexed" else outcome.notes
        for message in messages:
            assert message and message.strip(), outcome
            assert len(message) < 300 and message.isprintable(), outcome
            assert "Traceback" not in message and 'File "' not in message, outcome
            assert not re.search(r"/(tmp|usr|home|root|etc)/|\b0x[0-9a-f]{6}", message), outcome


def test_there_are_many_defects_in_every_format() -> None:
    suffixes = Counter(Path(name).suffix for name, _ in hostile.files())
    assert len(hostile.DEFECTS) >= 230
    assert suffixes.total() >= 650
    assert set(LOADERS) - set(suffixes) == {
        *(".markdown", ".htm", ".mht", ".ndjson")  # second names
    }
    assert min(suffixes[suffix] for suffix in hostile.EVERY) >= 12
    assert min(suffixes[suffix] for suffix in (".png", ".jpg", ".tif", ".xlsx", ".ods")) >= 20
    assert min(suffixes[suffix] for suffix in (".doc", ".xls", ".ppt")) >= 2


def test_every_file_is_named_with_what_became_of_it(folder: Path, read: Read) -> None:
    check_outcomes(list(read.outcomes), names(folder))
    became = Counter(outcome.outcome for outcome in read.outcomes)
    assert became["skipped"] >= 200  # most are beyond reading
    reasons = {outcome.path: outcome.reason for outcome in read.outcomes}
    assert reasons[TWIN] == "0-good.txt"
    assert reasons[hostile.VANISHING] == "No such file or directory"
    assert reasons["link-to-a-device.txt"] == "it is a symbolic link: put the file itself here"
    assert reasons["pipe.pdf"] == "it is not a regular file"
    assert reasons["no-character-?.txt"] == "its name is not UTF-8: rename it"
    assert reasons["a-suffix-nobody-reads-0.pages"] == "no loader for .pages: save it as .docx"
    assert reasons["a-part-that-leads-outside-0.docx"] == "it names a part outside itself"
    assert reasons["a-password-nobody-gave-0.pdf"] == (
        "it is encrypted: save it without its password"
    )
    assert reasons["entities-from-outside-0.docx"] == (
        "its part word/document.xml declares entities of its own"
    )


def test_good_documents_come_through_unaltered(read: Read) -> None:
    texts = {document.doc_id: document.text for document in read.documents}
    assert GOOD.items() <= texts.items()
    assert texts[hostile.CHANGING] == "It was changed meanwhile, and twice."


def test_what_gets_through_is_sound(read: Read) -> None:
    for document in read.documents:
        document.text.encode()
        assert document.text.strip()
        assert len(document.title) <= 300
        assert len(document.anchors) <= 50_000
        assert all(0 <= anchor.offset <= len(document.text) for anchor in document.anchors)
        assert document.url is None or document.url.startswith("http")


def test_the_index_is_built_all_the_same(folder: Path, read: Read, index_copy: Path) -> None:
    large = {d.doc_id for d in read.documents if len(d.text) > EMBEDDED_CHARS}
    rows = {o.path for o in read.outcomes if len(o.doc_ids) > 50}
    again = {name for name, _ in hostile.files(NIGHTLY) if not name.partition(".")[0].endswith("0")}
    out = {doc_id.partition("#")[0] for doc_id in large} | rows | again
    for name in out:
        (folder / name).rename(folder / f".{name}")  # hidden names are no documents
    (folder / hostile.VANISHING).write_text("It is there again, in other words.")
    before = children()

    def report(what: str, done: int, total: int) -> None:
        if what == "reading" and done == 1:
            disturb(folder)

    result = build_index(folder, index_copy, report=report)
    assert children() <= before
    check_outcomes(list(result.outcomes), names(folder) - out)
    generation = open_current(index_copy)
    for name, text in GOOD.items():
        assert generation.document(name).text == text
    answer = open_index(index_copy).ask("How many participants did the Bishkek training gather?")
    assert "53 participants" in answer.passages[0].text


def test_what_gets_through_by_the_megabyte_can_be_cut(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casc_qa.text.chunking import chunk

    def count(texts: list[str]) -> list[int]:
        assert max(map(len, texts), default=0) <= 200_000
        return [2 + len(text) // 4 for text in texts]

    large = [d for d in read.documents if len(d.text) > EMBEDDED_CHARS]
    assert large
    for document in large:
        passages = [c.passage for c in chunk(document, count, 200)]
        assert passages
        assert all(document.text[p.start : p.end].strip() for p in passages)


def peak_kilobytes(worker: Worker) -> int:
    """The most memory that the worker's process has held."""
    assert worker._process is not None
    status = Path(f"/proc/{worker._process.popen.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def read_alone(worker: Worker, suffix: str, data: bytes) -> Sequence[Extracted | Unreadable]:
    """What a build would read in a file."""
    if suffix in NEWER and office():
        try:
            data = worker.converted(suffix, data)
        except Unreadable as error:
            return [error]
        suffix = NEWER[suffix]
    scans = eyes(()).languages if suffix in SCANNED else ()
    return worker.read(Request(suffix, ColumnSettings(), (), scans), data)


# By day all of them are read in one folder above.
@pytest.mark.parametrize(
    "defect", hostile.DEFECTS if NIGHTLY else (), ids=lambda defect: str(defect.name)
)
def test_a_defect_alone_stays_within_the_limits(defect: hostile.Defect) -> None:
    worker = Worker(wall_seconds=WALL_SECONDS)
    try:
        for suffix in defect.suffixes:
            data = defect.make(suffix, Random(defect.name + suffix))
            started = time.monotonic()
            results = read_alone(worker, Path("x" + suffix).suffix, data)
            assert results
            assert all(isinstance(each, Extracted | Unreadable) for each in results)
            assert time.monotonic() - started < WALL_SECONDS + 5
            if worker._process is not None:
                assert peak_kilobytes(worker) <= MEMORY_KB
    finally:
        worker.close()
