"""What is shown before and after a sentence that is not whole by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.headings import is_heading
from casc_qa.asking.surroundings import surroundings_of
from casc_qa.building.build import build_index
from casc_qa.cli import terminal
from casc_qa.index.generation import open_current
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.text.quotations import quotations
from casc_qa.types import Passage, Span

ROME = "Mr. Maurício Vieira, from the University for Peace in Costa Rica, emphasized"


def sentences(assistant: Assistant) -> Iterator[tuple[Passage, Span, str]]:
    for passage in assistant.passages():
        text = assistant.document(passage.doc_id).text
        for span in passage.sentences:
            yield passage, span, text


def test_a_pronoun_brings_the_sentence_with_the_name(assistant: Assistant) -> None:
    found = set()
    for passage, span, text in sentences(assistant):
        if span.of(text).startswith("He highlighted that it is important"):
            context = surroundings_of(assistant._generation, passage, span).context
            assert context is not None
            found.add(context.of(text)[: len(ROME)])
    assert found == {ROME}


def test_context_is_a_sentence_before_wherever_it_is_needed(assistant: Assistant) -> None:
    needed = 0
    for passage, span, text in sentences(assistant):
        context = surroundings_of(assistant._generation, passage, span).context
        if stands_alone(span.of(text)):
            within = [q for q in quotations(text) if q.start < span.start < q.end]
            assert context is None or within  # somebody's words, begun before
            continue
        if context is None:
            assert is_heading(text[: span.start].strip())  # the title alone is before it
            continue
        needed += 1
        assert context.end <= span.start
        spans = {s for p in assistant.passages() if p.doc_id == passage.doc_id for s in p.sentences}
        assert context in spans
    assert needed > 10


def test_an_answer_cites_its_context_behind_its_sentences(assistant: Assistant) -> None:
    answer = assistant.ask("How many participants did the Bishkek training gather?")
    assert answer.answered
    first = answer.sentences[0]
    assert first.text.startswith("The training gathered 53 participants")
    assert first.context is not None
    context = answer.citations[first.context - 1]
    assert context.end <= answer.citations[0].start
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.context_of(first) == context
    assert context.quote.startswith("On 22-24 August 2023 in Bishkek")


def surroundings_in(text: str, folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Of every sentence of a document: what is to be read before and after."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    build_index(folder, folder / ".index")
    generation = open_current(folder / ".index")
    document = generation.document("a.txt").text
    found = {}
    for passage in generation.passages.values():
        for span in passage.sentences:
            before, after = surroundings_of(generation, passage, span)
            found[span.of(document)] = (
                before.of(document) if before else None,
                after.of(document) if after else None,
            )
    return found


def test_headings_and_what_is_far_are_no_context(tmp_path: Path) -> None:
    lines = [
        "The Ministry of Health of Tajikistan opened a laboratory.",
        "It has six rooms and a small garden behind.",
        "They are used by twenty chemists of the town.",
        "These come from three different universities.",
        "Such people are hard to find in this region.",
        "It was paid for by a bank in Manila last year.",
    ]
    heading = "A long heading about a laboratory in the hills\n\nIt opened in May.\n\n"
    of = surroundings_in(heading + " ".join(lines), tmp_path)
    assert of["It opened in May."] == (None, None)
    assert of[lines[0]] == (None, None)
    assert [of[line] for line in lines[1:5]] == [(lines[0], None)] * 4
    assert of[lines[5]] == (lines[4], None)  # the first is too far, nothing nearer stands alone


def test_somebodys_words_are_shown_whole(tmp_path: Path) -> None:
    first = "Ms. Aliyeva, head of the laboratory, said: “We need more chemists."
    second, third = "Samples wait for weeks.", "Nobody can work like that.”"
    last = "The laboratory was opened in 2019."
    of = surroundings_in(" ".join([first, second, third, last]), tmp_path)
    assert of[first] == (None, f"{second} {third}")
    assert of[second] == (first, third)
    assert of[third] == (first, None)
    assert of[last] == (None, None)


def test_a_list_follows_what_announces_it(tmp_path: Path) -> None:
    head = "The ministers of Tajikistan and Kyrgyzstan agreed on the following steps:"
    items = ["• two laboratories near the border;", "• joint patrols;", "• a common hotline."]
    last = "The next round of talks will be held in Osh."
    of = surroundings_in("\n".join([head, *items]) + f"\n\n{last}", tmp_path)
    assert of[head] == (None, "\n".join(items))
    assert [of[item] for item in items] == [(head, None)] * 3
    assert of[last] == (None, None)


def test_counted_sentences_belong_together(tmp_path: Path) -> None:
    head = "Tajikistan made three proposals to the Assembly."
    counted = ["First, borders should be open.", "Secondly, water should be shared."]
    detail, last = "Two rivers are meant by this.", "Thirdly, roads should be built."
    of = surroundings_in(" ".join([head, counted[0], counted[1], detail, last]), tmp_path)
    assert of[head][1] == " ".join([*counted, detail, last])
    assert of[counted[0]] == (head, None)
    assert of[last] == (head, None)


def test_one_counted_sentence_is_no_list(tmp_path: Path) -> None:
    sentences = ["Uzbekistan reformed its courts.", "Finally, the speaker thanked the Assembly."]
    of = surroundings_in(" ".join(sentences), tmp_path)
    assert [of[sentence] for sentence in sentences] == [(None, None)] * 2


def test_two_lists_are_not_one(tmp_path: Path) -> None:
    heads = ["Georgia agreed on the following steps:", "Armenia agreed on the following steps:"]
    items = ["• one road to the border", "• two bridges over the river", "• three long tunnels"]
    lines = [heads[0], *items[:2], heads[1], items[2]]
    of = surroundings_in("\n".join(lines), tmp_path)
    assert of[heads[0]][1] == "\n".join(items[:2])
    assert of[heads[1]][1] == items[2]
    assert of[items[2]] == (heads[1], None)
    assert [of[item] for item in items[:2]] == [(heads[0], None)] * 2


def test_numbered_headings_are_no_list(tmp_path: Path) -> None:
    lines = ["Officers of the customs were trained.", "1. Introduction", "They came from Osh."]
    of = surroundings_in("\n\n".join(lines), tmp_path)
    assert of[lines[0]] == (None, None)


def test_a_sentence_shown_after_a_better_one_is_not_shown_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Ms. Aliyeva said about the laboratory in Osh: “The laboratory in Osh needs chemists. "
        "The laboratory in Osh needs chemists and two new rooms.” The talks went on in May.",
        encoding="utf-8",
    )
    build_index(tmp_path, tmp_path / ".index")
    answer = open_index(tmp_path / ".index").ask("What does the laboratory in Osh need?")
    assert answer.answered
    shown = [answer.citations[s.citation - 1] for s in answer.sentences]
    after = [c for c in map(answer.continuation_of, answer.sentences) if c]
    assert not [c for c in shown for other in after if other.start <= c.start < other.end]


TABLE = """Trafficking in persons was registered in three countries of the region.

Country | Cases | Victims

Kazakhstan | 412 | 37

Uzbekistan | 105 | 12

Kyrgyzstan | 88 | 9
"""


def test_a_row_comes_with_the_heads_of_its_columns(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "table.txt").write_text(TABLE)
    build_index(tmp_path / "corpus", tmp_path / "index")
    answer = open_index(tmp_path / "index").ask("How many victims were there in Kazakhstan?")
    (row,) = [s for s in answer.sentences if s.text == "Kazakhstan | 412 | 37"]
    assert answer.sentences[0] is row
    heads = answer.context_of(row)
    assert heads is not None
    assert heads.quote == "Country | Cases | Victims"
    assert "Country | Cases | Victims" not in [s.text for s in answer.sentences]
    assert terminal.answer_text(answer, colour=False).startswith(
        "Columns: Country | Cases | Victims ["
    )
