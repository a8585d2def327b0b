"""Small files that are no small files, or hold what a parser chokes on: one line, and soon."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.run_files import read_run
from casc_qa.system.small_files import TABLES, BadFile, parse_json, read_toml
from helpers.builds.forged import generation_of
from helpers.command import Run
from helpers.project import CORPUS

QUESTION = "Who funded the Gender and Human Rights Project?"
_HANGS = 60  # seconds that nothing here may take

TOML: dict[str, bytes] = {
    "arrays in arrays": b"a=" + b"[" * 100_000,
    "tables in tables": b"a=" + b"{a=" * 100_000,
    "dotted": b".".join([b"a"] * 200_000) + b"=1",
    "dotted with spaces": b" . ".join([b'"a"'] * 100_000) + b"=1",
    "dotted in brackets": b"[" + b".".join([b"a"] * 200_000) + b"]",
    "dotted in a table": b"a={" + b".".join([b"a"] * 200_000) + b"=1}",
    "hexadecimal": b"a=0x" + b"f" * 3_000_000,
    "digits": b"a=" + b"9" * 5000,
    "digits of a float": b"a=1." + b"9" * 5_000_000,
    "quotes": b'a="""' + b'"" ' * 300_000,
    "strings that do not end": b'a="""' * 200_000,
    "tables": b"\n".join(b"[[a%d]]" % n for n in range(100_000)),
    "not UTF-8": b'a="\xff"',
    "a surrogate": b'a="\\ud800"',
    "NUL": b'["plain.txt"]\ntitle="a\\u0000b"',
    "an escape": b'["plain.txt"]\ntitle="\\u001b[31m"',
    "an escape in a key": b'["\\u001b]0;x\\u0007"]\ntitle="x"',
    "turned around": b'["plain.txt"]\ntitle="\\u202etxt.exe"',
    "no date": b"a=99999-01-01",
    "large": b"#" * (TABLES + 1),
}
SOURCES = {
    'date="2023-02-30"': "date",
    'date="\u0662\u0660\u0662\u0663-\u0660\u0661-\u0660\u0661"': "digits 0 to 9",
    "date=2023-01-01T10:00:00": "date",
    "date=10:00:00": "date",
    "title=0xffffffffffffffffffff": "title",
    "title=[[1]]": "title",
    'language=""': "language",
    'language="english, or so"': "language",
    'url="http://a b"': "url",
    'url="javascript:x"': "url",
    'url="http://\\n"': "url",
    '"a b"="x"': "a b",
}


def one_line(done: Run, started: float) -> str:
    """What a command that ended with a fault says."""
    assert time.monotonic() - started < _HANGS
    lines = done.err.splitlines()[-1:]
    assert done.status in (1, 2) and len(lines) == 1
    assert "unforeseen" not in done.err and "Traceback" not in done.err
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in lines[0])
    assert len(lines[0]) < 1000
    return lines[0]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "plain.txt").write_text("A plain document about Osh. It has two sentences.")
    return folder


@pytest.mark.parametrize("name", ["sources.toml", "glossary.toml", "casc_qa.toml"])
@pytest.mark.parametrize("content", list(TOML))
def test_toml_that_never_ends(
    name: str, content: str, corpus: Path, tmp_path: Path, casc_qa: Callable[..., Run]
) -> None:
    path = Path("casc_qa.toml") if name == "casc_qa.toml" else corpus / name
    path.write_bytes(TOML[content])
    started = time.monotonic()
    assert name in one_line(casc_qa("index", corpus, "--index", tmp_path / "index"), started)


@pytest.mark.parametrize("entry", list(SOURCES))
def test_values_of_sources(
    entry: str, corpus: Path, tmp_path: Path, casc_qa: Callable[..., Run]
) -> None:
    (corpus / "sources.toml").write_text(f'["plain.txt"]\n{entry}\n', encoding="utf-8")
    message = one_line(casc_qa("index", corpus, "--index", tmp_path / "i"), time.monotonic())
    assert "sources.toml" in message and SOURCES[entry] in message and "plain.txt" in message


def odd(path: Path, file_type: str) -> None:
    """Puts something else where a file is."""
    if path.exists():
        path.unlink()
    if file_type == "pipe":
        os.mkfifo(path)
    elif file_type == "folder":
        path.mkdir()
    elif file_type == "link":
        path.with_name("other-file").write_bytes(b"{}")
        path.symlink_to(path.with_name("other-file"))
    elif file_type == "sparse":
        with path.open("wb") as file:
            file.truncate(1 << 40)
    else:
        path.symlink_to(file_type)


ODD = ["pipe", "folder", "link", "/dev/zero", "/dev/stdin", "/etc/shadow", "/proc/self/mem"]
if sys.platform != "linux":
    ODD = ["folder", "link"]


@pytest.mark.parametrize("file_type", ODD)
def test_other_things_instead_of_settings(
    file_type: str, corpus: Path, tmp_path: Path, casc_qa: Callable[..., Run]
) -> None:
    for path in (corpus / "sources.toml", corpus / "glossary.toml", Path("casc_qa.toml")):
        odd(path, file_type)
        started = time.monotonic()
        message = one_line(casc_qa("index", corpus, "--index", tmp_path / "index"), started)
        assert path.name in message
        shutil.rmtree(path) if file_type == "folder" else path.unlink()


NEVER_ASKED = {"report.json", "text-keys.npy"}
OF_GENERATION = ["manifest.json", "manifest.sha256", "headings.json", "vocabulary.json",
                 "glossary.json", "documents.jsonl", "texts.utf8", "passages.npy", "vectors.faiss",
                 *sorted(NEVER_ASKED)]  # fmt: skip
OF_ENCODER = ["encoder.json", "encoder.sha256", "tokenizer.json", "words.txt", "model.onnx",
              "model.onnx.data"]  # fmt: skip


@pytest.mark.parametrize("file_type", ODD)
def test_other_things_in_an_index(
    file_type: str, index_copy: Path, casc_qa: Callable[..., Run]
) -> None:
    encoder = next((index_copy / "encoder").iterdir())
    paths = [index_copy / "current", *(generation_of(index_copy) / name for name in OF_GENERATION)]
    for path in (*paths, *(encoder / name for name in OF_ENCODER)):
        kept = path.with_name("kept")
        path.rename(kept)
        odd(path, file_type)
        command = ("inspect", "--verify") if path.name in NEVER_ASKED else ("ask", QUESTION)
        started = time.monotonic()
        done = casc_qa(*command, "--index", index_copy)
        assert time.monotonic() - started < _HANGS
        assert done.status == 1 and "unforeseen" not in done.err, path
        assert path.name in done.out + done.err, path
        shutil.rmtree(path) if file_type == "folder" else path.unlink()
        kept.rename(path)
    assert casc_qa("ask", QUESTION, "--index", index_copy).status == 0


JSON: dict[str, bytes] = {
    "deep": b"[" * 100_000,
    "deep in a table": b'{"a":' * 100_000,
    "deep where nobody looks": b'{"query_id": "a", "question": "b", "x": ' + b"[" * 100_000,
    "digits": b'{"query_id": ' + b"9" * 5000 + b"}",
    "NaN": b'{"query_id": NaN}',
    "no end": b'{"query_id": 1e999}',
    "a surrogate": b'{"query_id": "a", "question": "\\ud800", "evidence": []}',
    "not UTF-8": b'{"query_id": "\xff"}',
    "a list": b"[]",
    "nothing in it": b"{}",
    "start": b'{"query_id": "a", "question": "b", "evidence": [[{"doc_id": "a", "quote": "b",'
    b' "start": -5}]]}',
    "start far off": b'{"query_id": "a", "question": "b", "evidence": [[{"doc_id": "a",'
    b' "quote": "b", "start": ' + b"9" * 30 + b"}]]}",
}


@pytest.mark.parametrize("content", list(JSON))
def test_questions_that_are_none(
    content: str, built_index: Path, tmp_path: Path, casc_qa: Callable[..., Run]
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(JSON[content] + b"\n")
    message = one_line(casc_qa("eval", path, "--index", built_index), time.monotonic())
    assert "questions.jsonl" in message


@pytest.mark.parametrize(
    "line", ["q\td\t" + "9" * 5000, "q\td\t99999999999", "q\td\tx", "q", "\xff"]
)
def test_judgements_that_are_none(line: str, tmp_path: Path, casc_qa: Callable[..., Run]) -> None:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "Osh?"}\n')
    (folder / "corpus.jsonl").write_text('{"_id": "d", "title": "", "text": "Osh is a city."}\n')
    (folder / "qrels" / "test.tsv").write_bytes(line.encode("latin-1") + b"\n")
    assert "test.tsv" in one_line(casc_qa("eval", folder), time.monotonic())


RUN_FILES = ["run.json", "questions.jsonl", "run.trec", "qrels.trec", "times.json", "answers.jsonl"]


@pytest.fixture(scope="module")
def run_folder(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from casc_qa.asking.assistant import open_index
    from casc_qa.evaluation.run import run_questions

    folder = tmp_path_factory.mktemp("runs")
    path = folder / "questions.jsonl"
    table = {"query_id": "a", "question": QUESTION, "evidence": []}
    path.write_text(json.dumps(table) + "\n")
    return run_questions(path, None, open_index(built_index), folder, lambda *_: None)


@pytest.mark.parametrize("name", RUN_FILES)
def test_files_of_a_run(name: str, run_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(run_folder, tmp_path / "run"))
    assert read_run(folder).questions
    whole = (folder / name).read_bytes()
    contents = [*JSON.values(), b"\xff", b"a 0 b " + b"9" * 5000, b"a Q0 b 1 nan t", b"null", b"3"]
    for data in (*contents, whole.replace(b'"doc_id"', b'"x"'), whole.replace(b'"name"', b'"x"')):
        (folder / name).write_bytes(data + b"\n")
        try:
            read_run(folder)
        except EvaluationError as error:
            assert len(str(error).splitlines()) == 1
    for file_type in ODD:
        odd(folder / name, file_type)
        with pytest.raises(EvaluationError):
            read_run(folder)
        shutil.rmtree(folder / name) if file_type == "folder" else (folder / name).unlink()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_a_reason(data: bytes) -> None:
    for expected in (dict, list, str, int):
        try:
            assert isinstance(parse_json(data, expected), expected)
        except BadFile as error:
            assert len(str(error).splitlines()) == 1


@given(st.text(max_size=200))
def test_any_text_is_toml_or_a_reason(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        assert isinstance(read_toml(path, TABLES), dict)
    except BadFile as error:
        assert str(error)


def test_the_usual_files_are_read(casc_qa: Callable[..., Run], tmp_path: Path) -> None:
    Path("casc_qa.toml").write_text('[paths]\ncorpus = "~/nowhere"\n[retrieval]\nk = 3\n')
    assert casc_qa("index", CORPUS, "--index", tmp_path / "index").status == 0
