"""Commands as typed: what they print, to which stream, with which exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT, Run

from casc_qa.answer_json import dump_answer
from casc_qa.cli.terminal import answer_text, safe
from casc_qa.index.manifest import manifest_files, read_manifest
from casc_qa.types import Abstention, Answer, AnswerSentence, Citation, Scope, ShownPassage

Casc = Callable[..., Run]
COMMAND = [sys.executable, "-m", "casc_qa"]


def one_line(run: Run, status: int, *words: str) -> None:
    """The run failed with this status and one line on standard error that holds these words."""
    assert run.status == status, run.err
    (line,) = run.err.splitlines()
    assert line.startswith("casc-qa: ")
    assert run.out == ""
    assert "Traceback" not in run.err
    for word in words:
        assert word in line


def test_index_then_ask_then_inspect(casc_qa: Casc, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run = casc_qa("index", CORPUS, "--index", index)
    assert run.status == 0
    assert run.out.startswith("Indexed 5 documents, 40 passages into ")
    again = casc_qa("index", CORPUS, "--index", index)
    assert again.out == f"The index in {index} is up to date: 5 documents, 40 passages.\n"

    run = casc_qa("ask", "Who funded the Gender and Human Rights Project?", "--index", index)
    assert run.status == 0
    assert run.out.startswith("UNODC wishes to thank the Governments of the United Kingdom")
    assert "[1] Regional Multistakeholder Event" in run.out
    assert "31 May 2024 · 2024-05-31_samarkand" in run.out
    assert "From these passages" in run.out
    assert "\x1b" not in run.out

    run = casc_qa("ask", "Who is the President of Uzbekistan?", "--index", index, "-k", "2")
    assert run.status == 3
    assert run.out.startswith("The documents do not say")
    assert "Nearest passages (not an answer):" in run.out

    run = casc_qa("inspect", "--index", index)
    assert "all-MiniLM-L6-v2, 384 dimensions" in run.out
    assert "undated · en" in run.out
    table = json.loads(casc_qa("inspect", "--index", index, "--json").out)
    assert sum(d["passages"] for d in table["documents"]) == 40


def test_the_readme_shows_what_is_printed(casc_qa: Casc, built_index: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("```console\n")[2].partition("\n…\n$ casc-qa ask")[0]
    command, _, output = shown.partition("\n")
    question = command.split('"')[1]
    assert casc_qa("ask", question, "--index", built_index).out.startswith(output + "\n")


def test_json_is_byte_identical_in_processes_of_their_own(built_index: Path) -> None:
    question = "When was the Organized Crime Strategy Toolkit launched?"
    command = [*COMMAND, "ask", question, "--json", "--verbose", "--index", str(built_index)]
    first, second = (subprocess.run(command, capture_output=True, check=True) for _ in range(2))
    assert first.stdout == second.stdout
    answer = json.loads(first.stdout)
    assert "launched in 2021" in answer["answer"][0]["text"]
    assert b"answered in" in first.stderr
    assert b"answered in" not in first.stdout


def test_ask_reads_standard_input(
    casc_qa: Casc, built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO("\ufeffWhat are the 4Ps?\n".encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    run = casc_qa("ask", "-", "--json", "--index", built_index)
    assert json.loads(run.out)["question"] == "What are the 4Ps?"


def test_filters(casc_qa: Casc, built_index: Path) -> None:
    run = casc_qa(
        "ask", "What is Ms. Artikova's title?", "--json", "--index", built_index,
        "--doc", "tashkent", "--doc", "samarkand", "--before", "2024-12",
    )  # fmt: skip
    table = json.loads(run.out)
    assert table["filters"] == {
        "doc_ids": [
            "undated-march_tashkent_strategies-against-organized-crime.txt",
            "2024-05-31_samarkand_gender-and-human-rights-mainstreaming.txt",
        ],
        "after": None,
        "before": "2024-12",
        "languages": None,
    }
    assert {c["date"] for c in table["citations"]} == {"2024-05-31"}


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["ask", "Who?"], 1, ["There is no index in", "casc-qa index"]),
        (["inspect"], 1, ["There is no index in", "casc-qa index"]),
        (["serve"], 1, ["There is no index in", "casc-qa index"]),
        (["ask", ""], 2, ["The question is empty"]),
        (["ask", "x" * 10_000_000], 2, ["more than 2,000 characters"]),
        (["ask", "Who?", "-k", "0"], 2, ["k must lie between 1 and 100"]),
        (["ask", "Who?", "--after", "soon"], 2, ["after must be a date"]),
        (["ask", "Who?", "--index", "there"], 1, ["casc-qa index --index there"]),
        (["index", "no\x1b[31mwhere"], 1, ["There is no corpus folder no⟨U+001B⟩[31mwhere"]),
        (["index", "nowhere"], 1, ["There is no corpus folder nowhere"]),
        (["index", "."], 1, ["holds no documents"]),
        (["serve", "--host", "0.0.0.0"], 2, ["no passwords yet", "127.0.0.1"]),
        (["serve", "--host", "example.org"], 2, ["is no address"]),
        (["serve", "--port", "99999"], 2, ["between 0 and 65535"]),
    ],
)
def test_bad_input_is_one_line(
    casc_qa: Casc, arguments: list[str], status: int, words: list[str]
) -> None:
    one_line(casc_qa(*arguments), status, *words)


def test_a_question_of_ten_megabytes_on_standard_input(built_index: Path) -> None:
    run = subprocess.run(
        [*COMMAND, "ask", "-", "--index", str(built_index)],
        input=b"why " * 2_500_000,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.decode().count("\n") == 1
    assert b"more than 2,000 characters" in run.stderr


def test_a_model_that_is_not_there(casc_qa: Casc, tmp_path: Path) -> None:
    run = casc_qa("index", CORPUS, "--index", tmp_path / "i", "--model", "/no/such/model")
    one_line(run, 1, "There is no model folder /no/such/model")


def test_a_damaged_index(casc_qa: Casc, index_copy: Path) -> None:
    next(index_copy.glob("generations/*/vectors.faiss")).write_bytes(b"x")
    one_line(casc_qa("ask", "Who?", "--index", index_copy), 1, "is damaged", "casc-qa index")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[retrieval]\nk = 0", ["retrieval.k must lie between 1 and 100"]),
        ("[retrieval]\nk = 'five'", ["retrieval.k must be a whole number"]),
        ("[retrieval]\nkay = 5", ["unknown setting retrieval.'kay'"]),
        ("serve = 1", ["serve is a table"]),
        (f"[answering]\nthreshold = 0x{'f' * 900}", ["threshold must be a number"]),
        ("[[", ["can't be read"]),
    ],
)
def test_a_wrong_configuration(casc_qa: Casc, toml: str, words: list[str]) -> None:
    Path("casc_qa.toml").write_text(toml)
    one_line(casc_qa("ask", "Who?"), 2, "casc_qa.toml", *words)


def test_defaults_come_from_the_configuration(casc_qa: Casc, built_index: Path) -> None:
    Path("casc_qa.toml").write_text(f"[paths]\nindex = '{built_index}'\n[retrieval]\nk = 2\n")
    table = json.loads(casc_qa("ask", "What is machine learning?", "--json").out)
    assert len(table["passages"]) == 2


def test_the_configuration_in_the_repository_gives_the_defaults() -> None:
    from casc_qa.config import PathSettings, Settings, load_settings

    paths = PathSettings(ROOT / "corpus", ROOT / "index", ROOT / "runs")
    assert load_settings(ROOT) == Settings(paths=paths)


def test_skipped_files_are_counted_and_named(casc_qa: Casc, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Text.")
    (corpus / "b.xyz").write_bytes(b"%PDF")
    run = casc_qa("index", corpus, "--index", tmp_path / "index")
    assert run.status == 0
    assert run.out.endswith("2 files: 1 indexed, 1 skipped\n  b.xyz  skipped: no loader for .xyz\n")


def test_help_names_every_command_and_exit_status(casc_qa: Casc) -> None:
    run = casc_qa("--help")
    assert run.status == 0
    for word in ("index", "ask", "serve", "inspect", "3 the documents do not say"):
        assert word in run.out
    for command in ("index", "ask", "serve", "inspect"):
        assert casc_qa(command, "--help").status == 0
    assert casc_qa("--version").out == "casc-qa 0.1.0\n"
    assert casc_qa("frobnicate").status == 2


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom casc_qa.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'faiss', 'gradio', 'transformers', 'sentence_transformers'}\n"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_reader_that_stops_early(built_index: Path) -> None:
    command = [*COMMAND, "inspect", "--json", "--index", str(built_index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # before anything was written
        assert process.stderr.read() == b""
    assert process.returncode == 0


def cited_answer(language: str) -> Answer:
    """The same answer to a question in this language: two quotes of one passage."""
    text = "The first quote. The second quote."
    sentences = (AnswerSentence(text[:16], 1), AnswerSentence(text[17:], 2))
    citations = (
        Citation(
            1, "a.pdf", "0" * 64, "Report", "2023-06-08", "https://e.org", 3, 4, 100, 116,
            text[:16], "en",
        ),
        Citation(2, "a.pdf", "0" * 64, "Report", None, None, 4, 4, 117, 134, text[17:], "en"),
    )  # fmt: skip
    passage = ShownPassage("a.pdf@100-134", "a.pdf", "0" * 64, 100, 134, text, 0.5, "en")
    return Answer("q", language, Scope(), sentences, citations, (passage,), "g" * 16, "m")


def test_what_stands_around_quotes_follows_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    assert answer_text(cited_answer("ru"), colour=False) == (
        "The first quote. [1]\n\nThe second quote. [2]\n\nИсточники\n"
        "[1] Report\n    8 июня 2023 г. · a.pdf, стр. 3–4, символы 100–116\n    https://e.org\n"
        "[2] Report\n    без даты · a.pdf, стр. 4, символы 117–134\n\n"
        "Отрывки, из которых это взято\n\n  [1][2] a.pdf 100–134\n"
        "  The first quote. The second quote.\n"
    )
    in_english = (
        "The first quote. [1]\n\nThe second quote. [2]\n\nSources\n"
        "[1] Report\n    8 June 2023 · a.pdf, pages 3–4, characters 100–116\n    https://e.org\n"
        "[2] Report\n    undated · a.pdf, page 4, characters 117–134\n\n"
        "From these passages\n\n  [1][2] a.pdf 100–134\n  The first quote. The second quote.\n"
    )
    for language in ("en", "ka", "und"):
        assert answer_text(cited_answer(language), colour=False) == in_english


def test_nearest_passages_in_russian() -> None:
    near = replace(
        cited_answer("ru"), sentences=(), citations=(), abstention=Abstention("not_stated", "Нет.")
    )
    assert answer_text(near, colour=False).startswith(
        "Нет.\n\nСамые близкие по смыслу отрывки (это не ответ):\n\n  a.pdf 100–134\n"
    )


def test_a_language_that_is_not_understood(casc_qa: Casc, index_copy: Path) -> None:
    (folder,) = (index_copy / "generations").iterdir()
    manifest = read_manifest(folder)
    manifest = replace(manifest, embedder={**manifest.embedder, "languages": "en ru"})
    for name, data in manifest_files(manifest).items():
        (folder / name).write_bytes(data)
    run = casc_qa("ask", "Жобаны кім қаржыландырды?", "--index", index_copy)
    assert (run.status, run.err) == (3, "")
    assert run.out.startswith("Questions in Kazakh are not understood yet: please ask in English")
    assert run.out.count("\n") == 1
    run = casc_qa("ask", "Жобаны кім қаржыландырды?", "--json", "--index", index_copy)
    table = json.loads(run.out)
    assert (run.status, table["language"]) == (3, "kk")
    assert table["abstention"]["code"] == "unsupported_language"
    assert (table["answer"], table["citations"], table["passages"]) == ([], [], [])


def hostile_answer() -> Answer:
    text = "Safe\x1b[2J\x07 \u202ewords\r\nhere."
    citation = Citation(
        1, "a.txt", "0" * 64, "T\x1bitle", None, None, None, None, 0, len(text), text
    )
    passage = ShownPassage("a.txt@0-9", "a.txt", "0" * 64, 0, len(text), text, 0.5)
    return Answer(
        "q", "en", Scope(), (AnswerSentence(text, 1),), (citation,), (passage,), "g" * 16, "m"
    )


def test_documents_cannot_steer_the_terminal() -> None:
    plain = answer_text(hostile_answer(), colour=False)
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(plain)
    shown = "Safe⟨U+001B⟩[2J⟨U+0007⟩ ⟨U+202E⟩words here."
    assert plain.startswith(f"{shown} [1]\n")
    assert "T⟨U+001B⟩itle" in plain
    coloured = answer_text(hostile_answer(), colour=True)
    assert coloured.startswith(f"\x1b[1m{shown}\x1b[0m \x1b[36m[1]\x1b[0m\n")
    assert safe("a\u200bb\xad") == "ab"


def test_json_is_exact_and_steers_no_terminal() -> None:
    printed = dump_answer(hostile_answer())
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(printed)
    assert json.loads(printed)["citations"][0]["quote"] == hostile_answer().citations[0].quote


def started_with(*closed: int) -> Callable[[], None]:
    """For a child: these standard streams are closed before the program starts."""

    def close() -> None:
        for number in closed:
            os.close(number)

    return close


@pytest.mark.skipif(os.name == "nt", reason="there is no such call before a program starts")
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize(
    ("arguments", "status"), [(["ask", "What are the 4Ps?"], 0), (["ask", "???"], 2)]
)
def test_standard_streams_that_are_closed(
    closed: tuple[int, ...], arguments: list[str], status: int, built_index: Path
) -> None:
    run = subprocess.run(
        [*COMMAND, *arguments, "--index", str(built_index)],
        capture_output=True,
        preexec_fn=started_with(*closed),
    )
    assert run.returncode == status
    assert bool(run.stdout) == (1 not in closed and status == 0)
    assert bool(run.stderr) == (2 not in closed and status == 2)
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_output_that_cannot_be_written(built_index: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*COMMAND, "inspect", "--index", str(built_index)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("casc-qa: No space left on device")
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("module", ["argparse", "numpy", "onnxruntime", "casc_qa", "sitecustomize"])
def test_nothing_is_imported_from_the_folder_where_it_is_typed(
    module: str, built_index: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("raise SystemExit('planted')")
    installed = [str(Path(sys.executable).with_name("casc-qa"))]
    forms = [COMMAND, installed] if module != "casc_qa" else [installed]  # -m looks there itself
    for command in forms:
        run = subprocess.run(
            [*command, "ask", "What are the 4Ps?", "--index", str(built_index)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("module", ["huggingface_hub", "json", "casc_qa", "subprocess"])
def test_a_download_imports_nothing_from_the_folder_where_it_is_typed(
    module: str, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("open('planted', 'w')")
    (tmp_path / "casc_qa.toml").write_text('model = "some/model"')
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("A document about Osh.")
    run = subprocess.run(
        [str(Path(sys.executable).with_name("casc-qa")), "index"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"HF_ENDPOINT": "http://127.0.0.1:9"},
    )
    assert run.returncode == 1
    assert "The model some/model could not be downloaded" in run.stderr
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize("corpus", ["index", "index/documents", "linked"])
def test_documents_inside_the_index_are_refused(
    corpus: str, casc_qa: Casc, built_index: Path
) -> None:
    Path("index/documents").mkdir(parents=True)
    Path("index/documents/a.txt").write_text("A document about Osh.")
    Path("linked").symlink_to("index")
    one_line(casc_qa("index", corpus), 1, "lies in the index folder index")


def test_colour_on_a_terminal_alone(built_index: Path) -> None:
    import pty

    def ask(environment: dict[str, str]) -> bytes:
        master, slave = pty.openpty()
        command = [*COMMAND, "ask", "What are the 4Ps?", "--index", str(built_index)]
        with subprocess.Popen(command, stdout=slave, stderr=slave, env=environment) as process:
            os.close(slave)
            seen = b""
            while True:
                try:
                    seen += (block := os.read(master, 4096))
                except OSError:
                    break
                if not block:
                    break
            process.wait()
        os.close(master)
        return seen

    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    assert b"\x1b[1m" in ask(environment)


def test_what_surrounds_a_question_does_not_count(casc_qa: Casc) -> None:
    run = casc_qa("ask", " \n" + "x" * 2000 + "\n" * 5000)
    assert run.err.startswith("casc-qa: There is no index")


def test_standard_input_that_is_closed(casc_qa: Casc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    one_line(casc_qa("ask", "-"), 2, "The question is empty")


def test_app_py_works_from_anywhere(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "app.py", "--host", "0.0.0.0", "--index", tmp_path / "index"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout.startswith("Indexed 5 documents")
    assert "no passwords yet" in run.stderr
    assert (tmp_path / "index" / "current").exists()


def test_the_python_in_the_readme_runs(tmp_path: Path, built_index: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = readme.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "corpus").symlink_to(CORPUS)
    (tmp_path / "index").symlink_to(built_index)
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("Representing the host country, Ms. Svetlana Artikova")


def test_a_question_that_never_ends_is_given_up() -> None:
    """As in a step of a model that nothing can end."""
    code = (
        "import time; from casc_qa.cli import commands; commands._PATIENCE_SECONDS = 0.2\n"
        "with commands._patient(): time.sleep(60)\n"
    )
    began = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert time.monotonic() - began < 60
    assert run.returncode == 1
    assert run.stderr == "casc-qa: No answer in 0 seconds: build the index again.\n"


def test_a_question_that_ends_is_not_given_up() -> None:
    code = (
        "import time; from casc_qa.cli import commands; commands._PATIENCE_SECONDS = 0.2\n"
        "with commands._patient(): pass\n"
        "time.sleep(0.5)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
