"""Commands as typed: what they print, to which stream, with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.index.manifest import manifest_files, read_manifest
from helpers.command import COMMAND, Casc, one_line
from helpers.project import CORPUS


def test_index_then_ask_then_inspect(casc_qa: Casc, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run = casc_qa("index", CORPUS, "--index", index)
    assert run.status == 0
    assert run.out.startswith("Indexed 5 documents, 40 passages into ")
    again = casc_qa("index", CORPUS, "--index", index)
    assert again.out == f"The index in {index} is up to date: 5 documents, 40 passages.\n"

    run = casc_qa("ask", "Who funded the Gender and Human Rights Project?", "--index", index)
    assert run.status == 0
    assert "UNODC wishes to thank the Governments of the United Kingdom" in run.out
    assert "] Regional Multistakeholder Event" in run.out
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


def test_the_words_around_quotes_are_in_the_language_that_was_asked_for(
    casc_qa: Casc, built_index: Path
) -> None:
    question = "Who funded the Gender and Human Rights Project?"
    run = casc_qa("ask", question, "--lang", "ru", "--index", built_index)
    assert "UNODC wishes to thank the Governments of the United Kingdom" in run.out
    assert "Источники" in run.out
    assert "31 мая 2024" in run.out
    run = casc_qa("ask", "Сколько стоит билет в Париж?", "--lang", "en", "--index", built_index)
    assert run.out.startswith("The documents do not say")
    table = json.loads(
        casc_qa("ask", question, "--lang", "ru", "--json", "--index", built_index).out
    )
    assert (table["language"], table["told_in"]) == ("en", "ru")
    run = casc_qa("ask", "What documents do you have?", "--lang", "ru", "--index", built_index)
    assert "5 документов" in run.out
    one_line(casc_qa("ask", "x" * 3000, "--lang", "ru", "--index", built_index), 2, "символ")
    assert casc_qa("ask", question, "--lang", "fr", "--index", built_index).status == 2


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
        (
            ["serve", "--host", "0.0.0.0"],
            2,
            ["no password is set: run casc-qa passwd", "127.0.0.1"],
        ),
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


def test_skipped_files_are_counted_and_named(casc_qa: Casc, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Text.")
    (corpus / "b.xyz").write_bytes(b"%PDF")
    run = casc_qa("index", corpus, "--index", tmp_path / "index")
    assert run.status == 0
    assert run.out.endswith("2 files: 1 indexed, 1 skipped\n  b.xyz  skipped: no loader for .xyz\n")


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


@pytest.mark.parametrize("corpus", ["index", "index/documents", "linked"])
def test_documents_inside_the_index_are_refused(
    corpus: str, casc_qa: Casc, built_index: Path
) -> None:
    Path("index/documents").mkdir(parents=True)
    Path("index/documents/a.txt").write_text("A document about Osh.")
    Path("linked").symlink_to("index")
    one_line(casc_qa("index", corpus), 1, "lies in the index folder index")


def test_what_surrounds_a_question_does_not_count(casc_qa: Casc) -> None:
    run = casc_qa("ask", " \n" + "x" * 2000 + "\n" * 5000)
    assert run.err.startswith("casc-qa: There is no index")
