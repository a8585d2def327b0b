"""Passages of the five documents as the reader sees them, and what it says of their sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.passage_reading import PassageReader, Readings
from casc_qa.building.build import build_index
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.reading.network import Network
from casc_qa.reading.reader import Reader, Verdict, Window
from casc_qa.types import Passage, Span
from helpers.project import CORPUS

MOST_LEAD = 330  # characters
QUESTIONS = [
    "How many participants did the Bishkek training gather?",
    "Сколько участников собрал тренинг в Бишкеке?",
]


class Recorder(Reader):
    """Keeps what it read, and its verdicts."""

    windows: Sequence[Window] = ()
    verdicts: Sequence[list[Verdict]] = ()

    def read(self, question: str, windows: Sequence[Window]) -> list[list[Verdict]]:
        self.windows, self.verdicts = windows, super().read(question, windows)
        return list(self.verdicts)


def recorder(assistant: Assistant) -> Recorder:
    embedder = assistant._embedder
    assert isinstance(embedder, OnnxEmbedder)
    return Recorder(embedder, Network(embedder.info.fingerprint))


def passages_of(assistant: Assistant, doc_id: str) -> list[Passage]:
    """In order."""
    return sorted((p for p in assistant.passages() if p.doc_id == doc_id), key=lambda p: p.start)


def read(
    assistant: Assistant, reader: Reader, passages: Sequence[Passage], question: str = QUESTIONS[0]
) -> Readings:
    generation = assistant._generation
    return PassageReader(generation, reader, len(passages)).read(
        assistant.understand(question), passages
    )


# How the first sentence of each document begins that is no heading and no address.
FIRST = {
    "2023-06-08_vienna": "Vienna, 8 June 2023. What are the areas in which civil society",
    "2023-08-22_bishkek": "Women's underrepresentation is apparent in policy-making,",
    "2024-05-31_samarkand": "31 May 2024, Samarkand (Uzbekistan) - On 22-24 May 2024,",
    "undated-march_tashkent": "National and regional strategies and plans of action",
    "undated-may_online": "On 20 May, the United Nations Office on Drugs and Crime",
}


@pytest.mark.parametrize("name", FIRST)
def test_windows_are_passages_with_what_leads_to_them(assistant: Assistant, name: str) -> None:
    (path,) = CORPUS.glob(f"{name}*")
    text, title = path.read_bytes().decode(), assistant.document(path.name).title
    passages = passages_of(assistant, path.name)
    assert len(passages) > 3
    reader = recorder(assistant)
    read(assistant, reader, passages)
    for passage, window in zip(passages, reader.windows, strict=True):
        assert window.text == text[passage.start : passage.end]
        assert [s.of(window.text) for s in window.sentences] == [
            s.of(text) for s in passage.sentences
        ]
    first, *others = [window.lead for window in reader.windows]
    assert first == title
    (other,) = set(others)
    assert other.startswith(f"{title} {FIRST[name]}")
    sentence = other.removeprefix(f"{title} ")
    assert sentence in text
    assert MOST_LEAD - 30 < len(other) <= MOST_LEAD or sentence[-1] in ".?"
    after = text.index(sentence) + len(sentence)
    assert not (text[after].isalnum() and text[after - 1].isalnum())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_read_and_its_words_stand_in_it(
    assistant: Assistant, question: str
) -> None:
    passages = list(assistant.passages())[::3]
    readings = read(assistant, recorder(assistant), passages, question)
    assert set(readings) == {(p.doc_id, span) for p in passages for span in p.sentences}
    for (_, sentence), reading in readings.items():
        assert reading.words is not None
        assert sentence.start <= reading.words.start < reading.words.end <= sentence.end


def test_words_are_those_that_the_reader_gave(assistant: Assistant) -> None:
    passages = passages_of(assistant, sorted(p.doc_id for p in assistant.passages())[0])[1:2]
    reader = recorder(assistant)
    readings = read(assistant, reader, passages)
    ((window,), (verdicts,)) = reader.windows, reader.verdicts
    for span, verdict in zip(passages[0].sentences, verdicts, strict=True):
        reading = readings[passages[0].doc_id, span]
        assert verdict.words is not None
        assert (reading.margin, reading.words_margin) == (verdict.margin, verdict.words.score)
        assert reading.words is not None
        text = assistant.document(passages[0].doc_id).text
        assert reading.words.of(text) == verdict.words.span.of(window.text)


def test_a_sentence_of_two_passages_has_its_best_margin(assistant: Assistant) -> None:
    passages = sorted(assistant.passages(), key=lambda p: (p.doc_id, p.start))
    reader = recorder(assistant)
    readings = read(assistant, reader, passages)
    margins: dict[tuple[str, Span], list[float]] = {}
    for passage, verdicts in zip(passages, reader.verdicts, strict=True):
        for span, verdict in zip(passage.sentences, verdicts, strict=True):
            margins.setdefault((passage.doc_id, span), []).append(verdict.margin)
    twice = {key: own for key, own in margins.items() if len(set(own)) > 1}
    assert len(twice) > 10
    assert any(own[0] < own[-1] for own in twice.values())
    assert any(own[0] > own[-1] for own in twice.values())
    assert {key: reading.margin for key, reading in readings.items()} == {
        key: max(own) for key, own in margins.items()
    }
    backwards = read(assistant, reader, passages[::-1])
    assert {key: reading.margin for key, reading in backwards.items()} == {
        key: reading.margin for key, reading in readings.items()
    }


def test_it_reads_the_question_as_it_is_searched_for(assistant: Assistant) -> None:
    passages = list(assistant.passages())[:1]
    understood = assistant.understand(QUESTIONS[1])
    assert understood.asked_as != understood.text
    reader = recorder(assistant)
    read(assistant, reader, passages, QUESTIONS[1])
    (window,) = reader.windows
    assert list(reader.verdicts) == [reader.read(understood.asked_as, [window])[0]]


def test_no_passages_no_readings(assistant: Assistant) -> None:
    assert read(assistant, recorder(assistant), []) == {}


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A document that begins with short sentences, and one whose long title stands twice."""
    folder = tmp_path_factory.mktemp("short")
    rest = "Every Friday the laboratory in Khujand publishes what it found in the water. " * 40
    (folder / "brief.txt").write_text("Minutes\n\n" + "It rained.\n\n" * 12 + rest)
    title = "A laboratory for wastewater in Khujand"
    headline = f"{title}\n\n{title.upper()}\n\nKhujand\n\nJapan paid for all of its equipment."
    (folder / "twice.txt").write_text(f"{headline}\n\n{rest}")
    build_index(folder, folder / ".index")
    return open_index(folder / ".index")


@pytest.mark.parametrize(
    ("doc_id", "lead"),
    [
        ("brief.txt", "Minutes"),
        (
            "twice.txt",
            "A laboratory for wastewater in Khujand Japan paid for all of its equipment.",
        ),
    ],
)
def test_headings_do_not_lead(short: Assistant, doc_id: str, lead: str) -> None:
    passages = passages_of(short, doc_id)
    reader = recorder(short)
    read(short, reader, passages)
    assert len(passages) > 2
    title = short.document(doc_id).title
    assert [window.lead for window in reader.windows] == [title] + [lead] * (len(passages) - 1)
