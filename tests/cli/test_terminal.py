"""What is printed for people to read."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.answer_json import dump_answer
from casc_qa.cli.terminal import answer_text, safe
from casc_qa.types import Abstention, Answer, AnswerSentence, Citation, Scope, ShownPassage
from helpers.command import COMMAND


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


def test_what_goes_before_and_after_a_sentence_stands_there() -> None:
    whole = cited_answer("en")
    first = replace(whole.sentences[0], context=2, continuation=3)
    third = replace(whole.citations[1], number=3, quote="The\nthird\x1b quote.")
    around = replace(whole, sentences=(first,), citations=(*whole.citations, third))
    assert answer_text(around, colour=False).startswith(
        "Before it: The second quote. [2]\nThe first quote. [1]\n"
        "It goes on: The third⟨U+001B⟩ quote. [3]\n\nSources\n"
    )
    both = replace(around, sentences=(first, whole.sentences[1]))
    assert "Before it" not in answer_text(both, colour=False)


def test_what_was_searched_for_instead_comes_first() -> None:
    corrected = replace(cited_answer("en"), asked_as="Who paid\x1b for it?")
    shown = answer_text(corrected, colour=False)
    assert shown.startswith("Searched for: Who paid⟨U+001B⟩ for it?\n\nThe first quote. [1]\n")
    in_russian = replace(corrected, language="ru")
    assert answer_text(in_russian, colour=False) == answer_text(cited_answer("ru"), colour=False)


def test_nearest_passages_in_russian() -> None:
    near = replace(
        cited_answer("ru"), sentences=(), citations=(), abstention=Abstention("not_stated", "Нет.")
    )
    assert answer_text(near, colour=False).startswith(
        "Нет.\n\nСамые близкие по смыслу отрывки (это не ответ):\n\n  a.pdf 100–134\n"
    )


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
