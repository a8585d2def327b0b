"""Several at once: builders, readers while the index changes under them, people in the chat."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from casc_qa.asking.assistant import Assistant, keep_open, open_index
from casc_qa.config import Settings
from casc_qa.embedding.encoders import open_encoder
from casc_qa.index.generation import open_current
from casc_qa.web.serving.loading import AssistantLoader
from helpers.builds.builder import Builder, Outcome, Variants, copy_index, side_by_side
from helpers.web.server import Server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a fork and /proc are needed")
REBUILDS, USERS, QUESTIONS_EACH = 20, 50, 2
QUESTIONS = ("At what time did the dog run home?", "Where did the cat sit?", "Who met in Dushanbe?")


def test_of_two_builders_one_is_told_to_wait(
    of_folders: Variants, two_builders: list[Builder], tmp_path: Path
) -> None:
    index = copy_index(of_folders.start, tmp_path / "index")
    done: list[Outcome] = []
    side_by_side(
        *(
            lambda n=n, b=b: done.append(b.build(of_folders.corpora[n], index))
            for n, b in ((1, two_builders[0]), (2, two_builders[1]))
        )
    )
    (busy,) = (each for each in done if each.error)
    (built,) = (each for each in done if not each.error)
    assert busy.unforeseen is built.unforeseen is None
    assert busy.error == (
        f"Another build is writing to {index}: wait until it ends, then try again."
    )
    assert of_folders.in_use(index) == built.generation


class Readers:
    """They ask until they are told to stop; every answer is looked at."""

    def __init__(self, index: Path, published: list[str]) -> None:
        self._index, self._published = index, published
        self.stop = threading.Event()
        self._counting = threading.Lock()
        self.asked: Counter[str] = Counter()
        self.quotes = 0

    def open_for_each_question(self) -> None:
        """A reader that opens what is in use for each question."""
        embedder = open_encoder(open_current(self._index).manifest.embedder, self._index)
        for question in self._questions():
            generation = open_current(self._index)
            self._ask(Assistant(generation, embedder, Settings()), question)

    def keep_up(self) -> None:
        """A reader as the chat is: one assistant, which follows the index."""
        loader = AssistantLoader(lambda held: keep_open(held, self._index))
        loader.start()
        for question in self._questions():
            self._ask(loader.get(), question)
            assert loader.message == "Ready."

    def start_for_each_question(self) -> None:
        """A reader in a process of its own."""
        for question in self._questions():
            command = [sys.executable, "-m", "casc_qa", "ask", question, "--json"]
            done = subprocess.run([*command, "--index", str(self._index)], capture_output=True)
            assert (done.returncode, done.stderr) == (0, b"")
            self._count(json.loads(done.stdout)["index"]["generation"])

    def _questions(self) -> Any:
        for question in cycle(QUESTIONS):
            if self.stop.is_set():
                return
            yield question

    def _ask(self, assistant: Assistant, question: str) -> None:
        """The answer is one of a published generation, and its words are that one's."""
        answer = assistant.ask(question)
        assert answer.generation == assistant.manifest.generation
        assert answer.answered
        for citation in answer.citations:
            text = assistant.document(citation.doc_id).text
            assert text[citation.start : citation.end] == citation.quote != ""
        self._count(answer.generation, len(answer.citations))

    def _count(self, generation: str, quotes: int = 0) -> None:
        assert generation in self._published
        with self._counting:
            self.asked[generation] += 1
            self.quotes += quotes


def test_readers_while_rebuilds_are_published(
    of_folders: Variants, two_builders: list[Builder], tmp_path: Path, times: int
) -> None:
    index = copy_index(of_folders.start, tmp_path / "index")
    readers = Readers(index, of_folders.names)

    def rebuild() -> None:
        try:
            for number in range(1, 1 + REBUILDS * times):
                variant = number % len(of_folders.corpora)
                done = two_builders[0].build(of_folders.corpora[variant], index)
                assert (done.generation, done.unchanged) == (of_folders.names[variant], False)
        finally:
            readers.stop.set()

    side_by_side(
        rebuild,
        readers.open_for_each_question,
        readers.open_for_each_question,
        readers.keep_up,
        readers.start_for_each_question,
    )
    print(dict(readers.asked), readers.quotes)  # noqa: T201
    assert len(readers.asked) == len(of_folders.names)  # they saw every one of them
    assert readers.quotes > REBUILDS


def test_the_chat_takes_up_a_new_generation_between_two_questions(
    of_folders: Variants, two_builders: list[Builder], tmp_path: Path
) -> None:
    index = copy_index(of_folders.start, tmp_path / "index")
    loader = AssistantLoader(lambda held: keep_open(held, index))
    loader.start()
    for number in (0, 1, 2):
        two_builders[1].build(of_folders.corpora[number], index)
        answer = loader.get().ask(QUESTIONS[0])
        assert answer.generation == of_folders.names[number]
        assert answer.citations[0].doc_id.startswith(f"v{number}-")


def answer_of(server: Server, question: str) -> dict[str, Any]:
    """As a program asks the chat."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    body = json.dumps({"data": [question]})
    path = "/gradio_api/call/ask"
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    event = json.loads(connection.getresponse().read())["event_id"]
    connection.close()  # one request a connection, as the events end with theirs
    connection.request("GET", f"{path}/{event}")
    response = connection.getresponse()
    stream = response.read().decode()
    connection.close()
    assert response.status == 200
    assert "event: error" not in stream, stream
    (answer,) = json.loads(stream.partition("event: complete\ndata: ")[2].splitlines()[0])
    return answer


def test_fifty_people_at_once(
    of_folders: Variants, two_builders: list[Builder], tmp_path: Path, times: int
) -> None:
    """While the index is built anew, too."""
    index = copy_index(of_folders.start, tmp_path / "index")
    reference = open_index(index)
    quotes = {q: [s.text for s in reference.ask(q).sentences] for q in QUESTIONS}
    assert all(quotes.values())
    together = threading.Barrier(USERS)

    with Server(index, tmp_path) as server:

        def person(number: int) -> list[str]:
            together.wait()
            seen = []
            for turn in range(QUESTIONS_EACH * times):
                question = QUESTIONS[(number + turn) % len(QUESTIONS)]
                answer = answer_of(server, question)
                assert answer["question"] == question
                assert [part["text"] for part in answer["answer"]] == quotes[question]
                seen.append(answer["index"]["generation"])
            return seen

        with ThreadPoolExecutor(USERS) as pool:
            asked = [pool.submit(person, number) for number in range(USERS)]
            two_builders[1].build(of_folders.corpora[1], index)
            seen = Counter(name for each in asked for name in each.result())
        assert answer_of(server, QUESTIONS[0])["index"]["generation"] == of_folders.names[1]
        assert server.stop() == (0, "")
    print(dict(seen))  # noqa: T201
    assert sum(seen.values()) == USERS * QUESTIONS_EACH * times
    assert set(seen) <= set(of_folders.names[:2])
